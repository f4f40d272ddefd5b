using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using ImageAnalysis.Cli.Terminal;

namespace ImageAnalysis.Cli.Tests.Support;

/// <summary>What a command left behind.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    public JsonNode Json => JsonNode.Parse(Output)!;
}

/// <summary>Calls the program: in this process where the words matter, as a process of its own where the process matters.</summary>
internal static class Cli
{
    /// <summary>In this process, with the culture of the test.</summary>
    public static Outcome Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var screen = new Screen(output, error);
        var code = CommandLine.Run(args, screen);
        return new Outcome((int)code, output.ToString(), error.ToString());
    }

    public static Process Start(string folder, IReadOnlyDictionary<string, string>? environment, params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "ImageAnalysis.Cli"), args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // The program finds the runtime that runs this test.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static Outcome Finish(Process process)
    {
        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new Outcome(process.ExitCode, output, error.Result);
        }
    }

    public static Outcome RunProcess(string folder, params string[] args) => Finish(Start(folder, null, args));
}
