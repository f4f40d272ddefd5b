using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Ingest.Vendors;

/// <summary>One "key = value" of a block.</summary>
internal readonly record struct TextEntry(string Section, string Key, string Value);

/// <summary>Text as microscopes write it: any of four encodings, units with a damaged µ, keys with or without sections.</summary>
internal static class VendorText
{
    // Real blocks hold at most 60 kB. The bound keeps a hostile file from costing more than milliseconds.
    private const int MaxBytes = 1 << 20;
    private const int MaxEntries = 20_000;
    private const int LongestNumber = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes by byte order mark, else UTF-16 where the NUL bytes of ASCII letters show it, else UTF-8 where valid, else ISO-8859-1. NULs at the end are dropped.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) bytes = bytes[..MaxBytes];
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Utf16(bytes[2..], littleEndian: true);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Utf16(bytes[2..], littleEndian: false);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        else if (HalfAreNul(bytes, 1)) return Utf16(bytes, littleEndian: true);
        else if (HalfAreNul(bytes, 0)) return Utf16(bytes, littleEndian: false);
        try
        {
            return StrictUtf8.GetString(bytes).TrimEnd('\0');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes).TrimEnd('\0');
        }
    }

    public static string Latin1(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, MaxBytes)]);

    public static string Utf16(ReadOnlySpan<byte> bytes, bool littleEndian)
    {
        if (bytes.Length > MaxBytes) bytes = bytes[..MaxBytes];
        Span<char> one = stackalloc char[1];
        var text = new StringBuilder(bytes.Length / 2);
        for (var i = 0; i + 1 < bytes.Length; i += 2)
        {
            one[0] = (char)(littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[i..]) : BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]));
            text.Append(one);
        }

        return text.ToString().TrimEnd('\0');
    }

    /// <summary>"key = value" lines; "[name]" lines open a section; other lines are ignored.</summary>
    public static IReadOnlyList<TextEntry> Entries(string text)
    {
        List<TextEntry> entries = [];
        var section = "";
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim(" \t\0\uFEFF");
            if (line.Length > 2 && line[0] == '[' && line[^1] == ']')
            {
                section = line[1..^1].Trim().ToString();
                continue;
            }

            var equals = line.IndexOf('=');
            if (equals <= 0) continue;
            entries.Add(new TextEntry(section, line[..equals].TrimEnd().ToString(), line[(equals + 1)..].TrimStart().ToString()));
            if (entries.Count == MaxEntries) break;
        }

        return entries;
    }

    /// <summary>Value of the first entry with this key, in any section, upper and lower case alike; null where there is none or it is empty.</summary>
    public static string? Find(this IReadOnlyList<TextEntry> entries, string key) => Find(entries, null, key);

    /// <summary>Value of the first entry with this key in this section, upper and lower case alike; null where there is none or it is empty.</summary>
    public static string? Find(this IReadOnlyList<TextEntry> entries, string? section, string key)
    {
        foreach (var entry in entries)
        {
            if (entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase)
                && (section is null || entry.Section.Equals(section, StringComparison.OrdinalIgnoreCase))
                && entry.Value.Length > 0)
                return entry.Value;
        }

        return null;
    }

    public static bool HasSection(this IReadOnlyList<TextEntry> entries, string section)
    {
        foreach (var entry in entries)
        {
            if (entry.Section.Equals(section, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>A finite number with a decimal point; null for anything else, a decimal comma included.</summary>
    public static double? Number(ReadOnlySpan<char> text) =>
        text.Length <= LongestNumber
        && double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value)
            ? value
            : null;

    /// <summary>A number with its unit of length, in nm; null for anything else, an angle or a spatial frequency included.</summary>
    public static double? Nanometres(string? text) =>
        text is { Length: <= LongestNumber } && Length.TryParse(RepairMicro(text), out var length) ? length.Nanometres : null;

    /// <summary>Nanometres in one of a named unit of length; null where the name is none.</summary>
    public static double? NanometresPer(string? unit) => unit is { Length: <= LongestNumber } ? Length.NanometresPer(RepairMicro(unit)) : null;

    /// <summary>The leading number and what follows it: "2.56 1.92µm" gives 2.56 and "1.92µm". Null where the text starts with no number.</summary>
    public static (double Number, string Tail)? LeadingNumber(string text)
    {
        var end = 0;
        while (end < text.Length && end < LongestNumber && (char.IsAsciiDigit(text[end]) || "+-.eE".Contains(text[end], StringComparison.Ordinal))) end++;
        for (; end > 0; end--)
        {
            if (Number(text.AsSpan(0, end)) is { } number) return (number, text[end..].Trim());
        }

        return null;
    }

    /// <summary>Two whole or broken numbers separated by blanks, "x", "*" or a comma: "1280 960", "1280x960", "1024 * 768". Null where there are not two.</summary>
    public static (double First, double Second)? Pair(string? text)
    {
        if (text is null || LeadingNumber(text.Trim()) is not { } first) return null;
        return LeadingNumber(first.Tail.TrimStart('x', 'X', '*', ',', ' ')) is { } second ? (first.Number, second.Number) : null;
    }

    /// <summary>File name without folder, of either separator.</summary>
    public static string FileName(string path) => path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..].Trim();

    /// <summary>File name without folder and extension.</summary>
    public static string BaseName(string path)
    {
        var name = FileName(path);
        var dot = name.LastIndexOf('.');
        return dot > 0 ? name[..dot] : name;
    }

    /// <summary>
    /// Mends a µ that went through a wrong code page: UTF-8 read as ISO-8859-1 ("Âµ", "Î¼"), Shift-JIS read so, the escape \u00B5 of Java, or a
    /// replacement character before "m". Of the units of length only µm has a letter outside ASCII before an m, so the last is no guess.
    /// </summary>
    private static string RepairMicro(string text)
    {
        var mended = text
            .Replace("\\u00B5", "µ", StringComparison.OrdinalIgnoreCase)
            .Replace("\\u03BC", "µ", StringComparison.OrdinalIgnoreCase)
            .Replace("Âµ", "µ", StringComparison.Ordinal)
            .Replace("Î¼", "µ", StringComparison.Ordinal)
            .Replace("\u0083Ê", "µ", StringComparison.Ordinal)
            .Replace("\uFFFD\uFFFDm", "µm", StringComparison.Ordinal)
            .Replace("\uFFFDm", "µm", StringComparison.Ordinal);
        return mended.EndsWith("?m", StringComparison.Ordinal) ? string.Concat(mended.AsSpan(0, mended.Length - 2), "µm") : mended;
    }

    private static bool HalfAreNul(ReadOnlySpan<byte> bytes, int at)
    {
        var looked = Math.Min(bytes.Length & ~1, 512);
        if (looked < 8) return false;
        int nul = 0, otherNul = 0;
        for (var i = 0; i < looked; i += 2)
        {
            if (bytes[i + at] == 0) nul++;
            if (bytes[i + 1 - at] == 0) otherNul++;
        }

        return nul * 10 > looked * 3 && otherNul * 10 < looked;
    }
}
