using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using ImageAnalysis.Cli.Batch;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Report;
using ImageAnalysis.Scale;
using Spectre.Console;

namespace ImageAnalysis.Cli.Commands;

/// <summary>A sample, its images and its laboratory values, against the criteria.</summary>
internal static class EvaluateCommand
{
    public const string EvaluationName = "evaluation.json";

    public static Command Create(Screen screen)
    {
        var sample = new Argument<string>("SAMPLE") { Description = "Sample file: JSON with one sample, or CSV with a row for each." };
        var outFolder = new Option<string?>("--out") { Description = "Folder for the results. Without it: NAME-evaluation in the current folder.", HelpName = "DIR" };
        var common = new CommonOptions();
        var verb = new Verb("evaluate", "Judge samples: analyse their images, join the laboratory values, and state a verdict for every criterion.",
        [
            new("imageanalysis evaluate sample.json", "by the criteria that the sample names"),
            new("imageanalysis evaluate sample.json --criteria membrane,electrode", "by these"),
            new("imageanalysis evaluate samples.csv --json", "for programs: a list with an entry for each sample"),
            new("imageanalysis evaluate sample.json --fail-on-verdict", "exit code 4 where the verdict is Fail"),
        ])
        {
            sample, outFolder, common.PixelSizeNm, common.Scales, common.Pipeline, common.Set, common.Criteria, common.Json, common.NoPictures, common.FailOnVerdict,
        };
        verb.SetAction(parsed =>
        {
            var path = parsed.GetValue(sample)!;
            var text = ReadSample(path);
            var isTable = Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase);
            var setup = RunSetup.Read(parsed, common, isTable ? null : (text, path));
            var samples = isTable ? SampleReader.ReadCsv(text, path, setup.Criteria) : [SampleReader.ReadJson(text, path, setup.Criteria)];
            var root = parsed.GetValue(outFolder) ?? $"{Path.GetFileNameWithoutExtension(path)}-evaluation";
            var beside = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var files = samples.SelectMany(s => s.Images).Select(i => Path.Combine(beside, i.File)).Distinct(StringComparer.Ordinal).ToList();
            var plan = new Plan(
                path,
                beside,
                new RunFolder(root),
                samples,
                setup,
                parsed.GetValue(common.Criteria)!.Length == 0,
                common.ReadPixelSize(parsed),
                parsed.GetValue(common.Scales) is { } table ? ScalesFile.Read(table, files) : null,
                parsed.GetValue(common.NoPictures) ? ReportParts.Tables : ReportParts.All & ~ReportParts.Thumbnail);
            // Faults of any sample's criteria come up before the first image is opened.
            foreach (var each in samples) plan.CriteriaOf(each);
            FolderRecord.Claim(root, FolderRecord.Evaluation, path);
            return (int)Run(screen, plan, isTable, parsed.GetValue(common.Json), parsed.GetValue(common.FailOnVerdict));
        });
        return verb;
    }

    private sealed record Plan(
        string SamplePath, string Folder, RunFolder Run, IReadOnlyList<Sample> Samples, RunSetup Setup, bool SamplesDecide, ScaleCandidate? PixelSize, ScalesFile? Scales, ReportParts Parts)
    {
        /// <summary>Those of the command line; without any, those of the sample; without these, those of the pipeline.</summary>
        public IReadOnlyList<CriteriaSet> CriteriaOf(Sample sample) => SamplesDecide && sample.Criteria.Count > 0
            ? CriteriaSets.Select(sample.Criteria, name => Faults.ReadText(Path.Combine(Folder, name), "criteria file"))
            : Setup.Criteria;
    }

    /// <summary>What became of one image of a sample.</summary>
    /// <param name="File">As the sample names it.</param>
    /// <param name="Role">What it shows.</param>
    /// <param name="Analysis">Its analysis.json, relative to evaluation.json; absent where it failed.</param>
    /// <param name="Sha256">Hash of that file.</param>
    /// <param name="Error">Why there is none.</param>
    private sealed record EvaluatedImage(string File, ImageRole Role, string? Analysis, string? Sha256, string? Error)
    {
        [JsonIgnore]
        public ImageMeasurements? Measurements { get; init; }
    }

    /// <summary>evaluation.json.</summary>
    private sealed record SampleEvaluation(
        string Format,
        string? Sample,
        Verdict ClaimVerdict,
        Verdict Verdict,
        int Judged,
        int Required,
        string Summary,
        IReadOnlyList<SetEvaluation> Sets,
        IReadOnlyList<PooledMeasurement> Pooled,
        IReadOnlyList<Finding> Findings,
        IReadOnlyList<EvaluatedImage> Images)
    {
        public static SampleEvaluation Of(Evaluation e, IReadOnlyList<EvaluatedImage> images) =>
            new(FolderRecord.Evaluation, e.Sample, e.ClaimVerdict, e.Verdict, e.Judged, e.Required, e.Summary, e.Sets, e.Pooled, e.Findings, images);
    }

    private static ExitCode Run(Screen screen, Plan plan, bool isTable, bool json, bool failOnVerdict)
    {
        // The images are measured; judging is the sample's business, with all of them at hand.
        var images = plan.Setup.WithoutCriteria();
        List<SampleEvaluation> results = [];
        var usable = false;
        foreach (var sample in plan.Samples)
        {
            List<AnalysisException> failed = [];
            var measured = LongWork.Run(screen, $"Analysing {sample.Name}", sample.Images.Count, step => sample.Images.Select(image =>
            {
                var made = Measure(plan, images, image, failed);
                step();
                return made;
            }).ToList());
            failed.ForEach(screen.Fail);
            usable |= sample.Laboratory.Count > 0 || sample.Images.Count == 0 || measured.Any(m => m.Measurements is not null);
            var evaluation = Evaluator.Evaluate(new EvaluationInput([.. measured.Select(m => m.Measurements).OfType<ImageMeasurements>()], sample), plan.CriteriaOf(sample));
            evaluation = evaluation with { Findings = [.. evaluation.Findings, .. measured.Where(m => m.Error is not null).Select(NotAnalysed)] };
            var result = SampleEvaluation.Of(evaluation, measured);
            if (!json) Show(screen, sample, evaluation, measured, separated: results.Count > 0);
            results.Add(result);
        }

        var bytes = isTable ? CliJson.Write(results) : CliJson.Write(results[0]);
        var path = Path.Combine(plan.Run.Root, EvaluationName);
        Faults.Writing(path, () => FolderRecord.Replace(path, stream => stream.Write(bytes)));
        if (json) screen.Raw(bytes);
        else
        {
            screen.Line();
            screen.Line($"Written to {plan.Run.Root}{Path.DirectorySeparatorChar}: {EvaluationName}{(results.Any(r => r.Images.Any(i => i.Analysis is not null)) ? ", images/" : "")}");
        }

        return !usable ? ExitCode.NoUsableInput
            : failOnVerdict && results.Any(r => r.Verdict == Verdict.Fail) ? ExitCode.VerdictFailed
            : ExitCode.Done;
    }

    private static Finding NotAnalysed(EvaluatedImage image) => new(
        "image-not-analysed", Severity.Warning, image.Error!, "The verdicts rest on the other images and the laboratory values alone.", "Mend the image or take it out of the sample.");

    private static EvaluatedImage Measure(Plan plan, RunSetup setup, SampleImage image, List<AnalysisException> failed)
    {
        var path = Path.Combine(plan.Folder, image.File);
        try
        {
            var request = new AnalysisRequest(null, [.. new[] { plan.PixelSize, plan.Scales?.Find(path) }.OfType<ScaleCandidate>()], Role: image.Role);
            var folder = plan.Run.Of(image.File);
            Directory.CreateDirectory(plan.Run.Images);
            var (analysis, _) = ResultFolder.Make(new ImageTask(path, InputFileLoader.Load(path, image.File), request, folder, plan.Parts), setup);
            var measurements = ImageMeasurements.From(
                image.File, image.Role, analysis.Scale.PixelSize is not null, analysis.Segmentation.Porosity?.Value, analysis.Intercept, analysis.Particles, analysis.Layers, analysis.Structure,
                [.. analysis.IngestFindings, .. analysis.Scale.Findings, .. analysis.Segmentation.Findings]) with { Sha256 = analysis.Input.Sha256 };
            return new EvaluatedImage(
                image.File, image.Role, $"{RunFolder.ImagesName}/{RunFolder.KeyOf(image.File)}/{ResultFolder.AnalysisName}", RunRecord.Sha256(AnalysisJson.Write(analysis)), null) { Measurements = measurements };
        }
        catch (Exception fault) when (Faults.Translate(fault) is { } known && !Faults.EndsTheRun(known))
        {
            failed.Add(known);
            return new EvaluatedImage(image.File, image.Role, null, null, known.Message);
        }
    }

    private static void Show(Screen screen, Sample sample, Evaluation evaluation, IReadOnlyList<EvaluatedImage> images, bool separated)
    {
        if (separated) screen.Line();
        var counts = string.Create(
            CultureInfo.InvariantCulture, $"{Words.Count(images.Count(i => i.Error is null), "image")}, {Words.Count(sample.Laboratory.Count + sample.Curves.Count, "laboratory value")}");
        screen.Show(new Markup($"[bold]{Markup.Escape(sample.Name)}[/]   {counts}\n"));
        screen.Line();
        screen.Show(new Markup($"Verdict  {EvaluationView.Coloured(evaluation.Verdict)}  {Markup.Escape(evaluation.Summary)}\n"));
        EvaluationView.ShowPooled(screen, evaluation.Pooled);
        EvaluationView.Show(screen, evaluation);
        AnalysisView.ShowFindings(screen, evaluation.Findings);
    }

    private static string ReadSample(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the sample cannot be read.", fault.Message, "Check the path.");
        }
    }
}
