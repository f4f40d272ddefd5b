using System.Globalization;
using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Particles;

/// <summary>Particles of the solid phase: number-average diameter and its variation (US 9,793,527 §3.2, §4.1).</summary>
public static class ParticleMeter
{
    /// <summary>Finding by which what was measured are pieces of a network and no particles.</summary>
    public const string PiecesOfANetwork = "pieces-of-a-network";

    /// <summary>Smaller than this nothing is measured, whatever the options say: an outline of fewer pixels has no axes.</summary>
    private const double LeastDiameterPx = 3;

    /// <summary>Tells the particles of a segmented frame apart, measures and draws them.</summary>
    /// <param name="image">The segmented frame.</param>
    /// <param name="scale">Its scale.</param>
    /// <param name="options">How.</param>
    /// <param name="seed">Of the draw.</param>
    /// <param name="page">The whole page, for the model; borrowed.</param>
    /// <param name="centres">A model that proposes particles where silhouettes do not explain the edges; absent: there is none. Borrowed.</param>
    /// <exception cref="ModelInvalidException">The model does not run.</exception>
    public static ParticleResult Measure(SegmentedImage image, ScaleDecision scale, ParticleOptions options, long seed, Mat? page = null, CentresModel? centres = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        var findings = new List<Finding>();
        var field = image.Field;
        using var grey = page?.SubMat(new Rect(field.X, field.Y, field.Width, field.Height));
        var proposals = grey is null || centres is null || image.Decided.VoidPhase != VoidPhase.Dark ? null : new RimProposals(grey, centres);
        var found = ParticleFinder.Find(image, options, proposals);
        var least = LeastDiameter(options, scale.PixelSize, findings);

        var whole = new List<Particle>();
        var (truncated, hidden) = (0, 0);
        foreach (var shape in found.Shapes)
        {
            if (shape.AreaPx2 < Math.PI / 4 * least * least) continue;
            if (TouchesFrame(shape, field)) truncated++;
            else if (shape.VisibleFraction < options.MinimumVisible) hidden++;
            else whole.Add(Describe(shape, whole.Count + 1, field, scale.PixelSize, options.Axes));
        }

        var statistics = Summarise(whole, scale, options, seed, findings);
        AddFindings(whole.Count, truncated, findings);
        if (found.Method == ParticleMethod.Rims) findings.Add(ByRims(found));
        if (found.AreOfNetwork) findings.Add(OfNetwork());
        return new ParticleResult(options.Axes, found.Method, whole, truncated, hidden, statistics, findings);
    }

    private static bool TouchesFrame(ParticleShape shape, PixelRect field) => shape.Blob is { } blob
        ? blob.MinX == 0 || blob.MinY == 0 || blob.MaxX == field.Width - 1 || blob.MaxY == field.Height - 1
        : shape.Left <= 0 || shape.Top <= 0 || shape.Right >= field.Width - 1 || shape.Bottom >= field.Height - 1;

    private static double LeastDiameter(ParticleOptions options, PixelSize? pixelSize, List<Finding> findings)
    {
        _ = Extent.TryParse(options.MinimumDiameter, out var extent);
        if (extent.ToPixels(pixelSize?.MeanNanometres) is { } px) return Math.Max(LeastDiameterPx, px);
        var used = new ParticleOptions().MinimumDiameter;
        findings.Add(new Finding("minimum-diameter-without-scale", Severity.Warning,
            $"The smallest particle was asked to be {options.MinimumDiameter}; {used} was used.",
            "A length needs a pixel size, and this image has none.",
            "Give the pixel size, or state the smallest particle in px."));
        _ = Extent.TryParse(used, out extent);
        return extent.Px!.Value;
    }

    private static Particle Describe(ParticleShape shape, int label, PixelRect field, PixelSize? pixelSize, AxisDefinition definition)
    {
        var axes = Axes(shape, definition, 1, 1);
        double? laNm = null, lbNm = null;
        if (pixelSize is { } size)
        {
            var nm = size.X == size.Y
                ? axes with { La = axes.La * size.X.Nanometres, Lb = axes.Lb * size.X.Nanometres }
                : Axes(shape, definition, size.X.Nanometres, size.Y.Nanometres);
            (laNm, lbNm) = (nm.La, nm.Lb);
        }

        var hull = shape.Hull;
        var contour = new float[2 * hull.Length];
        for (var i = 0; i < hull.Length; i++)
            (contour[2 * i], contour[(2 * i) + 1]) = ((float)(hull[i].X + field.X), (float)(hull[i].Y + field.Y));
        var (width, height) = shape.Blob is { } blob
            ? (blob.MaxX - blob.MinX + 1, blob.MaxY - blob.MinY + 1)
            : (shape.Right - shape.Left, shape.Bottom - shape.Top);
        return new Particle(
            label,
            shape.X + field.X,
            shape.Y + field.Y,
            shape.AreaPx2,
            axes.La,
            axes.Lb,
            axes.LaAngleDegrees,
            laNm,
            lbNm,
            shape.Ellipse is null ? ParticleOutline.Silhouette : shape.IsProposal ? ParticleOutline.Proposal : ParticleOutline.Rim,
            shape.VisibleFraction,
            ParticleDraw.Weight(width, height, field.Width, field.Height),
            false,
            contour);
    }

    private static ParticleAxes Axes(ParticleShape shape, AxisDefinition definition, double scaleX, double scaleY)
    {
        if (shape.Ellipse is { } ellipse && scaleX == scaleY)
        {
            // On an ellipse all definitions agree.
            var degrees = -ellipse.Angle * 180 / Math.PI % 180;
            return new ParticleAxes(2 * ellipse.A * scaleX, 2 * ellipse.B * scaleX, degrees < 0 ? degrees + 180 : degrees);
        }

        OutlinePoint[] hull = scaleX == 1 && scaleY == 1 ? shape.Hull : [.. shape.Hull.Select(p => new OutlinePoint(p.X * scaleX, p.Y * scaleY))];
        return definition switch
        {
            AxisDefinition.Feret => Feret.MaximumAndMinimum(hull),
            AxisDefinition.PerpendicularFeret => Feret.MaximumAndPerpendicular(hull),
            AxisDefinition.Ellipse => shape.Blob is { } blob ? Feret.Ellipse(blob, scaleX, scaleY) : Feret.MaximumAndPerpendicular(hull),
            _ => throw new ArgumentOutOfRangeException(nameof(definition), definition, "No such definition of the axes."),
        };
    }

    private static ParticleStatistics? Summarise(List<Particle> whole, ScaleDecision scale, ParticleOptions options, long seed, List<Finding> findings)
    {
        // Of a circle that a model proposes no edge was measured: it counts as a particle, but its size is none.
        int[] measured = [.. Enumerable.Range(0, whole.Count).Where(i => whole[i].Outline != ParticleOutline.Proposal)];
        if (measured.Length == 0) return null;
        if (SmallPieces.Of(measured.Select(i => whole[i].DiameterPx)) is { } small) findings.Add(small);
        var rule = measured.Length >= options.Draw ? ParticleStatisticsRule.Drawn : ParticleStatisticsRule.WeightedAll;
        if (rule == ParticleStatisticsRule.Drawn)
        {
            foreach (var i in ParticleDraw.WithoutReplacement([.. measured.Select(i => whole[i].Weight)], options.Draw, new SeededRandom((ulong)seed)))
                whole[measured[i]] = whole[measured[i]] with { Drawn = true };
        }
        else
        {
            findings.Add(new Finding($"fewer-than-{options.Draw.ToString(CultureInfo.InvariantCulture)}", Severity.Limit,
                string.Create(CultureInfo.InvariantCulture, $"{measured.Length} {(measured.Length == 1 ? "whole particle was" : "whole particles were")} measured, and {options.Draw} are asked for."),
                "A criterion on so many particles cannot be judged on fewer; mean and variation are those of all particles, each weighted for the share of positions at which the frame would hold it.",
                "Take a larger field or a lower magnification."));
        }

        var taken = rule == ParticleStatisticsRule.Drawn ? whole.Where(p => p.Drawn).ToArray() : [.. measured.Select(i => whole[i])];
        double[] weights = rule == ParticleStatisticsRule.Drawn ? [.. taken.Select(_ => 1.0)] : [.. taken.Select(p => p.Weight)];
        var px = DiameterStatistics.Of([.. taken.Select(p => p.DiameterPx)], weights, 1);
        if (scale.PixelSize is not { } size) return new ParticleStatistics(rule, taken.Length, px.Mean, null, px.CvPercent);
        var nm = DiameterStatistics.Of([.. taken.Select(p => (p.LaNm!.Value + p.LbNm!.Value) / 2)], weights, size.MeanNanometres);
        return new ParticleStatistics(rule, taken.Length, px.Mean, nm.Mean.Scaled(1, scale.RelativeUncertainty), nm.CvPercent);
    }

    private static Finding OfNetwork() => new(PiecesOfANetwork, Severity.Warning,
        "Most of the solid hangs together, and few of the pieces that it was cut into are round.",
        "Such a solid is a network; where it is cut depends on how narrow its necks are, and mean and variation are those of the pieces, not of particles.",
        "Use the particle results only if you know that the solid consists of particles; particles.splitDepth says how narrow a neck must be.");

    private static Finding ByRims(ParticleShapes found)
    {
        var fitted = found.Shapes.Count(s => s.Ellipse is not null && !s.IsProposal);
        var proposed = found.Shapes.Count(s => s.IsProposal);
        var edge = found.Edge is { } place
            ? string.Create(CultureInfo.InvariantCulture, $"The mean profile across the rims puts the edge {Math.Abs(place.OffsetPx):F2} px {(place.OffsetPx < 0 ? "inside" : "outside")} the half-maximum, under a blur of {place.BlurPx:F1} px.")
            : "Outlines are at the half-maximum of the edge.";
        return new Finding("particles-by-rims", Severity.Note,
            string.Create(CultureInfo.InvariantCulture, $"{fitted} outlines are ellipses fitted to rims, {proposed} are circles that a model proposes, {found.Shapes.Count - fitted - proposed} are silhouettes. {edge}"),
            "Rims show round particles where they touch, hide each other or are dim in the middle; pieces between them without a rim are not counted. Circles of a model are counted, but of no edge: their sizes are left out of mean and variation.",
            "Set particles.method to silhouettes where the particles are not round.");
    }

    private static void AddFindings(int whole, int truncated, List<Finding> findings)
    {
        if (whole == 0)
        {
            findings.Add(new Finding("no-whole-particle", Severity.Note,
                string.Create(CultureInfo.InvariantCulture, $"No whole particle was found; {truncated} touch the frame."),
                "A particle cut by the frame has no known size and is never measured.",
                "Take a lower magnification, or set particles.minimumDiameter lower."));
        }
        else if (truncated > whole)
        {
            findings.Add(new Finding("mostly-truncated", Severity.Warning,
                string.Create(CultureInfo.InvariantCulture, $"{truncated} particles touch the frame and {whole} do not."),
                "The larger a particle, the more often the frame cuts it; the weights make up for it on average only.",
                "Take a lower magnification."));
        }
    }
}
