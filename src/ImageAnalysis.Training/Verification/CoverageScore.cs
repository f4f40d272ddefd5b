using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Particles;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Quantities;
using ImageAnalysis.Report;
using ImageAnalysis.Scale;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Training.Verification;

/// <summary>An estimate of one frame and the interval that is to hold a truth.</summary>
internal readonly record struct IntervalCase(double Value, Interval? Interval);

/// <summary>One frame, measured. Lengths: px. What gave no number is absent.</summary>
/// <param name="Ratio">Unbiased mean intercept with its sampling interval.</param>
/// <param name="Literal">Literal mean intercept with its segmentation band.</param>
/// <param name="ExactLiteral">The literal mean of the exact mask.</param>
/// <param name="ScaleHolds">Whether the scale interval holds the value at the true pixel size.</param>
/// <param name="Diameter">Number-average diameter with its sampling interval.</param>
/// <param name="Cv">Coefficient of variation, percent, with its sampling interval.</param>
internal sealed record CoverageFrame(IntervalCase? Ratio, IntervalCase? Literal, double? ExactLiteral, bool? ScaleHolds, IntervalCase? Diameter, IntervalCase? Cv);

/// <summary>A field: its frames, and the truth for their sampling intervals: what the program reads on the whole field.</summary>
/// <param name="Family">The specimen.</param>
/// <param name="Frames">In order, row by row.</param>
/// <param name="Ratio">Unbiased mean intercept.</param>
/// <param name="Diameter">Weighted mean diameter of all particles.</param>
/// <param name="Cv">Their coefficient of variation, percent.</param>
internal sealed record CoverageField(CoverageFamily Family, IReadOnlyList<CoverageFrame> Frames, double? Ratio, double? Diameter, double? Cv);

/// <summary>Renders a field, cuts it into frames, and hands field and frames to the façade that users call.</summary>
internal static class CoverageScorer
{
    public static CoverageField Score(CoverageRecipe wide, MicrographAnalyzer analyzer)
    {
        var (family, recipe, frames) = wide;
        var field = MicrographRenderer.Render(recipe);
        var whole = Analyze(field, analyzer);
        var (diameter, cv) = family.Particles ? Diameters(whole?.Particles?.Particles ?? []) : default;
        var random = new SeededRandom(recipe.Seed).Fork(7);
        var scored = new CoverageFrame[frames];
        for (var i = 0; i < frames; i++)
        {
            var frame = Cut(field, i % CoverageSet.FramesAlong, i / CoverageSet.FramesAlong);
            var scaleError = random.NextGaussian();
            scored[i] = Analyze(frame, analyzer) is { } analysis ? Compare(family, frame, scaleError, analysis) : new CoverageFrame(null, null, null, null, null, null);
        }

        return new CoverageField(family, scored, family.Pores ? whole?.Intercept?.Main.Px?.Ratio?.Value : null, diameter, cv);
    }

    private static Analysis? Analyze(RenderedMicrograph image, MicrographAnalyzer analyzer)
    {
        var stated = new ScaleCandidate(ScaleSource.User, PixelSize.Square(Length.FromNanometres(image.Recipe.PixelSizeNm)), "the recipe");
        var file = MicrographFile.Write(image, ScaleCarrier.None, "frame")[0];
        try
        {
            using var analysed = analyzer.Analyze(new InputFile(file.Name, file.Bytes), new AnalysisRequest(null, [stated]));
            return analysed.Analysis;
        }
        catch (AnalysisException)
        {
            return null;
        }
    }

    private static (double? Mean, double? Cv) Diameters(IReadOnlyList<Particle> particles)
    {
        if (particles.Count < 2) return default;
        var weight = particles.Sum(p => p.Weight);
        var mean = particles.Sum(p => p.Weight * p.DiameterPx) / weight;
        return (mean, 100 * Math.Sqrt(particles.Sum(p => p.Weight * (p.DiameterPx - mean) * (p.DiameterPx - mean)) / weight) / mean);
    }

    /// <param name="family">The specimen.</param>
    /// <param name="frame">The picture with its exact mask.</param>
    /// <param name="scaleError">How wrong the stated pixel size is, in standard deviations of the stated uncertainty.</param>
    /// <param name="analysis">What the program made of it.</param>
    private static CoverageFrame Compare(CoverageFamily family, RenderedMicrograph frame, double scaleError, Analysis analysis)
    {
        var px = family.Pores ? analysis.Intercept?.Main.Px : null;
        var statistics = family.Particles ? analysis.Particles?.Statistics : null;
        return new CoverageFrame(
            px?.Ratio is { } ratio ? new IntervalCase(ratio.Value, ratio.Sampling) : null,
            px is not null ? new IntervalCase(px.Literal.Value, px.Literal.Segmentation) : null,
            px is not null ? LineTruth.Count(frame.Truth.Void, frame.Width, frame.Height).Literal : null,
            px is not null && analysis.Intercept!.Main.Nm?.Literal is { } nm ? HoldsScale(nm, scaleError, analysis.Scale.RelativeUncertainty) : null,
            statistics is not null ? new IntervalCase(statistics.MeanDiameterPx.Value, statistics.MeanDiameterPx.Sampling) : null,
            statistics?.CvPercent is { } cv ? new IntervalCase(cv.Value, cv.Sampling) : null);
    }

    /// <summary>The pixel is truly larger than stated by the drawn error, and so is the value; the stated uncertainty is 1.96 standard deviations.</summary>
    private static bool HoldsScale(Estimate nm, double scaleError, double relativeUncertainty) =>
        nm.Scale is { } interval && interval.Contains(nm.Value * (1 + (scaleError * relativeUncertainty / 1.96)));

    private static RenderedMicrograph Cut(RenderedMicrograph field, int column, int row)
    {
        const int W = CoverageSet.FrameWidth, H = CoverageSet.FrameHeight;
        var (left, top) = (column * W, row * H);
        var truth = field.Truth with { Void = field.Truth.Void is { } mask ? Crop(mask, field.Width, left, top, 1) : null, Porosity = null, PorosityBand = null, Particles = [] };
        return new RenderedMicrograph(field.Recipe with { Width = W, Height = H }, Crop(field.Pixels, field.Width, left, top, field.Recipe.BitDepth / 8), W, H, truth, null);
    }

    private static byte[] Crop(byte[] data, int width, int left, int top, int bytes)
    {
        const int W = CoverageSet.FrameWidth, H = CoverageSet.FrameHeight;
        var cut = new byte[W * H * bytes];
        for (var y = 0; y < H; y++) data.AsSpan((((top + y) * width) + left) * bytes, W * bytes).CopyTo(cut.AsSpan(y * W * bytes));
        return cut;
    }
}
