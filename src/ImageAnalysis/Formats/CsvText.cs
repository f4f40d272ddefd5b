using System.Globalization;
using System.Text;

namespace ImageAnalysis.Formats;

/// <summary>A record of a CSV text with the line on which it starts, from 1.</summary>
public sealed record CsvRecord(int Line, IReadOnlyList<string> Fields);

/// <summary>RFC 4180: fields separated by commas, records by CRLF, LF or CR; a field in double quotes may hold all of them and a quote written twice. Empty lines are no records.</summary>
public static class CsvText
{
    /// <summary>What separates the fields, by the first line that is neither empty nor a remark (#): a semicolon or a tab where it has one outside quotes, else a comma.</summary>
    public static char Separator(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var head = text.TrimStart('\uFEFF').Split('\n', '\r').FirstOrDefault(l => l.Trim().Length > 0 && !l.StartsWith('#')) ?? "";
        var bare = string.Concat(head.Split('"').Where((_, i) => i % 2 == 0));
        return bare.Contains(';', StringComparison.Ordinal) ? ';' : bare.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
    }

    /// <summary>The records of a text, up to the first fault.</summary>
    /// <param name="text">Without a byte order mark.</param>
    /// <param name="faults">Takes what is wrong, a sentence each.</param>
    /// <param name="separator">What stands between fields: a comma by RFC 4180, a semicolon or a tab in files of programs that write decimal commas.</param>
    public static IReadOnlyList<CsvRecord> Records(string text, ICollection<string> faults, char separator = ',')
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(faults);
        List<CsvRecord> records = [];
        List<string> fields = [];
        var field = new StringBuilder();
        var (line, start, at, wasQuoted) = (1, 1, 0, false);
        while (at <= text.Length)
        {
            var end = at == text.Length;
            var c = end ? '\n' : text[at];
            if (c == '"' && field.Length == 0 && !wasQuoted)
            {
                wasQuoted = true;
                at = Quoted(text, at + 1, field, ref line);
                if (at < 0)
                {
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"Line {start}: a quoted field is never closed."));
                    return records;
                }

                if (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n'))
                {
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"Line {line}: text follows a closing quote; a quote within a quoted field is doubled."));
                    return records;
                }

                continue;
            }

            at++;
            if (c != separator && c is not ('\r' or '\n'))
            {
                field.Append(c);
                continue;
            }

            var isEmptyLine = c != separator && fields.Count == 0 && field.Length == 0 && !wasQuoted;
            fields.Add(field.ToString());
            field.Clear();
            wasQuoted = false;
            if (c == separator) continue;
            if (!isEmptyLine) records.Add(new CsvRecord(start, fields));
            fields = [];
            if (c == '\r' && at < text.Length && text[at] == '\n') at++;
            start = ++line;
        }

        return records;
    }

    /// <summary>Copies a quoted field; the position after its closing quote, or -1 where there is none.</summary>
    private static int Quoted(string text, int at, StringBuilder field, ref int line)
    {
        for (; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                if (at + 1 >= text.Length || text[at + 1] != '"') return at + 1;
                at++;
            }

            if (text[at] == '\n') line++;
            field.Append(text[at]);
        }

        return -1;
    }
}
