using System.Text.Json.Serialization;
using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate;

/// <summary>A range with open ends absent. Unit: that of the value beside it.</summary>
public sealed record Bounds(double? Lower, double? Upper)
{
    /// <summary>Whether the lower end itself is left out, as of "> 2". Absent where it is not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WithoutLower { get; init; }

    /// <summary>The same of the upper end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WithoutUpper { get; init; }
}

/// <summary>A range beside the limit: what it asks, and whether it is met.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Kind">Its weight.</param>
/// <param name="Limit">What it asks, in words.</param>
/// <param name="Range">The same as numbers; absent where it asks no number or depends on one that is missing.</param>
/// <param name="ClaimVerdict">The bare value against it.</param>
/// <param name="Verdict">The value with its whole 95 % interval against it.</param>
/// <param name="Standing">The verdict in the words of a range.</param>
/// <param name="Source">Paragraph or section.</param>
public sealed record RangeResult(
    string Label,
    RangeKind Kind,
    string Limit,
    Bounds? Range,
    Verdict ClaimVerdict,
    Verdict Verdict,
    Standing Standing,
    string Source);

/// <summary>One requirement met by one value.</summary>
/// <param name="Id">Id of the criterion in its set.</param>
/// <param name="Quantity">What is asked about.</param>
/// <param name="Kind">Its weight.</param>
/// <param name="Claim">For a claim's limit: which.</param>
/// <param name="Value">The bare value; absent where it is missing, no number, or a one-sided bound.</param>
/// <param name="Unit">Unit of value, interval and range.</param>
/// <param name="Interval">The combined 95 % interval; equal ends for an exact value, an open end for a one-sided bound; absent where unknown.</param>
/// <param name="Answer">The value in words: the number with its unit, the structure, or the declaration; absent where missing.</param>
/// <param name="Limit">What is asked, in words.</param>
/// <param name="Range">The same as numbers; absent where no number is asked or it depends on one that is missing.</param>
/// <param name="ClaimVerdict">The bare value against the limit.</param>
/// <param name="Verdict">The value with its whole 95 % interval against the limit.</param>
/// <param name="Standing">For preferred and usual ranges, which nobody fails: the verdict in their words.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Ranges">Preferred and usual ranges and alternatives.</param>
/// <param name="Source">Paragraphs or sections.</param>
/// <param name="Notes">What a reader should know beside the verdict.</param>
public sealed record CriterionResult(
    string Id,
    string Quantity,
    CriterionKind Kind,
    ClaimReference? Claim,
    double? Value,
    string? Unit,
    Bounds? Interval,
    string? Answer,
    string Limit,
    Bounds? Range,
    Verdict ClaimVerdict,
    Verdict Verdict,
    Standing? Standing,
    string Reason,
    IReadOnlyList<RangeResult> Ranges,
    string Source,
    IReadOnlyList<string> Notes)
{
    /// <summary>What would decide it, where it does not pass: the nearest step first. Steps marked together decide only all at once.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    /// <summary>The answer for a reader: its number with four digits, or as many as tell it from the ends of its ranges. Absent where there is no answer.</summary>
    public string? Shown()
    {
        if (Answer is not { } answer) return null;
        if (Value is not { } value || !double.IsFinite(value) || answer.Contains(',', StringComparison.Ordinal)) return answer;
        var space = answer.IndexOf(' ', StringComparison.Ordinal);
        var whole = Math.Abs(value) >= 1000 ? (int)Math.Floor(Math.Log10(Math.Abs(value))) + 1 : 4;
        return Phrases.Number(value, Ends, Math.Min(whole, 12)) + (space < 0 ? "" : answer[space..]);
    }

    /// <summary>The ends of all ranges that the value is compared with.</summary>
    [JsonIgnore]
    public IReadOnlyList<double> Ends => [.. new[] { Range }.Concat(Ranges.Select(r => r.Range)).SelectMany(b => new[] { b?.Lower, b?.Upper }).OfType<double>()];
}

/// <summary>A failure in the document's own word.</summary>
/// <param name="Word">The word.</param>
/// <param name="Because">What it was derived from.</param>
/// <param name="Source">Where the document uses it so.</param>
public sealed record NamedFailure(FailureWord Word, string Because, string Source);

/// <summary>All requirements of one document.</summary>
/// <param name="Criteria">Name of the set.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Document">The document.</param>
/// <param name="Sha256">Hash of the criteria file.</param>
/// <param name="ClaimVerdict">The independent claim's limits by their bare values.</param>
/// <param name="Verdict">The independent claim's limits by their intervals.</param>
/// <param name="Judged">How many limits of the independent claim could be judged.</param>
/// <param name="Required">How many it has.</param>
/// <param name="Summary">The verdict in one sentence.</param>
/// <param name="Failures">Failures in the document's words.</param>
/// <param name="Results">Every requirement, in the order of the set.</param>
/// <param name="Contradictions">Where the document contradicts itself.</param>
public sealed record SetEvaluation(
    string Criteria,
    string Title,
    string Document,
    string Sha256,
    Verdict ClaimVerdict,
    Verdict Verdict,
    int Judged,
    int Required,
    string Summary,
    IReadOnlyList<NamedFailure> Failures,
    IReadOnlyList<CriterionResult> Results,
    IReadOnlyList<Contradiction> Contradictions)
{
    /// <summary>Every claim, in the order of the document.</summary>
    public IReadOnlyList<ClaimResult> Claims { get; init; } = [];

    /// <summary>What is preferred, more preferred, usual, or asked by a use: which ranges are met.</summary>
    public IReadOnlyList<PreferenceLevel> Levels { get; init; } = [];
}

/// <summary>A quantity that several images of one role give together.</summary>
/// <param name="Quantity">"mean-intercept", "number-average-diameter" or "cv".</param>
/// <param name="Role">What the images show; absent where they have no role.</param>
/// <param name="Unit">Unit of the mean and its intervals.</param>
/// <param name="Fields">The mean over the images, and how many more would make its sampling interval narrow.</param>
/// <param name="Advice">The same in a sentence.</param>
public sealed record PooledMeasurement(string Quantity, ImageRole? Role, string Unit, PooledFields Fields, string Advice);

/// <summary>What was judged, and the overall verdict.</summary>
/// <param name="Sample">Name of the sample; absent for a single image.</param>
/// <param name="ClaimVerdict">By bare values.</param>
/// <param name="Verdict">By intervals: Fail if a limit of an independent claim fails, else Indeterminate if one is, else Pass if all pass, else NotJudged.</param>
/// <param name="Judged">How many limits of independent claims could be judged.</param>
/// <param name="Required">How many there are.</param>
/// <param name="Summary">The verdict in one sentence.</param>
/// <param name="Sets">Each rule set.</param>
/// <param name="Findings">What bears on the verdicts.</param>
public sealed record Evaluation(
    string? Sample,
    Verdict ClaimVerdict,
    Verdict Verdict,
    int Judged,
    int Required,
    string Summary,
    IReadOnlyList<SetEvaluation> Sets,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>Quantities that several images of one role give together, in the order of the roles.</summary>
    public IReadOnlyList<PooledMeasurement> Pooled { get; init; } = [];

    /// <summary>Dissolution temperatures to try next in the sweep that the sample names; empty without one.</summary>
    public IReadOnlyList<NextTemperature> NextTemperatures { get; init; } = [];

    /// <summary>Quantities computed from the sample's curves, its sweep and its other laboratory values.</summary>
    public DerivedResults Derived { get; init; } = DerivedResults.None;
}
