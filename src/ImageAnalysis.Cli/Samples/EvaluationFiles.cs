using System.Text;
using ImageAnalysis.Cli.Batch;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Report;
using ImageAnalysis.Report.Pages;
using ImageAnalysis.Report.Tables;

namespace ImageAnalysis.Cli.Samples;

/// <summary>What an evaluation leaves in its folder: evaluation.json, and derived from it the pages and tables.</summary>
internal static class EvaluationFiles
{
    public const string Json = "evaluation.json", Page = "evaluation.html", SamplesCsv = "evaluation.csv", CriteriaCsv = "criteria.csv", PagesName = "samples";

    /// <summary>The result of one sample, with its page.</summary>
    /// <returns>Names of the files, evaluation.json first.</returns>
    public static IReadOnlyList<string> WriteOne(SamplePlan plan, SampleOutcome outcome, byte[] json)
    {
        List<string> names = [Json];
        Put(plan, Json, json);
        if (outcome.Evaluation is { } evaluation && plan.Parts.HasFlag(ReportParts.Page))
        {
            Put(plan, Page, Encoding.UTF8.GetBytes(EvaluationPage.Write(evaluation, Images(plan, outcome, ""))));
            names.Insert(0, Page);
        }

        return names;
    }

    /// <summary>The results of many: tables, a page that compares them, and a page for each.</summary>
    public static IReadOnlyList<string> WriteMany(SamplePlan plan, IReadOnlyList<SampleOutcome> outcomes, byte[] json)
    {
        var pages = plan.Parts.HasFlag(ReportParts.Page);
        var compared = outcomes.Select(o => new ComparedSample(o.Result.Sample ?? "?", o.Evaluation, o.Result.Error, pages && o.Evaluation is not null ? $"{PagesName}/{PageOf(o)}" : null)).ToList();
        Put(plan, Json, json);
        Put(plan, SamplesCsv, Encoding.UTF8.GetBytes(EvaluationTable.Samples(compared)));
        Put(plan, CriteriaCsv, Encoding.UTF8.GetBytes(EvaluationTable.Criteria(compared)));
        if (!pages) return [Json, SamplesCsv, CriteriaCsv];
        var folder = System.IO.Path.Combine(plan.Run.Root, PagesName);
        Faults.Writing(folder, () =>
        {
            Directory.CreateDirectory(folder);
            // Pages of samples that the table has no more.
            foreach (var old in Directory.EnumerateFiles(folder, "*.html").Where(f => outcomes.All(o => PageOf(o) != System.IO.Path.GetFileName(f)))) File.Delete(old);
        });
        foreach (var outcome in outcomes)
        {
            if (outcome.Evaluation is { } evaluation) Put(plan, System.IO.Path.Combine(PagesName, PageOf(outcome)), Encoding.UTF8.GetBytes(EvaluationPage.Write(evaluation, Images(plan, outcome, "../"))));
        }

        Put(plan, Page, Encoding.UTF8.GetBytes(ComparisonPage.Write(System.IO.Path.GetFileNameWithoutExtension(plan.Path), compared)));
        return [Page, SamplesCsv, CriteriaCsv, Json, PagesName + "/"];
    }

    private static string PageOf(SampleOutcome outcome) => $"{RunFolder.KeyOf(outcome.Result.Sample ?? "?")}.html";

    /// <summary>The images of a sample with what lies beside their results.</summary>
    private static List<SampleImageEntry> Images(SamplePlan plan, SampleOutcome outcome, string up)
    {
        return [.. outcome.Result.Images.Select(image =>
        {
            var folder = image.Analysis is { } analysis ? analysis[..^ResultFolder.AnalysisName.Length] : null;
            string? At(string name) => folder is not null && System.IO.Path.Combine(plan.Run.Root, folder, name) is var path && File.Exists(path) ? path : null;
            return new SampleImageEntry(
                image.File, image.Role, image.Measurements, image.Error,
                At(ImageReport.Page) is null ? null : $"{up}{folder}{ImageReport.Page}",
                At(ImageReport.Thumbnail) is { } thumbnail ? (ReadOnlyMemory<byte>?)File.ReadAllBytes(thumbnail) : null);
        })];
    }

    private static void Put(SamplePlan plan, string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(plan.Run.Root, name);
        Faults.Writing(path, () => FolderRecord.Replace(path, stream => stream.Write(bytes)));
    }
}
