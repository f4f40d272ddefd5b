using System.Text.Json.Serialization;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Classify;

/// <summary>How a structure model, with the pipeline around it, does on labelled pictures.</summary>
public sealed record ModelAssessment
{
    /// <summary>Version of this form.</summary>
    public const string CurrentFormat = "imageanalysis/assessment/1";

    /// <summary>Version of this form.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>Name of the data set.</summary>
    public required string DataSet { get; init; }

    /// <summary>SHA-256 of its manifest, lower-case hexadecimal.</summary>
    public required string ManifestSha256 { get; init; }

    /// <summary>Identity of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Why the figures flatter the model; absent where nothing says so.</summary>
    public string? Caution { get; init; }

    /// <summary>Scores over the pictures that have an answer or an abstention.</summary>
    public required ScoreCard Scores { get; init; }

    /// <summary>By class, those of which there are pictures.</summary>
    public required IReadOnlyList<ClassAssessment> Classes { get; init; }

    /// <summary>Pictures that got an answer, of all that could be analysed.</summary>
    public required Proportion Answered { get; init; }

    /// <summary>Right ones, of those answered.</summary>
    public required Proportion Right { get; init; }

    /// <summary><see cref="Answered"/> of the pictures that the model cannot know; absent where it knows none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Proportion? AnsweredOfNew { get; init; }

    /// <summary><see cref="Right"/> of those; absent likewise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Proportion? RightOfNew { get; init; }

    /// <summary>Every picture, in the order of the set.</summary>
    public required IReadOnlyList<AssessedPicture> Pictures { get; init; }

    /// <summary>Specimens that the pictures are of.</summary>
    [JsonIgnore]
    public int Groups => Pictures.Select(p => p.Group).Distinct(StringComparer.Ordinal).Count();
}

/// <summary>How a model does on pictures of a class.</summary>
/// <param name="Label">The class.</param>
/// <param name="Pictures">Pictures of it that could be analysed.</param>
/// <param name="Groups">Specimens that they are of.</param>
/// <param name="Precision">Right ones, of those answered with it.</param>
/// <param name="Recall">Right ones, of its pictures that were answered.</param>
/// <param name="Undecided">Its pictures that were not answered, of all.</param>
public sealed record ClassAssessment(string Label, int Pictures, int Groups, Proportion Precision, Proportion Recall, Proportion Undecided);

/// <summary>What a model knows of a labelled picture.</summary>
public enum Acquaintance
{
    /// <summary>Nothing, as far as its card says.</summary>
    None,

    /// <summary>It has learnt from another picture of the specimen.</summary>
    Specimen,

    /// <summary>It has learnt from this picture, or from a copy.</summary>
    Picture,
}

/// <summary>What came of a labelled picture.</summary>
public enum AnswerStanding
{
    /// <summary>The answer is the label.</summary>
    Right,

    /// <summary>The answer is another.</summary>
    Wrong,

    /// <summary>More than one class is possible, so there is no answer.</summary>
    Undecided,

    /// <summary>The picture could not be analysed.</summary>
    Failed,
}

/// <summary>A labelled picture and its answer.</summary>
/// <param name="File">Path below the folder of the set, with "/".</param>
/// <param name="Group">Its specimen.</param>
/// <param name="IsForTest">Whether it is never learnt from.</param>
/// <param name="Label">What it shows.</param>
public sealed record AssessedPicture(string File, string Group, bool IsForTest, string Label)
{
    /// <summary>Right, wrong, undecided or failed.</summary>
    public required AnswerStanding Standing { get; init; }

    /// <summary>Whether the model has learnt from it: its answer then says little.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Acquaintance Known { get; init; }

    /// <summary>The answer, or the most probable class where it is undecided; absent where it failed.</summary>
    public string? Answer { get; init; }

    /// <summary>The two most probable, as "a or b", where it is undecided.</summary>
    public string? Undecided { get; init; }

    /// <summary>All that it may be, in a sentence, where it is undecided.</summary>
    public string? Possible { get; init; }

    /// <summary>Probability of <see cref="Answer"/> among all four; absent where the picture never reached the model.</summary>
    public double? Probability { get; init; }

    /// <summary>Of <see cref="StructureCard.KnownLabels"/>, in their order; empty where the picture never reached the model.</summary>
    public IReadOnlyList<double> Probabilities { get; init; } = [];

    /// <summary>The descriptors that spoke most for the answer, strongest first.</summary>
    public IReadOnlyList<Descriptor> Reasons { get; init; } = [];

    /// <summary>Codes of what bears on the answer.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Why it could not be analysed.</summary>
    public string? Error { get; init; }

    /// <summary>What the pipeline says of a picture.</summary>
    public static AssessedPicture Of(string file, string group, bool isForTest, StructureClass label, StructureResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        double[] p = result is { Probabilities: { } three, NoneProbability: { } none }
            ? [three.Percolation * (1 - none), three.SphericalParticle * (1 - none), three.Cellular * (1 - none), none]
            : [];
        return new AssessedPicture(file, group, isForTest, StructureCard.KnownLabels[(int)label])
        {
            Standing = result.Abstained ? AnswerStanding.Undecided : result.Structure == label ? AnswerStanding.Right : AnswerStanding.Wrong,
            Answer = StructureCard.KnownLabels[(int)result.Structure],
            Undecided = AmbiguousStructure.Between(result.Findings.Select(f => f.Code)),
            Possible = result.Abstained ? result.Findings.FirstOrDefault(f => AmbiguousStructure.Between([f.Code]) is not null)?.What : null,
            Probability = p.Length == 0 ? null : Math.Round(p[(int)result.Structure], 4),
            Probabilities = [.. p.Select(v => Math.Round(v, 4))],
            Reasons = [.. result.Reasons.Select(name => result.Descriptors.FirstOrDefault(d => d.Name == name)).OfType<Descriptor>()],
            Findings = [.. result.Findings.Select(f => f.Code)],
        };
    }
}
