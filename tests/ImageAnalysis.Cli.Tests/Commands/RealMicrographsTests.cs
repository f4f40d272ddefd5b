using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageAnalysis.Classify;
using ImageAnalysis.Cli.Tests.Support;
using ImageAnalysis.Formats;
using ImageAnalysis.Quantities;
using ImageAnalysis.Tests;
using CliRun = ImageAnalysis.Cli.Tests.Support.Cli;

namespace ImageAnalysis.Cli.Tests.Commands;

/// <summary>
/// What the model in use answers on real micrographs, image by image. They are no part of the repository and nothing is trained on them; real-micrographs.csv keeps the answers, and
/// a sentence of the classifier's README the counts. UPDATE_GOLDEN=1 rewrites both.
/// </summary>
public sealed partial class RealMicrographsTests
{
    /// <summary>Digits of a filtered grey differ between processors; an answer never may.</summary>
    private const double Tolerance = 0.05;

    private static readonly string Kept = Path.Combine(Repository.Root, "src", "ImageAnalysis.Training", "Assessment", "real-micrographs.csv");
    private static readonly string Readme = Path.Combine(Repository.Root, "src", "ImageAnalysis", "Classify", "README.md");

    /// <summary>Pictures of classes: no micrographs, and one of them looks like that which it was made from.</summary>
    private static readonly string[] LabelImages = ["structure/imagerep/resources__default.tiff", "particles/lwang/train_y__L2_0a111f9bab302c27064c3d9166f2afc4.png"];

    private sealed record Row(string File, string Class, string Result, string Answer, string Probability)
    {
        public string Line => Csv.Record(File, Class, Result, Answer, Probability);
    }

    [SharedDataFact]
    public void The_kept_table_is_what_the_model_in_use_answers_now()
    {
        var now = Assess();
        var table = Csv.Record("file", "class", "result", "answer", "probability") + string.Concat(now.Select(r => r.Line));
        table = table.Replace("\r\n", "\n", StringComparison.Ordinal);
        var sentence = Sentence(now);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(Kept, table);
            File.WriteAllText(Readme, Counts().Replace(File.ReadAllText(Readme), sentence));
        }

        var kept = Rows(File.ReadAllText(Kept)).ToDictionary(r => r.File, StringComparer.Ordinal);
        Assert.Equal(kept.Keys.Order(StringComparer.Ordinal), now.Select(r => r.File).Order(StringComparer.Ordinal));
        var moved = now.Where(r => !Same(kept[r.File], r)).Select(r => $"{r.File}: kept {kept[r.File].Line.TrimEnd()}, now {r.Line.TrimEnd()}").ToList();
        Assert.True(moved.Count == 0, $"{string.Join('\n', moved)}\nIf the change is wanted, run this test with UPDATE_GOLDEN=1, and commit the table and the README.");
        Assert.Contains(sentence, File.ReadAllText(Readme), StringComparison.Ordinal);
    }

    /// <summary>Without the pictures: what the README states is what the table holds.</summary>
    [Fact]
    public void The_counts_of_the_readme_are_those_of_the_kept_table()
    {
        // The other test writes both.
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") != "1") Assert.Contains(Sentence(Rows(File.ReadAllText(Kept))), File.ReadAllText(Readme), StringComparison.Ordinal);
    }

    /// <summary>As a lab does it: sorted into folders, imported, assessed.</summary>
    private static List<Row> Assess()
    {
        using var work = new Workplace();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, structure) in Labelled())
        {
            var name = $"{structure}/{file.Replace('/', '_')}";
            Directory.CreateDirectory(work.Path($"sorted/{structure}"));
            File.Copy(SharedData.PathOf($"data/{file}"), work.Path($"sorted/{name}"));
            names.Add(name, file);
        }

        var imported = CliRun.Run("import", work.Path("sorted"), "--out", work.Path("set"));
        Assert.True(imported.ExitCode == 0, imported.Error);
        var outcome = CliRun.Run("assess", work.Path("set"), "--out", work.Path("out"), "--no-pictures", "--json");
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return
        [
            .. outcome.Json["pictures"]!.AsArray().Select(picture => new Row(
                names[Text(picture!, "file")!], Text(picture!, "label")!, Text(picture!, "standing")!.ToLowerInvariant(), Text(picture!, "undecided") ?? Text(picture!, "answer") ?? "",
                picture!["probability"]?.GetValue<double>().ToString("0.00", CultureInfo.InvariantCulture) ?? "")).OrderBy(r => r.File, StringComparer.Ordinal),
        ];

        static string? Text(JsonNode picture, string name) => picture[name]?.GetValue<string>();
    }

    /// <summary>The pictures whose class index.csv tells: "other" is none of the three, "unknown" is left out.</summary>
    private static IEnumerable<(string File, string Class)> Labelled()
    {
        var faults = new List<string>();
        var records = CsvText.Records(File.ReadAllText(SharedData.PathOf("data/index.csv")), faults);
        Assert.Empty(faults);
        int file = records[0].Fields.ToList().IndexOf("file"), structure = records[0].Fields.ToList().IndexOf("structure");
        foreach (var record in records.Skip(1))
        {
            var (path, stated) = (record.Fields[file], record.Fields[structure].Split(' ')[0]);
            if (!(path.StartsWith("structure/", StringComparison.Ordinal) || path.StartsWith("particles/", StringComparison.Ordinal)) || LabelImages.Contains(path)) continue;
            if (!Path.GetExtension(path).ToLowerInvariant().EndsWith("tif", StringComparison.Ordinal) && Path.GetExtension(path).ToLowerInvariant() is not (".tiff" or ".png" or ".jpg")) continue;
            if (stated == "other") yield return (path, StructureCard.KnownLabels[3]);
            else if (StructureCard.KnownLabels.Contains(stated)) yield return (path, stated);
        }
    }

    private static List<Row> Rows(string table)
    {
        var faults = new List<string>();
        var rows = CsvText.Records(table, faults).Skip(1).Select(r => new Row(r.Fields[0], r.Fields[1], r.Fields[2], r.Fields[3], r.Fields[4])).ToList();
        Assert.Empty(faults);
        return rows;
    }

    private static bool Same(Row kept, Row now) => kept with { Probability = "" } == now with { Probability = "" }
        && (kept.Probability == now.Probability
            || (double.TryParse(kept.Probability, CultureInfo.InvariantCulture, out var was) && double.TryParse(now.Probability, CultureInfo.InvariantCulture, out var @is) && Math.Abs(was - @is) <= Tolerance));

    private static string Sentence(IReadOnlyList<Row> rows)
    {
        var text = new StringBuilder();
        var right = Right(rows);
        text.Append(CultureInfo.InvariantCulture, $"Of {rows.Count} real micrographs {right.Of} get an answer and {right.Hits} of these are right ({100 * right.Value:0} %, 95 % interval {Range(right)}, Wilson 1927), {rows.Count - right.Of} stay undecided; ");
        var classes = StructureCard.KnownLabels.Select(label => (Label: label, Right: Right([.. rows.Where(r => r.Class == label)])));
        text.AppendJoin(", ", classes.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Label} {c.Right.Hits} of {c.Right.Of} ({Range(c.Right)})")));
        Row[] surer = [.. rows.Where(r => r.Result is "right" or "wrong" && r.Probability.Length > 0).OrderByDescending(r => Number(r.Probability)).ThenBy(r => r.File, StringComparer.Ordinal)];
        surer = surer[..((surer.Length + 1) / 2)];
        text.Append(CultureInfo.InvariantCulture, $". The surer half states {100 * surer.Average(r => Number(r.Probability)):0} % in the mean, and {100 * Right(surer).Value:0} % of it are right.");
        return text.ToString();

        static Proportion Right(IReadOnlyList<Row> some) => new(some.Count(r => r.Result == "right"), some.Count(r => r.Result is "right" or "wrong"));

        static double Number(string probability) => double.Parse(probability, CultureInfo.InvariantCulture);

        static string Range(Proportion share) => share.Wilson is { } i ? string.Create(CultureInfo.InvariantCulture, $"{100 * i.Lower:0} to {100 * i.Upper:0}") : "-";
    }

    [GeneratedRegex("^Of [0-9]+ real micrographs .*$", RegexOptions.Multiline)]
    private static partial Regex Counts();
}
