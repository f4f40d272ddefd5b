using System.Globalization;

namespace ImageAnalysis.Formats;

/// <summary>Records of a CSV text by RFC 4180: commas, CRLF, fields in double quotes where they need them. Numbers are invariant; what is absent is empty.</summary>
public static class Csv
{
    private const string NeedsQuotes = ",\"\r\n";

    /// <summary>One record with its line end.</summary>
    public static string Record(params IEnumerable<string> fields) => string.Join(',', fields.Select(Quoted)) + "\r\n";

    /// <summary>Seven significant digits, never an exponent, so that every reader takes it for a number. Absent, NaN and infinite values are empty.</summary>
    public static string Number(double? value)
    {
        if (value is not { } v || !double.IsFinite(v)) return "";
        // Adding 0 turns -0 into 0.
        var text = (v + 0.0).ToString("G7", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal)
            ? double.Parse(text, CultureInfo.InvariantCulture).ToString("0.####################", CultureInfo.InvariantCulture)
            : text;
    }

    public static string Whole(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static string YesNo(bool value) => value ? "true" : "false";

    private static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(NeedsQuotes) < 0 && field.Trim().Length == field.Length
            ? field
            : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
