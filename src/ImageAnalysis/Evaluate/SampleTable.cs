using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ImageAnalysis.Findings;
using ImageAnalysis.Formats;

namespace ImageAnalysis.Evaluate;

/// <summary>The CSV form of samples: one row each.</summary>
internal static partial class SampleTable
{
    private enum ColumnKind
    {
        Sample,
        Criteria,
        Sweep,
        Image,
        Quantity,
        Unknown,
    }

    private sealed record Column(ColumnKind Kind, string Header, ImageRole? Role = null, QuantityDefinition? Quantity = null, string? Unit = null);

    /// <summary>Every row on its own: the faults of one are none of the others.</summary>
    /// <exception cref="SampleInvalidException">The head is faulty, so that no row can be read.</exception>
    public static IReadOnlyList<SampleRow> Read(string csv, string source, SampleEntries entries)
    {
        if (csv.Contains('\uFFFD', StringComparison.Ordinal)) entries.Faults.Add("The text is not UTF-8; save it as such.");
        var separator = CsvText.Separator(csv);
        var rows = Rows(csv, entries.Faults, separator);
        if (entries.Faults.Count > 0) throw entries.Invalid(source);
        if (rows.Count == 0)
        {
            entries.Faults.Add("line 1: a head with the names of the columns is expected.");
            throw entries.Invalid(source);
        }

        var columns = rows[0].Fields.Select((h, i) => ReadHeader(h.Trim(), i, entries)).ToList();
        if (columns.Count(c => c.Kind == ColumnKind.Sample) != 1) entries.Faults.Add("line 1: exactly one column \"sample\" is expected.");
        foreach (var twice in columns.Where(c => c.Kind is ColumnKind.Criteria or ColumnKind.Sweep).GroupBy(c => c.Header).Where(g => g.Count() > 1))
            entries.Faults.Add($"line 1: \"{twice.Key}\" heads more than one column.");
        foreach (var twice in columns.Where(c => c.Quantity is not null).GroupBy(c => c.Quantity!.Key).Where(g => g.Count() > 1))
            entries.Faults.Add($"line 1: \"{twice.Key}\" heads more than one column.");
        if (entries.Faults.Count == 0 && rows.Count == 1) entries.Faults.Add("line 2: a row for each sample is expected; there is none.");
        if (entries.Faults.Count > 0) throw entries.Invalid(source);

        var read = new List<SampleRow>();
        foreach (var (line, cells) in rows.Skip(1))
        {
            var at = columns.FindIndex(c => c.Kind == ColumnKind.Sample);
            var name = at < cells.Count && cells[at].Trim().Length > 0 ? cells[at].Trim() : string.Create(CultureInfo.InvariantCulture, $"line {line}");
            Sample? sample = null;
            if (cells.Count != columns.Count)
                entries.Faults.Add(string.Create(CultureInfo.InvariantCulture, $"line {line}: {cells.Count} cells where the head has {columns.Count}{(separator == ',' && cells.Count > columns.Count ? "; a decimal mark is a point, or semicolons separate the cells" : "")}."));
            else
                sample = ReadRow(cells, columns, line, separator, entries);
            if (read.Exists(r => r.Name == name)) entries.Faults.Add(string.Create(CultureInfo.InvariantCulture, $"line {line}: the sample \"{name}\" has more than one row."));
            read.Add(entries.Faults.Count == 0 ? new SampleRow(name, sample, null) : new SampleRow(name, null, entries.Invalid($"{source}, {name}")));
            entries.Faults.Clear();
        }

        return read;
    }

    /// <summary>The rule sets that the rows name, faults or none: a look ahead, to know which quantities the head may name.</summary>
    public static IReadOnlyList<string> CriteriaNames(string csv)
    {
        var rows = Rows(csv, [], CsvText.Separator(csv));
        var at = rows.Count == 0 ? -1 : rows[0].Fields.ToList().FindIndex(h => h.Trim() == "criteria");
        return at < 0 ? [] : [.. rows.Skip(1).Where(r => r.Fields.Count > at).SelectMany(r => r.Fields[at].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()];
    }

    private static Sample ReadRow(IReadOnlyList<string> cells, List<Column> columns, int line, char separator, SampleEntries entries)
    {
        string name = "";
        string? sweep = null;
        var criteria = new List<string>();
        var images = new List<SampleImage>();
        for (var i = 0; i < columns.Count; i++)
        {
            var (column, cell) = (columns[i], cells[i].Trim());
            var path = string.Create(CultureInfo.InvariantCulture, $"line {line}, {column.Header}");
            if (column.Kind == ColumnKind.Sample) name = cell;
            if (cell.Length == 0) continue;
            switch (column.Kind)
            {
                case ColumnKind.Criteria:
                    criteria.AddRange(cell.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
                    foreach (var set in criteria) entries.CheckCriteria(set, path);
                    break;
                case ColumnKind.Sweep:
                    sweep = cell;
                    break;
                case ColumnKind.Image:
                    images.AddRange(ReadImages(cell, column.Role, path, entries));
                    break;
                case ColumnKind.Quantity:
                    ReadCell(column.Quantity!.Kind == QuantityKind.Number && separator != ',' && !DecimalPoint().IsMatch(cell) ? cell.Replace(',', '.') : cell, column, path, entries);
                    break;
            }
        }

        if (name.Length == 0) entries.Faults.Add(string.Create(CultureInfo.InvariantCulture, $"line {line}: the name of the sample is missing."));
        return entries.Take(name.Length == 0 ? "?" : name, criteria, images, sweep);
    }

    private static void ReadCell(string cell, Column column, string path, SampleEntries entries)
    {
        var quantity = column.Quantity!;
        if (quantity.Kind == QuantityKind.Curve)
        {
            entries.AddCurve(quantity.Key, cell, path);
        }
        else if (quantity.Kind == QuantityKind.Declaration)
        {
            if (bool.TryParse(cell, out var holds)) entries.AddDeclaration(quantity.Key, holds);
            else entries.Faults.Add($"{path}: true or false is expected, not \"{cell}\".");
        }
        else if (WithInterval().Match(cell) is { Success: true } match
            && SampleEntries.TryNumber(match.Groups[2].Value, out var lower) && SampleEntries.TryNumber(match.Groups[3].Value, out var upper))
        {
            entries.AddText(quantity, match.Groups[1].Value, (lower, upper), column.Unit, path);
        }
        else
        {
            entries.AddText(quantity, cell, null, column.Unit, path);
        }
    }

    private static IEnumerable<SampleImage> ReadImages(string cell, ImageRole? role, string path, SampleEntries entries)
    {
        var roles = StrictObject.EnumWords<ImageRole>();
        foreach (var entry in cell.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            if (role is { } known)
                yield return new SampleImage(entry, known);
            else if (colon > 0 && colon < entry.Length - 1 && roles.TryGetValue(entry[..colon].Trim(), out var named))
                yield return new SampleImage(entry[(colon + 1)..].Trim(), named);
            else
                entries.Faults.Add($"{path}: \"{entry}\" is no \"role:PATH\" with a role among {string.Join(", ", roles.Keys)}; {Spelling.Suggest(entry.Split(':')[0], [.. roles.Keys])}.");
        }
    }

    private static Column ReadHeader(string header, int index, SampleEntries entries)
    {
        if (header.Length == 0)
        {
            entries.Faults.Add(string.Create(CultureInfo.InvariantCulture, $"line 1: column {index + 1} has no name."));
            return new Column(ColumnKind.Unknown, header);
        }

        var roles = StrictObject.EnumWords<ImageRole>();
        var name = NumberedName().Match(header).Groups[1].Value;
        if (header == "sample") return new Column(ColumnKind.Sample, header);
        if (header == "criteria") return new Column(ColumnKind.Criteria, header);
        if (header == "sweep") return new Column(ColumnKind.Sweep, header);
        if (header.StartsWith("role:", StringComparison.OrdinalIgnoreCase) || name is "image" or "images") return new Column(ColumnKind.Image, header);
        if (roles.TryGetValue(name, out var role) || roles.TryGetValue(header.Split(':')[0], out role)) return new Column(ColumnKind.Image, header, role);
        var match = WithUnit().Match(header);
        var key = match.Success ? match.Groups[1].Value : header;
        var unit = match.Success ? match.Groups[2].Value : null;
        var path = $"line 1, {header}";
        if (entries.Quantity(key, path) is not { } quantity) return new Column(ColumnKind.Unknown, header);
        if (unit is not null && quantity.Dimension is not { })
            entries.Faults.Add($"{path}: {key} has no unit.");
        else if (unit is not null && Units.Canonical(quantity.Dimension!.Value, unit) is null)
            entries.Faults.Add($"{path}: \"{unit}\" is no unit of {key}; the nearest valid one is \"{Units.Nearest(quantity.Dimension.Value, unit)}\".");
        return new Column(ColumnKind.Quantity, header, null, quantity, unit);
    }

    /// <summary>Rows without any text are left out, and so are remarks (#) before the head.</summary>
    private static IReadOnlyList<CsvRecord> Rows(string csv, List<string> faults, char separator) =>
        [.. CsvText.Records(csv.TrimStart('\uFEFF'), faults, separator).Where(r => r.Fields.Any(f => f.Trim().Length > 0)).SkipWhile(r => r.Fields[0].StartsWith('#'))];

    [GeneratedRegex(@"^([^\[\]]+?)\s*\[([^\[\]]*)\]$")]
    private static partial Regex WithUnit();

    [GeneratedRegex(@"^([^\[\]]+?)\s*\[\s*([^\[\]]+?)\s*(?:\.\.|;)\s*([^\[\]]+?)\s*\]$")]
    private static partial Regex WithInterval();

    [GeneratedRegex(@"\d\.\d|\d\.$|^\.\d")]
    private static partial Regex DecimalPoint();

    [GeneratedRegex(@"^(.+?)(?:[ _]?\d+)?$")]
    private static partial Regex NumberedName();
}
