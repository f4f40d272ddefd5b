using ImageAnalysis.Evaluate.Derived;

namespace ImageAnalysis.Evaluate;

/// <summary>Which rules the measured values meet.</summary>
public sealed record EvaluateOptions
{
    /// <summary>
    /// Rule sets by name: "membrane", "electrode", "gel-separator", or the path of a criteria file of one's own, ending in ".json". Default <value>none</value>: the
    /// overall verdict is then NotJudged.
    /// </summary>
    public IReadOnlyList<string> Criteria { get; init; } = [];

    /// <summary>Constants of quantities that are derived from laboratory curves.</summary>
    public DerivationOptions Derive { get; init; } = new();
}
