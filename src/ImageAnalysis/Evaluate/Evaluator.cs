using System.Globalization;
using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Evaluate;

/// <summary>Measured and stated values against the requirements of the source documents.</summary>
public static class Evaluator
{
    /// <summary>Judges every criterion of every set. Without sets the overall verdict is NotJudged.</summary>
    /// <exception cref="CurveInvalidException">A curve or the sweep of the sample cannot be used.</exception>
    public static Evaluation Evaluate(EvaluationInput input, IReadOnlyList<CriteriaSet> criteria)
    {
        var findings = new List<Finding>(input.Sample?.Findings ?? []);
        input = Derived(input with { Images = WithoutCopies(input.Images, findings) }, criteria, findings);
        if (input.Sample is not null) findings.AddRange(input.Images.SelectMany(ImageDoubts.Listed));
        var sets = criteria.Select(set => EvaluateSet(input, set, findings)).ToList();
        var deciding = criteria.Zip(sets).SelectMany(pair => pair.First.Criteria.Zip(pair.Second.Results).Where(x => x.First.Decides).Select(x => x.Second)).ToList();
        var judged = deciding.Count(r => r.Verdict != Verdict.NotJudged);
        var summary = sets.Count == 0 ? "No criteria were chosen." : string.Join("; ", sets.Select(s => s.Summary.TrimEnd('.'))) + ".";
        return new Evaluation(
            input.Sample?.Name,
            Judge.All(deciding.Select(r => r.ClaimVerdict)),
            Judge.All(deciding.Select(r => r.Verdict)),
            judged,
            deciding.Count,
            summary,
            sets,
            [.. findings.Distinct()]) { Pooled = Pooling.Of(input.Images), Derived = input.Derived, NextTemperatures = SweepAdvice.Next(input.Derived.Window) };
    }

    /// <summary>With what follows from the sample's curves, sweep and other values, joined to what it states.</summary>
    private static EvaluationInput Derived(EvaluationInput input, IReadOnlyList<CriteriaSet> criteria, List<Finding> findings)
    {
        if (input.Sample is not { } sample) return input;
        var (results, brought) = Deriver.Derive(sample, input.Curves, input.Derivation, criteria);
        findings.AddRange(brought);
        return input with { Sample = Deriver.Joined(sample, results), Derived = results };
    }

    /// <summary>A picture given twice for one role would count as two fields and make the mean look better known than it is.</summary>
    private static List<ImageMeasurements> WithoutCopies(IReadOnlyList<ImageMeasurements> images, List<Finding> findings)
    {
        var kept = new List<ImageMeasurements>();
        var contradicted = images.Where(i => images.Any(k => Contradict(k.Role, i.Role) && ShowTheSame(k, i))).ToList();
        foreach (var group in contradicted.GroupBy(i => contradicted.First(k => k == i || ShowTheSame(k, i))))
        {
            findings.Add(new Finding("image-in-two-roles", Severity.Limit, $"{string.Join(" and ", group.Select(i => $"{i.File} ({StrictObject.EnumWords<ImageRole>().First(w => w.Value == i.Role).Key})"))} are the same picture, and were left out.",
                "One picture shows the inside or a surface, and not both: a ratio of the two would be 1 whatever the specimen.", "Give each role its own picture."));
        }

        foreach (var image in images.Except(contradicted))
        {
            if (kept.Find(k => k.Role == image.Role && ShowTheSame(k, image)) is { } first)
            {
                findings.Add(new Finding("image-given-twice", Severity.Warning, $"{image.File} is the same picture as {first.File}, and was left out.",
                    "Two looks at one field say no more of the specimen than one.", "Give images of different fields."));
                continue;
            }

            kept.Add(image);
        }

        return kept;
    }

    /// <summary>Whether no picture can show both: a surface is nothing else.</summary>
    private static bool Contradict(ImageRole? a, ImageRole? b) => a is { } x && b is { } y && x != y && (x is ImageRole.SurfaceA or ImageRole.SurfaceB || y is ImageRole.SurfaceA or ImageRole.SurfaceB);

    /// <summary>The same file, or the same pixels in another: no two fields agree in all digits of all that is measured.</summary>
    private static bool ShowTheSame(ImageMeasurements a, ImageMeasurements b) =>
        (a.Sha256 is not null && a.Sha256 == b.Sha256)
        || (a.Sha256 is not null && b.Sha256 is not null && a.ArealPorosity is not null && a.SemPoreNm is not null
            && a.ArealPorosity == b.ArealPorosity && a.SemPoreNm == b.SemPoreNm && a.NumberAverageDiameterNm == b.NumberAverageDiameterNm);

    private static SetEvaluation EvaluateSet(EvaluationInput input, CriteriaSet set, List<Finding> findings)
    {
        var finder = new EvidenceFinder(input, set);
        var help = new DesignHelp(input, set, finder);
        var results = new List<CriterionResult>(set.Criteria.Count);
        var failures = new List<NamedFailure>();
        foreach (var criterion in set.Criteria)
        {
            var evidence = finder.Find(criterion);
            var result = CriterionEvaluation.Evaluate(criterion, evidence, finder);
            result = result with { Remedies = help.For(criterion, evidence, result) };
            results.Add(result);
            if (result.Verdict == Verdict.Fail && result.Standing is null) failures.AddRange(Failures(criterion, evidence, result, finder));
            if (evidence.Excludes is { } excluded)
            {
                findings.Add(new Finding($"stated-against-images:{criterion.Id}", Severity.Warning, $"{excluded}.",
                    "The 95 % interval of the images excludes what is stated; what the images show was judged.", $"Check \"{criterion.Value.Keys[0]}\", its unit, and whether the images are of the same sample."));
            }

            if (finder.StatedAgainstQuotient(criterion) is { } ratio && Reading.Apart(ratio.Stated, ratio.Quotient) > Reading.RatioRounding) findings.Add(RatioDiffers(criterion, ratio));
        }

        findings.AddRange(Contradictions(set, results));
        var deciding = set.Criteria.Zip(results).Where(x => x.First.Decides).Select(x => x.Second).ToList();
        var verdict = Judge.All(deciding.Select(r => r.Verdict));
        var judged = deciding.Count(r => r.Verdict != Verdict.NotJudged);
        var unmeasured = input.Unmeasured.Count == 0 ? "" : $" Not measured: {string.Join(", ", input.Unmeasured.Select(Phrases.Image))}; what that would decide stays open.";
        IReadOnlyList<NamedFailure> named = [.. failures.DistinctBy(f => f.Word)];
        return new SetEvaluation(set.Name, set.Title, set.Document, set.Sha256, Judge.All(deciding.Select(r => r.ClaimVerdict)), verdict, judged, deciding.Count,
            (deciding.Count == 0 ? Ranges(set, results) : Summary(set, deciding, verdict, judged, named)) + unmeasured, named, results, set.Contradictions)
        {
            Claims = ClaimEvaluation.Claims(set, results),
            Levels = ClaimEvaluation.Levels(results),
        };
    }

    private static IEnumerable<NamedFailure> Failures(Criterion criterion, Evidence evidence, CriterionResult result, EvidenceFinder finder)
    {
        if (criterion.FailsAs is { } word) yield return new NamedFailure(word, result.Reason, criterion.Source);
        if (evidence.Failure is { } failure) yield return failure;
        if (evidence.Structure is { } structure && finder.StructureFailure(structure) is { } named) yield return named;
    }

    private static string Summary(CriteriaSet set, List<CriterionResult> deciding, Verdict verdict, int judged, IReadOnlyList<NamedFailure> failures)
    {
        var count = string.Create(CultureInfo.InvariantCulture, $"{judged} of {deciding.Count} judged");
        string Those(Verdict v) => string.Join(", ", deciding.Where(r => r.Verdict == v).Select(r => r.Id));
        var words = failures.Count == 0 ? "" : $"; in its words: {string.Join(" and ", failures.Select(f => Word(f.Word)))}";
        return verdict switch
        {
            Verdict.Fail => $"{set.Document}: does not meet the independent claim, by {Those(Verdict.Fail)}{words} ({count}).",
            Verdict.Indeterminate => $"{set.Document}: open whether the independent claim is met, for {Those(Verdict.Indeterminate)} ({count}).",
            Verdict.Pass => $"{set.Document}: meets every limit of the independent claim ({count}).",
            _ => $"{set.Document}: no verdict, {count}; not judged are {Those(Verdict.NotJudged)}.",
        };
    }

    /// <summary>The summary of a document without an independent claim: nothing in it can be passed or failed.</summary>
    private static string Ranges(CriteriaSet set, List<CriterionResult> results)
    {
        var judged = results.Where(r => r.Verdict != Verdict.NotJudged).ToList();
        var open = judged.Where(r => r.Verdict != Verdict.Pass).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{set.Document}: no independent claim to be judged by; {judged.Count - open.Count} of {judged.Count} judged ranges are met")
            + (open.Count == 0 ? "." : $", not {string.Join(", ", open.Select(r => r.Id))}.");
    }

    private static string Word(FailureWord word) => StrictObject.EnumWords<FailureWord>().First(w => w.Value == word).Key;

    private static IEnumerable<Finding> Contradictions(CriteriaSet set, List<CriterionResult> results) =>
        from contradiction in set.Contradictions
        from id in contradiction.Criteria
        where results.Exists(r => r.Id == id && r.Answer is not null)
        select new Finding($"source-contradiction:{id}", Severity.Note, $"{set.Document} contradicts itself ({contradiction.Source}): {contradiction.Text}",
            "Both readings stand in the document; the result shows both.", "Decide which reading your purpose asks for.");

    private static Finding RatioDiffers(Criterion criterion, (Reading Stated, Reading Quotient) ratio) => new(
        $"stated-ratio-differs:{criterion.Id}", Severity.Warning,
        $"The stated {criterion.Value.Keys[0]} of {Phrases.Reading(ratio.Stated, null)} is not the quotient of the stated sizes, {Phrases.Reading(ratio.Quotient.Value is { } q ? Reading.Exact(Math.Round(q, 4)) : ratio.Quotient, null)}.",
        "Rounding to two decimals does not explain the difference; the quotient was judged.", $"Check {criterion.Value.Keys[0]}, {criterion.Value.Keys[1]} and {criterion.Value.Keys[2]}.");
}
