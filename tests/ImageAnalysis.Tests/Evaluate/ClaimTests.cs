using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate;

namespace ImageAnalysis.Tests.Evaluate;

public sealed class ClaimTests
{
    private const string Whole = """
        { "sample": "S", "laboratory": { "mw": 500000, "avg-pore": { "value": 0.08, "unit": "µm" }, "max-pore": { "value": 0.12, "unit": "µm" },
          "permeability": { "value": 900, "unit": "L/m²·h·atm" }, "surface-ratio": 1.4 }, "declared": { "two-phase-gel": true } }
        """;

    [Fact]
    public void A_claim_passes_when_all_its_limits_pass()
    {
        var result = Judge(Whole);
        Assert.Equal(Verdict.Pass, Claim(result, "1").Verdict);
        Assert.Equal((7, 7), (Claim(result, "1").Judged, Claim(result, "1").Required));
        Assert.Equal(result.Verdict, Claim(result, "1").Verdict);
    }

    [Fact]
    public void A_dependent_claim_passes_with_the_claim_that_it_narrows()
    {
        Assert.Equal(Verdict.Pass, Claim(Judge(Whole), "4").Verdict);
        Assert.Equal("Its limit passes, and claim 1 passes.", Claim(Judge(Whole), "4").Reason);
    }

    [Fact]
    public void A_dependent_claim_fails_with_the_claim_that_it_narrows()
    {
        var result = Judge(Whole.Replace("0.12", "0.3", StringComparison.Ordinal));
        Assert.Equal(Verdict.Pass, result.Of("virus-pore").Verdict);
        Assert.Equal(Verdict.Fail, Claim(result, "4").Verdict);
        Assert.Equal("Its own limit passes, and claim 1 fails.", Claim(result, "4").Reason);
        Assert.Equal("It fails by pore-ratio.", Claim(result, "1").Reason);
    }

    [Fact]
    public void Claims_2_and_3_stand_beside_each_other()
    {
        var result = Judge(Whole);
        Assert.Equal(Verdict.Pass, Claim(result, "2").Verdict);
        // A ratio of one side says nothing of the other, which may be denser.
        Assert.Equal(Verdict.Indeterminate, Claim(result, "3").Verdict);
    }

    [Fact]
    public void A_claim_with_limits_that_nobody_measured_is_not_judged_and_says_which()
    {
        var result = Judge(Whole.Replace("\"mw\": 500000, ", "", StringComparison.Ordinal));
        Assert.Equal(Verdict.NotJudged, Claim(result, "1").Verdict);
        Assert.StartsWith("Nothing is known for mw; no data show that the polymer", Claim(result, "1").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_to_what_no_data_show_is_never_passed()
    {
        Assert.All(Judge(Whole).Claims.Where(c => c.Required == 0), c => Assert.NotEqual(Verdict.Pass, c.Verdict));
        Assert.Equal(["6", "7", "10", "12"], Judge(Whole).Claims.Where(c => c.Required == 0).Select(c => c.Claim));
    }

    [Fact]
    public void Particles_of_2200_nm_meet_claim_1_and_not_claim_3()
    {
        var sample = SampleReader.ReadJson("""
            { "sample": "Example 8", "laboratory": { "softening": { "value": 300, "unit": "°C" }, "decomposition": { "value": 340, "unit": "°C" }, "acrylate": { "value": 99.0, "unit": "wt%" } },
              "declared": { "membrane-polymer": true, "electrode-polymer": true, "cross-linking-groups": true } }
            """, "example 8", []);
        var result = Samples.Judge(Samples.Electrode, sample, Samples.Particles(2200, 12));
        Assert.Equal((Verdict.Pass, Verdict.Pass, Verdict.Fail, Verdict.NotJudged), (Claim(result, "1").Verdict, Claim(result, "2").Verdict, Claim(result, "3").Verdict, Claim(result, "4").Verdict));
    }

    [Fact]
    public void A_set_that_lists_no_claims_has_those_of_its_criteria()
    {
        var result = Samples.Judge(Samples.OneLimit("""{ "atLeast": 2 }"""), Samples.Laboratory(LaboratoryValue.Exact("x", 3, "")));
        var claim = Assert.Single(result.Claims);
        Assert.Equal(("1", Verdict.Pass), (claim.Claim, claim.Verdict));
    }

    [Fact]
    public void Preferred_ranges_are_gathered_by_their_level()
    {
        var levels = Judge(Whole).Levels;
        Assert.Contains("pore-ratio", levels.Single(l => l.Level == "preferred").Met);
        Assert.Contains("permeability", levels.Single(l => l.Level == "preferred").Met);
        Assert.Contains("porosity", levels.Single(l => l.Level == "preferred").NotJudged);
        Assert.Contains("avg-pore", levels.Single(l => l.Level == "virus removal").Met);
        Assert.Contains("avg-pore", levels.Single(l => l.Level == "virus removal, more preferred").NotMet);
        Assert.DoesNotContain(levels, l => l.Level.StartsWith("claim", StringComparison.Ordinal));
    }

    [Fact]
    public void A_document_without_claims_says_how_many_of_its_ranges_are_met()
    {
        var set = CriteriaSets.BuiltIn.Single(s => s.Name == "gel-separator");
        var sample = SampleReader.ReadJson("""
            { "sample": "G", "laboratory": { "diacrylate-mw": 1100, "oxidation-temperature": { "value": 343.15, "unit": "K" }, "gelling-time": { "value": 10, "unit": "min" } } }
            """, "g", []);
        var result = Samples.Judge(set, sample);
        Assert.Equal(Verdict.NotJudged, result.Verdict);
        Assert.EndsWith("2 of 3 judged ranges are met, not gelling-time.", result.Summary, StringComparison.Ordinal);
        Assert.Equal(Standing.Met, result.Of("oxidation-temperature").Ranges.Single().Standing);
    }

    private static SetEvaluation Judge(string sample) =>
        Samples.Judge(Samples.Membrane, SampleReader.ReadJson(sample, "s", []), Samples.Image(StructureClass.Percolation) with { Isotropy = new(1.02, 1.15, true) });

    private static ClaimResult Claim(SetEvaluation set, string claim) => set.Claims.Single(c => c.Claim == claim);
}
