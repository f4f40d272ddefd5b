using System.CommandLine;
using ImageAnalysis.Cli.Batch;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Quantities;
using ImageAnalysis.Report;
using ImageAnalysis.Scale;

namespace ImageAnalysis.Cli.Commands;

/// <summary>One image, or a few, to numbers, pictures and a verdict.</summary>
internal static class AnalyzeCommand
{
    public static Command Create(Screen screen)
    {
        var images = new Argument<string[]>("IMAGE") { Description = "Micrographs: TIFF, PNG, JPEG or BMP.", Arity = ArgumentArity.OneOrMore };
        var outFolder = new Option<string?>("--out")
        {
            Description = "Folder for the results. Without it: NAME-analysis in the current folder. With several images it holds such a folder for each.",
            HelpName = "DIR",
        };
        var sample = new Option<string?>("--sample")
        {
            Description = "Sample file with roles and laboratory values, judged together with the image.",
            HelpName = "FILE",
        };
        var common = new CommonOptions();
        var verb = new Verb("analyze", "Analyse micrographs: structure, porosity, pore and particle sizes with their uncertainty, verdict, pictures and a report.",
        [
            new("imageanalysis analyze image.tif", "everything into image-analysis/"),
            new("imageanalysis analyze image.png --pixel-size-nm 12.5", "where the file states no scale"),
            new("imageanalysis analyze image.png --bar-length \"50 µm\"", "where the scale bar's label cannot be read"),
            new("imageanalysis analyze image.tif --criteria membrane", "judged by the membrane criteria"),
            new("imageanalysis analyze image.tif --set segment.method=sauvola", "another threshold for this run"),
            new("imageanalysis analyze image.tif --json | jq .segmentation.porosity", "for programs: analysis.json (of several images: a list)"),
        ])
        {
            images, outFolder, common.PixelSizeNm, common.BarLength, common.Scales, common.Page, common.Pipeline, common.Set, sample, common.Criteria, common.Json, common.NoPictures, common.FailOnVerdict,
        };
        verb.SetAction(parsed =>
        {
            var samplePath = parsed.GetValue(sample);
            var sampleText = samplePath is null ? null : Faults.ReadText(samplePath, "sample");
            var setup = RunSetup.Read(parsed, common, sampleText is null ? null : (sampleText, samplePath!));
            var curves = sampleText is null ? null : ReadCurves(sampleText, samplePath!, setup);
            var paths = parsed.GetValue(images)!;
            var plan = new Plan(
                setup,
                Targets(paths, parsed.GetValue(outFolder)),
                common.ReadPixelSize(parsed),
                common.ReadBarLength(parsed),
                parsed.GetValue(common.Scales) is { } table ? ScalesFile.Read(table, paths) : null,
                common.ReadPage(parsed),
                sampleText,
                curves,
                parsed.GetValue(common.NoPictures) ? ReportParts.Tables : ReportParts.All & ~ReportParts.Thumbnail);
            foreach (var (image, folder) in plan.Targets) ResultFolder.CheckFree(folder, image);
            return (int)Run(screen, plan, parsed.GetValue(common.Json), parsed.GetValue(common.FailOnVerdict));
        });
        return verb;
    }

    private sealed record Plan(
        RunSetup Setup,
        IReadOnlyList<(string Image, string Folder)> Targets,
        ScaleCandidate? PixelSize,
        Length? BarLength,
        ScalesFile? Scales,
        int? Page,
        string? Sample,
        IReadOnlyList<CurveFile>? Curves,
        ReportParts Parts);

    private static ExitCode Run(Screen screen, Plan plan, bool json, bool failOnVerdict)
    {
        List<byte[]> documents = [];
        var (done, failedVerdict) = (0, false);
        foreach (var (image, folder) in plan.Targets)
        {
            try
            {
                // The name is that of the file alone: the result does not depend on the folder from which the program was called.
                var request = new AnalysisRequest(plan.Page, [.. new[] { plan.PixelSize, plan.Scales?.Find(image) }.OfType<ScaleCandidate>()], plan.Sample, BarLengthNm: plan.BarLength?.Nanometres, Curves: plan.Curves);
                var task = new ImageTask(image, InputFileLoader.Load(image, Path.GetFileName(image)), request, folder, plan.Parts);
                var (analysis, files) = ResultFolder.Make(task, plan.Setup);
                failedVerdict |= analysis.Evaluation.Verdict == Verdict.Fail;
                if (json) documents.Add(AnalysisJson.Write(analysis));
                else AnalysisView.Show(screen, analysis, folder, files, separated: done > 0);
                done++;
            }
            catch (Exception fault) when (Faults.Translate(fault) is { } known && !Faults.EndsTheRun(known))
            {
                screen.Fail(known);
            }
        }

        if (done == 0) return ExitCode.NoUsableInput;
        if (json) screen.Raw(plan.Targets.Count == 1 ? documents[0] : CliJson.List(documents));
        return failedVerdict && failOnVerdict ? ExitCode.VerdictFailed : ExitCode.Done;
    }

    /// <summary>Where the result of each image goes.</summary>
    private static List<(string Image, string Folder)> Targets(string[] images, string? outFolder)
    {
        var distinct = images.Distinct(StringComparer.Ordinal).ToList();
        if (distinct.Count == 1 && outFolder is not null) return [(distinct[0], outFolder)];
        var names = distinct.Select(Path.GetFileNameWithoutExtension).ToList();
        List<(string Image, string Folder)> targets = [];
        foreach (var image in distinct)
        {
            // "a.tif" and "a.png" in one call get folders of their own.
            var name = Path.GetFileNameWithoutExtension(image);
            if (names.Count(n => n == name) > 1) name = Path.GetFileName(image);
            targets.Add((image, outFolder is null ? $"{name}-analysis" : Path.Combine(outFolder, $"{name}-analysis")));
        }

        if (targets.GroupBy(t => t.Folder, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } same)
        {
            throw new UsageException(
                $"{string.Join(", ", same.Select(t => t.Image))}: these images have the same name.", $"The results of all would go to {same.Key}.",
                "Analyse them one by one with --out, or their folder with batch.");
        }

        return targets;
    }

    /// <summary>The curves that the sample names, both checked before the first image is opened; null where it names none.</summary>
    private static IReadOnlyList<CurveFile>? ReadCurves(string text, string path, RunSetup setup)
    {
        try
        {
            var curves = SampleCurves.Read(SampleReader.ReadJson(text, path, setup.Criteria), Path.GetDirectoryName(Path.GetFullPath(path))!, setup.Options.Evaluate.Derive);
            return curves.Count > 0 ? curves : null;
        }
        catch (AnalysisException fault) when (fault is SampleInvalidException or CurveInvalidException)
        {
            throw new UsageException(fault.What, fault.Why, fault.Mend);
        }
    }
}
