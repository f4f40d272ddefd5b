using FsCheck;
using FsCheck.Fluent;
using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Quantities;
using Config = FsCheck.Config;
using Interval = ImageAnalysis.Quantities.Interval;

namespace ImageAnalysis.Tests.Evaluate;

public sealed class DesignHelpTests
{
    [Fact]
    public void What_passes_needs_nothing()
    {
        var result = Samples.Judge(Samples.Electrode, null, Samples.Particles(650, 12));
        Assert.All(result.Results.Where(r => r.Verdict == Verdict.Pass), r => Assert.Empty(r.Remedies));
        Assert.All(result.Results.Where(r => r.Verdict != Verdict.Pass), r => Assert.NotEmpty(r.Remedies));
    }

    [Fact]
    public void Where_sampling_leaves_it_open_more_images_are_asked_for_as_many_as_the_interval_and_the_limit_say()
    {
        // 25 ± 2.5 %: the distance to 26 is 4 % of the value, a single field scatters by 10 % / t.
        var cv = Judge(Samples.Particles(650, 25, relative95: 0.1)).Of("particle-cv");
        var remedy = Assert.Single(cv.Remedies);
        Assert.Equal(RemedyKind.MoreImages, remedy.Kind);
        var one = FieldPool.Of([Samples.Estimate(25, 0.1)]);
        Assert.Equal(FieldPool.FieldsFor(one.DeviationPercent!.Value / 100, 0.04 * 0.999, 0.1) - 1, remedy.Amount);
        Assert.StartsWith("About 6 more images of the particles, of other places: ±10 % of the value is sampling now, and ±4 % would do", remedy.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_on_the_limit_is_decided_by_no_measurement()
    {
        var remedy = Assert.Single(Judge(Samples.Particles(650, 26, relative95: 0.1)).Of("particle-cv").Remedies);
        Assert.Equal((RemedyKind.Change, 0.0), (remedy.Kind, remedy.Amount));
    }

    [Fact]
    public void Where_the_scale_dominates_a_calibrated_scale_decides_it()
    {
        var remedy = Judge(Diameter(1950, 0.01, 0.005, 0.05)).Of("particle-diameter").Remedies[0];
        Assert.Equal(RemedyKind.Scale, remedy.Kind);
        Assert.Equal(Verdict.Pass, Judge(Diameter(1950, 0.01, 0.005, remedy.Amount!.Value / 100)).Of("particle-diameter").Verdict);
        Assert.Equal(Verdict.Indeterminate, Judge(Diameter(1950, 0.01, 0.005, remedy.Amount!.Value / 100 * 1.01)).Of("particle-diameter").Verdict);
    }

    [Fact]
    public void Where_the_boundary_dominates_a_higher_magnification_decides_it()
    {
        var remedy = Judge(Diameter(105, 0.01, 0.2, 0.005)).Of("particle-diameter").Remedies[0];
        Assert.Equal(RemedyKind.HigherMagnification, remedy.Kind);
        Assert.InRange(remedy.Amount!.Value, 4, 5);
        Assert.Equal(Verdict.Pass, Judge(Diameter(105, 0.01, 0.2 / (remedy.Amount!.Value + 0.01), 0.005)).Of("particle-diameter").Verdict);
    }

    [Fact]
    public void Where_no_step_alone_decides_the_steps_are_named_together()
    {
        var remedies = Judge(Diameter(1940, 0.04, 0.03, 0.05)).Of("particle-diameter").Remedies;
        Assert.Equal([RemedyKind.Scale, RemedyKind.MoreImages, RemedyKind.HigherMagnification], remedies.Select(r => r.Kind));
        Assert.All(remedies, r => Assert.True(r.Together));
    }

    [Fact]
    public void A_value_too_near_to_the_limit_for_any_image_says_so()
    {
        var remedy = Assert.Single(Judge(Diameter(1999, 0.04, 0.03, 0.05)).Of("particle-diameter").Remedies);
        Assert.Equal(RemedyKind.Change, remedy.Kind);
        Assert.Contains("within 0.05 % of the limit", remedy.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_is_said_to_decide_decides() => Prop.ForAll(
        Gen.Choose(1500, 2500).ToArbitrary(), Gen.Choose(1, 100).Select(i => i / 1000.0).ToArbitrary(), Gen.Choose(1, 100).Select(i => i / 1000.0).ToArbitrary(), (value, boundary, scale) =>
        {
            var before = Judge(Diameter(value, 0.01, boundary, scale)).Of("particle-diameter");
            return before.Verdict != Verdict.Indeterminate || before.Remedies.Where(r => !r.Together && r.Amount > 0).All(r => r.Kind switch
            {
                RemedyKind.Scale => Judge(Diameter(value, 0.01, boundary, r.Amount!.Value / 100)).Of("particle-diameter").Verdict != Verdict.Indeterminate,
                RemedyKind.HigherMagnification => Judge(Diameter(value, 0.01, boundary / (r.Amount!.Value + 0.01), scale)).Of("particle-diameter").Verdict != Verdict.Indeterminate,
                _ => true,
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20_240_101UL, 1UL));

    [Fact]
    public void A_laboratory_value_with_too_wide_an_interval_is_to_be_measured_more_narrowly()
    {
        var sample = Samples.Laboratory(new LaboratoryValue("softening", 180, 170, 190, "°C"), LaboratoryValue.Exact("decomposition", 300, "°C"));
        var remedy = Assert.Single(Samples.Judge(Samples.Electrode, sample).Of("softening").Remedies);
        Assert.Equal((RemedyKind.Laboratory, "softening"), (remedy.Kind, remedy.Key));
        Assert.Contains("±5 °C (±10 °C now)", remedy.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_of_which_the_lower_counts_the_lower_one_is_to_be_measured_more_narrowly()
    {
        var sample = Samples.Laboratory(LaboratoryValue.Exact("softening", 300, "°C"), new LaboratoryValue("decomposition", 180, 170, 190, "°C"));
        Assert.Equal("decomposition", Assert.Single(Samples.Judge(Samples.Electrode, sample).Of("softening").Remedies).Key);
    }

    [Fact]
    public void Of_two_of_which_the_lower_counts_the_one_that_is_missing_is_named()
    {
        var result = Samples.Judge(Samples.Electrode, Samples.Laboratory(LaboratoryValue.Exact("softening", 260, "°C"))).Of("softening");
        var remedy = Assert.Single(result.Remedies);
        Assert.Equal((RemedyKind.Laboratory, "decomposition"), (remedy.Kind, remedy.Key));
        Assert.Contains("\">175\"", remedy.What, StringComparison.Ordinal);
        Assert.Contains("no \"decomposition\" is given", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_quotient_each_size_is_told_how_narrow_it_would_have_to_be()
    {
        LaboratoryValue Max(double half) => new("max-pore", 0.38, 0.38 - half, 0.38 + half, "µm");
        LaboratoryValue Average(double half) => new("avg-pore", 0.2, 0.2 - half, 0.2 + half, "µm");
        var remedy = Assert.Single(Samples.Judge(Samples.Membrane, Samples.Laboratory(Max(0.03), Average(0.005))).Of("pore-ratio").Remedies);
        Assert.Equal(("max-pore", false), (remedy.Key, remedy.Together));
        Assert.Contains("µm (±0.03 µm now)", remedy.What, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, Samples.Judge(Samples.Membrane, Samples.Laboratory(Max(remedy.Amount!.Value * 0.97), Average(0.005))).Of("pore-ratio").Verdict);

        var both = Samples.Judge(Samples.Membrane, Samples.Laboratory(Max(0.04), Average(0.03))).Of("pore-ratio").Remedies;
        Assert.Equal(["avg-pore", "max-pore"], both.Select(r => r.Key));
        Assert.All(both, r => Assert.True(r.Together));
        Assert.Equal(Verdict.Pass, Samples.Judge(Samples.Membrane, Samples.Laboratory(Max(both[1].Amount!.Value * 0.95), Average(both[0].Amount!.Value * 0.95))).Of("pore-ratio").Verdict);
    }

    [Fact]
    public void What_a_limit_refers_to_may_be_the_one_to_be_known_better()
    {
        var sample = Samples.Laboratory(LaboratoryValue.Exact("ts", 232, "°C"), new("cloud-point", 220, 215, 225, "°C"));
        var remedy = Assert.Single(Samples.Judge(Samples.Membrane, sample).Of("ts-planar").Remedies);
        Assert.Equal("cloud-point", remedy.Key);
        Assert.Equal(2, remedy.Amount!.Value, 0.01);
    }

    [Fact]
    public void A_bound_is_to_be_replaced_by_the_value()
    {
        var sample = SampleReader.ReadJson("""{ "sample": "S", "laboratory": { "pore-ratio": ">=1.2" } }""", "s", []);
        Assert.Contains("in place of a bound", Assert.Single(Samples.Judge(Samples.Membrane, sample).Of("pore-ratio").Remedies).What, StringComparison.Ordinal);
        var sizes = Samples.Laboratory(LaboratoryValue.Exact("avg-pore", 0.16, "µm"), new LaboratoryValue("max-pore", null, null, 0.4, "µm"));
        Assert.Equal("max-pore", Assert.Single(Samples.Judge(Samples.Membrane, sizes).Of("pore-ratio").Remedies).Key);
    }

    [Fact]
    public void What_is_missing_is_named_with_its_method_or_role()
    {
        var result = Samples.Judge(Samples.Membrane, null);
        Assert.Equal(RemedyKind.Declaration, Assert.Single(result.Of("two-phase-gel").Remedies).Kind);
        Assert.Contains("role internal", Assert.Single(result.Of("structure").Remedies).What, StringComparison.Ordinal);
        Assert.Contains("half-dry method with ethanol, ASTM F316-86", result.Of("avg-pore").Remedies[0].What, StringComparison.Ordinal);
        Assert.Contains("curve \"porometry\"", result.Of("avg-pore").Remedies[0].What, StringComparison.Ordinal);
        Assert.Equal(["max-pore", "avg-pore"], result.Of("pore-ratio").Remedies.Select(r => r.Key));
        Assert.Equal([RemedyKind.Image, RemedyKind.Image], result.Of("surface-ratio").Remedies.Select(r => r.Kind));
    }

    [Fact]
    public void A_dissolution_temperature_without_a_sweep_asks_for_one()
    {
        var result = Samples.Judge(Samples.Membrane, Samples.Laboratory(LaboratoryValue.Exact("ts", 145, "°C")));
        Assert.Equal(RemedyKind.Sweep, Assert.Single(result.Of("ts").Remedies).Kind);
        Assert.Equal("cloud-point", Assert.Single(result.Of("ts-planar").Remedies).Key);
    }

    [Fact]
    public void Too_few_particles_ask_for_a_larger_field()
    {
        var remedy = Judge(Samples.Particles(650, 12, count: 50)).Of("particle-cv").Remedies[0];
        Assert.Equal((RemedyKind.LargerField, 2.0), (remedy.Kind, remedy.Amount));
    }

    [Fact]
    public void Every_requirement_that_does_not_pass_has_a_step_whatever_is_known()
    {
        ImageMeasurements[] images =
        [
            Samples.Image(StructureClass.None), Samples.Image(null), Samples.Image(StructureClass.Percolation) with { StructureAbstained = true }, Samples.Image(StructureClass.Cellular),
            Samples.Image(StructureClass.None, ImageRole.SurfaceA), Samples.Particles(650, 12, count: 0), Samples.Particles(2000, 26), Samples.Image(StructureClass.Percolation) with { FindingCodes = ["not-measurable"] },
        ];
        var sample = Samples.Laboratory(LaboratoryValue.Exact("permeability", 0, "L/m²·h·atm"), LaboratoryValue.Exact("mw", 1e5, "g/mol"), new("avg-pore", 5, 4, 6, "µm"), new("max-pore", null, null, 9, "µm"))
            with { Declared = [new Declaration("two-phase-gel", false)] };
        foreach (var set in CriteriaSets.BuiltIn)
        {
            foreach (var image in images)
            {
                foreach (var stated in new[] { sample, null })
                    Assert.All(Samples.Judge(set, stated, image).Results, r => Assert.Equal(r.Verdict != Verdict.Pass, r.Remedies.Count > 0));
            }
        }
    }

    [Fact]
    public void A_failed_limit_says_how_far_the_value_is_from_it()
    {
        var sample = Samples.Laboratory(LaboratoryValue.Exact("max-pore", 0.53, "µm"), LaboratoryValue.Exact("avg-pore", 0.18, "µm"));
        var remedy = Assert.Single(Samples.Judge(Samples.Membrane, sample).Of("pore-ratio").Remedies);
        Assert.Equal("The value would have to fall by 0.94, to 2.", remedy.What);
        Assert.Equal(RemedyKind.MoreImages, Assert.Single(Samples.Judge(Samples.Membrane, null, Samples.Image(StructureClass.Cellular)).Of("structure").Remedies).Kind);
    }

    private static SetEvaluation Judge(ImageMeasurements image) => Samples.Judge(Samples.Electrode, null, image);

    private static ImageMeasurements Diameter(double nm, double sampling, double boundary, double scale) => Samples.Particles(nm, 12) with
    {
        NumberAverageDiameterNm = new Estimate(nm, Interval.Around(nm, nm * sampling), Interval.Around(nm, nm * boundary), Interval.Around(nm, nm * scale)),
    };
}
