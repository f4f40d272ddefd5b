using System.Text;
using ImageAnalysis.Classify;

namespace ImageAnalysis.Training.DataSets;

/// <summary>
/// What a model has learnt from, to be told again: the files by their hashes, copies in another format, size, brightness or orientation by their looks, and further pictures of
/// their specimens by the names of set and group. The card holds hashes only, so a lab gives no name away with its model.
/// </summary>
internal sealed class KnownPictures
{
    private readonly HashSet<string> _files, _specimens;
    private readonly Appearance[] _looks;

    private KnownPictures(IReadOnlyList<LearntPicture> learnt)
    {
        (_files, _specimens) = ([.. learnt.Select(p => p.Sha256)], [.. learnt.Select(p => p.Specimen)]);
        _looks = [.. learnt.Where(p => PerceptualHash.IsHash(p.Looks)).Select(p => new Appearance(p.Looks))];
    }

    /// <summary>Those of a model; null where it has learnt from labelled pictures and its card does not say from which, as cards of earlier versions do not.</summary>
    /// <param name="adaptation">Of its card; absent where it has learnt from rendered pictures alone.</param>
    public static KnownPictures? Of(AdaptationCard? adaptation) =>
        adaptation is null ? new KnownPictures([]) : adaptation.Learnt is { } learnt ? new KnownPictures(learnt) : null;

    /// <summary>As a card states a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="set">Name of its set.</param>
    public static LearntPicture Stated(LabelledImage image, string set) => new(image.Sha256, image.PerceptualHash, SpecimenOf(image, set));

    /// <summary>Whether the model knows a picture, or another of its specimen.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="set">Name of its set.</param>
    public Acquaintance With(LabelledImage image, string set)
    {
        if (_files.Contains(image.Sha256)) return Acquaintance.Picture;
        if (_looks.Length > 0)
        {
            var looks = new Appearance(image.PerceptualHash);
            if (Array.Exists(_looks, known => known.Nearest(looks).Bits <= PerceptualHash.MostBitsOfCopies)) return Acquaintance.Picture;
        }

        return _specimens.Contains(SpecimenOf(image, set)) ? Acquaintance.Specimen : Acquaintance.None;
    }

    private static string SpecimenOf(LabelledImage image, string set) => DataSet.HashOf(Encoding.UTF8.GetBytes($"{set}\n{image.Group}"));
}
