using System.Text.Json.Serialization;

namespace ImageAnalysis.Classify;

/// <summary>Scores on pictures that took no part in training.</summary>
/// <param name="Answered">Share that got an answer (none is one); the others were ambiguous.</param>
/// <param name="Accuracy">Share right of those answered.</param>
/// <param name="CalibrationError">Expected calibration error of the most probable of four, over bins of equal mass: ten, or fewer where they would hold fewer than ten pictures. Guo et al. 2017, eq. 3.</param>
/// <param name="Classes">By class, of those answered.</param>
/// <param name="Confusion">Rows: true class; columns: answer, and last the number abstained.</param>
public sealed record ScoreCard(
    double Answered, double Accuracy, double CalibrationError, IReadOnlyList<ClassScore> Classes, IReadOnlyList<IReadOnlyList<int>> Confusion)
{
    /// <summary>Precision of a class; absent where no picture got its name.</summary>
    public double? PrecisionOf(int label) => Confusion.Sum(row => row[label]) > 0 ? Classes[label].Precision : null;

    /// <summary>Recall of a class; absent where no picture of it got an answer.</summary>
    public double? RecallOf(int label) => Confusion[label].Take(Classes.Count).Sum() > 0 ? Classes[label].Recall : null;

    /// <summary>Confidence against the share right, in the bins of <see cref="CalibrationError"/>, the least sure first; absent in cards of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ReliabilityBin>? Reliability { get; init; }

    /// <summary>Share right of the most confident answers, over the pictures that pass the gates, by the probability alone; absent in cards of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CoveragePoint>? Coverage { get; init; }
}

/// <summary>Scores of a class.</summary>
/// <param name="Label">The class.</param>
/// <param name="Pictures">Test pictures of it.</param>
/// <param name="Precision">Share right of those answered with it.</param>
/// <param name="Recall">Share of its answered pictures that were answered with it.</param>
public sealed record ClassScore(string Label, int Pictures, double Precision, double Recall)
{
    /// <summary>Harmonic mean of precision and recall.</summary>
    [JsonIgnore]
    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;
}

/// <summary>Answers of about one confidence.</summary>
/// <param name="Confidence">Mean probability of the most probable of the four.</param>
/// <param name="Right">Share of the pictures for which that is the true class.</param>
/// <param name="Pictures">How many they are.</param>
public sealed record ReliabilityBin(double Confidence, double Right, int Pictures);

/// <summary>What is right when only the more confident answers are given.</summary>
/// <param name="Answered">Share answered.</param>
/// <param name="Right">Share of those that are right.</param>
public sealed record CoveragePoint(double Answered, double Right);
