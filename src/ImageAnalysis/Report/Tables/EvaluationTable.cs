using System.Text;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Formats;
using ImageAnalysis.Report.Pages;

namespace ImageAnalysis.Report.Tables;

/// <summary>evaluation.csv, a row per sample, and criteria.csv, a row per requirement of each. Columns are only ever added.</summary>
public static class EvaluationTable
{
    public static string SampleHeader { get; } = Csv.Record("sample", "status", "error", "verdict", "claim_verdict", "judged", "required", "failing", "open", "failures", "summary", "findings");

    public static string CriterionHeader { get; } = Csv.Record(
        "sample", "criteria", "id", "kind", "claims", "value", "unit", "lower", "upper", "answer", "limit", "limit_lower", "limit_upper", "claim_verdict", "verdict", "standing",
        "ranges_met", "ranges_not_met", "reason", "decide", "source");

    /// <summary>evaluation.csv.</summary>
    public static string Samples(IEnumerable<ComparedSample> samples)
    {
        var text = new StringBuilder(SampleHeader);
        foreach (var sample in samples) text.Append(Row(sample));
        return text.ToString();
    }

    /// <summary>criteria.csv.</summary>
    public static string Criteria(IEnumerable<ComparedSample> samples)
    {
        var text = new StringBuilder(CriterionHeader);
        foreach (var sample in samples)
        {
            foreach (var set in sample.Evaluation?.Sets ?? [])
            {
                foreach (var result in set.Results) text.Append(Row(sample.Name, set.Criteria, result));
            }
        }

        return text.ToString();
    }

    private static string Row(ComparedSample sample)
    {
        if (sample.Evaluation is not { } e) return Csv.Record(sample.Name, "failed", OneLine(sample.Error ?? ""), "", "", "", "", "", "", "", "", "");
        var deciding = e.Sets.SelectMany(s => s.Results).Where(r => r is { Kind: CriterionKind.Claim, Claim.Type: ClaimType.Independent }).ToList();
        string Those(Verdict verdict) => string.Join(';', deciding.Where(r => r.Verdict == verdict).Select(r => r.Id));
        return Csv.Record(
            sample.Name, "ok", "", e.Verdict.ToString(), e.ClaimVerdict.ToString(), Csv.Whole(e.Judged), Csv.Whole(e.Required), Those(Verdict.Fail), Those(Verdict.Indeterminate),
            string.Join(';', e.Sets.SelectMany(s => s.Failures).Select(f => Words.Failure(f.Word)).Distinct()), e.Summary, string.Join(';', e.Findings.Select(f => f.Code).Distinct()));
    }

    private static string Row(string sample, string set, CriterionResult r) => Csv.Record(
        sample, set, r.Id, r.Kind.ToString().ToLowerInvariant(), string.Join(';', r.Claim?.Numbers.Select(n => Csv.Whole(n)) ?? []),
        Csv.Number(r.Value), r.Unit ?? "", Csv.Number(r.Interval?.Lower), Csv.Number(r.Interval?.Upper), r.Answer ?? "", r.Limit, Csv.Number(r.Range?.Lower), Csv.Number(r.Range?.Upper),
        r.ClaimVerdict.ToString(), r.Verdict.ToString(), r.Standing is { } standing ? Words.Standing(standing).ToLowerInvariant() : "",
        Ranges(r, Standing.Met), Ranges(r, Standing.NotMet), r.Reason, string.Join(' ', r.Remedies.Select(x => x.What)), r.Source);

    private static string Ranges(CriterionResult r, Standing standing) => string.Join(';', r.Ranges.Where(x => x.Standing == standing).Select(x => x.Label));

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
