using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Evaluate;

/// <summary>
/// Reads one JSON object member by member and notes every fault with its JSON path instead of stopping at the first. Members that nobody asked for
/// are faults as well. What is read after a fault is a stand-in: look at the faults before using anything.
/// </summary>
internal sealed class StrictObject(JsonElement element, string path, List<string> faults)
{
    private readonly List<string> _known = [];

    public string Path => path;

    public List<string> Faults => faults;

    /// <summary>Parses a text whose root must be an object; null, with the fault noted, where it is none.</summary>
    public static StrictObject? Parse(string text, List<string> faults, out JsonDocument? document)
    {
        document = null;
        if (text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            faults.Add("$: the text is not UTF-8; save it as such.");
            return null;
        }

        try
        {
            document = JsonDocument.Parse(text.TrimStart('\uFEFF'), new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            var twice = GivenTwice(text);
            if (twice.Count > 0) faults.AddRange(twice.Select(member => $"{member}: this member is given twice; keep one."));
            else faults.Add(e.LineNumber is { } line ? FormattableString.Invariant($"$: no valid JSON (line {line + 1}, byte {e.BytePositionInLine + 1}).") : "$: no valid JSON.");
            return null;
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object) return new StrictObject(document.RootElement, "", faults);
        faults.Add($"$: an object is expected, not {Describe(document.RootElement)}.");
        return null;
    }

    /// <summary>The paths of members that stand twice in one object; none where the text is no JSON at all.</summary>
    private static IReadOnlyList<string> GivenTwice(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'));
            return [.. Twice(document.RootElement, "").Distinct()];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Twice(JsonElement value, string at) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().GroupBy(m => m.Name).Where(g => g.Count() > 1).Select(g => Joined(at, g.Key))
            .Concat(value.EnumerateObject().SelectMany(m => Twice(m.Value, Joined(at, m.Name)))),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => Twice(item, $"{at}[{i}]")),
        _ => [],
    };

    private static string Joined(string at, string name) => at.Length == 0 ? name : $"{at}.{name}";

    public bool Has(string name)
    {
        _known.Add(name);
        return element.TryGetProperty(name, out _);
    }

    public string Text(string name) => OptionalText(name) ?? Missing(name, "");

    /// <summary>A text that names something: one of blanks alone names nothing.</summary>
    public string Name(string name) => Named(name, Text(name));

    public string? OptionalName(string name) => OptionalText(name) is { } text ? Named(name, text) : null;

    public string? OptionalText(string name) =>
        Member(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : Wrong(name, "a text", value, "");

    public double? OptionalNumber(string name)
    {
        if (Member(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)) return number;
        Wrong(name, "a finite number", value, "");
        return null;
    }

    public int? OptionalInteger(string name)
    {
        if (Member(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0) return number;
        Wrong(name, "a whole number from 0", value, "");
        return null;
    }

    public bool? OptionalBoolean(string name)
    {
        if (Member(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Wrong(name, "true or false", value, "");
        return null;
    }

    public T Enum<T>(string name)
        where T : struct, Enum => OptionalEnum<T>(name) ?? Missing(name, default(T));

    /// <summary>A word for a member of an enum: its JSON name, else its own name in kebab case.</summary>
    public T? OptionalEnum<T>(string name)
        where T : struct, Enum
    {
        if (Member(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String) return Word<T>(value.GetString()!, PathOf(name));
        Wrong(name, "a text", value, "");
        return null;
    }

    public IReadOnlyList<T> Words<T>(string name)
        where T : struct, Enum =>
        [.. Items(name).Select((item, i) => item.ValueKind == JsonValueKind.String ? Word<T>(item.GetString()!, $"{PathOf(name)}[{i}]") : WrongItem<T?>(name, i, "a text", item)).OfType<T>()];

    public IReadOnlyList<string> Texts(string name) =>
        [.. Items(name).Select((item, i) => item.ValueKind == JsonValueKind.String ? item.GetString()! : WrongItem<string?>(name, i, "a text", item)).OfType<string>()];

    public IReadOnlyList<int> Integers(string name) =>
        [.. Items(name).Select((item, i) => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var n) ? n : WrongItem<int?>(name, i, "a whole number", item)).OfType<int>()];

    /// <summary>Every object of a list; the member may be absent.</summary>
    public IReadOnlyList<T> Objects<T>(string name, Func<StrictObject, T> read) =>
        [.. Items(name).Select((item, i) => item.ValueKind == JsonValueKind.Object
            ? new StrictObject(item, $"{PathOf(name)}[{i}]", faults).Finish(read)
            : WrongItem<T?>(name, i, "an object", item)).OfType<T>()];

    public T? OptionalObject<T>(string name, Func<StrictObject, T> read)
        where T : class
    {
        if (Member(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Object) return new StrictObject(value, PathOf(name), faults).Finish(read);
        Wrong(name, "an object", value, "");
        return null;
    }

    /// <summary>All members with their paths, for objects whose member names are data.</summary>
    public IEnumerable<(string Name, JsonElement Value, string Path)> All()
    {
        foreach (var member in element.EnumerateObject())
        {
            _known.Add(member.Name);
            yield return (member.Name, member.Value, PathOf(member.Name));
        }
    }

    /// <summary>The member as it is, for values of several forms.</summary>
    public JsonElement? Member(string name)
    {
        _known.Add(name);
        return element.TryGetProperty(name, out var value) ? value : null;
    }

    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public T Missing<T>(string name, T standIn)
    {
        if (!element.TryGetProperty(name, out _)) faults.Add($"{PathOf(name)}: missing.");
        return standIn;
    }

    /// <summary>Reads the object and refuses what was not asked for.</summary>
    public T Finish<T>(Func<StrictObject, T> read)
    {
        var result = read(this);
        foreach (var member in element.EnumerateObject().Where(m => !_known.Contains(m.Name)))
            faults.Add($"{PathOf(member.Name)}: no such member; {Spelling.Suggest(member.Name, _known)}.");
        return result;
    }

    public static IReadOnlyDictionary<string, T> EnumWords<T>()
        where T : struct, Enum => WordsOf<T>.All;

    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        _ => value.GetRawText(),
    };

    private T? Word<T>(string word, string at)
        where T : struct, Enum
    {
        var words = EnumWords<T>();
        if (words.TryGetValue(word, out var value)) return value;
        faults.Add($"{at}: \"{word}\" is none of {string.Join(", ", words.Keys)}; {Spelling.Suggest(word, [.. words.Keys])}.");
        return null;
    }

    private IEnumerable<JsonElement> Items(string name)
    {
        if (Member(name) is not { } value) return [];
        if (value.ValueKind == JsonValueKind.Array) return [.. value.EnumerateArray()];
        Wrong(name, "a list", value, "");
        return [];
    }

    private string Named(string name, string text)
    {
        if (Member(name) is { ValueKind: JsonValueKind.String } && string.IsNullOrWhiteSpace(text)) faults.Add($"{PathOf(name)}: the text is empty.");
        return text;
    }

    private T Wrong<T>(string name, string expected, JsonElement value, T standIn)
    {
        faults.Add($"{PathOf(name)}: {expected} is expected, not {Describe(value)}.");
        return standIn;
    }

    private T? WrongItem<T>(string name, int index, string expected, JsonElement value)
    {
        faults.Add($"{PathOf(name)}[{index}]: {expected} is expected, not {Describe(value)}.");
        return default;
    }

    /// <summary>Looked up once per enum.</summary>
    private static class WordsOf<T>
        where T : struct, Enum
    {
        public static readonly IReadOnlyDictionary<string, T> All = typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(
            f => f.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.KebabCaseLower.ConvertName(f.Name),
            f => (T)f.GetValue(null)!);
    }
}
