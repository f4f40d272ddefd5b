using System.Text.Json.Serialization;

namespace ImageAnalysis.Evaluate;

/// <summary>What a limit says about a value.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>The limit is met.</summary>
    Pass,

    /// <summary>The limit is not met.</summary>
    Fail,

    /// <summary>The value is known, and its uncertainty or contradicting evidence leaves the answer open.</summary>
    Indeterminate,

    /// <summary>The value is missing, not a number, or not of the kind that the limit is about.</summary>
    NotJudged,
}

/// <summary>What a preferred or usual range says about a value: it is met or not, and nobody fails by it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Standing>))]
public enum Standing
{
    [JsonStringEnumMemberName("met")]
    Met,

    [JsonStringEnumMemberName("not-met")]
    NotMet,

    [JsonStringEnumMemberName("undecided")]
    Undecided,

    [JsonStringEnumMemberName("not-judged")]
    NotJudged,
}

/// <summary>The failures that EP 1 063 256 has words for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureWord>))]
public enum FailureWord
{
    /// <summary>No voids: [0054], [0093]; of a surface: [0101].</summary>
    [JsonStringEnumMemberName("non-porous")]
    NonPorous,

    /// <summary>Voids that do not communicate, so that the permeability is zero: [0105].</summary>
    [JsonStringEnumMemberName("independent pores")]
    IndependentPores,

    /// <summary>The largest pore is more than twice the average: [0054], [0106].</summary>
    [JsonStringEnumMemberName("coarse")]
    Coarse,

    /// <summary>The polymer is substantially spheres joined at contact points: [0033], [0096].</summary>
    [JsonStringEnumMemberName("spherical-particle")]
    SphericalParticle,

    /// <summary>The voids are substantially spherical or ellipsoidal pores: [0034].</summary>
    [JsonStringEnumMemberName("cellular")]
    Cellular,
}
