using ImageAnalysis.Training.Structure;

namespace ImageAnalysis.Training.Tests.Structure;

public sealed class CalibrationTests
{
    [Fact]
    public void Margins_twice_too_large_get_temperature_two()
    {
        // Two classes, margin m true with probability 1/(1 + exp(-m/2)): e³ of e³ + 1 and e of e + 1 rows are right.
        var margins = new List<float>();
        var labels = new List<int>();
        Add(6, 953);
        Add(2, 731);

        Assert.Equal(2, Calibration.Temperature(margins, labels), 0.02);

        void Add(float margin, int rightOfThousand)
        {
            for (var i = 0; i < 1000; i++)
            {
                margins.AddRange([margin, 0]);
                labels.Add(i < rightOfThousand ? 0 : 1);
            }
        }
    }

    [Fact]
    public void Probabilities_are_the_softmax_of_the_scaled_margins()
    {
        var p = Calibration.Probabilities([2, 0, -2], 3, 2);

        var sum = Math.E + 1 + (1 / Math.E);
        Assert.Equal([Math.E / sum, 1 / sum, 1 / Math.E / sum], p, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void The_expected_error_is_the_gap_between_confidence_and_share_right()
    {
        // Always sure by 0.9, right in 7 of 10.
        double[] probabilities = [.. Enumerable.Repeat(new[] { 0.9, 0.1 }, 100).SelectMany(row => row)];
        int[] labels = [.. Enumerable.Range(0, 100).Select(i => i % 10 < 7 ? 0 : 1)];

        Assert.Equal(0.2, Calibration.ExpectedError(Calibration.Reliability(probabilities, labels)), 1e-9);
    }

    [Fact]
    public void Bins_hold_equally_many_pictures_and_never_fewer_than_ten()
    {
        var (probabilities, labels) = Sure(250);

        Assert.Equal(Enumerable.Repeat(25, 10), Calibration.Reliability(probabilities, labels).Select(b => b.Pictures));
        Assert.Equal([11, 12], Calibration.Reliability(probabilities[..46], labels[..23]).Select(b => b.Pictures));
        Assert.Equal([7], Calibration.Reliability(probabilities[..14], labels[..7]).Select(b => b.Pictures));
        Assert.Empty(Calibration.Reliability([], []));
        Assert.True(Calibration.Reliability(probabilities, labels) is [{ Confidence: < 0.6 }, .., { Confidence: > 0.9 }]);
    }

    [Fact]
    public void Of_the_surest_more_are_right_where_only_the_unsure_err()
    {
        // Of 200, the 20 least sure are wrong.
        var (probabilities, labels) = Sure(200);
        for (var i = 0; i < 20; i++) labels[i] = 1;

        var coverage = Calibration.Coverage(probabilities, labels);

        Assert.Equal((1, 0.9), (coverage[0].Answered, coverage[0].Right));
        Assert.Equal(1, coverage.Single(c => c.Answered == 0.9).Right);
        Assert.Equal(0.5, coverage[^1].Answered);
    }

    /// <summary>Of two classes the first, ever surer.</summary>
    private static (double[] Probabilities, int[] Labels) Sure(int count) =>
        ([.. Enumerable.Range(0, count).SelectMany(i => (double[])[0.5 + (0.5 * i / count), 0.5 - (0.5 * i / count)])], new int[count]);
}
