using System.Globalization;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Training.DataSets;

/// <summary>A data set that must not be trained on as it is; the message names its faults, the first of them where there are many.</summary>
public sealed class DataSetInvalidException(string source, IReadOnlyList<string> faults, string mend, string what = DataSetInvalidException.CannotBeUsed)
    : AnalysisException($"{source}: {what}", Named(faults), mend)
{
    private const string CannotBeUsed = "the data set cannot be used.";
    private const int MostFaultsNamed = 20;

    /// <summary>One sentence each.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;

    private static string Named(IReadOnlyList<string> faults) =>
        string.Join(" ", faults.Take(MostFaultsNamed)) + (faults.Count > MostFaultsNamed ? string.Create(CultureInfo.InvariantCulture, $" And {faults.Count - MostFaultsNamed} more.") : "");
}
