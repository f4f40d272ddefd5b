using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using ImageAnalysis.Classify;
using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Ocr;
using ImageAnalysis.Pipeline;
using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;
using Spectre.Console;

namespace ImageAnalysis.Cli.Commands;

/// <summary>Is everything there that an analysis needs?</summary>
internal static class DoctorCommand
{
    private const string RunLauncher = "Run ./imageanalysis on Debian 12 as root: it installs what is missing. Elsewhere it prints what to install.";

    public static Command Create(Screen screen)
    {
        var json = new CommonOptions().Json;
        var verb = new Verb("doctor", "Check the installation: native libraries, model, pipeline, folders. Exit code 5 where something is missing.",
        [
            new("imageanalysis doctor", "what is there, what is missing and how to mend it"),
            new("imageanalysis doctor --json", "for programs"),
        ])
        {
            json,
        };
        verb.SetAction(parsed => (int)Run(screen, parsed.GetValue(json)));
        return verb;
    }

    /// <summary>One thing that was looked at.</summary>
    /// <param name="Name">What.</param>
    /// <param name="Holds">Whether it is as it should be.</param>
    /// <param name="Detail">Version and place, or what is wrong.</param>
    /// <param name="Mend">How to put it right; absent where it holds.</param>
    private sealed record Check(string Name, bool Holds, string Detail, string? Mend);

    private static ExitCode Run(Screen screen, bool json)
    {
        IReadOnlyList<Check> checks =
        [
            Look("program", () => $"{ProgramVersion.Text}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {Words.Count(Environment.ProcessorCount, "processor")}", ""),
            Look("OpenCV", () => $"{Cv2.GetVersionString()}", RunLauncher),
            Look("OpenCV works", DecodeAPixel, RunLauncher),
            Look("ONNX Runtime", () => OrtEnv.Instance().GetVersionString(), RunLauncher),
            Look("Tesseract", ReadALine, "It reads the labels of scale bars, and nothing else: apt-get install libtesseract5 tesseract-ocr-eng"),
            Look("XGBoost", FindXGBoost, "It is needed by train only: apt-get install libxgboost0"),
            Look("pipeline.json", CheckPipeline, "Put the pipeline.json of this version back."),
            Look("structure model", () => CheckModel(o => o.Classify.Model, RunSetup.LoadModel, m => m.Identity + Beside((m as StructureModel)?.Card.OpeningsModel)), "Copy models/ of this version again, or make a model with imageanalysis train."),
            Look("model of measurable frames", () => CheckModel(o => o.Classify.MeasurableModel, RunSetup.LoadMeasurable, m => m.Identity + Beside(m.Card.OpeningsModel)), "Copy models/ of this version again, or make a model with imageanalysis train --kind measurable."),
            Look("model of openings", () => CheckModel(o => o.Segment.OpeningsModel, RunSetup.LoadOpenings, m => m.Identity), "Copy models/ of this version again, or make a model with imageanalysis train --kind openings."),
            Look("model of centres", () => CheckModel(o => o.Particles.CentresModel, RunSetup.LoadCentres, m => m.Identity), "Copy models/ of this version again, or make a model with imageanalysis train --kind centres."),
            Look("model of necks", () => CheckModel(o => o.Segment.NecksModel, RunSetup.LoadNecks, m => m.Identity), "Copy models/ of this version again, or make a model with imageanalysis train --kind necks."),
            Look("criteria", () => string.Join(", ", CriteriaSets.BuiltIn.Select(s => s.Name)), "Build the program again."),
            Look("temporary folder", () => Writable(Path.GetTempPath()), "Set TMPDIR to a folder that can be written."),
            Look("current folder", () => Writable(Directory.GetCurrentDirectory()), "Results go here unless --out says otherwise: change to a folder that can be written, or give --out."),
        ];
        var complete = checks.All(c => c.Holds);
        if (json) screen.Raw(CliJson.Write(new { format = "imageanalysis/doctor/1", complete, checks }));
        else Show(screen, checks);
        return complete ? ExitCode.Done : ExitCode.IncompleteInstallation;
    }

    private static void Show(Screen screen, IReadOnlyList<Check> checks)
    {
        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(2))
            .AddColumn(new GridColumn().NoWrap().PadRight(2))
            .AddColumn(new GridColumn().PadRight(0));
        foreach (var check in checks)
        {
            grid.AddRow(check.Holds ? "[green]ok[/]" : "[red]fault[/]", Markup.Escape(check.Name), Markup.Escape(check.Detail));
            if (check.Mend is { } mend) grid.AddRow("", "", Markup.Escape($"mend: {mend}"));
        }

        screen.Show(grid);
        screen.Line();
        var faults = checks.Count(c => !c.Holds);
        screen.Line(faults == 0 ? "The installation is complete." : string.Create(CultureInfo.InvariantCulture, $"The installation is incomplete: {Words.Count(faults, "check")} failed."));
    }

    /// <summary>A look that may fail in any way: that is what it finds out.</summary>
    private static Check Look(string name, Func<string> look, string mend)
    {
        try
        {
            return new Check(name, true, look(), null);
        }
        catch (Exception fault)
        {
            var known = Faults.Translate(fault);
            return new Check(name, false, known is null ? fault.Message : $"{known.What} {known.Why}".Trim(), mend);
        }
    }

    private static string DecodeAPixel()
    {
        using var made = new Mat(2, 3, MatType.CV_8UC1, new Scalar(7));
        Cv2.ImEncode(".png", made, out var bytes);
        using var read = Cv2.ImDecode(bytes, ImreadModes.Unchanged);
        return read.Rows == 2 && read.Cols == 3 ? "encodes and decodes" : throw new InputException("OpenCV does not read what it wrote.", "A picture of 3 x 2 pixels came back in another size.", RunLauncher);
    }

    private static string ReadALine()
    {
        using var reader = TesseractReader.Create();
        var white = new byte[32 * 64];
        Array.Fill(white, byte.MaxValue);
        reader.Read(white, 64, 32);
        return $"{reader.Identity}, with English";
    }

    private static string FindXGBoost()
    {
        const string library = "libxgboost.so.0";
        NativeLibrary.Free(NativeLibrary.Load(library));
        return library;
    }

    private static string CheckPipeline()
    {
        PipelineFile.Read(File.ReadAllText(Installation.PipelineFile), Installation.PipelineFile);
        return Installation.PipelineFile;
    }

    /// <summary>Loads a model that the program's own pipeline names, if it names one.</summary>
    private static string CheckModel<T>(Func<PipelineOptions, string> option, Func<string, T> load, Func<T, string> identity)
        where T : IDisposable
    {
        var name = option(RunSetup.OwnPipeline());
        if (name == RunSetup.NoModel) return name;
        var folder = Path.Combine(Installation.Folder, name);
        using var model = load(folder);
        return $"{identity(model)}, {folder}";
    }

    /// <summary>A word where a model learnt from pictures that another model of openings had looked at.</summary>
    private static string Beside(string? openings)
    {
        using var now = RunSetup.OpeningsInUse();
        return !OpeningsBeside.Differ(openings, now?.Identity) ? "" : $" (trained beside {openings}, and segment.openingsModel names {now?.Identity ?? RunSetup.NoModel}: views into cells may be misjudged)";
    }

    private static string Writable(string folder)
    {
        var probe = Path.Combine(folder, $".imageanalysis-{Environment.ProcessId}");
        File.WriteAllText(probe, "");
        File.Delete(probe);
        return folder;
    }
}
