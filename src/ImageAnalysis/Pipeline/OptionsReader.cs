using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Pipeline;

/// <summary>
/// Reads a tree of options records from JSON and finds every fault before any is reported: unknown members, wrong types, values outside their
/// <see cref="RangeAttribute"/>. Each fault begins with the JSON path of the member.
/// </summary>
internal static class OptionsReader
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>Appends the faults of <paramref name="json"/>, read as <paramref name="type"/>, to <paramref name="faults"/>.</summary>
    public static void FindFaults(JsonNode? json, Type type, string path, List<string> faults)
    {
        if (json is not JsonObject members)
        {
            faults.Add($"{Root(path)}: an object is expected, not {Describe(json)}.");
            return;
        }

        var properties = Members(type);
        foreach (var (name, value) in members)
        {
            if (path.Length == 0 && name == "$schema") continue;
            var memberPath = path.Length == 0 ? name : $"{path}.{name}";
            var property = properties.FirstOrDefault(p => JsonName(p) == name);
            if (property is null)
                faults.Add($"{memberPath}: no such member; {Spelling.Suggest(name, [.. properties.Select(JsonName)])}.");
            else
                FindValueFaults(value, property, memberPath, faults);
        }
    }

    /// <summary>The settable options of a record, in declaration order.</summary>
    public static IReadOnlyList<PropertyInfo> Members(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite && p.GetCustomAttribute<JsonIgnoreAttribute>() is null)];

    public static string JsonName(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>The names an enum's members have in JSON.</summary>
    public static IReadOnlyList<string> EnumNames(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => f.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? f.Name)];

    public static bool AllowsNull(PropertyInfo property)
    {
        lock (Nullability) return Nullability.Create(property).WriteState == NullabilityState.Nullable;
    }

    private static void FindValueFaults(JsonNode? value, PropertyInfo property, string path, List<string> faults)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (value is null)
        {
            if (!AllowsNull(property)) faults.Add($"{path}: null is not allowed.");
        }
        else if (type.IsEnum)
        {
            if (value.GetValueKind() != JsonValueKind.String || !EnumNames(type).Contains(value.GetValue<string>(), StringComparer.Ordinal))
                faults.Add($"{path}: {value.ToJsonString()} is none of {string.Join(", ", EnumNames(type))}.");
        }
        else if (type == typeof(string))
        {
            if (value.GetValueKind() != JsonValueKind.String) faults.Add($"{path}: a text is expected, not {Describe(value)}.");
        }
        else if (type == typeof(IReadOnlyList<string>))
        {
            if (value is not JsonArray items || items.Any(i => i?.GetValueKind() != JsonValueKind.String))
                faults.Add($"{path}: a list of texts is expected, not {Describe(value)}.");
        }
        else if (type == typeof(int) || type == typeof(long) || type == typeof(double))
        {
            FindNumberFaults(value, type, property, path, faults);
        }
        else
        {
            FindFaults(value, type, path, faults);
        }
    }

    private static void FindNumberFaults(JsonNode value, Type type, PropertyInfo property, string path, List<string> faults)
    {
        if (value.GetValueKind() != JsonValueKind.Number || !double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            faults.Add($"{path}: a number is expected, not {Describe(value)}.");
        else if (type != typeof(double) && (number != Math.Floor(number) || Math.Abs(number) > (1L << 53)))
            faults.Add($"{path}: a whole number is expected, not {value.ToJsonString()}.");
        else if (type != typeof(double) && value.ToJsonString().AsSpan().IndexOfAny(".eE") >= 0)
            faults.Add($"{path}: a whole number is written without point and exponent, not {value.ToJsonString()}.");
        else if (property.GetCustomAttribute<RangeAttribute>() is { } range && !(number >= AsDouble(range.Minimum) && number <= AsDouble(range.Maximum)))
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{path}: {value.ToJsonString()} is outside {range.Minimum} .. {range.Maximum}."));
    }

    private static double AsDouble(object bound) => Convert.ToDouble(bound, CultureInfo.InvariantCulture);

    private static string Root(string path) => path.Length == 0 ? "$" : path;

    private static string Describe(JsonNode? node) => node?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => node.ToJsonString(),
    };
}
