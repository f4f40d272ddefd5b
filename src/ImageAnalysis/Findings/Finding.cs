using System.Text.Json.Serialization;

namespace ImageAnalysis.Findings;

/// <summary>How much a finding bears on the numbers beside it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>Good to know; no number is in doubt.</summary>
    Note,

    /// <summary>A number should be read with this in mind.</summary>
    Warning,

    /// <summary>A number is missing or must not be used for its usual purpose.</summary>
    Limit,
}

/// <summary>Something a reader of the result must know. It travels with the result; where there is no result at all, an <see cref="AnalysisException"/> is thrown instead.</summary>
/// <param name="Code">Kebab-case, stable: others script against it.</param>
/// <param name="Severity">How much it bears on the numbers.</param>
/// <param name="What">What was found, with its numbers.</param>
/// <param name="Why">Why it matters.</param>
/// <param name="Mend">What the reader can do about it.</param>
public sealed record Finding(string Code, Severity Severity, string What, string Why, string Mend);
