using ImageAnalysis.Ingest;

namespace ImageAnalysis.Training.DataSets;

/// <summary>A folder with a sub-folder for each class: the way in which most labs keep labelled pictures.</summary>
public static class ClassFolders
{
    /// <summary>A stem that this many pictures of a class share, and more than half of them, is what the lab calls all its pictures, and no specimen.</summary>
    private const int CommonStem = 4;

    /// <summary>
    /// The pictures of FOLDER/CLASS/... and their groups. Pictures in a folder below that of the class are of one specimen, named by that folder; one
    /// directly in the class's folder is of the specimen that its name says (<see cref="SpecimenOf"/>), or a specimen of its own where most are named alike.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <remarks>What is hidden (a name that begins with a point) is no picture, and no class: systems leave notes of that kind beside files, such as "._a.png".</remarks>
    /// <exception cref="DataSetInvalidException">It has no sub-folders, one of them is no class or has no picture, or a picture lies beside them.</exception>
    public static IReadOnlyList<ImageToLabel> Find(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder)) throw Refusal([File.Exists(folder) ? "It is a file; a folder with a sub-folder for each class is expected." : $"There is no folder {folder}."]);
        var found = new List<ImageToLabel>();
        var faults = new List<string>();
        var classes = Directory.GetDirectories(folder).Where(d => !IsHidden(d)).Order(StringComparer.Ordinal).ToArray();
        if (classes.Length == 0) faults.Add("It has no sub-folders.");
        faults.AddRange(Directory.EnumerateFiles(folder).Where(f => !IsHidden(f)).Select(f => Path.GetFileName(f)!).Where(ImageFormats.IsImageName).Order(StringComparer.Ordinal).Select(f => $"{f} lies in no class's folder."));
        foreach (var sub in classes)
        {
            try
            {
                var structure = Labels.Parse(Path.GetFileName(sub), folder);
                var images = Directory.EnumerateFiles(sub, "*", SearchOption.AllDirectories).Where(f => ImageFormats.IsImageName(Path.GetFileName(f)) && !Path.GetRelativePath(sub, f).Split(Path.DirectorySeparatorChar).Any(IsHidden))
                    .Order(StringComparer.Ordinal).ToArray();
                if (images.Length == 0) faults.Add($"{Path.GetFileName(sub)} holds no picture{(Path.GetFileName(sub) == Labels.NameOf(structure) ? "" : $" (it is taken for the folder of {Labels.NameOf(structure)})")}.");
                found.AddRange(images.Zip(Specimens(sub, images), (image, specimen) => new ImageToLabel(image, structure, specimen)));
            }
            catch (DataSetInvalidException e)
            {
                faults.AddRange(e.Faults);
            }
        }

        return faults.Count == 0 ? found : throw Refusal(faults);

        DataSetInvalidException Refusal(IReadOnlyList<string> faults) => new(folder, faults,
            $"Put the pictures into folders named {string.Join(", ", ImageAnalysis.Classify.StructureCard.KnownLabels)}; those of one specimen may have a folder of their own below.");
    }

    private static bool IsHidden(string path) => Path.GetFileName(path).StartsWith('.');

    private static IEnumerable<string> Specimens(string sub, string[] images)
    {
        var stems = images.Select(i => SpecimenOf(Path.GetFileNameWithoutExtension(i))).ToArray();
        var common = stems.CountBy(s => s, StringComparer.Ordinal).Where(s => s.Value >= CommonStem && s.Value > images.Length / 2).Select(s => s.Key).FirstOrDefault();
        for (var i = 0; i < images.Length; i++)
        {
            var parts = Path.GetRelativePath(sub, images[i]).Split(Path.DirectorySeparatorChar);
            yield return parts.Length > 1 ? string.Join('/', parts[..^1]) : stems[i] == common ? $"{Path.GetFileName(sub)}/{Path.GetFileNameWithoutExtension(images[i])}" : stems[i];
        }
    }

    /// <summary>The name without what counts the picture: "EX10_outer_03" is of "EX10_outer", "PVDF-7(2)" of "PVDF-7".</summary>
    public static string SpecimenOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var counted = name.TrimEnd(')').TrimEnd("0123456789".ToCharArray());
        var end = counted.TrimEnd('(', '_', '-', '.', ' ');

        // Digits right behind a letter are part of the name: rot90, EX10.
        return end.Length > 0 && end.Length < counted.Length && counted.Length < name.Length ? end : name;
    }
}
