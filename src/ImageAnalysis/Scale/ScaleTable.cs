using System.Globalization;
using ImageAnalysis.Findings;
using ImageAnalysis.Formats;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Scale;

/// <summary>A row of scales.csv and the file it is for.</summary>
/// <param name="Line">Line of the table on which the row starts, from 1.</param>
/// <param name="File">The file as listed, a path relative to the table with "/".</param>
/// <param name="PixelSize">What the user decided.</param>
public sealed record ScaleTableRow(int Line, string File, PixelSize PixelSize)
{
    /// <summary>The row as a source of the scale.</summary>
    public ScaleCandidate ToCandidate(string table) => new(
        ScaleSource.User, PixelSize,
        string.Create(CultureInfo.InvariantCulture, $"{table}, line {Line}: {File} = {PixelSize.X.Nanometres:R}{(PixelSize.X == PixelSize.Y ? "" : FormattableString.Invariant($" x {PixelSize.Y.Nanometres:R}"))} nm"));
}

/// <summary>
/// Pixel sizes that the user decided for the files of a folder: <c>file,pixel_size_nm[,pixel_size_y_nm]</c>, RFC 4180, the header required, columns in
/// any order. <c>file</c> is a path relative to the table, else the name of exactly one file below it; upper and lower case differ.
/// </summary>
public sealed class ScaleTable
{
    private const string FileColumn = "file", XColumn = "pixel_size_nm", YColumn = "pixel_size_y_nm";
    private const int MostFaultsNamed = 20;
    private readonly Dictionary<string, ScaleTableRow> _rows;

    private ScaleTable(string name, Dictionary<string, ScaleTableRow> rows) => (Name, _rows) = (name, rows);

    /// <summary>Name for messages and evidence.</summary>
    public string Name { get; }

    /// <summary>In the order of the table.</summary>
    public IReadOnlyList<ScaleTableRow> Rows => [.. _rows.Values.OrderBy(row => row.Line)];

    /// <summary>The row of a file, given as it was listed to <see cref="Read"/>; null where the table has none.</summary>
    public ScaleTableRow? Find(string file) => _rows.GetValueOrDefault(Slashes(file));

    /// <summary>Reads the table against the files it may speak of.</summary>
    /// <param name="name">Name of the table, for messages.</param>
    /// <param name="text">Its text; a byte order mark is tolerated.</param>
    /// <param name="files">Every image below the table, as paths relative to it.</param>
    /// <exception cref="ScaleTableException">A row matches no file, or more than one, or a file has two rows, or a number is none; all are named by line.</exception>
    public static ScaleTable Read(string name, string text, IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(files);
        List<string> faults = [];
        Dictionary<string, ScaleTableRow> rows = new(StringComparer.Ordinal);
        var records = CsvText.Records(text.TrimStart('\uFEFF'), faults);
        if (records is [var header, ..])
        {
            var columns = Columns(header, faults);
            if (columns is { } found)
            {
                var paths = files.Select(Slashes).ToHashSet(StringComparer.Ordinal);
                var byName = paths.ToLookup(path => path[(path.LastIndexOf('/') + 1)..], StringComparer.Ordinal);
                foreach (var record in records.Skip(1)) Add(record, header.Fields.Count, found, paths, byName, rows, faults);
            }
        }
        else if (faults.Count == 0)
        {
            faults.Add("It is empty.");
        }

        if (faults.Count > 0)
        {
            var named = string.Join(" ", faults.Take(MostFaultsNamed));
            var more = faults.Count > MostFaultsNamed ? FormattableString.Invariant($" And {faults.Count - MostFaultsNamed} more.") : "";
            throw new ScaleTableException(
                name, named + more,
                $"Write a header \"{FileColumn},{XColumn}\" (or with \",{YColumn}\"), then a row per file: its path relative to the table, and a number of nm with a decimal point.");
        }

        return new ScaleTable(name, rows);
    }

    private static void Add(
        CsvRecord record, int width, (int File, int X, int? Y) columns, HashSet<string> paths, ILookup<string, string> byName,
        Dictionary<string, ScaleTableRow> rows, List<string> faults)
    {
        var line = FormattableString.Invariant($"Line {record.Line}");
        if (record.Fields.Count != width)
        {
            var hint = record.Fields.Count > width ? " (is there a decimal comma?)" : "";
            faults.Add(FormattableString.Invariant($"{line} has {record.Fields.Count} fields where the header has {width}{hint}."));
            return;
        }

        var asked = record.Fields[columns.File];
        var file = Match(asked, line, paths, byName, faults);
        var x = Size(record.Fields[columns.X], XColumn, line, faults);
        var y = columns.Y is { } at && record.Fields[at].AsSpan().Trim().Length > 0 ? Size(record.Fields[at], YColumn, line, faults) : x;
        if (file is null || x is not { } width1 || y is not { } height) return;
        if (!rows.TryAdd(file, new ScaleTableRow(record.Line, file, new PixelSize(width1, height))))
            faults.Add(FormattableString.Invariant($"{line}: \"{file}\" already has a row, line {rows[file].Line}."));
    }

    private static string? Match(string asked, string line, HashSet<string> paths, ILookup<string, string> byName, List<string> faults)
    {
        var path = Slashes(asked);
        if (path.Length == 0)
        {
            faults.Add($"{line} names no file.");
            return null;
        }

        if (paths.Contains(path)) return path;
        var matches = byName[path].Order(StringComparer.Ordinal).ToList();
        if (matches.Count == 1) return matches[0];
        faults.Add(matches.Count == 0
            ? $"{line}: \"{asked}\" matches no image."
            : FormattableString.Invariant($"{line}: \"{asked}\" matches {matches.Count} images, \"{matches[0]}\" and \"{matches[1]}\" among them; write the path."));
        return null;
    }

    private static Length? Size(string text, string column, string line, List<string> faults)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var nm) && PixelSize.IsPlausible(nm)) return Length.FromNanometres(nm);
        var hint = text.Contains(',', StringComparison.Ordinal) ? "; the decimal sign is a point" : "";
        faults.Add($"{line}: {column} \"{text}\" is no pixel size between 1 pm and 1 cm{hint}.");
        return null;
    }

    private static (int File, int X, int? Y)? Columns(CsvRecord header, List<string> faults)
    {
        var names = header.Fields.Select(field => field.Trim()).ToList();
        var before = faults.Count;
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            if (name is not (FileColumn or XColumn or YColumn)) faults.Add($"Line {header.Line.ToString(CultureInfo.InvariantCulture)}: \"{name}\" is no column of this table.");
            else if (names.Count(other => other == name) > 1) faults.Add($"Line {header.Line.ToString(CultureInfo.InvariantCulture)}: the column \"{name}\" stands twice.");
        }

        foreach (var needed in new[] { FileColumn, XColumn })
        {
            if (!names.Contains(needed, StringComparer.Ordinal)) faults.Add($"The column \"{needed}\" is missing{(names is [var only] && CsvText.Separator(only) != ',' ? "; commas separate the columns" : "")}.");
        }

        if (faults.Count > before) return null;
        var y = names.IndexOf(YColumn);
        return (names.IndexOf(FileColumn), names.IndexOf(XColumn), y < 0 ? null : y);
    }

    private static string Slashes(string path)
    {
        var slashed = path.Replace('\\', '/');
        return slashed.StartsWith("./", StringComparison.Ordinal) ? slashed[2..] : slashed;
    }
}
