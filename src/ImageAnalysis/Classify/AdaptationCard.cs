using System.Text.Json.Serialization;

namespace ImageAnalysis.Classify;

/// <summary>What a model owes to labelled pictures, and how good that is on pictures of groups that took no part: all figures are by cross-validation over groups.</summary>
public sealed record AdaptationCard
{
    /// <summary>Identity of the model that was adapted.</summary>
    public required string Base { get; init; }

    /// <summary>Name of the data set.</summary>
    public required string DataSet { get; init; }

    /// <summary>SHA-256 of its manifest, lower-case hexadecimal.</summary>
    public required string ManifestSha256 { get; init; }

    /// <summary>Pictures learnt from.</summary>
    public required int Pictures { get; init; }

    /// <summary>Specimens they are of.</summary>
    public required int Groups { get; init; }

    /// <summary>Those among them that the base had learnt from already, or whose specimens it had: they are learnt from, and left out of all figures.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int KnownToBase { get; init; }

    /// <summary>How strongly the correction was held back, chosen by cross-validation inside the training pictures.</summary>
    public required double Strength { get; init; }

    /// <summary>
    /// Pictures, each judged by a model that had seen none of its specimen, on which the mass of the conformal sets was calibrated anew. Absent where they were fewer than 100, or of
    /// fewer than six specimens: the mass is then that of the base, and what its sets hold of these pictures is stated.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? CalibrationPictures { get; init; }

    /// <summary>Scores of the base model on the pictures.</summary>
    public required ScoreCard Before { get; init; }

    /// <summary>Scores of the adapted model on the pictures, each by a model that saw no picture of its group.</summary>
    public required ScoreCard After { get; init; }

    /// <summary>Mean of -log of the probability of the true class, before and after.</summary>
    public required double LossBefore { get; init; }

    /// <summary>The same after.</summary>
    public required double LossAfter { get; init; }

    /// <summary>What fewer groups would have given.</summary>
    public required IReadOnlyList<LearningPoint> Learning { get; init; }

    /// <summary>Scores of the final model on the pictures that were kept for testing; absent where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ScoreCard? Test { get; init; }

    /// <summary>Whether it is shown to be better than its base on these pictures.</summary>
    public required bool IsBetter { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What more pictures would bring, in a sentence.</summary>
    public required string MorePictures { get; init; }

    /// <summary>Every picture that the model, or one that it came from, has learnt from, in the order of their hashes: on these it is not to be judged. Absent in cards of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LearntPicture>? Learnt { get; init; }
}

/// <summary>A picture that a model has learnt from.</summary>
/// <param name="Sha256">Of the file, lower-case hexadecimal.</param>
/// <param name="Looks">Its perceptual hash, by which copies in another format or size are told.</param>
/// <param name="Specimen">SHA-256 of the names of its set and its group, with a line feed between.</param>
public sealed record LearntPicture(string Sha256, string Looks, string Specimen);

/// <summary>What a part of the pictures gives.</summary>
/// <param name="Pictures">Mean number of pictures learnt from.</param>
/// <param name="Right">Share right by cross-validation.</param>
/// <param name="Loss">Mean of -log of the probability of the true class.</param>
public sealed record LearningPoint(int Pictures, double Right, double Loss);
