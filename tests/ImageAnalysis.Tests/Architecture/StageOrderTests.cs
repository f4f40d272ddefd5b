using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ImageAnalysis.Tests.Architecture;

/// <summary>The order of the stages, read from the sources: a room knows only the rooms before it.</summary>
public sealed partial class StageOrderTests
{
    /// <summary>Each room with the rooms it may know. The stages that measure a segmentation do not know each other, but that layers are measured by the intercepts' own lines.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Quantities"] = [],
        ["Findings"] = [],
        ["Formats"] = [],
        ["Ingest"] = ["Quantities", "Findings"],
        ["Scale"] = ["Quantities", "Findings", "Formats", "Ingest"],
        ["Models"] = ["Quantities", "Findings", "Formats"],
        ["Segment"] = ["Quantities", "Findings", "Ingest", "Scale", "Models"],
        ["Intercept"] = ["Quantities", "Findings", "Ingest", "Scale", "Segment"],
        ["Particles"] = ["Quantities", "Findings", "Ingest", "Scale", "Models", "Segment"],
        ["Layers"] = ["Quantities", "Findings", "Ingest", "Scale", "Segment", "Intercept"],
        ["Classify"] = ["Quantities", "Findings", "Ingest", "Scale", "Models", "Segment"],
        ["Evaluate"] = ["Quantities", "Findings", "Formats", "Ingest", "Scale", "Segment", "Intercept", "Particles", "Layers", "Classify"],
        ["Report"] = ["Quantities", "Findings", "Formats", "Ingest", "Scale", "Segment", "Intercept", "Particles", "Layers", "Classify", "Evaluate"],
        ["Pipeline"] = ["Quantities", "Findings", "Ingest", "Scale", "Segment", "Intercept", "Particles", "Layers", "Classify", "Evaluate", "Report"],
    };

    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["ImageAnalysis.OpenCv"] = [],
        ["ImageAnalysis.Onnx"] = [],
        ["ImageAnalysis"] = ["ImageAnalysis.OpenCv", "ImageAnalysis.Onnx"],
        ["ImageAnalysis.Training"] = ["ImageAnalysis"],
        ["ImageAnalysis.Ocr"] = ["ImageAnalysis"],
        ["ImageAnalysis.Cli"] = ["ImageAnalysis", "ImageAnalysis.Ocr", "ImageAnalysis.Training"],
    };

    [Fact]
    public void A_stage_knows_only_the_rooms_before_it()
    {
        var faults = new List<string>();
        var library = Path.Combine(Repository.Root, "src", "ImageAnalysis");
        foreach (var folder in Directory.EnumerateDirectories(library).Where(IsSource))
        {
            var room = Path.GetFileName(folder);
            Assert.True(MayKnow.ContainsKey(room), $"The folder {room} has no place in the order of the rooms.");
            foreach (var file in Sources(folder))
            {
                var code = Comments().Replace(File.ReadAllText(file), "");
                var known = MayKnow.Keys.Where(other => other != room && Mentions(code, other));
                faults.AddRange(known.Except(MayKnow[room]).Select(other => $"{Path.GetRelativePath(library, file)} knows {other}"));
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void A_project_references_only_those_below_it()
    {
        foreach (var project in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            var references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
            Assert.Empty(references.Except(MayReference[Path.GetFileNameWithoutExtension(project)]));
        }
    }

    [Fact]
    public void Only_the_bindings_and_training_allow_unsafe_code()
    {
        var withUnsafe = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(p => File.ReadAllText(p).Contains("<AllowUnsafeBlocks>true", StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension);
        Assert.Empty(withUnsafe.Except(["ImageAnalysis.OpenCv", "ImageAnalysis.Onnx", "ImageAnalysis.Ocr", "ImageAnalysis.Training"]));
    }

    [Fact]
    public void The_library_reads_no_console_clock_environment_or_unseeded_random()
    {
        var library = Path.Combine(Repository.Root, "src", "ImageAnalysis");
        var faults = Sources(library)
            .SelectMany(f => Impure().Matches(Comments().Replace(File.ReadAllText(f), "")).Select(m => $"{Path.GetRelativePath(library, f)}: {m.Value}"));
        Assert.Empty(faults);
    }

    [Fact]
    public void No_file_of_the_sources_or_tests_is_longer_than_500_lines()
    {
        var files = new[] { "src", "tests" }.SelectMany(d => Sources(Path.Combine(Repository.Root, d), "*.cs", "*.cpp", "*.h", "*.css", "*.js"));
        Assert.Empty(files.Where(f => File.ReadLines(f).Count() > 500).Select(f => Path.GetRelativePath(Repository.Root, f)));
    }

    private static bool Mentions(string code, string room) =>
        Regex.IsMatch(code, $@"\bImageAnalysis\.{room}\b|^namespace .*\.{room}\b", RegexOptions.Multiline);

    private static IEnumerable<string> Sources(string folder, params string[] patterns) =>
        (patterns.Length == 0 ? ["*.cs"] : patterns)
            .SelectMany(p => Directory.EnumerateFiles(folder, p, SearchOption.AllDirectories))
            .Where(IsSource);

    private static bool IsSource(string path) =>
        !Path.GetRelativePath(Repository.Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\bConsole\.\w+|\bDateTime(Offset)?\.(Utc)?Now|\bStopwatch\b|\bEnvironment\.\w+|new Random\(|Random\.Shared|Guid\.NewGuid")]
    private static partial Regex Impure();
}
