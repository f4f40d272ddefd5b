using ImageAnalysis.Classify;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;

namespace ImageAnalysis.Training.DataSets;

/// <summary>A picture to be added to a data set.</summary>
/// <param name="Path">The file.</param>
/// <param name="Class">What it shows.</param>
/// <param name="Group">Its specimen; null: the one that it has in the set, else the one that its name says (<see cref="ClassFolders.SpecimenOf"/>).</param>
/// <param name="Split">What it is for; null: what it is for in the set, else training.</param>
/// <param name="Licence">Where it differs from that of the set.</param>
public sealed record ImageToLabel(string Path, StructureClass Class, string? Group = null, DataSetSplit? Split = null, string? Licence = null);

/// <summary>Adds labelled pictures to a data set. All or none of them: a set is never left half changed.</summary>
public static class DataSetBuilder
{
    /// <summary>Reads the pictures, refuses what cannot be learnt from, copies the files and writes the manifest.</summary>
    /// <param name="set">The set, which may be empty and not yet on disk.</param>
    /// <param name="images">The pictures.</param>
    /// <param name="relabel">A picture that is in the set already takes the new class, and the group and split where they are given. Without it, it stays as it is, and is refused where its class would be another.</param>
    /// <param name="progress">Called with the number of files read and the total.</param>
    /// <exception cref="DataSetInvalidException">A file is no image, is in the set with another class, or shows the same picture as one of another group or class.</exception>
    public static DataSet Add(DataSet set, IReadOnlyList<ImageToLabel> images, bool relabel = false, Action<int, int>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(images);
        var labelled = set.Manifest.Images.ToList();
        var copies = new List<(string File, byte[] Bytes, string From)>();
        var faults = new List<string>();
        for (var i = 0; i < images.Count; i++)
        {
            try
            {
                if (Read(images[i]) is var (bytes, looks)) Take(images[i], bytes, looks);
            }
            catch (AnalysisException e)
            {
                faults.Add(e.Message);
            }

            progress?.Invoke(i + 1, images.Count);
        }

        var ordered = labelled.OrderBy(i => i.File, StringComparer.Ordinal).ToArray();
        var given = copies.ToDictionary(c => c.File, c => c.From, StringComparer.Ordinal);
        faults.AddRange(DataSet.Copies(ordered, image => given.GetValueOrDefault(image.File, image.File)));
        if (faults.Count > 0)
            throw new DataSetInvalidException(set.Folder, faults, "Take the named files out, give copies of one picture the same class and group, and try again.", "nothing was changed in the data set.");

        // A set that is cut short while files are copied is one all the same, and takes them the next time.
        if (!DataSet.IsAt(set.Folder)) set.Save();
        foreach (var (file, bytes, _) in copies)
        {
            var path = Path.Combine(set.Folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }

        var changed = set with { Manifest = set.Manifest with { Images = ordered } };
        changed.Save();
        return changed;

        void Take(ImageToLabel image, byte[] bytes, string looks)
        {
            var hash = DataSet.HashOf(bytes);
            var at = labelled.FindIndex(l => l.Sha256 == hash);
            if (at >= 0 && relabel)
            {
                labelled[at] = labelled[at] with { Class = image.Class, Group = image.Group ?? labelled[at].Group, Split = image.Split ?? labelled[at].Split };
                return;
            }

            if (at >= 0)
            {
                if (labelled[at].Class != image.Class) faults.Add($"{image.Path}: it is in the set already, as {labelled[at].File}, and is {Labels.NameOf(labelled[at].Class)} there.");
                return;
            }

            var file = FreeName(set, labelled, $"{Labels.NameOf(image.Class)}/{Path.GetFileName(image.Path)}", hash);
            var group = image.Group ?? ClassFolders.SpecimenOf(Path.GetFileNameWithoutExtension(image.Path));
            labelled.Add(new LabelledImage(file, hash, image.Class, group, looks, image.Split ?? DataSetSplit.Training, image.Licence, OriginOf(image.Path, set.Folder)));
            copies.Add((file, bytes, image.Path));
        }
    }

    private static (byte[] Bytes, string Looks) Read(ImageToLabel image)
    {
        var input = InputFileLoader.Load(image.Path);
        return (input.Content.ToArray(), PerceptualHash.Of(input));
    }

    /// <summary>Seen from the set, so that it holds where folder and set are moved together, and no one's home is told; whole where the two have nothing but the root in common.</summary>
    private static string OriginOf(string path, string set)
    {
        var (whole, folder) = (Path.GetFullPath(path), Path.GetFullPath(set));
        var relative = Path.GetRelativePath(folder, whole);
        var climbs = relative.Split(Path.DirectorySeparatorChar).TakeWhile(part => part == "..").Count();
        var depth = folder[Path.GetPathRoot(folder)!.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Length;
        return Path.IsPathRooted(relative) || climbs >= depth ? whole : relative.Replace('\\', '/');
    }

    /// <summary>Files of one name from several folders are told apart by their hash; so are those that somebody put there without a label, which are not overwritten.</summary>
    private static string FreeName(DataSet set, List<LabelledImage> taken, string wanted, string hash) =>
        taken.Exists(l => string.Equals(l.File, wanted, StringComparison.OrdinalIgnoreCase))
        || (Path.Combine(set.Folder, wanted) is var there && File.Exists(there) && DataSet.HashOf(File.ReadAllBytes(there)) != hash)
            ? $"{wanted[..^Path.GetExtension(wanted).Length]}-{hash[..8]}{Path.GetExtension(wanted)}"
            : wanted;
}
