using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageAnalysis.Classify;
using ImageAnalysis.Ingest;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Report;
using ImageAnalysis.Tests.Classify;

namespace ImageAnalysis.Tests.Pipeline;

/// <summary>
/// The numbers of the samples that ship with the program, against the files in Golden/SampleNumbersTests and against the truth they were rendered with.
/// UPDATE_GOLDEN=1 writes the golden files anew; that is for a wanted change of a number, never the cure of a red test.
/// </summary>
public sealed class SampleNumbersTests
{
    /// <summary>Relative. Another processor's vector width or libm moves the last of 16 digits, through sums of a million pixels the last few; one pixel or one segment moves a number by more than this.</summary>
    private const double Tolerance = 1e-6;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("percolation")]
    [InlineData("spherical-particle")]
    [InlineData("cellular")]
    [InlineData("none")]
    public void The_numbers_of_a_sample_are_those_on_record(string sample)
    {
        var file = Path.Combine(Repository.Root, "tests", "ImageAnalysis.Tests", "Pipeline", "Golden", nameof(SampleNumbersTests), $"{sample}.json");
        var actual = JsonNode.Parse(Numbers(Analyze(sample)).ToJsonString())!.AsObject();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual.ToJsonString(Indented) + "\n");
        }

        var expected = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        Assert.Equal(expected.Select(m => m.Key), actual.Select(m => m.Key));
        foreach (var (name, value) in expected)
        {
            if (value?.GetValueKind() == JsonValueKind.Number)
                Assert.Equal(value.GetValue<double>(), actual[name]!.GetValue<double>(), Math.Abs(value.GetValue<double>()) * Tolerance);
            else
                Assert.Equal(value?.ToJsonString(), actual[name]?.ToJsonString());
        }
    }

    [Theory]
    [InlineData("percolation")]
    [InlineData("spherical-particle")]
    [InlineData("cellular")]
    [InlineData("none")]
    public void A_sample_is_named_by_its_class(string sample) =>
        Assert.Equal(sample, Numbers(Analyze(sample))["structure"]!.GetValue<string>());

    [Fact]
    public void The_porosity_and_the_count_of_the_touching_spheres_are_near_their_truth()
    {
        var truth = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "datasets", "samples", "manifest.json")))!["images"]!.AsArray()
            .First(f => f!["file"]!.GetValue<string>() == "spherical-particle.tif")!["rendered"]!;
        var analysis = Analyze("spherical-particle");
        Assert.True(analysis.Segmentation.Porosity!.Combined!.Value.Contains(truth["porosity"]!.GetValue<double>()));
        var count = truth["wholeParticles"]!.GetValue<int>();
        Assert.InRange(analysis.Particles!.Particles.Count, 0.9 * count, 1.1 * count);
    }

    private static JsonObject Numbers(Analysis a) => new()
    {
        ["structure"] = JsonSerializer.SerializeToNode(a.Structure!.Structure),
        ["structureProbability"] = a.Structure.Probability,
        ["porosity"] = a.Segmentation.Porosity?.Value,
        ["literalPx"] = a.Intercept?.Main.Px?.Literal.Value,
        ["literalLowerPx"] = a.Intercept?.Main.Px?.Literal.Combined?.Lower,
        ["literalUpperPx"] = a.Intercept?.Main.Px?.Literal.Combined?.Upper,
        ["completeOnlyPx"] = a.Intercept?.Main.Px?.CompleteOnly?.Value,
        ["ratioPx"] = a.Intercept?.Main.Px?.Ratio?.Value,
        ["literalNm"] = a.Intercept?.Main.Nm?.Literal.Value,
        ["segments"] = a.Intercept?.Main.Segments,
        ["particles"] = a.Particles?.Particles.Count,
        ["truncated"] = a.Particles?.Truncated,
        ["meanDiameterPx"] = a.Particles?.Statistics?.MeanDiameterPx.Value,
        ["meanDiameterNm"] = a.Particles?.Statistics?.MeanDiameterNm?.Value,
        ["cvPercent"] = a.Particles?.Statistics?.CvPercent?.Value,
        ["findings"] = string.Join(';', a.Findings.Select(f => f.Code)),
    };

    private static Analysis Analyze(string sample)
    {
        using var structure = ShippedModels.Structure();
        using var measurable = ShippedModels.Measurable();
        using var openings = ShippedModels.Openings();
        using var centres = ShippedModels.Centres();
        using var necks = ShippedModels.Necks();
        var input = InputFileLoader.Load(Path.Combine(Repository.Root, "datasets", "samples", $"{sample}.tif"), $"{sample}.tif");
        using var analyzed = new MicrographAnalyzer(new PipelineOptions(), structure, [], measurable: measurable, openings: openings, centres: centres, necks: necks).Analyze(input, AnalysisRequest.Default);
        return analyzed.Analysis;
    }
}
