using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Intercept;

/// <summary>Mean intercepts of the void by parallel lines.</summary>
public static class Interceptor
{
    /// <summary>
    /// Largest over smallest ratio mean of four directions that is called equal. One frame's mean scatters by about 5 %, and the range of four such is within 18 %
    /// in 95 of 100 isotropic frames.
    /// </summary>
    private const double IsotropyTolerance = 1.2;

    /// <summary>No segment is left out: where it is found at all, a short one is as true as a long one.</summary>
    private const double MinimumChordPx = 0;

    /// <summary>Mean below which the pixels are too coarse for the structure.</summary>
    private const double ResolvedPx = 3;

    /// <summary>Width of the edges over the mean segment above which gaps close: in rendered sections of half wavelengths of 3 to 6 px the mean is then off by 9 % (median of 13, at most 24), below by 4 (of 26, at most 15).</summary>
    private const double WidestEdge = 0.3;

    /// <summary>Mean segment below which the pixels alone may close so many gaps: of rendered sections of 2 to 4 px, mean segments of 3 to 5.2 px are seen.</summary>
    private const double SafePx = 6;

    /// <summary>Structures (void plus solid) along the shorter side below which one frame says little.</summary>
    private const double FewStructures = 5;

    /// <summary>Share of cut segments above which the literal mean is plainly low: at a quarter by about a tenth.</summary>
    private const double CutShare = 0.25;

    private static readonly double[] _isotropyAngles = [0, 45, 90, 135];

    /// <summary>Measures the segments of all lines in the chosen direction and in 0, 45, 90 and 135 degrees.</summary>
    /// <param name="image">Void against solid; borrowed.</param>
    /// <param name="pixelSize">Absent where there is no scale; means are then in pixels only.</param>
    /// <param name="relativeScaleUncertainty">Relative half-width (95 %) of the pixel size.</param>
    /// <param name="options">The lines.</param>
    public static InterceptResult Measure(SegmentedImage image, PixelSize? pixelSize, double relativeScaleUncertainty, InterceptOptions options)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        var findings = new List<Finding>();
        var region = MeasuringRegion.Choose(options.Region, image.Field, pixelSize, findings);
        if (!image.Result.Measurable) return Nothing(region, options, findings);

        using var masks = PackedMasks.Of(image);
        var four = Array.ConvertAll(_isotropyAngles, Direction);
        var same = Array.IndexOf(_isotropyAngles, options.AngleDegrees);
        var main = same >= 0 ? four[same] : Direction(options.AngleDegrees);
        var protocol = ProtocolRule.Check(main, region, options.MinimumVoidsPerLine, pixelSize);
        AddFindings(main.Result, protocol, region, options.Lines, image.Result.Quality?.EdgeWidthPx, findings);
        return new InterceptResult(region, main.Result, Array.ConvertAll(four, d => d.Result), IsotropyOf(four, pixelSize), protocol,
            MinimumChordPx, main.Chords(), findings) { Plan = SamplingPlan.For(main) };

        DirectionMeasurement Direction(double angle)
        {
            var (dx, dy) = LineSet.Direction(angle);
            return DirectionMeter.Measure(image, masks, LineSet.Across(region, angle, options.Lines), pixelSize?.StepNanometres(dx, dy), relativeScaleUncertainty);
        }
    }

    private static InterceptResult Nothing(PixelRect region, InterceptOptions options, List<Finding> findings)
    {
        return new InterceptResult(region, Empty(options.AngleDegrees), Array.ConvertAll(_isotropyAngles, Empty), null,
            new ProtocolCheck(options.MinimumVoidsPerLine, false, [], null, null, null), MinimumChordPx, [], findings);

        DirectionResult Empty(double angle) =>
            new(angle, 0, 0, LineSet.Across(region, angle, options.Lines).Lines.Sum(l => l.LengthPx), null, null, null);
    }

    private static Isotropy? IsotropyOf(DirectionMeasurement[] four, PixelSize? pixelSize)
    {
        double smallest = double.PositiveInfinity, largest = 0;
        foreach (var direction in four)
        {
            if (direction.Result.Px?.Ratio is not { } ratio) return null;

            // On the specimen where pixels are not square.
            var (dx, dy) = LineSet.Direction(direction.Result.AngleDegrees);
            var mean = ratio.Value * (pixelSize?.StepNanometres(dx, dy) ?? 1);
            (smallest, largest) = (Math.Min(smallest, mean), Math.Max(largest, mean));
        }

        return smallest <= 0 ? null : new Isotropy(largest / smallest, IsotropyTolerance, largest / smallest <= IsotropyTolerance);
    }

    private static void AddFindings(DirectionResult main, ProtocolCheck protocol, PixelRect region, int lines, double? edgeWidthPx, List<Finding> findings)
    {
        if (main.Px is not { } px)
        {
            findings.Add(new Finding("no-void-on-lines", Severity.Limit, "No line meets a void.", "There is no segment to take a mean of.",
                "See in the picture of the void contour whether the level is right; segment.void states which phase is void."));
            return;
        }

        if (!protocol.Holds)
        {
            findings.Add(new Finding("too-few-voids-per-line", Severity.Warning,
                $"{protocol.LinesBelow.Count} {(protocol.LinesBelow.Count == 1 ? "line crosses" : "lines cross")} fewer than {protocol.Required} voids.",
                "The protocol asks it of every line (EP 1 063 256 [0089](3)); shorter lines read the mean low.",
                Advice(protocol)));
        }

        if (px.Literal.Value < ResolvedPx)
        {
            findings.Add(new Finding("chords-under-3px", Severity.Warning,
                FormattableString.Invariant($"The mean segment is {px.Literal.Value:F2} pixels long."),
                "Below three pixels the blur of the image and the smoothing decide what is seen as a void.", "Record at a higher magnification."));
        }
        else if (px.Literal.Value < SafePx || edgeWidthPx > WidestEdge * px.Literal.Value)
        {
            findings.Add(new Finding("chords-near-blur", Severity.Warning,
                FormattableString.Invariant($"The mean segment is {px.Literal.Value:F1} pixels long")
                + (edgeWidthPx is { } edge ? FormattableString.Invariant($", and edges are {edge:F1} pixels wide (from 10 to 90 % of the step).") : "."),
                "Pixels and blur close gaps and walls that are not much wider than an edge; the mean often reads about a tenth too long, which its interval allows for.",
                "Record at a higher magnification, or with a finer beam and better focus."));
        }

        if (main.CutSegments > CutShare * main.Segments)
        {
            findings.Add(new Finding("pores-cut-off", Severity.Warning,
                FormattableString.Invariant($"{main.CutSegments} of {main.Segments} void segments are cut by the edge of the region."),
                FormattableString.Invariant($"A cut segment counts as a whole one in the literal mean, which so reads about {100 * px.Literal.Value / (px.Literal.Value + (main.LineLengthPx / lines)):F0} % low; the unbiased ratio does not."),
                "Record at a lower magnification, or read the unbiased mean."));
        }

        var periodPx = main.LineLengthPx / main.Segments;
        if (Math.Min(region.Width, region.Height) < FewStructures * periodPx)
        {
            findings.Add(new Finding("few-structures", Severity.Warning,
                FormattableString.Invariant($"A void and its wall take {periodPx:F0} pixels, and the region is {region.Width} x {region.Height}."),
                "So few structures say little about the specimen, and the sampling interval itself is uncertain.", "Measure more frames, or record at a lower magnification."));
        }
    }

    private static string Advice(ProtocolCheck protocol) => protocol.NeededMagnificationFactor is not { } factor
        ? "Record at a lower magnification."
        : FormattableString.Invariant($"Record at {factor:F2} times the magnification, so that the frame is ")
          + (protocol.NeededWidthNm is { } nm ? $"{Length.FromNanometres(nm)} wide." : FormattableString.Invariant($"{protocol.NeededWidthPx:F0} of these pixels wide."));
}
