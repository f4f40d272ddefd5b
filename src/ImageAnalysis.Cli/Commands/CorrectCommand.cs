using System.CommandLine;
using System.Globalization;
using System.Text;
using ImageAnalysis.Classify;
using ImageAnalysis.Cli.Batch;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Findings;
using ImageAnalysis.Formats;
using ImageAnalysis.Report.Tables;
using ImageAnalysis.Training.DataSets;

namespace ImageAnalysis.Cli.Commands;

/// <summary>Corrections of a run's structures into a data set, by a table that a person fills.</summary>
internal static class CorrectCommand
{
    private const int MostFaultsNamed = 20;
    private const string TableName = "corrections.csv", FileColumn = "file", AnsweredColumn = "structure", ClassColumn = "class", GroupColumn = "group";

    public static Command Create(Screen screen)
    {
        var run = new Argument<string>("RUN") { Description = "Folder of a batch." };
        var table = new Option<string?>("--table") { Description = $"Table with the columns {FileColumn}, {ClassColumn} and, if you like, {GroupColumn}, separated by commas, semicolons or tabs. Without it: {TableName} in RUN, which is made for you to fill where it is not there.", HelpName = "FILE" };
        var to = LabelCommand.ToOption();
        var json = new CommonOptions().Json;
        var verb = new Verb("correct", "Say which structures of a run are wrong, or right: their pictures are copied into a data set under the class that you state.",
        [
            new("imageanalysis correct RUN", $"writes RUN/{TableName}: fill its column {ClassColumn} where you are sure"),
            new("imageanalysis correct RUN", "the second time: takes the rows that you filled"),
            new("imageanalysis correct RUN --table mine.csv --to my-set", "a table of your own, into another set"),
        ])
        {
            run, table, to, json,
        };
        verb.SetAction(parsed =>
        {
            var folder = parsed.GetValue(run)!;
            var path = Path.Combine(folder, RunRecord.FileName);
            if ((File.Exists(path) ? CliJson.TryRead<FolderRecord>(File.ReadAllBytes(path)) : null) is not { Format: FolderRecord.Batch } record)
                throw new InputException($"{folder}: this is no folder of a batch.", $"It holds no {RunRecord.FileName} of one.", "Give the folder that was given to batch with --out.");
            var asked = parsed.GetValue(table);
            var file = asked ?? Path.Combine(folder, TableName);
            return (int)(asked is null && !File.Exists(file)
                ? WriteTable(screen, new RunFolder(folder), file, parsed.GetValue(json))
                : Take(screen, file, new RunFolder(folder), record.Input, parsed.GetValue(to) ?? DataSets.FolderOf(LabelCommand.DefaultSet), parsed.GetValue(json)));
        });
        return verb;
    }

    private static ExitCode WriteTable(Screen screen, RunFolder run, string file, bool json)
    {
        var (rows, _) = Rows(run.SummaryCsv, [FileColumn, AnsweredColumn]);
        var text = Csv.Record(FileColumn, AnsweredColumn, ClassColumn, GroupColumn) + string.Concat(rows.Select(r => Csv.Record(r[FileColumn], Answered(r), "", "")));
        Faults.Writing(file, () => FolderRecord.Replace(file, stream => stream.Write(Encoding.UTF8.GetBytes(text))));
        if (json)
        {
            screen.Raw(CliJson.Write(new { table = file, pictures = rows.Count }));
            return ExitCode.Done;
        }

        screen.Line($"Written: {file}");
        screen.Line($"Fill its column \"{ClassColumn}\" with {string.Join(", ", StructureCard.KnownLabels)} where you are sure, \"{GroupColumn}\" with the specimen if the file's name does not say it, and call this again.");
        return ExitCode.Done;
    }

    private static ExitCode Take(Screen screen, string file, RunFolder run, string pictures, string to, bool json)
    {
        var (rows, optional) = Rows(file, [FileColumn, ClassColumn]);
        var faults = new List<string>();
        var images = new List<ImageToLabel>();
        string[] known = [.. Rows(run.SummaryCsv, [FileColumn]).Rows.Select(r => r[FileColumn])];
        foreach (var row in rows.Where(r => States(r[ClassColumn])))
        {
            var path = Path.Combine(pictures, row[FileColumn]);
            if (!known.Contains(row[FileColumn], StringComparer.Ordinal))
            {
                faults.Add($"{row[FileColumn]} is no picture of this run{(Spelling.Nearest(row[FileColumn], known) is { } nearest ? $"; the nearest is {nearest}" : "")}.");
                continue;
            }

            try
            {
                var specimen = optional && row[GroupColumn].Trim() is { Length: > 0 } group ? group : null;
                images.Add(new ImageToLabel(path, Labels.Parse(row[ClassColumn], file), specimen));
            }
            catch (DataSetInvalidException e)
            {
                faults.AddRange(e.Faults.Select(f => $"{row[FileColumn]}: {f}"));
            }
        }

        foreach (var twice in images.GroupBy(i => Path.GetFullPath(i.Path), StringComparer.Ordinal).Where(g => g.Count() > 1))
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(pictures, twice.Key)} has {twice.Count()} rows with a class."));
        if (faults.Count > 0) throw new UsageException($"{file}: the table cannot be used.", string.Join(" ", faults), $"Name pictures as {run.SummaryCsv} does, and give each one class: {string.Join(", ", StructureCard.KnownLabels)}. Nothing was changed.");
        if (images.Count == 0) throw new InputException($"{file}: no row states a class.", $"Its column \"{ClassColumn}\" is empty.", "Fill it where you are sure, and call this again.");
        var set = DataSets.OpenOrNew(to, DataSets.UnstatedLicence);
        var made = LongWork.Run(screen, "Reading pictures", images.Count, step => Faults.Writing(set.Folder, () => DataSetBuilder.Add(set, images, relabel: true, (_, _) => step()), LabelCommand.ToName));
        if (json)
        {
            screen.Raw(made.ToJson());
            return ExitCode.Done;
        }

        DataSets.ShowRelabelled(screen, set, made);
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{Words.Count(images.Count, "picture")} taken from {file}. {made.Folder}{Path.DirectorySeparatorChar} now holds:"));
        screen.Line();
        DataSets.Show(screen, made);
        return ExitCode.Done;
    }

    private static string Answered(IReadOnlyDictionary<string, string> row) =>
        row.TryGetValue(SummaryTable.UndecidedColumn, out var undecided) && undecided == Csv.YesNo(true) ? SummaryTable.Undecided : row[AnsweredColumn];

    /// <summary>Whether a cell names a class. An undecided answer that was carried over corrects nothing.</summary>
    private static bool States(string cell) => cell.Trim() is { Length: > 0 } name && !name.Equals(SummaryTable.Undecided, StringComparison.OrdinalIgnoreCase);

    /// <summary>The rows of a table by column, and whether it has a column for groups.</summary>
    private static (IReadOnlyList<IReadOnlyDictionary<string, string>> Rows, bool HasGroups) Rows(string file, string[] required)
    {
        var faults = new List<string>();
        var text = Faults.ReadText(file, "table").TrimStart('\uFEFF');
        var records = CsvText.Records(text, faults, CsvText.Separator(text));
        var header = records.Count == 0 ? [] : records[0].Fields.Select(f => f.Trim()).ToArray();
        foreach (var name in required.Except(header, StringComparer.Ordinal)) faults.Add($"It has no column \"{name}\".");
        foreach (var record in records.Skip(1).Where(r => r.Fields.Count != header.Length).TakeWhile(_ => faults.Count < MostFaultsNamed))
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"Line {record.Line} has {record.Fields.Count} fields where the header has {header.Length}."));
        if (faults.Count > 0) throw new UsageException($"{file}: the table cannot be used.", string.Join(" ", faults), $"Write a header with {string.Join(", ", required)}, then a row per file.");
        return ([.. records.Skip(1).Select(r => header.Zip(r.Fields).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal))], header.Contains(GroupColumn, StringComparer.Ordinal));
    }
}
