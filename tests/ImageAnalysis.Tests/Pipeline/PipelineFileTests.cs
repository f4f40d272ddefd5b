using ImageAnalysis.Findings;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Tests.Pipeline;

public sealed class PipelineFileTests
{
    [Fact]
    public void An_empty_object_is_the_default_run() =>
        Assert.Equal(PipelineFile.ToJson(new PipelineOptions()).ToJsonString(), PipelineFile.ToJson(PipelineFile.Read("{}", "p")).ToJsonString());

    [Fact]
    public void Every_fault_is_named_by_its_path_in_one_message()
    {
        var e = Assert.Throws<PipelineInvalidException>(() => PipelineFile.Read(
            """{"segment":{"methd":"otsu","sauvolaK":"big","windowPx":1,"void":"grey"},"intercept":{"lines":2.5},"sed":1,"particles":7}""", "p.json"));
        Assert.Equal(7, e.Faults.Count);
        Assert.Contains(e.Faults, f => f.StartsWith("segment.methd: ", StringComparison.Ordinal) && f.Contains("nearest valid one is \"method\"", StringComparison.Ordinal));
        Assert.Contains(e.Faults, f => f.StartsWith("segment.sauvolaK: ", StringComparison.Ordinal));
        Assert.Contains(e.Faults, f => f.StartsWith("segment.windowPx: 1 is outside 3 .. 2001", StringComparison.Ordinal));
        Assert.Contains(e.Faults, f => f.StartsWith("segment.void: ", StringComparison.Ordinal) && f.Contains("dark, bright", StringComparison.Ordinal));
        Assert.Contains(e.Faults, f => f.StartsWith("intercept.lines: ", StringComparison.Ordinal));
        Assert.Contains(e.Faults, f => f.StartsWith("sed: ", StringComparison.Ordinal) && f.Contains("nearest valid one is \"seed\"", StringComparison.Ordinal));
        Assert.Contains(e.Faults, f => f.StartsWith("particles: ", StringComparison.Ordinal));
        Assert.StartsWith("p.json", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"seed":1,"seed":2}""")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    public void What_is_no_pipeline_is_refused(string json) =>
        Assert.Throws<PipelineInvalidException>(() => PipelineFile.Read(json, "p"));

    [Fact]
    public void A_member_that_stands_twice_is_named() =>
        Assert.Contains("'seed'", Assert.Throws<PipelineInvalidException>(() => PipelineFile.Read("""{"seed":1,"seed":2}""", "p")).Message, StringComparison.Ordinal);

    [Fact]
    public void An_override_wins_over_the_file()
    {
        var options = PipelineFile.Read("""{"segment":{"method":"li"}}""", "p", ["segment.method=sauvola", "seed=7", "intercept.region=16um", "evaluate.criteria=[\"membrane\"]"]);
        Assert.Equal(ThresholdMethod.Sauvola, options.Segment.Method);
        Assert.Equal(7, options.Seed);
        Assert.Equal("16um", options.Intercept.Region);
        Assert.Equal(["membrane"], options.Evaluate.Criteria);
    }

    [Theory]
    [InlineData("segment.metod=otsu", "segment.metod")]
    [InlineData("segment.method.x=1", "segment.method")]
    [InlineData("segment", "member.member=value")]
    [InlineData("segment.level=abc", "segment.level")]
    [InlineData("segment.method=fixed", "segment.level")]
    [InlineData("intercept.lines=50.0", "intercept.lines")]
    [InlineData("seed=1e3", "seed")]
    [InlineData("intercept.region=bogus", "intercept.region")]
    [InlineData("intercept.region=0um", "intercept.region")]
    [InlineData("particles.minimumDiameter=bogus", "particles.minimumDiameter")]
    public void A_wrong_override_is_named(string text, string named) =>
        Assert.Contains(named, Assert.Throws<PipelineInvalidException>(() => PipelineFile.Read("{}", "p", [text])).Message, StringComparison.Ordinal);

    [Fact]
    public void Effective_values_read_back_as_the_same_pipeline()
    {
        var options = PipelineFile.Read("""{"segment":{"method":"sauvola","windowPx":31},"intercept":{"angleDegrees":45}}""", "p");
        var json = PipelineFile.ToJson(options).ToJsonString();
        Assert.Equal(json, PipelineFile.ToJson(PipelineFile.Read(json, "p")).ToJsonString());
    }

    [Fact]
    public void The_pipeline_at_the_top_of_the_tree_states_every_default()
    {
        var file = Path.Combine(Repository.Root, "pipeline.json");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") PipelineSchemaTests.WriteDefaults(file);
        var text = File.ReadAllText(file);
        var stated = System.Text.Json.Nodes.JsonNode.Parse(text)!.AsObject();
        stated.Remove("$schema");
        Assert.Equal(PipelineFile.ToJson(new PipelineOptions()).ToJsonString(), stated.ToJsonString());
    }
}
