using System.Globalization;
using ImageAnalysis.Classify;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Training.DataSets;
using Spectre.Console;

namespace ImageAnalysis.Cli.Commands;

/// <summary>What the verbs on data sets have in common.</summary>
internal static class DataSets
{
    public const string UnstatedLicence = "unstated";

    /// <summary>Folder of a data set of the program.</summary>
    public static string FolderOf(string name) => Path.Combine(Installation.Folder, "datasets", name);

    /// <summary>The set of a folder, or an empty one where there is none.</summary>
    public static DataSet OpenOrNew(string folder, string licence)
    {
        if (DataSet.IsAt(folder)) return DataSet.Open(folder);
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new UsageException($"{folder}: this holds something else.", $"A data set has a {DataSet.ManifestFile}.", "Give another folder, or an empty one.");
        return new DataSet(folder, new DataSetManifest
        {
            Format = DataSetManifest.CurrentFormat,
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            Licence = licence,
            Images = [],
        });
    }

    /// <summary>Which pictures had another label before: a correction by mistake is seen, and can be taken back.</summary>
    public static void ShowRelabelled(Screen screen, DataSet before, DataSet after)
    {
        var old = before.Manifest.Images.ToDictionary(i => i.File, StringComparer.Ordinal);
        foreach (var image in after.Manifest.Images)
        {
            if (!old.TryGetValue(image.File, out var was) || (was.Class, was.Group) == (image.Class, image.Group)) continue;
            screen.Line($"Changed: {image.File} was {Described(was, image)} and is {Described(image, was)} now.");
        }

        static string Described(LabelledImage image, LabelledImage other) => string.Join(", ",
            new[] { image.Class == other.Class ? null : Labels.NameOf(image.Class), image.Group == other.Group ? null : $"of the specimen {image.Group}" }.OfType<string>());
    }

    /// <summary>Pictures and groups by class.</summary>
    public static void Show(Screen screen, DataSet set)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("class").AddColumn(new TableColumn("pictures").RightAligned()).AddColumn(new TableColumn("groups").RightAligned());
        foreach (var label in StructureCard.KnownLabels)
        {
            var images = set.Manifest.Images.Where(i => Labels.NameOf(i.Class) == label).ToArray();
            table.AddRow(label, images.Length.ToString(CultureInfo.InvariantCulture), images.Select(i => i.Group).Distinct(StringComparer.Ordinal).Count().ToString(CultureInfo.InvariantCulture));
        }

        screen.Show(table);
    }
}
