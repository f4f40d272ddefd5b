using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace ImageAnalysis.Formats;

/// <summary>What is wrong with a JSON file that a person may have written, in words of the file and not of the program's types.</summary>
public static partial class JsonFaults
{
    private const string NoMember = "could not be mapped", Missing = "missing required properties", WrongValue = "could not be converted", NoNull = "allow null", SetNull = "setting null";

    /// <summary>One sentence that names the place by its JSON path, or by line and byte where the text is no JSON.</summary>
    /// <param name="fault">What the reader said.</param>
    /// <param name="read">The type that was being read.</param>
    public static string Of(JsonException fault, Type read)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentNullException.ThrowIfNull(read);
        var path = fault.Path ?? "$";
        if (fault.Message.Contains(NoMember, StringComparison.Ordinal)) return $"{path}: there is no member of this name.";
        if (fault.Message.Contains(Missing, StringComparison.Ordinal))
            return $"{path}: {string.Join(", ", Quoted().Matches(fault.Message[fault.Message.IndexOf(Missing, StringComparison.Ordinal)..]).Select(m => $"\"{m.Groups[1].Value}\""))} is missing.";
        if (fault.Message.Contains(WrongValue, StringComparison.Ordinal)) return $"{path}: {Expected(At(read, path))}.";
        if (fault.Message.Contains(NoNull, StringComparison.Ordinal) || fault.Message.Contains(SetNull, StringComparison.Ordinal)) return $"{path}: {Expected(At(read, path))}, and not null.";
        return string.Create(CultureInfo.InvariantCulture, $"Line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}: from here on it is no JSON; it may have been cut short.");
    }

    /// <summary>Path of the first null that is an element of a list, which the reader of types lets pass; null where there is none.</summary>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    public static string? NullInList(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var root = JsonElement.ParseValue(ref reader);
        return In(root, "$");

        static string? In(JsonElement element, string path) => element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().Select(m => In(m.Value, $"{path}.{m.Name}")).FirstOrDefault(p => p is not null),
            JsonValueKind.Array => element.EnumerateArray().Select((e, i) => e.ValueKind == JsonValueKind.Null ? $"{path}[{i}]" : In(e, $"{path}[{i}]")).FirstOrDefault(p => p is not null),
            _ => null,
        };
    }

    /// <summary>The type at a path such as $.images[2].class; null where the path leads nowhere.</summary>
    private static Type? At(Type type, string path)
    {
        Type? here = type;
        foreach (Match step in Steps().Matches(path))
        {
            if (here is null) return null;
            here = step.Groups["index"].Success
                ? here.GetInterfaces().Append(here).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0]
                : here.GetProperty(step.Groups["name"].Value, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.PropertyType;
        }

        return here is null ? null : Nullable.GetUnderlyingType(here) ?? here;
    }

    private static string Expected(Type? type) => type switch
    {
        null => "the value is of another kind than is expected here",
        { IsEnum: true } => $"one of {string.Join(", ", type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => $"\"{f.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? f.Name}\""))} is expected here",
        _ when type == typeof(string) => "a text is expected here",
        _ when type == typeof(bool) => "true or false is expected here",
        _ when type == typeof(int) || type == typeof(long) || type == typeof(ulong) => "a whole number is expected here",
        _ when type == typeof(double) => "a number is expected here",
        _ when type.IsGenericType => "a list is expected here",
        _ => "an object is expected here",
    };

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\.(?<name>\w+)|\[(?<index>\d+)\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Steps();
}
