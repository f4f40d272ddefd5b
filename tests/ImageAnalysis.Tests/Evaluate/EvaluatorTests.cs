using System.Text.Json;
using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Intercept;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Tests.Evaluate;

public sealed class EvaluatorTests
{
    [Fact]
    public void Without_criteria_the_overall_verdict_is_not_judged()
    {
        var evaluation = Evaluator.Evaluate(new EvaluationInput([Samples.Image(StructureClass.Cellular)]), []);
        Assert.Equal(Verdict.NotJudged, evaluation.Verdict);
        Assert.Equal((0, 0), (evaluation.Judged, evaluation.Required));
        Assert.Empty(evaluation.Sets);
    }

    [Fact]
    public void One_picture_given_twice_for_one_role_is_one_field()
    {
        var image = Samples.Image(StructureClass.Percolation) with { Sha256 = "a", SemPoreNm = new Estimate(100, new Interval(90, 110), null, null) };

        var twice = Evaluator.Evaluate(new EvaluationInput([image, image with { File = "copy.tif" }]), []);
        var samePixels = Evaluator.Evaluate(new EvaluationInput([image with { ArealPorosity = Samples.Estimate(0.4, 0.1) }, image with { File = "copy.png", Sha256 = "b", ArealPorosity = Samples.Estimate(0.4, 0.1) }]), []);
        var apart = Evaluator.Evaluate(new EvaluationInput([image with { ArealPorosity = Samples.Estimate(0.4, 0.1) }, image with { File = "other.tif", Sha256 = "b", ArealPorosity = Samples.Estimate(0.41, 0.1) }]), []);

        Assert.Equal("image-given-twice", Assert.Single(twice.Findings).Code);
        Assert.Empty(twice.Pooled);
        Assert.Equal("image-given-twice", Assert.Single(samePixels.Findings).Code);
        Assert.Empty(apart.Findings);
        Assert.Equal(2, Assert.Single(apart.Pooled).Fields.Fields);
    }

    [Theory]
    [InlineData(StructureClass.Percolation, Verdict.NotJudged, null)]
    [InlineData(StructureClass.SphericalParticle, Verdict.Fail, FailureWord.SphericalParticle)]
    [InlineData(StructureClass.Cellular, Verdict.Fail, FailureWord.Cellular)]
    public void One_image_without_role_or_sample_is_judged_by_its_structure(StructureClass structure, Verdict overall, FailureWord? word)
    {
        var result = Samples.Judge(Samples.Membrane, null, Samples.Image(structure, role: null) with { ArealPorosity = Samples.Estimate(0.5, 0.1) });
        Assert.Equal(overall, result.Verdict);
        Assert.Equal(word is { } w ? [w] : [], result.Failures.Select(f => f.Word));
        Assert.Contains("1 of 7 judged", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_of_none_of_the_structures_with_voids_fails_without_being_called_non_porous()
    {
        var result = Samples.Judge(Samples.Membrane, null, Samples.Image(StructureClass.None, role: null) with { ArealPorosity = Samples.Estimate(0.4, 0.1) });
        Assert.Equal(Verdict.Fail, result.Of("structure").Verdict);
        Assert.Empty(result.Failures);
    }

    [Fact]
    public void An_abstaining_classifier_leaves_the_structure_open()
    {
        var result = Samples.Judge(Samples.Membrane, null, Samples.Image(StructureClass.SphericalParticle) with { StructureAbstained = true, FindingCodes = ["structure-ambiguous:spherical-particle|cellular"] });
        Assert.Equal((Verdict.Indeterminate, Verdict.Indeterminate), (result.Of("structure").ClaimVerdict, result.Of("structure").Verdict));
        Assert.Equal("spherical-particle or cellular", result.Of("structure").Answer);
        Assert.Empty(result.Failures);
        Assert.Contains("abstained", result.Of("structure").Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("too-few-structures")]
    [InlineData("structure-no-phases")]
    [InlineData("structure-clipped")]
    public void A_frame_too_poor_to_name_a_pattern_leaves_the_structure_unjudged(string code)
    {
        var result = Samples.Judge(Samples.Membrane, null, Samples.Image(StructureClass.None) with { ArealPorosity = Samples.Estimate(0.4, 0.1), FindingCodes = [code] });
        Assert.Equal(Verdict.NotJudged, result.Verdict);
        Assert.Contains("too little of a pattern", result.Of("structure").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Isolated_particles_are_no_network_and_leave_the_structure_unjudged()
    {
        var result = Samples.Judge(Samples.Membrane, null, Samples.Image(StructureClass.SphericalParticle) with { FindingCodes = ["isolated-particles"] });
        Assert.Equal(Verdict.NotJudged, result.Of("structure").Verdict);
        Assert.Empty(result.Failures);
    }

    [Fact]
    public void A_frame_that_cannot_be_measured_is_neither_judged_nor_non_porous()
    {
        var result = Samples.Judge(Samples.Membrane, null, Samples.Image(StructureClass.None) with { FindingCodes = ["not-measurable"] });
        Assert.Equal(Verdict.NotJudged, result.Verdict);
        Assert.Empty(result.Failures);
    }

    [Fact]
    public void Images_of_the_inside_that_disagree_leave_the_structure_open()
    {
        foreach (var other in new[] { StructureClass.Cellular, StructureClass.None })
        {
            var result = Samples.Judge(Samples.Membrane, null, Samples.Image(StructureClass.Percolation), Samples.Image(other) with { File = "other.tif", ArealPorosity = Samples.Estimate(0.4, 0.1) });
            Assert.Equal((Verdict.Indeterminate, Verdict.Indeterminate), (result.Of("structure").ClaimVerdict, result.Of("structure").Verdict));
            Assert.Equal(Verdict.Indeterminate, result.Verdict);
            Assert.Contains("disagree", result.Of("structure").Reason, StringComparison.Ordinal);
            Assert.Contains("other places", Assert.Single(result.Of("structure").Remedies).What, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(StructureClass.Cellular, Verdict.Fail)]
    [InlineData(StructureClass.Percolation, Verdict.Pass)]
    public void A_structure_that_is_not_sure_passes_and_fails_nothing(StructureClass structure, Verdict bare)
    {
        var sure = Samples.Image(structure) with { StructureProbability = 0.97, ArealPorosity = Samples.Estimate(0.4, 0.1) };
        CriterionResult Judge(params ImageMeasurements[] images) => Samples.Judge(Samples.Membrane, null, images).Of("structure");

        Assert.Equal((bare, bare), (Judge(sure).ClaimVerdict, Judge(sure).Verdict));
        foreach (var (doubtful, why) in new[] { (sure with { StructureProbability = 0.84 }, "84 %"), (sure with { FindingCodes = ["blurred"] }, "blurred"), (sure with { FindingCodes = ["measured-as-told"] }, "measured-as-told") })
        {
            Assert.Equal((bare, Verdict.Indeterminate), (Judge(doubtful).ClaimVerdict, Judge(doubtful).Verdict));
            Assert.Contains(why, Judge(doubtful).Reason, StringComparison.Ordinal);
            Assert.NotEmpty(Judge(doubtful).Remedies);
            Assert.Empty(Samples.Judge(Samples.Membrane, null, doubtful).Failures);

            // One field that shows it clearly is enough.
            Assert.Equal(bare, Judge(doubtful, sure with { File = "other.tif" }).Verdict);
        }
    }

    [Theory]
    [InlineData("structure-none")]
    [InlineData("structure-unfamiliar")]
    public void A_picture_that_looks_like_no_structure_does_not_fail_by_that(string code)
    {
        var result = Samples.Judge(Samples.Membrane, null, Samples.Image(StructureClass.None) with { ArealPorosity = Samples.Estimate(0.4, 0.1), FindingCodes = [code] }).Of("structure");
        Assert.Equal((Verdict.Fail, Verdict.Indeterminate), (result.ClaimVerdict, result.Verdict));
    }

    [Theory]
    [InlineData("too-few-voids-per-line", true)]
    [InlineData("blurred", true)]
    [InlineData("chords-under-3px", true)]
    [InlineData("pores-cut-off", true)]
    [InlineData("few-structures", true)]
    [InlineData("openings-by-model", true)]
    [InlineData("lit-floors", true)]
    [InlineData("phases-not-apart", true)]
    [InlineData("isolated-particles", true)]
    [InlineData("charging-streaks", false)]
    [InlineData("mostly-truncated", false)]
    public void A_warning_about_the_pores_of_an_image_leaves_its_ratio_open(string code, bool isDoubtful)
    {
        var inside = Samples.Image(StructureClass.Percolation) with { SemPoreNm = Samples.Estimate(100, 0.05) };
        var surface = new ImageMeasurements("top.tif", ImageRole.SurfaceA)
        {
            SemPoreNm = Samples.Estimate(150, 0.05), FindingCodes = [code],
            Findings = [new ImageAnalysis.Findings.Finding(code, ImageAnalysis.Findings.Severity.Warning, "Something.", "Because.", "Mend it.")],
        };
        var evaluation = Evaluator.Evaluate(new EvaluationInput([inside, surface], Samples.Laboratory()), [Samples.Membrane]);
        var ratio = evaluation.Sets[0].Of("surface-ratio");
        Assert.Equal((Verdict.Pass, isDoubtful ? Verdict.Indeterminate : Verdict.Pass), (ratio.ClaimVerdict, ratio.Verdict));
        Assert.Equal(isDoubtful, ratio.Reason.Contains(code, StringComparison.Ordinal));
        Assert.Equal(isDoubtful, ratio.Remedies.Count > 0);
        if (code == "mostly-truncated") Assert.DoesNotContain(evaluation.Findings, f => f.Code == code);
        else Assert.Contains(evaluation.Findings, f => f.Code == code && f.What == "top.tif: Something.");
    }

    [Theory]
    [InlineData("blurred", true)]
    [InlineData("openings-by-model", true)]
    [InlineData("phases-not-apart", false)]
    public void Isotropy_is_not_supported_by_an_image_whose_boundary_may_be_another(string code, bool isDoubtful)
    {
        var image = Samples.Image(StructureClass.Percolation) with { StructureProbability = 0.99, Isotropy = new(1.05, 1.2, true), FindingCodes = [code] };
        var result = Samples.Judge(Samples.Membrane, null, image).Of("isotropy");
        Assert.Equal((Verdict.Pass, isDoubtful ? Verdict.Indeterminate : Verdict.Pass), (result.ClaimVerdict, result.Verdict));
    }

    [Theory]
    [InlineData("blurred")]
    [InlineData("openings-by-model")]
    public void Particles_of_an_uncertain_boundary_pass_and_fail_nothing(string code)
    {
        var result = Samples.Judge(Samples.Electrode, null, Samples.Particles(2200, 30) with { FindingCodes = [code] });
        Assert.Equal((Verdict.Fail, Verdict.Indeterminate), (result.Of("particle-diameter").ClaimVerdict, result.Of("particle-diameter").Verdict));
        Assert.Equal((Verdict.Fail, Verdict.Indeterminate), (result.Of("particle-cv").ClaimVerdict, result.Of("particle-cv").Verdict));
    }

    [Fact]
    public void A_length_of_an_enlarged_picture_is_open_unless_its_pixel_size_was_stated()
    {
        var enlarged = Samples.Particles(650, 12) with { FindingCodes = ["enlarged"] };
        var result = Samples.Judge(Samples.Electrode, null, enlarged);
        Assert.Equal((Verdict.Indeterminate, Verdict.Pass), (result.Of("particle-diameter").Verdict, result.Of("particle-cv").Verdict));
        Assert.Equal(Verdict.Pass, Samples.Judge(Samples.Electrode, null, enlarged with { ScaleIsDecided = true }).Of("particle-diameter").Verdict);
    }

    [Fact]
    public void A_blurred_surface_is_not_called_non_porous()
    {
        var surface = Samples.Image(StructureClass.None, ImageRole.SurfaceA) with { FindingCodes = ["blurred"] };
        var result = Samples.Judge(Samples.Membrane, null, surface);
        Assert.Equal((Verdict.Fail, Verdict.Indeterminate), (result.Of("through-voids").ClaimVerdict, result.Of("through-voids").Verdict));
        Assert.Empty(result.Failures);
        Assert.Equal(Verdict.Fail, Samples.Judge(Samples.Membrane, null, surface with { FindingCodes = [] }).Of("through-voids").Verdict);
    }

    [Fact]
    public void One_picture_in_two_roles_gives_no_ratio()
    {
        var inside = Samples.Image(StructureClass.Percolation) with { Sha256 = "a", SemPoreNm = Samples.Estimate(100, 0.05) };
        var evaluation = Evaluator.Evaluate(new EvaluationInput([inside, inside with { File = "copy.tif", Role = ImageRole.SurfaceA }], Samples.Laboratory()), [Samples.Membrane]);
        var finding = Assert.Single(evaluation.Findings, f => f.Code == "image-in-two-roles");
        Assert.Equal(ImageAnalysis.Findings.Severity.Limit, finding.Severity);
        Assert.Contains("Internal.tif (internal) and copy.tif (surface-a)", finding.What, StringComparison.Ordinal);
        Assert.Equal(Verdict.NotJudged, evaluation.Sets[0].Of("surface-ratio").Verdict);
        Assert.Equal(Verdict.NotJudged, evaluation.Sets[0].Of("structure").Verdict);

        // A section through layers may be the picture of the inside as well.
        Assert.Empty(Evaluator.Evaluate(new EvaluationInput([inside, inside with { Role = ImageRole.LayerSection }], Samples.Laboratory()), [Samples.Membrane]).Findings);
    }

    [Theory]
    [InlineData("""{ "pore-ratio": "<=1.5", "max-pore": 0.4, "avg-pore": 0.2 }""", true)]
    [InlineData("""{ "pore-ratio": "<=2", "max-pore": 0.4, "avg-pore": 0.2 }""", false)]
    [InlineData("""{ "pore-ratio": 1.5, "max-pore": ">=0.4", "avg-pore": 0.2 }""", true)]
    [InlineData("""{ "pore-ratio": ">=3", "max-pore": "<0.4", "avg-pore": 0.2 }""", true)]
    [InlineData("""{ "pore-ratio": 1.9, "max-pore": 0.4, "avg-pore": 0.2 }""", true)]
    public void A_stated_ratio_that_the_stated_sizes_exclude_is_a_finding(string laboratory, bool differs)
    {
        var evaluation = Evaluator.Evaluate(new EvaluationInput([], SampleReader.ReadJson($$"""{ "sample": "S", "laboratory": {{laboratory}} }""", "s", [])), [Samples.Membrane]);
        Assert.Equal(differs, evaluation.Findings.Any(f => f.Code == "stated-ratio-differs:pore-ratio"));
    }

    [Theory]
    [InlineData("2.5", Verdict.Indeterminate)]
    [InlineData(">=3", Verdict.Indeterminate)]
    [InlineData("1.6", Verdict.Pass)]
    [InlineData("<=1.2", Verdict.Pass)]
    public void Sizes_pass_nothing_that_the_stated_ratio_fails(string ratio, Verdict expected)
    {
        var sample = SampleReader.ReadJson($$"""{ "sample": "S", "laboratory": { "pore-ratio": "{{ratio}}", "max-pore": { "value": 0.3, "unit": "µm" }, "avg-pore": { "value": 0.2, "unit": "µm" } } }""", "s", []);
        var result = Samples.Judge(Samples.Membrane, sample).Of("pore-ratio");
        Assert.Equal((Verdict.Pass, expected), (result.ClaimVerdict, result.Verdict));
    }

    [Fact]
    public void A_side_that_is_decided_is_not_looked_at_again()
    {
        ImageMeasurements Pore(ImageRole role, double nm, double width) => new($"{role}.tif", role) { SemPoreNm = Samples.Estimate(nm, width) };
        var result = Samples.Judge(Samples.Membrane, null, Pore(ImageRole.Internal, 200, 0.02), Pore(ImageRole.SurfaceA, 80, 0.02), Pore(ImageRole.SurfaceB, 205, 0.1)).Of("surface-ratio");
        Assert.Equal(Verdict.Indeterminate, result.Verdict);
        Assert.NotEmpty(result.Remedies);
        Assert.All(result.Remedies, r => Assert.DoesNotContain("surface-a", r.What, StringComparison.Ordinal));
    }

    [Fact]
    public void The_sem_pore_size_is_never_judged_against_the_half_dry_limits()
    {
        var image = Samples.Image(StructureClass.Percolation) with { SemPoreNm = Samples.Estimate(9000, 0.1) };
        var result = Samples.Judge(Samples.Membrane, null, image);
        Assert.Equal(Verdict.NotJudged, result.Of("avg-pore").Verdict);
        Assert.Equal(Verdict.NotJudged, result.Of("virus-pore").Verdict);
        Assert.Contains("9000 nm", result.Of("avg-pore").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_porosity_of_the_picture_is_never_judged_against_porosity_by_volume()
    {
        var image = Samples.Image(StructureClass.Percolation) with { ArealPorosity = Samples.Estimate(0.05, 0.1) };
        var result = Samples.Judge(Samples.Membrane, null, image).Of("porosity");
        Assert.Equal(Verdict.NotJudged, result.Verdict);
        Assert.Contains("5 %", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.1, Verdict.Pass)]
    [InlineData(1.6, Verdict.Indeterminate)]
    [InlineData(double.NaN, Verdict.NotJudged)]
    public void Isotropy_supports_the_network_and_never_refutes_it(double ratio, Verdict expected)
    {
        var image = Samples.Image(StructureClass.Percolation) with { Isotropy = new Isotropy(ratio, 1.25, ratio <= 1.25) };
        Assert.Equal(expected, Samples.Judge(Samples.Membrane, null, image).Of("isotropy").Verdict);
    }

    [Fact]
    public void A_sample_that_meets_every_limit_of_claim_1_passes()
    {
        var image = Samples.Image(StructureClass.Percolation) with { Isotropy = new Isotropy(1.05, 1.25, true) };
        var sample = SampleReader.ReadJson("""
            { "sample": "A", "laboratory": { "mw": 546000, "avg-pore": { "value": 440, "unit": "nm" }, "max-pore": { "value": 0.67, "unit": "µm" },
              "permeability": { "value": 8200, "unit": "LMH/atm" }, "extension": { "value": 10, "unit": "%" } }, "declared": { "two-phase-gel": true } }
            """, "a", []);
        var result = Samples.Judge(Samples.Membrane, sample, image);
        Assert.Equal(Verdict.Pass, result.Verdict);
        Assert.Equal((7, 7), (result.Judged, result.Required));

        // Beside it, a preference that is not met and a dependent claim that fails.
        Assert.Equal(Standing.NotMet, result.Of("extension").Standing);
        Assert.Equal(Verdict.Fail, result.Of("virus-pore").Verdict);
    }

    [Fact]
    public void An_interval_across_the_limit_passes_by_the_claim_and_stays_indeterminate()
    {
        var sample = Samples.Laboratory(new("avg-pore", 0.18, 0.17, 0.19, "µm"), new("max-pore", 0.35, 0.3, 0.4, "µm"));
        var ratio = Samples.Judge(Samples.Membrane, sample).Of("pore-ratio");
        Assert.Equal((Verdict.Pass, Verdict.Indeterminate), (ratio.ClaimVerdict, ratio.Verdict));
        Assert.Equal(0.35 / 0.18, ratio.Value!.Value, 12);
        Assert.Equal((0.35 / 0.18) * Math.Exp(-Math.Sqrt(Square(Math.Log(0.35 / 0.3)) + Square(Math.Log(0.19 / 0.18)))), ratio.Interval!.Lower!.Value, 12);
    }

    [Fact]
    public void A_one_sided_bound_passes_only_where_all_it_allows_passes()
    {
        var result = Samples.Judge(Samples.Membrane, Samples.Laboratory(new LaboratoryValue("pore-ratio", null, null, 2.0, ""))).Of("pore-ratio");
        Assert.Equal((Verdict.Pass, Verdict.Pass), (result.ClaimVerdict, result.Verdict));
        Assert.Null(result.Value);
        Assert.Equal(new Bounds(null, 2.0), result.Interval);
        Assert.Equal(Verdict.Indeterminate, result.Ranges.Single().ClaimVerdict);
    }

    [Fact]
    public void The_surface_ratio_is_taken_from_images_and_one_side_suffices()
    {
        ImageMeasurements Pore(ImageRole role, double nm) => new($"{role}.tif", role) { SemPoreNm = Samples.Estimate(nm, 0.02) };
        var inside = Pore(ImageRole.Internal, 200);
        var both = Samples.Judge(Samples.Membrane, null, inside, Pore(ImageRole.SurfaceA, 300), Pore(ImageRole.SurfaceB, 100));
        Assert.Equal(Verdict.Pass, both.Of("surface-ratio").Verdict);
        Assert.Equal(1.5, both.Of("surface-ratio").Value);
        Assert.Equal(Verdict.Pass, both.Of("surface-ratio").Ranges.Single(r => r.Kind == RangeKind.Alternative).Verdict);
        Assert.Equal(0.1, both.Of("surface-layer-pore").Value!.Value, 12);

        var denser = Samples.Judge(Samples.Membrane, null, inside, Pore(ImageRole.SurfaceA, 80), Pore(ImageRole.SurfaceB, 90));
        Assert.Equal(Verdict.Fail, denser.Of("surface-ratio").Verdict);
        var oneSide = Samples.Judge(Samples.Membrane, null, inside, Pore(ImageRole.SurfaceA, 80));
        Assert.Equal(Verdict.Indeterminate, oneSide.Of("surface-ratio").Verdict);
    }

    [Fact]
    public void A_dissolution_temperature_without_a_named_sweep_is_not_judged()
    {
        var bare = Samples.Judge(Samples.Membrane, Samples.Laboratory(LaboratoryValue.Exact("ts", 145, "°C"))).Of("ts");
        Assert.Equal(Verdict.NotJudged, bare.Verdict);
        Assert.Contains("names no sweep", bare.Reason, StringComparison.Ordinal);
        var named = Samples.Judge(Samples.Membrane, Samples.Laboratory(LaboratoryValue.Exact("ts", 145, "°C")) with { Sweep = "fig3.csv" }).Of("ts");
        Assert.Contains("fig3.csv", named.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_that_refers_to_another_quantity_takes_both_uncertainties()
    {
        LaboratoryValue Cloud(double half) => new("cloud-point", 220, 220 - half, 220 + half, "°C");
        CriterionResult Ts(double half) => Samples.Judge(Samples.Membrane, Samples.Laboratory(LaboratoryValue.Exact("ts", 232, "°C"), Cloud(half))).Of("ts-planar");
        Assert.Equal(Verdict.Pass, Ts(1).Verdict);
        Assert.Equal((Verdict.Pass, Verdict.Indeterminate), (Ts(3).ClaimVerdict, Ts(3).Verdict));
        Assert.Equal(230, Ts(1).Range!.Lower);
    }

    [Fact]
    public void Water_that_passes_and_a_surface_without_pores_contradict_each_other()
    {
        var sample = Samples.Laboratory(LaboratoryValue.Exact("permeability", 300, "L/m²·h·atm"));
        var result = Samples.Judge(Samples.Membrane, sample, Samples.Image(StructureClass.Percolation), Samples.Image(StructureClass.None, ImageRole.SurfaceB));
        Assert.Equal(Verdict.Indeterminate, result.Of("through-voids").Verdict);
        Assert.Equal(Verdict.Indeterminate, result.Verdict);
    }

    [Fact]
    public void A_value_that_is_not_a_number_is_not_judged()
    {
        var image = new ImageMeasurements("particles.tif", ImageRole.Particles)
        {
            NumberAverageDiameterNm = new Estimate(double.NaN, new Interval(600, 700), null, null),
            CvPercent = new Estimate(double.PositiveInfinity, new Interval(10, double.PositiveInfinity), null, null),
            ParticlesMeasured = 200,
        };
        var result = Samples.Judge(Samples.Electrode, Samples.Laboratory(LaboratoryValue.Exact("acrylate", double.NaN, "wt%")), image);
        Assert.Equal(Verdict.NotJudged, result.Of("acrylate").Verdict);
        Assert.Equal(Verdict.NotJudged, result.Of("acrylate").ClaimVerdict);
        Assert.Equal(Verdict.NotJudged, result.Of("particle-diameter").Verdict);
        Assert.Equal(Verdict.NotJudged, result.Of("particle-cv").Verdict);
    }

    [Fact]
    public void The_result_reads_back_from_json_as_it_was()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };
        var sample = Samples.Laboratory(new("pore-ratio", null, null, 2.0, ""), LaboratoryValue.Exact("ts", 145, "°C"), LaboratoryValue.Exact("permeability", 0, "L/m²·h·atm"), LaboratoryValue.Exact("porosity", 42, "%"));
        var evaluation = Evaluator.Evaluate(new EvaluationInput([Samples.Image(StructureClass.Percolation)], sample), CriteriaSets.BuiltIn);
        var json = JsonSerializer.Serialize(evaluation, options);
        Assert.Contains("\"verdict\":\"Fail\"", json, StringComparison.Ordinal);
        Assert.Contains("\"word\":\"independent pores\"", json, StringComparison.Ordinal);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<Evaluation>(json, options), options));
    }

    private static double Square(double x) => x * x;

    [Theory]
    [InlineData(ImageRole.Internal, Verdict.Indeterminate)]
    [InlineData(ImageRole.Particles, Verdict.Pass)]
    public void What_an_image_that_was_not_measured_would_decide_stays_open(ImageRole role, Verdict verdict)
    {
        var set = Evaluator.Evaluate(new EvaluationInput([Samples.Image(StructureClass.Percolation)], Samples.Laboratory()) { Unmeasured = [new SampleImage("bad.tif", role)] }, [Samples.Membrane]).Sets[0];
        Assert.Equal(verdict, set.Of("structure").Verdict);
        Assert.Contains("bad.tif", set.Summary, StringComparison.Ordinal);
        if (verdict == Verdict.Indeterminate) Assert.Contains("was not measured", set.Of("structure").Reason, StringComparison.Ordinal);

        var alone = Evaluator.Evaluate(new EvaluationInput([], Samples.Laboratory()) { Unmeasured = [new SampleImage("bad.tif", role)] }, [Samples.Membrane]).Sets[0].Of("structure");
        Assert.Equal((Verdict.NotJudged, role == ImageRole.Internal), (alone.Verdict, alone.Reason.Contains("bad.tif (internal) was not measured", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_stated_value_that_the_images_exclude_is_a_finding_whatever_it_decides()
    {
        var evaluation = Evaluator.Evaluate(new EvaluationInput([Samples.Particles(250, 12)], Samples.Laboratory(LaboratoryValue.Exact("particle-diameter", 900, "nm"))), [Samples.Electrode]);
        Assert.Equal(Verdict.Pass, evaluation.Sets[0].Of("particle-diameter").Verdict);
        Assert.Contains(evaluation.Findings, f => f.Code == "stated-against-images:particle-diameter" && f.What.Contains("900 nm", StringComparison.Ordinal));
        var agreeing = Evaluator.Evaluate(new EvaluationInput([Samples.Particles(250, 12)], Samples.Laboratory(LaboratoryValue.Exact("particle-diameter", 255, "nm"))), [Samples.Electrode]);
        Assert.DoesNotContain(agreeing.Findings, f => f.Code.StartsWith("stated-against", StringComparison.Ordinal));
    }
}
