using System.CommandLine;
using System.Globalization;
using ImageAnalysis.Cli.Batch;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Ingest.Vendors;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;
using Spectre.Console;

namespace ImageAnalysis.Cli.Commands;

/// <summary>What is known about the pixel size of a file, and what would be taken.</summary>
internal static class ScaleCommand
{
    public static Command Create(Screen screen)
    {
        var files = new Argument<string[]>("FILE") { Description = "Images, or the text files that microscopes write beside them.", Arity = ArgumentArity.OneOrMore };
        var common = new CommonOptions();
        var verb = new Verb("scale", "Show every pixel size that is stated for a file, what it rests on, and which one is taken.",
        [
            new("imageanalysis scale image.tif", "all candidates with their evidence"),
            new("imageanalysis scale image.tif --bar-length 50um", "the scale bar is measured, and 50 µm long"),
            new("imageanalysis scale image.hdr", "what a microscope's text file says by itself"),
            new("imageanalysis scale *.tif --json", "for programs: a list with an entry for each file"),
        ])
        {
            files, common.PixelSizeNm, common.BarLength, common.Scales, common.Page, common.Pipeline, common.Set, common.Json,
        };
        verb.SetAction(parsed =>
        {
            var paths = parsed.GetValue(files)!;
            var asked = new Asked(
                RunSetup.ReadPipeline(parsed, common, out _),
                common.ReadPixelSize(parsed),
                common.ReadBarLength(parsed),
                parsed.GetValue(common.Scales) is { } table ? ScalesFile.Read(table, paths) : null,
                common.ReadPage(parsed));
            return (int)Run(screen, paths, asked, parsed.GetValue(common.Json));
        });
        return verb;
    }

    private sealed record Asked(PipelineOptions Options, ScaleCandidate? PixelSize, Length? BarLength, ScalesFile? Scales, int? Page);

    private static ExitCode Run(Screen screen, IReadOnlyList<string> paths, Asked asked, bool json)
    {
        List<ScaleReport> reports = [];
        foreach (var path in paths)
        {
            try
            {
                var report = Look(path, asked);
                if (!json) ScaleView.Show(screen, report, separated: reports.Count > 0);
                reports.Add(report);
            }
            catch (Exception fault) when (Faults.Translate(fault) is { } known && !Faults.EndsTheRun(known))
            {
                screen.Fail(known);
            }
        }

        if (json) screen.Raw(CliJson.Write(reports));
        return reports.Any(r => r.Decision != ScaleReport.Conflict) ? ExitCode.Done : ExitCode.NoUsableInput;
    }

    private static ScaleReport Look(string path, Asked asked)
    {
        if (!ImageFormats.IsImageName(path) && File.Exists(path) && new FileInfo(path).Length <= InputFileLoader.MaxSidecarBytes)
        {
            var sidecar = new Sidecar(Path.GetFileName(path), File.ReadAllBytes(path));
            if (ImageFormats.Identify(sidecar.Content.Span) is null)
            {
                return VendorMetadata.ReadSidecarAlone(sidecar) is { } reading
                    ? ScaleReport.OfSidecar(path, reading)
                    : throw new InputException($"{path}: this is neither an image nor a microscope's text file.", "It has no key by which TESCAN, JEOL, Hitachi or another maker is known.", "Give the image itself.");
            }
        }

        var input = InputFileLoader.Load(path);
        using var micrograph = Ingestor.Read(input, asked.Page, asked.Options.Ingest);
        IReadOnlyList<ScaleCandidate> user = [.. new[] { asked.PixelSize, asked.Scales?.Find(path) }.OfType<ScaleCandidate>()];
        try
        {
            return ScaleReport.Of(path, micrograph, ScaleFinder.Find(input.Name, micrograph, user, asked.BarLength, InstalledReader.Instance, asked.Options.Scale));
        }
        catch (ScaleConflictException conflict)
        {
            return ScaleReport.OfConflict(path, micrograph, conflict);
        }
    }
}

/// <summary>A pixel size that somebody states.</summary>
/// <param name="Taken">Whether it is the one in use.</param>
/// <param name="Source">Kind of source.</param>
/// <param name="PixelSizeNm">Width of a pixel.</param>
/// <param name="PixelSizeYNm">Height of a pixel.</param>
/// <param name="Evidence">What it was read from.</param>
internal sealed record StatedScale(bool Taken, ScaleSource Source, double PixelSizeNm, double PixelSizeYNm, string Evidence)
{
    public static StatedScale Of(ScaleCandidate candidate, bool taken) =>
        new(taken, candidate.Source, candidate.PixelSize.X.Nanometres, candidate.PixelSize.Y.Nanometres, candidate.Evidence);

    public static StatedScale Of(VendorPixelSize size, bool taken) =>
        new(taken, ScaleSource.Metadata, size.PixelSize.X.Nanometres, size.PixelSize.Y.Nanometres, size.Evidence);
}

/// <summary>All that is known about the pixel size of one file.</summary>
/// <param name="File">The file.</param>
/// <param name="WidthPx">Width of the page; absent for a text file alone.</param>
/// <param name="HeightPx">Height of the page; absent for a text file alone.</param>
/// <param name="Decision">taken, unknown, conflict, or metadata-alone for a text file without its image.</param>
/// <param name="PixelSizeNm">Width of a pixel; absent unless one was taken.</param>
/// <param name="PixelSizeYNm">Height of a pixel.</param>
/// <param name="RelativeUncertainty">95 %, relative; absent unless one was taken.</param>
/// <param name="Candidates">Everything that is stated.</param>
/// <param name="Findings">What was refused, and where sources differ.</param>
/// <param name="Reason">For a conflict: what contradicts what.</param>
internal sealed record ScaleReport(
    string File,
    int? WidthPx,
    int? HeightPx,
    string Decision,
    double? PixelSizeNm,
    double? PixelSizeYNm,
    double? RelativeUncertainty,
    IReadOnlyList<StatedScale> Candidates,
    IReadOnlyList<Finding> Findings,
    string? Reason = null)
{
    public const string Taken = "taken", Unknown = "unknown", Conflict = "conflict", Alone = "metadata-alone";

    public static ScaleReport Of(string file, Micrograph micrograph, ScaleDecision decision) => new(
        file, micrograph.Page.Width, micrograph.Page.Height, decision.PixelSize is null ? Unknown : Taken,
        decision.PixelSize?.X.Nanometres, decision.PixelSize?.Y.Nanometres, decision.PixelSize is null ? null : decision.RelativeUncertainty,
        [.. decision.Candidates.Select((c, i) => StatedScale.Of(c, i == 0 && decision.PixelSize is not null))], decision.Findings);

    public static ScaleReport OfConflict(string file, Micrograph micrograph, ScaleConflictException conflict) => new(
        file, micrograph.Page.Width, micrograph.Page.Height, Conflict, null, null, null,
        [.. micrograph.Vendors.SelectMany(v => v.PixelSizes).Select(size => StatedScale.Of(size, false))], [.. micrograph.Vendors.SelectMany(v => v.Findings)],
        $"{conflict.Why} {conflict.Mend}");

    public static ScaleReport OfSidecar(string file, VendorReading reading)
    {
        var first = reading.PixelSizes is [var preferred, ..] ? preferred.PixelSize : (Quantities.PixelSize?)null;
        return new ScaleReport(
            file, null, null, first is null ? Unknown : Alone, first?.X.Nanometres, first?.Y.Nanometres, null,
            [.. reading.PixelSizes.Select((size, i) => StatedScale.Of(size, i == 0))], reading.Findings);
    }
}

/// <summary>A scale report on the screen.</summary>
internal static class ScaleView
{
    public static void Show(Screen screen, ScaleReport report, bool separated)
    {
        if (separated) screen.Line();
        var size = report.WidthPx is { } width ? string.Create(CultureInfo.InvariantCulture, $"   {width} x {report.HeightPx} px") : "";
        screen.Show(new Markup($"[bold]{Markup.Escape(report.File)}[/]{size}\n"));
        screen.Line(report.Decision switch
        {
            ScaleReport.Taken => $"Pixel size: {Nanometres(report.PixelSizeNm!.Value, report.PixelSizeYNm!.Value)}, ± {(100 * report.RelativeUncertainty!.Value).ToString("0.##", CultureInfo.InvariantCulture)} % at 95 %",
            ScaleReport.Alone => $"Pixel size: {Nanometres(report.PixelSizeNm!.Value, report.PixelSizeYNm!.Value)}, if the image is as it was taken",
            ScaleReport.Conflict => $"Pixel size: the sources disagree. {report.Reason}",
            _ => "Pixel size: unknown",
        });
        if (report.Candidates.Count > 0)
        {
            var table = new Table().Border(TableBorder.Simple).AddColumn("taken").AddColumn(new TableColumn("pixel size").RightAligned().NoWrap()).AddColumn("source").AddColumn("evidence");
            foreach (var candidate in report.Candidates)
                table.AddRow(candidate.Taken ? "[green]yes[/]" : "no", Nanometres(candidate.PixelSizeNm, candidate.PixelSizeYNm), candidate.Source.ToString().ToLowerInvariant(), Markup.Escape(candidate.Evidence));
            screen.Show(table);
        }

        AnalysisView.ShowFindings(screen, report.Findings);
    }

    private static string Nanometres(double x, double y) => x == y
        ? string.Create(CultureInfo.InvariantCulture, $"{x:G7} nm")
        : string.Create(CultureInfo.InvariantCulture, $"{x:G7} x {y:G7} nm");
}
