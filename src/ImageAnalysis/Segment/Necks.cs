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

    /// <summary>A first look takes every so manieth row, a second all the others.</summary>
    private const int FirstLook = 8;

    /// <summary>Gives a field the walls and gaps that the model finds in it, and the numbers of void and solid that follow. What is known of contrast and frame stays.</summary>
    /// <param name="image">Void and solid by their grey values; its pictures are changed.</param>
    /// <param name="model">The model; borrowed.</param>
    /// <returns>Whether anything changed: not where it is no flat section of known blur, or where the model finds next to none.</returns>
    /// <exception cref="Findings.ModelInvalidException">The model does not run.</exception>
    public static bool Mend(SegmentedImage image, NecksModel model)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(model);
        if (!image.Decided.Measurable || NeckFrame.Of(image) is not { } frame) return false;
        var least = LeastShare * image.Field.Width * image.Field.Height;
        var some = Look(false);
        if (some.Walls + some.Gaps < least / FirstLook) return false;
        var others = Look(true);
        var (walls, gaps) = (some.Walls + others.Walls, some.Gaps + others.Gaps);
        if (walls + gaps < least) return false;
        Change(image, frame.Contrast, some.Places, some.Odds);
        Change(image, frame.Contrast, others.Places, others.Odds);
        var runs = PhaseRuns.Of(image.Void.AsSpan<byte>(), image.Void.Cols, image.Void.Rows);
        var preparation = image.Decided.Preparation;
        Segmenter.RemoveSpecks(runs, image.Void, image.Signal, preparation);
        image.Redrawn(runs, preparation with { Necks = new NecksFit(model.Identity, some.Odds.Length + others.Odds.Length, walls, gaps) });
        return true;

        (IReadOnlyList<int> Places, float[] Odds, int Walls, int Gaps) Look(bool others)
        {
            var places = frame.Places(FirstLook, others);
            var odds = model.Ask(frame, places);
            var (walls, gaps) = (0, 0);
            var phases = image.Void.AsSpan<byte>();
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

    /// <summary>Lets the places that lie on the other side change sides, in mask and signal.</summary>
    private static void Change(SegmentedImage image, float contrast, IReadOnlyList<int> places, float[] odds)
    {
        var values = image.Signal.AsSpan<float>();
        var phases = image.Void.AsSpan<byte>();
        for (var i = 0; i < odds.Length; i++)
        {
            var at = places[i];
            if (phases[at] != 0 == odds[i] > 0) continue;
            var value = contrast * ((1 / (1 + MathF.Exp(odds[i]))) - 0.5f);
            (phases[at], values[at]) = odds[i] > 0 ? ((byte)255, Math.Min(value, -float.Epsilon)) : ((byte)0, Math.Max(value, 0));
        }
    }
}
