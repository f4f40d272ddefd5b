using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>How walls and gaps thinner than the blur were found.</summary>
/// <param name="Model">Name and SHA-256 of the model.</param>
/// <param name="Asked">Pixels that the model was asked about.</param>
/// <param name="Walls">Those of them that were void by their grey value and became solid.</param>
/// <param name="Gaps">Those that were solid and became void.</param>
public sealed record NecksFit(string Model, int Asked, int Walls, int Gaps);

/// <summary>
/// Finds walls and gaps again that blur and noise took below the level. A line that crosses such a wall unseen counts one chord for two, so that a few lost pixels lengthen the mean
/// chord by several per cent.
/// </summary>
public static class Necks
{
    /// <summary>Share of the field below which a change is none: that of walls lengthens the mean chord by about half a per cent.</summary>
    private const double LeastShare = 2e-4;

    /// <summary>A first look takes every so manieth row.</summary>
    private const int FirstLook = 8;

    /// <summary>The field with the walls and gaps that the model finds in it; null where it is no flat section of known blur, or where it finds next to none. The caller disposes it.</summary>
    /// <param name="first">Void and solid by their grey values; borrowed. What is known of contrast and frame stays.</param>
    /// <param name="model">The model; borrowed.</param>
    /// <exception cref="Findings.ModelInvalidException">The model does not run.</exception>
    public static SegmentedImage? Mend(SegmentedImage first, NecksModel model)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(model);
        if (!first.Result.Measurable || NeckFrame.Of(first) is not { } frame) return null;
        var least = LeastShare * first.Field.Width * first.Field.Height;
        if (Look(FirstLook) is var some && some.Walls + some.Gaps < least / FirstLook) return null;
        var all = Look(1);
        return all.Walls + all.Gaps < least ? null : Changed(first, frame, all.Places, all.Odds, new NecksFit(model.Identity, all.Places.Count, all.Walls, all.Gaps));

        (IReadOnlyList<int> Places, float[] Odds, int Walls, int Gaps) Look(int everyRow)
        {
            var places = frame.Places(everyRow);
            var odds = model.Ask(frame, places);
            var (walls, gaps) = (0, 0);
            var phases = first.Void.AsSpan<byte>();
            for (var i = 0; i < odds.Length; i++)
            {
                var isVoid = phases[places[i]] != 0;
                if (isVoid == odds[i] > 0) continue;
                if (isVoid) walls++;
                else gaps++;
            }

            return (places, odds, walls, gaps);
        }
    }

    private static SegmentedImage Changed(SegmentedImage first, NeckFrame frame, IReadOnlyList<int> places, float[] odds, NecksFit fit)
    {
        var (signal, mask, result) = (first.Signal.Clone(), first.Void.Clone(), first.Result);
        var values = signal.AsSpan<float>();
        var phases = mask.AsSpan<byte>();
        for (var i = 0; i < odds.Length; i++)
        {
            var at = places[i];
            if (phases[at] != 0 == odds[i] > 0) continue;
            var value = frame.Contrast * ((1 / (1 + MathF.Exp(odds[i]))) - 0.5f);
            (phases[at], values[at]) = odds[i] > 0 ? ((byte)255, Math.Min(value, -float.Epsilon)) : ((byte)0, Math.Max(value, 0));
        }

        var runs = PhaseRuns.Of(phases, mask.Cols, mask.Rows);
        Segmenter.RemoveSpecks(runs, mask, signal, result.Preparation);
        var band = SegmentationBand.Of(mask);
        return new SegmentedImage(first.Smoothed.Clone(), signal, mask, band, result with
        {
            Porosity = Porosity.Of(mask, band, signal, SegmentationBand.LevelStep(result.Contrast)), Network = runs.Network(), Preparation = result.Preparation with { Necks = fit },
        }) { Doubt = first.Doubt, Look = first.Look };
    }
}
