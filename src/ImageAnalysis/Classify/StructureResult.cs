using System.Text.Json.Serialization;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Classify;

/// <summary>The visible pattern. A section never proves that a phase is connected in three dimensions.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StructureClass>))]
public enum StructureClass
{
    /// <summary>A branching network of solid around communicating voids. EP 1 063 256 [0016], [0033].</summary>
    [JsonStringEnumMemberName("percolation")]
    Percolation,

    /// <summary>Substantially spheres, joined at contact points, or isolated. EP 1 063 256 [0034].</summary>
    [JsonStringEnumMemberName("spherical-particle")]
    SphericalParticle,

    /// <summary>Most voids are substantially spherical or ellipsoidal pores. EP 1 063 256 [0034].</summary>
    [JsonStringEnumMemberName("cellular")]
    Cellular,

    /// <summary>None of these: no structure, or another one.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}

/// <summary>Probabilities of the three classes, given that the picture is one of them; they add up to 1.</summary>
public sealed record StructureProbabilities(double Percolation, double SphericalParticle, double Cellular)
{
    public double Of(StructureClass structure) => structure switch
    {
        StructureClass.Percolation => Percolation,
        StructureClass.SphericalParticle => SphericalParticle,
        StructureClass.Cellular => Cellular,
        _ => throw new ArgumentOutOfRangeException(nameof(structure), structure, "None has no probability."),
    };
}

/// <summary>A number computed from the picture on which the answer rests.</summary>
public sealed record Descriptor(string Name, double Value);

/// <summary>The structure's class, or why there is none.</summary>
/// <param name="Structure">The answer.</param>
/// <param name="Probability">Calibrated probability of the answer among all four; absent for none.</param>
/// <param name="Probabilities">All three; absent where the picture never reached the model.</param>
/// <param name="Abstained">Whether the answer must not be used: another class cannot be ruled out.</param>
/// <param name="Descriptors">All descriptors by name in their fixed order.</param>
/// <param name="Reasons">Names of the three descriptors that spoke most for the answer, strongest first.</param>
/// <param name="Model">Identity of the model: name, version and SHA-256 of its file.</param>
/// <param name="Findings">What bears on the answer.</param>
public sealed record StructureResult(
    StructureClass Structure,
    double? Probability,
    StructureProbabilities? Probabilities,
    bool Abstained,
    IReadOnlyList<Descriptor> Descriptors,
    IReadOnlyList<string> Reasons,
    string? Model,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>Calibrated probability that it is none of the three; absent where the picture never reached the model.</summary>
    public double? NoneProbability { get; init; }
}
