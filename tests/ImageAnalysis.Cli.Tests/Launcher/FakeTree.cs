using System.Diagnostics;
using ImageAnalysis.Tests;

namespace ImageAnalysis.Cli.Tests.Launcher;

/// <summary>
/// A working tree with the real launcher and one source file, at a path with spaces, where every program that would install, build or
/// test is one of the stubs beside this file. Debian 12, root, nothing missing, nothing built.
/// </summary>
internal sealed class FakeTree : IDisposable
{
    private readonly string _top = Directory.CreateTempSubdirectory("image analysis ").FullName;

    public FakeTree()
    {
        Tree = Directory.CreateDirectory(Path.Combine(_top, "a tree")).FullName;
        State = Directory.CreateDirectory(Path.Combine(_top, "state")).FullName;
        Directory.CreateDirectory(Path.Combine(State, "results"));
        Launcher = Path.Combine(Tree, "imageanalysis");
        File.Copy(Path.Combine(Repository.Root, "imageanalysis"), Launcher);
        WriteSource("src/ImageAnalysis.Cli/Program.cs", "return 0;");
        Set("missing", "");
        Set("uid", "0\n");
        Set("os-release", "ID=debian\nVERSION_ID=\"12\"\n");
        Directory.CreateDirectory(Path.GetDirectoryName(OnnxRuntime)!);
        File.CreateSymbolicLink(OnnxRuntime, Path.Combine(AppContext.BaseDirectory, "libonnxruntime.so.1"));
    }

    public string Tree { get; }

    public string State { get; }

    public string Launcher { get; }

    public string OnnxRuntime => Path.Combine(_top, "cache", "imageanalysis", "onnxruntime-1.30.0", "libonnxruntime.so.1");

    /// <summary>The calls of the stubs so far, oldest first.</summary>
    public IReadOnlyList<string> Calls => File.Exists(Path.Combine(State, "calls")) ? File.ReadAllLines(Path.Combine(State, "calls")) : [];

    public int Builds => Calls.Count(call => call.StartsWith("dotnet build", StringComparison.Ordinal));

    public void Set(string name, string content) => File.WriteAllText(Path.Combine(State, name), content);

    /// <summary>Writes a file of the tree with a time at which no other was written.</summary>
    public void WriteSource(string path, string content, DateTime? written = null)
    {
        var full = Path.Combine(Tree, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        if (written is { } time) File.SetLastWriteTimeUtc(full, time);
    }

    public Outcome Run(params string[] arguments) => Finish(Start(arguments));

    public Process Start(params string[] arguments) => Start(Launcher, _ => { }, arguments);

    /// <summary>Starts the launcher by the path given, in the folder above the tree.</summary>
    public Process Start(string launcher, Action<ProcessStartInfo> change, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/bash", [launcher, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _top,
        };
        var stubs = Path.Combine(Repository.Root, "tests", "ImageAnalysis.Cli.Tests", "Launcher", "Stubs");
        start.Environment.Clear();
        start.Environment["PATH"] = $"{stubs}:/usr/local/bin:/usr/bin:/bin";
        start.Environment["HOME"] = _top;
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(_top, "cache");
        start.Environment["IMAGEANALYSIS_OS_RELEASE"] = Path.Combine(State, "os-release");
        start.Environment["STUB_STATE"] = State;
        start.Environment["STUB_TREE"] = Tree;
        change(start);
        return Process.Start(start)!;
    }

    public static Outcome Finish(Process process)
    {
        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new Outcome(process.ExitCode, output, error.GetAwaiter().GetResult());
        }
    }

    public void Dispose() => Directory.Delete(_top, recursive: true);

    internal sealed record Outcome(int ExitCode, string Output, string Error);
}
