using System.CommandLine;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Classify;
using ImageAnalysis.Training.DataSets;

namespace ImageAnalysis.Cli.Commands;

/// <summary>One picture into a data set.</summary>
internal static class LabelCommand
{
    /// <summary>The set that labels and corrections go to where none is named.</summary>
    public const string DefaultSet = "labelled";

    /// <summary>The option that names another.</summary>
    public const string ToName = "--to";

    public static Command Create(Screen screen)
    {
        var file = new Argument<string>("FILE") { Description = "An image." };
        var structure = new Argument<string>("CLASS") { Description = $"What it shows: {string.Join(", ", StructureCard.KnownLabels)}." };
        var group = new Option<string?>("--group") { Description = "Its specimen. Without it: the one that it has in the set, else the file's name without what counts the picture (EX10_03 is of EX10).", HelpName = "NAME" };
        var to = ToOption();
        var json = new CommonOptions().Json;
        var verb = new Verb("label", "Say what a picture shows: it is copied into a data set. A picture that is labelled again takes the new class.",
        [
            new("imageanalysis label EX10_03.tif percolation", "into datasets/labelled/"),
            new("imageanalysis label EX10_03.tif percolation --group EX10 --to my-set", "of the specimen EX10, into another set"),
        ])
        {
            file, structure, group, to, json,
        };
        verb.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            var label = ClassOf(parsed.GetValue(structure)!);
            if (parsed.GetValue(group) is { } given && (string.IsNullOrWhiteSpace(given) || given.Any(char.IsControl)))
                throw new UsageException("--group: this is no name.", "A group is a specimen; a blank name would join pictures that have nothing in common.", "Give the specimen's name, or leave it out.");
            var set = DataSets.OpenOrNew(parsed.GetValue(to) ?? DataSets.FolderOf(DefaultSet), DataSets.UnstatedLicence);
            var image = new ImageToLabel(path, label, parsed.GetValue(group)?.Trim());
            var made = Faults.Writing(set.Folder, () => DataSetBuilder.Add(set, [image], relabel: true), ToName);
            if (parsed.GetValue(json))
            {
                screen.Raw(made.ToJson());
                return (int)ExitCode.Done;
            }

            DataSets.ShowRelabelled(screen, set, made);
            var hash = RunRecord.Sha256(File.ReadAllBytes(path));
            screen.Line($"{path} is {Labels.NameOf(label)}, of the specimen {made.Manifest.Images.First(i => i.Sha256 == hash).Group}. {made.Folder}{Path.DirectorySeparatorChar} now holds:");
            screen.Line();
            DataSets.Show(screen, made);
            return (int)ExitCode.Done;
        });
        return verb;
    }

    /// <summary>The class that was typed: another word is a fault of the command line and not of a data set.</summary>
    private static StructureClass ClassOf(string name)
    {
        try
        {
            return Labels.Parse(name, "CLASS");
        }
        catch (DataSetInvalidException fault)
        {
            throw new UsageException($"{name}: this is no class.", string.Join(" ", fault.Faults), fault.Mend);
        }
    }

    public static Option<string?> ToOption() => new(ToName) { Description = $"Folder of the data set. Without it: datasets/{DefaultSet} of the program.", HelpName = "DIR" };
}
