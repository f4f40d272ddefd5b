using ImageAnalysis.Cli.Batch;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Report;
using ImageAnalysis.Scale;

namespace ImageAnalysis.Cli.Samples;

/// <summary>What an evaluation is to do, read and checked before it starts.</summary>
/// <param name="Path">The sample file.</param>
/// <param name="Run">Where the results go.</param>
/// <param name="Setup">Pipeline, models, and the rule sets that hold for samples that name none.</param>
/// <param name="SamplesDecide">Whether the rule sets that a sample names go before those of the setup.</param>
/// <param name="PixelSize">The user's pixel size for all images.</param>
/// <param name="Scales">The user's pixel sizes by image.</param>
/// <param name="Parts">What to write for each image.</param>
/// <param name="Finished">A finished batch whose results are taken; absent: the images are measured.</param>
internal sealed record SamplePlan(
    string Path, RunFolder Run, RunSetup Setup, bool SamplesDecide, ScaleCandidate? PixelSize, ScalesFile? Scales, ReportParts Parts, FinishedRun? Finished)
{
    /// <summary>Folder that the paths of the sample file refer to.</summary>
    public string Folder { get; } = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;

    /// <summary>Those of the command line; without any, those of the sample; without these, those of the pipeline.</summary>
    public IReadOnlyList<CriteriaSet> CriteriaOf(Sample sample) => SamplesDecide && sample.Criteria.Count > 0
        ? CriteriaSets.Select(sample.Criteria, name => Faults.ReadText(System.IO.Path.Combine(Folder, name), "criteria file"))
        : Setup.Criteria;
}

/// <summary>One sample judged.</summary>
/// <param name="Sample">The sample; absent where it could not be read.</param>
/// <param name="Result">What evaluation.json says of it.</param>
/// <param name="Evaluation">The verdicts; absent where it could not be read.</param>
/// <param name="Failed">What went wrong with it and its images.</param>
internal sealed record SampleOutcome(Sample? Sample, SampleEvaluation Result, Evaluation? Evaluation, IReadOnlyList<AnalysisException> Failed)
{
    /// <summary>Whether there was anything to judge by.</summary>
    public bool Usable => Sample is not null && (Sample.Laboratory.Count > 0 || Sample.Curves.Count > 0 || Sample.Sweep is not null || Result.Images.Count == 0 || Result.Images.Any(i => i.Measurements is not null));
}

/// <summary>Measures the images of a sample, or takes what a batch measured, and judges them with what the laboratory knows. A fault of one image or one sample stops no other.</summary>
internal static class SampleRunner
{
    /// <param name="plan">What to do.</param>
    /// <param name="row">The sample.</param>
    /// <param name="done">Called after each image.</param>
    public static SampleOutcome Run(SamplePlan plan, SampleRow row, Action done)
    {
        if (row.Sample is not { } sample) return Without(row.Name, row.Fault!);
        try
        {
            var criteria = plan.CriteriaOf(sample);
            var (derive, curves) = (plan.Setup.Options.Evaluate.Derive, SampleCurves.Read(sample, plan.Folder, plan.Setup.Options.Evaluate.Derive));
            List<AnalysisException> failed = [];
            // The images are measured; judging is the sample's business, with all of them at hand.
            var setup = plan.Setup.WithoutCriteria();
            var images = sample.Images.Select(image =>
            {
                var made = Measure(plan, setup, image, failed);
                done();
                return made;
            }).ToList();
            var evaluation = Evaluator.Evaluate(new EvaluationInput([.. images.Select(i => i.Measurements).OfType<ImageMeasurements>()], sample) { Curves = curves, Derivation = derive, Unmeasured = [.. sample.Images.Zip(images).Where(i => i.Second.Measurements is null).Select(i => i.First)] }, criteria);
            evaluation = evaluation with { Findings = [.. evaluation.Findings, .. images.Where(i => i.Error is not null).Select(i => NotAnalysed(i, plan.Finished is not null))] };
            return new SampleOutcome(sample, SampleEvaluation.Of(evaluation, images), evaluation, failed);
        }
        catch (AnalysisException fault) when (fault is CriteriaInvalidException or CurveInvalidException or UsageException)
        {
            return Without(row.Name, fault);
        }
    }

    private static SampleOutcome Without(string name, AnalysisException fault) => new(null, SampleEvaluation.Without(name, fault), null, [fault]);

    private static Finding NotAnalysed(EvaluatedImage image, bool finished) => new(
        finished ? "image-not-in-run" : "image-not-analysed", Severity.Warning, image.Error!, "What it decides stays open; the other verdicts rest on the other images and the laboratory values.",
        finished ? "Run the batch again, or evaluate without --run." : "Mend the image or take it out of the sample.");

    private static EvaluatedImage Measure(SamplePlan plan, RunSetup setup, SampleImage image, List<AnalysisException> failed)
    {
        var path = System.IO.Path.Combine(plan.Folder, image.File);
        try
        {
            var (analysis, at) = plan.Finished?.Find(path, image.File, image.Role) ?? Analyse(plan, setup, image, path);
            var relative = System.IO.Path.GetRelativePath(plan.Run.Root, at).Replace('\\', '/');
            return new EvaluatedImage(image.File, image.Role, relative, RunRecord.Sha256(AnalysisJson.Write(analysis)), null) { Measurements = EvaluatedImage.MeasurementsOf(image.File, image.Role, analysis) };
        }
        catch (Exception fault) when (Faults.Translate(fault) is not { } known || !Faults.EndsTheRun(known))
        {
            // As in a batch: a fault of the program on one image stops neither its sample nor the rest.
            var told = Faults.Translate(fault) ?? new InputException($"{image.File}: the image was not measured.", Faults.Unexpected(fault), "Please report it with the image, if you can; the rest of the sample is judged.");
            failed.Add(told);
            return new EvaluatedImage(image.File, image.Role, null, null, told.Message);
        }
    }

    private static (Analysis Analysis, string Path) Analyse(SamplePlan plan, RunSetup setup, SampleImage image, string path)
    {
        var request = new AnalysisRequest(null, [.. new[] { plan.PixelSize, plan.Scales?.Find(path) }.OfType<ScaleCandidate>()], Role: image.Role);
        // What an image shows bears on what is measured on it, so each role has a folder of its own.
        var folder = image.Role == ImageRole.Internal ? plan.Run.Of(image.File) : $"{plan.Run.Of(image.File)}-{Words.Role(image.Role)}";
        Directory.CreateDirectory(plan.Run.Images);
        var task = new ImageTask(path, InputFileLoader.Load(path, image.File), request, folder, plan.Parts);
        // One image may serve several samples, and one evaluation be made again with other laboratory values.
        var analysis = ResultFolder.FindFinished(task, setup) ?? ResultFolder.Make(task, setup).Analysis;
        return (analysis, System.IO.Path.Combine(folder, ResultFolder.AnalysisName));
    }
}
