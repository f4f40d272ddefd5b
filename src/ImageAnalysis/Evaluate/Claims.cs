namespace ImageAnalysis.Evaluate;

/// <summary>A claim of the document as data: which limits it has, which claims it narrows, and what in it no data can judge.</summary>
/// <param name="Claim">Its number, or a name where the document's scan has lost it.</param>
/// <param name="Type">To the thing, narrowing another one, or to a process.</param>
/// <param name="Subject">What it is about, in short.</param>
/// <param name="DependsOn">Claims of which one must hold as well; empty where it stands alone.</param>
/// <param name="Limits">Ids of criteria; "id: label" for a range that the criterion states beside its limit.</param>
/// <param name="NotJudged">Parts of it that neither images nor laboratory values of a sample can show.</param>
public sealed record ClaimDefinition(
    string Claim,
    ClaimType Type,
    string Subject,
    IReadOnlyList<string> DependsOn,
    IReadOnlyList<string> Limits,
    IReadOnlyList<string> NotJudged);

/// <summary>One claim against the sample. It passes only if all its limits pass, and, where it narrows others, one of these passes too.</summary>
/// <param name="Claim">Its number, or a name where the document's scan has lost it.</param>
/// <param name="Type">To the thing, narrowing another one, or to a process.</param>
/// <param name="Subject">What it is about, in short.</param>
/// <param name="DependsOn">Claims of which one must hold as well.</param>
/// <param name="ClaimVerdict">By bare values.</param>
/// <param name="Verdict">By whole 95 % intervals.</param>
/// <param name="Judged">How many of its own limits could be judged.</param>
/// <param name="Required">How many it has.</param>
/// <param name="Limits">Its own limits: ids of criteria, "id: label" for a range beside a limit.</param>
/// <param name="NotJudged">Parts of it that no data of a sample can show.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record ClaimResult(
    string Claim,
    ClaimType Type,
    string Subject,
    IReadOnlyList<string> DependsOn,
    Verdict ClaimVerdict,
    Verdict Verdict,
    int Judged,
    int Required,
    IReadOnlyList<string> Limits,
    IReadOnlyList<string> NotJudged,
    string Reason);

/// <summary>All ranges of one level: "preferred", "more preferred", "usual", a use.</summary>
/// <param name="Level">The document's word for it.</param>
/// <param name="Kind">Its weight.</param>
/// <param name="Met">Ids of the criteria whose range of this level is met.</param>
/// <param name="NotMet">Ids of those whose is not.</param>
/// <param name="Undecided">Ids of those whose interval lies on both sides.</param>
/// <param name="NotJudged">Ids of those without a value to compare.</param>
public sealed record PreferenceLevel(
    string Level,
    RangeKind Kind,
    IReadOnlyList<string> Met,
    IReadOnlyList<string> NotMet,
    IReadOnlyList<string> Undecided,
    IReadOnlyList<string> NotJudged);
