using ImageAnalysis.Findings;

namespace ImageAnalysis.Training.DataSets;

/// <summary>A data set that must not be trained on as it is; the message names every fault.</summary>
public sealed class DataSetInvalidException(string source, IReadOnlyList<string> faults, string mend)
    : AnalysisException($"{source}: the data set cannot be used.", string.Join(" ", faults), mend)
{
    /// <summary>One sentence each.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
