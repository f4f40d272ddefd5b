using ImageAnalysis.Classify;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Classify;

public sealed class FrameMeasuresTests
{
    [Fact]
    public void Edges_of_bars_run_straight_and_edges_of_discs_do_not()
    {
        var bars = Measured(Bars(400, 300, 20, 0.3));
        var discs = Measured(Patterns.Discs(400, 300, 40, 14, 200, 40));

        Assert.True(bars["edge-straight-4"] > 0.9, $"bars {bars["edge-straight-4"]}");
        Assert.True(discs["edge-straight-4"] < 0.1, $"discs {discs["edge-straight-4"]}");
        Assert.True(bars["edge-course-8"] > discs["edge-course-8"] + 0.5);
    }

    [Fact]
    public void Lying_bars_make_rows_differ_and_standing_bars_make_columns_differ()
    {
        var lying = Measured(Bars(400, 300, 20, Math.PI / 2));
        var standing = Measured(Bars(400, 300, 20, 0));

        Assert.True(lying["rows-apart"] > lying["columns-apart"] + 3);
        Assert.True(standing["columns-apart"] > standing["rows-apart"] + 3);
    }

    [Fact]
    public void A_pattern_keeps_its_measures_at_twice_the_magnification()
    {
        var near = Measured(Patterns.Discs(800, 600, 80, 28, 200, 40));
        var far = Measured(Patterns.Discs(400, 300, 40, 14, 200, 40));

        foreach (var name in new[] { "edge-course-1", "edge-course-4", "boundary-kept-half", "grey-kept-one", "even-phases", "period-count" })
            Assert.Equal(far[name], near[name], 0.12);
    }

    [Fact]
    public void A_pattern_of_one_size_loses_more_to_a_blur_by_half_of_it_than_grain_of_many_sizes()
    {
        using var noise = new Mat(300, 400, MatType.CV_32FC1);
        var random = new ImageAnalysis.Quantities.SeededRandom(3);
        foreach (ref var pixel in noise.AsSpan<float>()) pixel = (float)random.NextGaussian();
        // A detector's low pass; the grey values then spread over 40 levels.
        Cv2.GaussianBlur(noise, noise, default, 2, 2);
        var page = new Mat();
        noise.ConvertTo(page, MatType.CV_8UC1, 40 * 2 * Math.Sqrt(Math.PI) * 2, 128);

        var grain = Measured(page);
        var discs = Measured(Patterns.Discs(400, 300, 40, 14, 200, 40));

        Assert.True(discs["grey-kept-half"] < grain["grey-kept-half"] - 0.2, $"discs {discs["grey-kept-half"]}, grain {grain["grey-kept-half"]}");
    }

    [Fact]
    public void Every_measure_has_a_name_of_its_own_and_a_definition()
    {
        Assert.Equal(MeasurableCard.KnownInputs.Count, MeasurableCard.KnownInputs.Distinct(StringComparer.Ordinal).Count());
        Assert.All(FrameDescription.MeasureDefinitions, d => Assert.EndsWith(".", d.Meaning, StringComparison.Ordinal));
    }

    /// <summary>Bars of half the pitch with soft edges, their normal at the given angle.</summary>
    internal static Mat Bars(int width, int height, double pitch, double angle)
    {
        var page = new Mat(height, width, MatType.CV_8UC1);
        for (var y = 0; y < height; y++)
        {
            var row = page.RowSpan<byte>(y);
            for (var x = 0; x < width; x++)
            {
                var across = (x * Math.Cos(angle)) + (y * Math.Sin(angle));
                row[x] = (byte)Math.Round(120 + (80 * Math.Tanh(4 * Math.Sin(2 * Math.PI * across / pitch))));
            }
        }

        return page;
    }

    private static Dictionary<string, double> Measured(Mat page)
    {
        using (page)
        using (var image = Patterns.Segmented(page))
        {
            var description = FrameDescription.Of(image);
            double[] values = [.. description.Descriptors ?? throw new InvalidOperationException("The pattern was not described."), .. description.Measures!];
            return MeasurableCard.KnownInputs.Zip(values).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        }
    }
}
