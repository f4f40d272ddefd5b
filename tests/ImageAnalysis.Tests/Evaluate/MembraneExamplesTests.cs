using System.Globalization;
using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate;

namespace ImageAnalysis.Tests.Evaluate;

/// <summary>Every example of EP 1 063 256 gets the verdict that the patent states. Numbers: reference/ep1063256-examples.csv beside the working tree.</summary>
public sealed class MembraneExamplesTests
{
    private static readonly string[] Columns = ["polymer_mw", "dissolution_temperature_c", "porosity_percent", "average_pore_um", "maximum_pore_um",
        "stated_max_to_average_ratio", "water_permeability_l_per_m2_h_atm", "breaking_strength_kgf_per_cm2", "breaking_extension_percent", "thickness_um",
        "stretching_residual_strain_percent", "surface_to_internal_pore_ratio", "ionic_conductivity_ms_per_cm"];

    private static readonly string[] Keys = ["mw", "ts", "porosity", "avg-pore", "max-pore", "pore-ratio", "permeability", "strength", "extension", "thickness",
        "residual-strain", "surface-ratio", "conductivity"];

    /// <summary>The criterion that fails each comparative example, and the patent's word for it.</summary>
    private static readonly Dictionary<string, (string Criterion, FailureWord Word)> Failing = new()
    {
        ["Comparative Example 1"] = ("structure", FailureWord.NonPorous),
        ["Comparative Example 2"] = ("structure", FailureWord.SphericalParticle),
        ["Comparative Example 3"] = ("structure", FailureWord.SphericalParticle),
        ["Comparative Example 4"] = ("structure", FailureWord.SphericalParticle),
        ["Comparative Example 5 (DTDP)"] = ("through-voids", FailureWord.NonPorous),
        ["Comparative Example 5 (decalin)"] = ("through-voids", FailureWord.NonPorous),
        ["Comparative Example 7"] = ("through-voids", FailureWord.IndependentPores),
        ["Comparative Example 8"] = ("pore-ratio", FailureWord.Coarse),
        ["Comparative Example 9"] = ("pore-ratio", FailureWord.Coarse),
        ["Comparative Example 10"] = ("structure", FailureWord.SphericalParticle),
        ["Comparative Example 11"] = ("pore-ratio", FailureWord.Coarse),
    };

    [SharedDataFact]
    public void Every_example_has_a_row_that_is_judged_here()
    {
        var rows = Rows();
        Assert.Equal(38, rows.Count);
        Assert.Equal(Failing.Keys.Order(), rows.Select(r => r["example"]).Where(e => e.StartsWith("Comparative", StringComparison.Ordinal)).Order());
    }

    [SharedDataFact]
    public void No_limit_of_claim_1_fails_an_example()
    {
        foreach (var row in Rows().Where(r => r["example"].StartsWith("Example", StringComparison.Ordinal)))
        {
            var result = Judge(row, Columns);
            Assert.All(result.Results.Where(r => r.Claim?.Type == ClaimType.Independent), r => Assert.True(r.Verdict is Verdict.Pass or Verdict.NotJudged, $"{row["example"]}: {r.Id} {r.Verdict}, {r.Reason}"));
            Assert.Equal(Verdict.Pass, result.Of("structure").Verdict);
            Assert.Equal(Verdict.Pass, result.Of("pore-ratio").Verdict);
            Assert.Equal(Verdict.Pass, result.Of("avg-pore").Verdict);
            Assert.Empty(result.Failures);
            Assert.Equal(Verdict.NotJudged, result.Verdict);
        }
    }

    [SharedDataFact]
    public void Every_comparative_example_fails_by_the_criterion_and_the_word_of_the_patent()
    {
        foreach (var row in Rows().Where(r => Failing.ContainsKey(r["example"])))
        {
            var (criterion, word) = Failing[row["example"]];
            var result = Judge(row, Columns);
            Assert.True(Verdict.Fail == result.Of(criterion).Verdict, $"{row["example"]}: {result.Of(criterion).Reason}");
            Assert.Equal(Verdict.Fail, result.Verdict);
            Assert.Equal([word], result.Failures.Select(f => f.Word));
        }
    }

    [SharedDataFact]
    public void Without_its_deciding_value_a_comparative_example_is_not_judged()
    {
        foreach (var row in Rows().Where(r => Failing.ContainsKey(r["example"])))
        {
            var result = Failing[row["example"]].Criterion switch
            {
                "pore-ratio" => Judge(row, Columns.Except(["maximum_pore_um", "stated_max_to_average_ratio"])),
                "structure" => Judge(row, Columns, withImages: false),
                _ when row["stated_structure"].Contains("surface", StringComparison.Ordinal) => Judge(row, Columns, withSurface: false),
                _ => Judge(row, Columns.Except(["water_permeability_l_per_m2_h_atm"])),
            };
            Assert.True(Verdict.NotJudged == result.Verdict, $"{row["example"]}: {result.Summary}");
            Assert.Empty(result.Failures);
        }
    }

    [SharedDataFact]
    public void An_example_with_all_values_of_claim_1_passes_and_without_any_one_of_them_is_not_judged()
    {
        var complete = Rows().Where(r => r["example"].StartsWith("Example", StringComparison.Ordinal) && r["average_pore_um"].Length > 0 && r["maximum_pore_um"].Length > 0 && r["water_permeability_l_per_m2_h_atm"].Length > 0).ToList();
        Assert.Equal(14, complete.Count);
        foreach (var row in complete)
        {
            var image = Samples.Image(StructureClass.Percolation) with { Isotropy = new(1.05, 1.2, true) };
            SetEvaluation Whole(IEnumerable<string> columns, bool gel = true, params ImageMeasurements[] images) =>
                Samples.Judge(Samples.Membrane, Laboratory(row, columns) with { Declared = gel ? [new Declaration("two-phase-gel", true)] : [] }, images);

            Assert.Equal(Verdict.Pass, Whole(Columns, true, image).Verdict);
            foreach (var column in new[] { "polymer_mw", "average_pore_um", "water_permeability_l_per_m2_h_atm" })
            {
                // Without the average size the stated ratio stands in for the quotient.
                var without = Whole(Columns.Except([column]), true, image);
                Assert.True(Verdict.NotJudged == without.Verdict, $"{row["example"]} without {column}: {without.Summary}");
            }

            Assert.Equal(Verdict.NotJudged, Whole(Columns.Except(["maximum_pore_um", "stated_max_to_average_ratio"]), true, image).Verdict);
            Assert.Equal(Verdict.NotJudged, Whole(Columns, false, image).Verdict);
            Assert.Equal(Verdict.NotJudged, Whole(Columns, true).Verdict);
            Assert.Equal(Verdict.Fail, Whole(Columns, true, image with { Structure = StructureClass.SphericalParticle }).Verdict);
        }
    }

    [SharedDataFact]
    public void Zero_permeability_is_independent_pores_whatever_class_the_picture_gets()
    {
        var row = Rows().Single(r => r["example"] == "Comparative Example 7");
        foreach (var structure in Enum.GetValues<StructureClass>())
        {
            var result = Samples.Judge(Samples.Membrane, Laboratory(row, Columns), Samples.Image(structure));
            Assert.Equal(Verdict.Fail, result.Verdict);
            Assert.Contains(FailureWord.IndependentPores, result.Failures.Select(f => f.Word));
            Assert.DoesNotContain(FailureWord.NonPorous, result.Failures.Select(f => f.Word));
        }
    }

    [SharedDataFact]
    public void The_stated_ratios_that_are_no_quotient_are_found()
    {
        var found = Rows().Where(r => Evaluator.Evaluate(new EvaluationInput([], Laboratory(r, Columns)), [Samples.Membrane]).Findings.Any(f => f.Code == "stated-ratio-differs:pore-ratio"));
        Assert.Equal(["Example 10", "Example 12", "Example 15", "Example 17"], found.Select(r => r["example"]));
    }

    [SharedDataFact]
    public void The_contradictions_of_the_patent_are_findings_where_they_bear_on_a_value()
    {
        var didp = Rows().Single(r => r["example"] == "Example 6 (DIDP)");
        var findings = Evaluator.Evaluate(new EvaluationInput([], Laboratory(didp, Columns)), [Samples.Membrane]).Findings;
        Assert.Contains(findings, f => f.Code == "source-contradiction:surface-ratio" && f.What.Contains("DIDP", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.Code == "source-contradiction:ts" && f.What.Contains("130 °C", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.Code == "source-contradiction:ts" && f.What.Contains("minus sign", StringComparison.Ordinal));
    }

    private static SetEvaluation Judge(Dictionary<string, string> row, IEnumerable<string> columns, bool withImages = true, bool withSurface = true)
    {
        var stated = row["stated_structure"];
        var structure = stated switch
        {
            "spherical-particle" => StructureClass.SphericalParticle,
            "non-porous" => StructureClass.None,
            _ => StructureClass.Percolation,
        };
        List<ImageMeasurements> images = withImages ? [Samples.Image(structure)] : [];
        if (withSurface && stated.Contains("surface non-porous", StringComparison.Ordinal)) images.Add(Samples.Image(StructureClass.None, ImageRole.SurfaceA));
        return Samples.Judge(Samples.Membrane, Laboratory(row, columns), [.. images]);
    }

    private static Sample Laboratory(Dictionary<string, string> row, IEnumerable<string> columns)
    {
        var values = columns.Where(c => row[c].Length > 0).Select(c => $"\"{Keys[Array.IndexOf(Columns, c)]}\": {(row[c].StartsWith('<') ? $"\"{row[c]}\"" : Number(row[c]))}");
        return SampleReader.ReadJson($$"""{ "sample": "{{row["example"]}}", "laboratory": { {{string.Join(", ", values)}} } }""", "row", []);
    }

    private static string Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);

    private static List<Dictionary<string, string>> Rows()
    {
        var lines = File.ReadAllLines(SharedData.PathOf("reference/ep1063256-examples.csv"));
        var head = lines[0].Split(',');
        return [.. lines.Skip(1).Where(l => l.Length > 0).Select(l => head.Zip(l.Split(',')).ToDictionary(x => x.First, x => x.Second))];
    }
}
