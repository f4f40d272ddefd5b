using ImageAnalysis.Findings;

namespace ImageAnalysis.Training.DataSets;

/// <summary>A data set that must not be trained on as it is; the message names every fault.</summary>
public sealed class DataSetInvalidException(string source, IReadOnlyList<string> faults, string mend, string what = DataSetInvalidException.CannotBeUsed)
    : AnalysisException($"{source}: {what}", string.Join(" ", faults), mend)
{
    private const string CannotBeUsed = "the data set cannot be used.";

    /// <summary>One sentence each.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
