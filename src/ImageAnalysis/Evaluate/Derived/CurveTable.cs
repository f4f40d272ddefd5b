using System.Globalization;
using System.Text.RegularExpressions;
using ImageAnalysis.Findings;
using ImageAnalysis.Formats;

namespace ImageAnalysis.Evaluate.Derived;

/// <summary>
/// A curve as CSV: one row of column names with units, then numbers. Commas separate (RFC 4180), or semicolons or tabs, and then the decimal mark may be a comma.
/// Lines that begin with "#" are remarks; columns that nobody asks for are left alone. Every fault is noted by line and column before any is reported.
/// </summary>
internal sealed partial class CurveTable
{
    private const int MostFaultsNamed = 10, MostRows = 100_000;

    // No instrument writes more, and squares of it are still numbers; what is smaller than its reciprocal is nothing.
    private const double Largest = 1e30;

    private readonly string _file;
    private readonly string _mend;
    private readonly List<string> _faults = [];
    private readonly List<Head> _heads = [];
    private readonly IReadOnlyList<CsvRecord> _rows;
    private readonly char _separator;
    private char? _decimalMark;

    private CurveTable(CurveFile file, string head, string? mend)
    {
        _file = file.Name;
        _mend = $"Write a first line with the names and units of the columns, such as \"{head}\", then a number in every cell: with a decimal point, or with a decimal comma where semicolons or tabs separate.{(mend is null ? "" : $" {mend}")}";
        var text = file.Text.TrimStart('\uFEFF');
        _separator = CsvText.Separator(text);
        var records = CsvText.Records(text, _faults, _separator).Where(r => !r.Fields[0].StartsWith('#') && r.Fields.Any(f => f.Trim().Length > 0)).ToList();
        _rows = [.. records.Skip(1)];
        if (records.Count == 0 && _faults.Count == 0) _faults.Add("It is empty.");
        if (_rows.Count > MostRows) _faults.Add(string.Create(CultureInfo.InvariantCulture, $"It has {_rows.Count} rows; {MostRows} are allowed: thin the curve out."));
        if (records.Count > 0) _heads.AddRange(records[0].Fields.Select(ReadHead));
        if (records.Count > 0 && _rows.Count == 0) _faults.Add("It has column names and no row of numbers.");
        foreach (var row in _rows.Where(r => r.Fields.Skip(_heads.Count).Any(f => f.Trim().Length > 0)))
        {
            _faults.Add(string.Create(CultureInfo.InvariantCulture,
                $"Line {row.Line}: it has {row.Fields.Count} cells where the first line names {_heads.Count}{(_separator == ',' ? "; numbers with a decimal comma need semicolons or tabs between the cells" : "")}."));
        }

        Throw();
    }

    /// <summary>A column by its header: what stands there, its name, and the unit in brackets, if any.</summary>
    private sealed record Head(string Text, string Key, string? Unit, string WholeKey);

    /// <summary>A column that was found.</summary>
    /// <param name="Index">From 0.</param>
    /// <param name="Header">As written.</param>
    /// <param name="Dimension">Of its unit; absent for one without unit.</param>
    /// <param name="Unit">As stated; "" for none.</param>
    public sealed record Column(int Index, string Header, Dimension? Dimension, string Unit);

    /// <param name="file">The file.</param>
    /// <param name="head">A first line as it could be, for messages.</param>
    /// <param name="mend">What else such a table needs, for messages.</param>
    /// <exception cref="CurveInvalidException">It is no table.</exception>
    public static CurveTable Parse(CurveFile file, string head, string? mend = null) => new(file, head, mend);

    /// <summary>Reads what is there; names every fault together.</summary>
    /// <exception cref="CurveInvalidException">There were faults.</exception>
    public void Throw()
    {
        if (_faults.Count == 0) return;
        List<string> named = [.. _faults.Take(MostFaultsNamed)];
        if (_faults.Count > MostFaultsNamed) named.Add(string.Create(CultureInfo.InvariantCulture, $"And {_faults.Count - MostFaultsNamed} more."));
        throw new CurveInvalidException(_file, named, _mend);
    }

    public void Fault(string fault) => _faults.Add(fault);

    public bool Has(CurveColumn column) => _heads.Exists(h => Stated(h, column) is not null);

    /// <summary>The column, or null with the fault noted.</summary>
    public Column? Require(CurveColumn column)
    {
        if (Optional(column, out var present) is { } found) return found;
        if (present) return null;
        var near = _heads.Where(h => h.Text.Length > 0).ToList();
        _faults.Add($"There is no column \"{column.Name}\" among {string.Join(", ", near.Select(h => $"\"{h.Text}\""))}; {Near(column, near)}write it as {column.Example()}.");
        return null;
    }

    /// <summary>The column; null where there is none, or with the fault noted where it cannot be used.</summary>
    public Column? Optional(CurveColumn column) => Optional(column, out _);

    /// <summary>The points of two columns. A row without y is no point of this curve, as where two curves share a table; one without x is a fault.</summary>
    public Curve Points(Column x, string xUnit, Column y, string yUnit, bool gaps)
    {
        var points = new List<CurvePoint>(_rows.Count);
        foreach (var row in _rows)
        {
            var (a, b) = (Cell(row, x), Cell(row, y));
            if (b.Length == 0 && (gaps || a.Length == 0)) continue;
            if (Number(a, row, x) is { } vx && Number(b, row, y) is { } vy) points.Add(new CurvePoint(row.Line, Converted(vx, x, xUnit), Converted(vy, y, yUnit)));
        }

        return new Curve(points);
    }

    /// <summary>One number of every row, in the given unit; rows as their lines.</summary>
    public IReadOnlyList<(int Line, double Value)> Values(Column column, string unit) =>
        [.. _rows.Select(r => (r.Line, Value: Number(Cell(r, column), r, column))).Where(v => v.Value is not null).Select(v => (v.Line, Converted(v.Value!.Value, column, unit)))];

    private static double Converted(double value, Column column, string unit) =>
        column.Dimension is { } dimension && column.Unit.Length > 0 && unit.Length > 0 ? Units.Convert(value, dimension, column.Unit, unit) : value;

    private Column? Optional(CurveColumn column, out bool present)
    {
        var found = _heads.Select((head, index) => (Head: head, Index: index, Unit: Stated(head, column))).Where(h => h.Unit is not null).ToList();
        present = found.Count > 0;
        if (!present) return null;
        if (found.Count > 1)
        {
            _faults.Add($"Line 1: the column \"{column.Name}\" is there more than once: {string.Join(", ", found.Select(f => $"\"{f.Head.Text}\""))}.");
            return null;
        }

        var (chosen, at, unit) = (found[0].Head, found[0].Index, found[0].Unit!);
        if (unit.Length == 0)
        {
            if (!column.NeedsUnit) return new Column(at, chosen.Text, null, "");
            _faults.Add($"Line 1, column \"{chosen.Text}\": its unit is missing; write it as {column.Example()}.");
            return null;
        }

        foreach (var dimension in column.Dimensions)
        {
            if (Units.Canonical(dimension, unit) is { } spelled) return new Column(at, chosen.Text, dimension, spelled);
        }

        var all = column.Dimensions.SelectMany(Units.Names);
        _faults.Add(column.Dimensions.Count == 0
            ? $"Line 1, column \"{chosen.Text}\": it has no unit."
            : $"Line 1, column \"{chosen.Text}\": \"{unit}\" is no unit of {column.Name}; the nearest valid one is \"{Units.Nearest(column.Dimensions[0], unit)}\" (valid are {string.Join(", ", all.Select(n => $"\"{n}\""))}).{(unit.Contains('\uFFFD', StringComparison.Ordinal) ? " The file is not UTF-8: save it as such." : "")}");
        return null;
    }

    /// <summary>The unit that the head states for this column, "" for none; null where it is another column.</summary>
    private static string? Stated(Head head, CurveColumn column) =>
        head.Unit is not null && column.UnitInName(head.Key) is { } inName ? inName.Length > 0 ? inName : head.Unit
        // What stands in brackets may belong to the name: "heat flow (endo up)".
        : column.UnitInName(head.WholeKey);

    private static string Near(CurveColumn column, List<Head> heads)
    {
        var nearest = heads.MinBy(h => column.Names.Min(n => Spelling.Distance(n, h.Key)));
        return nearest is null ? "" : $"\"{nearest.Text}\" is the nearest; ";
    }

    private static string Cell(CsvRecord row, Column column) => column.Index < row.Fields.Count ? row.Fields[column.Index].Trim() : "";

    private double? Number(string cell, CsvRecord row, Column column)
    {
        var text = cell;
        if (_separator != ',' && text.Contains(',', StringComparison.Ordinal) && Agrees(',')) text = text.Replace(',', '.');
        else if (text.Contains('.', StringComparison.Ordinal)) Agrees('.');
        if (!(_decimalMark == ',' && cell.Contains('.', StringComparison.Ordinal))
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= Largest)
            return Math.Abs(number) < 1 / Largest ? 0 : number;
        _faults.Add(string.Create(CultureInfo.InvariantCulture, $"Line {row.Line}, column \"{column.Header}\": {(cell.Length == 0 ? "the cell is empty" : $"\"{cell}\" is no finite number")}{(_decimalMark == ',' && cell.Contains('.', StringComparison.Ordinal) ? " beside numbers with decimal commas" : "")}."));
        return null;
    }

    /// <summary>The first decimal mark of the file holds for all of it: "1.234" beside "1,5" could be either.</summary>
    private bool Agrees(char mark) => (_decimalMark ??= mark) == mark;

    private static Head ReadHead(string text)
    {
        var match = WithUnit().Match(text.Trim());
        return match.Success
            ? new Head(text.Trim(), CurveColumn.Normalise(match.Groups["name"].Value), match.Groups["unit"].Value.Trim(), CurveColumn.Normalise(text))
            : new Head(text.Trim(), CurveColumn.Normalise(text), null, CurveColumn.Normalise(text));
    }

    [GeneratedRegex(@"^(?<name>.*?)\s*(?:\[(?<unit>[^\[\]]*)\]|\((?<unit>[^()]*(?:\([^()]*\))?[^()]*)\))$", RegexOptions.ExplicitCapture)]
    private static partial Regex WithUnit();
}
