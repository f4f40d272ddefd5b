using ImageAnalysis.Evaluate;
using ImageAnalysis.Particles;
using MathNet.Numerics.Distributions;

namespace ImageAnalysis.Tests.Evaluate;

/// <summary>The anchors among the examples of US 9,793,527 that the running text repeats.</summary>
public sealed class ElectrodeTests
{
    [Fact]
    public void Pieces_of_a_network_are_no_particles()
    {
        var image = Samples.Particles(650, 12) with { FindingCodes = [ParticleMeter.PiecesOfANetwork] };
        var result = Samples.Judge(Samples.Electrode, null, image);
        foreach (var id in (string[])["particle-diameter", "particle-cv"])
        {
            Assert.Equal((Verdict.NotJudged, Verdict.NotJudged), (result.Of(id).ClaimVerdict, result.Of(id).Verdict));
            Assert.Contains("network", result.Of(id).Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Particles_of_650_nm_with_a_small_variation_meet_claim_3_and_every_preference()
    {
        var result = Samples.Judge(Samples.Electrode, null, Samples.Particles(650, 12));
        foreach (var id in new[] { "particle-diameter", "particle-cv" })
        {
            Assert.Equal((Verdict.Pass, Verdict.Pass), (result.Of(id).ClaimVerdict, result.Of(id).Verdict));
            Assert.All(result.Of(id).Ranges, r => Assert.Equal(Standing.Met, r.Standing));
        }
    }

    [Fact]
    public void Particles_of_150_nm_meet_claim_3_and_no_preference()
    {
        var diameter = Samples.Judge(Samples.Electrode, null, Samples.Particles(150, 12)).Of("particle-diameter");
        Assert.Equal(Verdict.Pass, diameter.Verdict);
        Assert.All(diameter.Ranges, r => Assert.Equal(Standing.NotMet, r.Standing));
    }

    [Fact]
    public void Particles_of_2200_nm_fail_claim_3_and_do_not_pull_down_claim_1()
    {
        var sample = SampleReader.ReadJson("""
            { "sample": "Example 8", "laboratory": { "softening": { "value": 300, "unit": "°C" }, "decomposition": { "value": 340, "unit": "°C" }, "acrylate": { "value": 99.0, "unit": "wt%" } },
              "declared": { "membrane-polymer": true, "electrode-polymer": true } }
            """, "example 8", []);
        var result = Samples.Judge(Samples.Electrode, sample, Samples.Particles(2200, 12));
        Assert.Equal(Verdict.Fail, result.Of("particle-diameter").Verdict);
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Equal((4, 4), (result.Judged, result.Required));
    }

    [Fact]
    public void A_variation_of_26_percent_on_200_particles_passes_by_the_claim_and_is_indeterminate_by_its_interval()
    {
        var cv = Samples.Judge(Samples.Electrode, null, Samples.Particles(650, 26, 200, relative95: 0.1)).Of("particle-cv");
        Assert.Equal((Verdict.Pass, Verdict.Indeterminate), (cv.ClaimVerdict, cv.Verdict));
        Assert.Contains("23.4 .. 28.6 %", cv.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_hundred_measured_diameters_that_vary_by_26_percent_pass_by_the_claim_and_leave_the_verdict_open()
    {
        var quantiles = Enumerable.Range(0, 200).Select(i => Normal.InvCDF(0, 1, (i + 0.5) / 200)).ToArray();
        var spread = Math.Sqrt(quantiles.Sum(q => q * q) / 199);
        // A hair below 26, as the last digit of a sum of squares is not to decide.
        var diameters = quantiles.Select(q => 650 * (1 + (0.26 * (1 - 1e-9) * q / spread))).ToArray();
        var statistics = DiameterStatistics.Of(diameters, [.. Enumerable.Repeat(1.0, 200)], 1);
        var image = Samples.Particles(650, 26) with { NumberAverageDiameterNm = statistics.Mean, CvPercent = statistics.CvPercent };

        var result = Samples.Judge(Samples.Electrode, null, image);

        Assert.Equal(26, result.Of("particle-cv").Value!.Value, 1e-6);
        Assert.Equal((Verdict.Pass, Verdict.Indeterminate), (result.Of("particle-cv").ClaimVerdict, result.Of("particle-cv").Verdict));
        Assert.Equal((Verdict.Pass, Verdict.Pass), (result.Of("particle-diameter").ClaimVerdict, result.Of("particle-diameter").Verdict));
        Assert.Equal((Verdict.NotJudged, Verdict.NotJudged), (result.ClaimVerdict, result.Verdict));
    }

    [Fact]
    public void Fewer_than_200_particles_are_not_judged()
    {
        var result = Samples.Judge(Samples.Electrode, null, Samples.Particles(650, 12, count: 199));
        Assert.Equal(Verdict.NotJudged, result.Of("particle-diameter").Verdict);
        Assert.Equal(Verdict.NotJudged, result.Of("particle-cv").Verdict);
        Assert.Contains("199", result.Of("particle-cv").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_scale_the_variation_is_judged_and_the_diameter_is_not()
    {
        var image = Samples.Particles(650, 12) with { NumberAverageDiameterNm = null, HasScale = false, Role = null };
        var result = Samples.Judge(Samples.Electrode, null, image);
        Assert.Equal(Verdict.NotJudged, result.Of("particle-diameter").Verdict);
        Assert.Contains("pixel size", result.Of("particle-diameter").Reason, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, result.Of("particle-cv").Verdict);
    }

    [Theory]
    [InlineData(99.0, Verdict.Pass, Verdict.Pass)]
    [InlineData(70.0, Verdict.Fail, Verdict.Pass)]
    [InlineData(40.5, Verdict.Fail, Verdict.Fail)]
    public void Both_limits_of_the_acrylate_unit_appear_and_the_granted_one_decides(double percent, Verdict granted, Verdict described)
    {
        var evaluation = Evaluator.Evaluate(new EvaluationInput([], Samples.Laboratory(LaboratoryValue.Exact("acrylate", percent, "wt%"))), [Samples.Electrode]);
        var acrylate = evaluation.Sets[0].Of("acrylate");
        Assert.Equal(granted, acrylate.Verdict);
        Assert.Equal("98.8 .. 100 wt%", acrylate.Limit);
        var other = acrylate.Ranges.Single(r => r.Kind == RangeKind.Alternative);
        Assert.Equal((described, "≥ 50 wt%"), (other.Verdict, other.Limit));
        Assert.Contains(evaluation.Findings, f => f.Code == "source-contradiction:acrylate");
    }

    [Fact]
    public void The_lower_of_softening_and_decomposition_point_counts()
    {
        var sample = Samples.Laboratory(LaboratoryValue.Exact("softening", 260, "°C"), LaboratoryValue.Exact("decomposition", 443.15, "K"));
        var result = Samples.Judge(Samples.Electrode, sample).Of("softening");
        Assert.Equal(170, result.Value);
        Assert.Equal(Verdict.Fail, result.Verdict);
    }

    [Theory]
    [InlineData("260", null, Verdict.Indeterminate)]
    [InlineData("170", null, Verdict.Fail)]
    [InlineData(null, "260", Verdict.Indeterminate)]
    [InlineData(null, "170", Verdict.Fail)]
    [InlineData(">400", null, Verdict.Indeterminate)]
    [InlineData("<175", null, Verdict.Fail)]
    [InlineData("<=175", null, Verdict.Indeterminate)]
    [InlineData(">400", "180", Verdict.Pass)]
    [InlineData("180", ">400", Verdict.Pass)]
    [InlineData(">400", "170", Verdict.Fail)]
    [InlineData(">400", ">175", Verdict.Pass)]
    [InlineData(">=175", ">400", Verdict.Pass)]
    [InlineData(">170", "180", Verdict.Indeterminate)]
    [InlineData("<200", "180", Verdict.Indeterminate)]
    [InlineData("<200", "170", Verdict.Fail)]
    [InlineData(null, null, Verdict.NotJudged)]
    public void One_temperature_alone_bounds_the_lower_of_two_from_above(string? softening, string? decomposition, Verdict expected)
    {
        var values = new[] { ("softening", softening), ("decomposition", decomposition) }.Where(v => v.Item2 is not null).Select(v => $"\"{v.Item1}\": {{ \"value\": \"{v.Item2}\", \"unit\": \"°C\" }}");
        var result = Samples.Judge(Samples.Electrode, SampleReader.ReadJson($$"""{ "sample": "S", "laboratory": { {{string.Join(", ", values)}} } }""", "s", [])).Of("softening");
        Assert.Equal((expected, expected), (result.ClaimVerdict, result.Verdict));
    }

    [Theory]
    [InlineData(90, Verdict.Indeterminate)]
    [InlineData(500, Verdict.Pass)]
    public void A_laboratory_that_states_the_opposite_of_the_image_leaves_it_open(double stated, Verdict expected)
    {
        var result = Samples.Judge(Samples.Electrode, Samples.Laboratory(LaboratoryValue.Exact("particle-diameter", stated, "nm")), Samples.Particles(650, 12)).Of("particle-diameter");
        Assert.Equal((650, Verdict.Pass, expected), (result.Value, result.ClaimVerdict, result.Verdict));
        Assert.Equal(expected == Verdict.Indeterminate, result.Remedies.Any(r => r.Key == "particle-diameter"));
    }

    [Fact]
    public void Indeterminate_pulls_the_overall_verdict_down_and_Fail_goes_before_it()
    {
        var open = Samples.Laboratory(new("softening", 180, 170, 190, "°C"), LaboratoryValue.Exact("acrylate", 99, "wt%"));
        Assert.Equal(Verdict.Indeterminate, Samples.Judge(Samples.Electrode, open).Verdict);
        var failed = Samples.Laboratory(new("softening", 180, 170, 190, "°C"), LaboratoryValue.Exact("acrylate", 90, "wt%"));
        Assert.Equal(Verdict.Fail, Samples.Judge(Samples.Electrode, failed).Verdict);
    }
}
