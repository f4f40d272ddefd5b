using ImageAnalysis.Classify;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Evaluate;

/// <summary>What is read from an image.</summary>
internal enum ImageSubject
{
    Structure,
    NoPores,
    Isotropy,
    PoreSize,
    Particles,
    Layers,

    /// <summary>Pores and porosity of the layers of a section.</summary>
    LayerPores,

    /// <summary>Whatever has a unit of length.</summary>
    Lengths,
}

/// <summary>
/// Findings of the stages before that leave a name or a number in doubt, beyond what its interval says. A verdict that rests on such an image alone is at
/// most Indeterminate, and the evaluation lists what was found.
/// </summary>
internal static class ImageDoubts
{
    /// <summary>Probability from which a name is as sure as a 95 % interval.</summary>
    private const double Sure = 0.95;

    /// <summary>
    /// The boundary of void itself is in doubt, further than any interval says: a level on grey values that run evenly, a network's opinion, floors of cells that may count as solid.
    /// Where no pores are seen, none of them can be found.
    /// </summary>
    private static readonly string[] OfBoundary = ["phases-not-apart", "openings-by-model", LitFloors.Code];

    private static readonly string[] OfLayers = ["measured-as-told", "bright-ground", "layers-uncertain"];

    private static readonly Dictionary<ImageSubject, string[]> Codes = new()
    {
        [ImageSubject.Structure] = ["blurred", "measured-as-told", "few-structures", "structure-none", "structure-unfamiliar"],
        [ImageSubject.NoPores] = ["blurred", "measured-as-told"],
        [ImageSubject.Isotropy] = ["blurred", "measured-as-told", "few-structures", "openings-by-model", LitFloors.Code],
        [ImageSubject.PoreSize] =
        [
            "blurred", "measured-as-told", "few-structures", "too-few-voids-per-line", "chords-under-3px", "chords-near-blur", "pores-cut-off", "ground-beside", ImageMeasurements.IsolatedParticles, .. OfBoundary,
        ],
        [ImageSubject.Particles] = ["blurred", "measured-as-told", .. OfBoundary],
        [ImageSubject.Lengths] = ["enlarged"],
        [ImageSubject.Layers] = OfLayers,
        [ImageSubject.LayerPores] = [.. OfLayers, "blurred", .. OfBoundary],
    };

    /// <summary>Findings about what an image of another role is not asked for.</summary>
    private static readonly string[] OfParticles = ["fewer-than-", "pieces-of-a-network", "mostly-truncated", "no-whole-particle", "minimum-diameter"];

    private static readonly string[] OfPores = ["too-few-voids-per-line", "chords-under-3px", "chords-near-blur", "pores-cut-off", "few-structures", "no-void-on-lines", "region-"];

    /// <summary>Why what the images say is in doubt, as a clause; null where it is not.</summary>
    public static string? Of(ImageSubject subject, IEnumerable<ImageMeasurements> images)
    {
        var doubtful = images.Select(i => (i.File, Codes: On(i, subject).ToList())).Where(i => i.Codes.Count > 0).ToList();
        return doubtful.Count == 0 ? null : string.Join("; ", doubtful.Select(d => $"{d.File} leaves it in doubt ({string.Join(", ", d.Codes)})"));
    }

    /// <summary>The same of a structure that several images agree upon: one that is sure is enough.</summary>
    public static string? OfStructure(IReadOnlyList<ImageMeasurements> images)
    {
        var doubts = images.Select(i => Of(ImageSubject.Structure, [i]) ?? (i.StructureProbability < Sure
            ? FormattableString.Invariant($"{i.File} shows it with a probability of {100 * i.StructureProbability:F0} %, where {100 * Sure:F0} % would be sure") : null)).ToList();
        return doubts.Contains(null) ? null : string.Join("; ", doubts);
    }

    /// <summary>The findings on an image that bear on what its role is asked for, for a reader of the evaluation.</summary>
    public static IEnumerable<Finding> Listed(ImageMeasurements image)
    {
        string[] others = image.Role == ImageRole.Particles ? OfPores : OfParticles;
        return image.Findings
            .Where(f => f.Severity != Severity.Note || Codes.Values.Any(c => c.Contains(f.Code)))
            .Where(f => !others.Any(o => f.Code.StartsWith(o, StringComparison.Ordinal)))
            .Select(f => f with { What = $"{image.File}: {f.What}" });
    }

    /// <summary>What would take the doubt away.</summary>
    public static IEnumerable<Remedy> Remedies(ImageSubject subject, IEnumerable<ImageMeasurements> images)
    {
        foreach (var image in images)
        {
            foreach (var code in On(image, subject))
            {
                var mend = image.Findings.FirstOrDefault(f => f.Code == code)?.Mend;
                yield return code switch
                {
                    "too-few-voids-per-line" or "pores-cut-off" or "few-structures" => new Remedy(RemedyKind.LargerField, $"A larger field in place of {image.File}, by a lower magnification or a larger frame ({code}).{Own(mend)}"),
                    "chords-under-3px" or "chords-near-blur" => new Remedy(RemedyKind.HigherMagnification, $"A higher magnification in place of {image.File}: its pores are hardly resolved ({code})."),
                    "structure-none" or "structure-unfamiliar" => new Remedy(RemedyKind.MoreImages, $"Images of other places: {image.File} looks like none of the structures, which does not show which one it is ({code})."),
                    "openings-by-model" or LitFloors.Code => new Remedy(RemedyKind.Image, $"A section in place of {image.File}, which shows cells without their floors ({code})."),
                    _ => new Remedy(RemedyKind.Image, $"A better image in place of {image.File} ({code}).{Own(mend)}"),
                };
            }
        }
    }

    /// <summary>Who states the pixel size of an image answers for it, also where the picture was enlarged.</summary>
    private static IEnumerable<string> On(ImageMeasurements image, ImageSubject subject) =>
        subject == ImageSubject.Lengths && image.ScaleIsDecided ? [] : image.FindingCodes.Where(Codes[subject].Contains);

    private static string Own(string? mend) => mend is null ? "" : $" {mend}";
}
