using System.CommandLine;
using System.Globalization;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Classify;
using ImageAnalysis.Training.DataSets;

namespace ImageAnalysis.Cli.Commands;

/// <summary>A data set from a folder with a sub-folder for each class.</summary>
internal static class ImportCommand
{
    public static Command Create(Screen screen)
    {
        var folder = new Argument<string>("FOLDER") { Description = $"Folder with sub-folders named {string.Join(", ", StructureCard.KnownLabels)}." };
        var outFolder = new Option<string?>("--out") { Description = "Folder of the data set. Without it: datasets/NAME of the program, NAME being that of FOLDER. Pictures are added to a set that is there already.", HelpName = "DIR" };
        var licence = new Option<string>("--licence") { Description = "Under what terms the pictures may be used.", HelpName = "TEXT", DefaultValueFactory = _ => DataSets.UnstatedLicence };
        var json = new CommonOptions().Json;
        var verb = new Verb("import", "Make a data set of labelled pictures from a folder with a sub-folder for each class.",
        [
            new("imageanalysis import sorted/", "sorted/cellular/..., sorted/percolation/... become datasets/sorted/"),
            new("imageanalysis import sorted/ --out my-set", "elsewhere"),
            new("imageanalysis train my-set", "learn from it"),
        ])
        {
            folder, outFolder, licence, json,
        };
        verb.SetAction(parsed =>
        {
            var from = parsed.GetValue(folder)!;
            var images = ClassFolders.Find(from);
            var set = DataSets.OpenOrNew(parsed.GetValue(outFolder) ?? DataSets.FolderOf(Path.GetFileName(Path.GetFullPath(from).TrimEnd(Path.DirectorySeparatorChar))), parsed.GetValue(licence)!);
            var made = LongWork.Run(screen, "Reading pictures", images.Count,
                step => Faults.Writing(set.Folder, () => DataSetBuilder.Add(set, images, progress: (_, _) => step())));
            if (parsed.GetValue(json)) screen.Raw(made.ToJson());
            else Show(screen, made, made.Manifest.Images.Count - set.Manifest.Images.Count, images.Count);
            return (int)ExitCode.Done;
        });
        return verb;
    }

    private static void Show(Screen screen, DataSet set, int added, int found)
    {
        var known = found > added ? string.Create(CultureInfo.InvariantCulture, $" ({found - added} were in it already)") : "";
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{added} {(added == 1 ? "picture" : "pictures")} added to {set.Folder}{Path.DirectorySeparatorChar}{known}, which now holds:"));
        screen.Line();
        DataSets.Show(screen, set);
        screen.Line("Pictures of one group are of one specimen: they are learnt from together, or scored together, never one of each. Mend the groups in manifest.json where that is wrong.");
        screen.Line($"To learn from them: imageanalysis train {set.Folder}");
    }
}
