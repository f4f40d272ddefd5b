using ImageAnalysis.Evaluate;
using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Tests.Evaluate.Derived;

/// <summary>What follows from numbers without a curve: strain, porosity, affinity, grades.</summary>
public sealed class LaboratoryValuesTests
{
    private const string Mm = "\"unit\": \"mm\"";

    [Fact]
    public void Uniaxial_strain_is_of_the_length()
    {
        var strain = Curves.DeriveFrom($$"""
            "length-before": { "value": 50, {{Mm}} }, "length-after": { "value": 6.4, "unit": "cm" }
            """).Of("residual-strain");
        Assert.Equal(28, strain.Value!.Value, 1e-12);
        Assert.Equal("EP 1 063 256 [0082] [0089](10)", strain.Source);
    }

    [Fact]
    public void Biaxial_strain_is_of_the_area()
    {
        var strain = Curves.DeriveFrom($$"""
            "length-before": { "value": 50, {{Mm}} }, "length-after": { "value": 60, {{Mm}} }, "width-before": { "value": 40, {{Mm}} }, "width-after": { "value": 50, {{Mm}} }
            """).Of("residual-strain");
        Assert.Equal(((60.0 * 50 / (50 * 40)) - 1) * 100, strain.Value!.Value, 1e-9);
        Assert.Contains("biaxial", strain.Quantity, StringComparison.Ordinal);
    }

    [Fact]
    public void A_strain_without_one_of_its_lengths_is_none_and_says_which()
    {
        var strain = Curves.DeriveFrom($$"""
            "length-before": { "value": 50, {{Mm}} }, "length-after": { "value": 60, {{Mm}} }, "width-before": { "value": 40, {{Mm}} }
            """).Of("residual-strain");
        Assert.Equal((null, DerivedUse.None), (strain.Value, strain.Use));
        Assert.Contains("\"width-after\"", strain.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_specimen_that_came_out_shorter_has_no_residual_strain()
    {
        var strain = Curves.DeriveFrom($$"""
            "length-before": { "value": 60, {{Mm}} }, "length-after": { "value": 50, {{Mm}} }
            """).Of("residual-strain");
        Assert.Equal((null, DerivedUse.None), (strain.Value, strain.Use));
        Assert.Contains("exchanged", strain.Reason, StringComparison.Ordinal);

        // Within the uncertainty of the lengths it may not have been stretched at all.
        Assert.Equal(DerivedUse.Judged, Curves.DeriveFrom($$"""
            "length-before": { "value": 50, "interval": [49.5, 50.5], {{Mm}} }, "length-after": { "value": 49.9, "interval": [49.4, 50.4], {{Mm}} }
            """).Of("residual-strain").Use);
    }

    [Fact]
    public void A_strain_near_its_limit_with_uncertain_lengths_stays_open()
    {
        var sample = SampleReader.ReadJson($$"""
            { "sample": "S", "laboratory": { "length-before": { "value": 50, "interval": [49.5, 50.5], {{Mm}} }, "length-after": { "value": 99.8, "interval": [99, 100.6], {{Mm}} } } }
            """, "s.json", []);
        var result = Evaluator.Evaluate(new EvaluationInput([], sample), [Samples.Membrane]).Sets[0].Of("residual-strain");
        Assert.Equal((Verdict.Pass, Verdict.Indeterminate), (result.ClaimVerdict, result.Verdict));
    }

    [Theory]
    [InlineData("\"specimen-volume\": { \"value\": 1, \"unit\": \"cm³\" }")]
    [InlineData("\"specimen-length\": { \"value\": 10, \"unit\": \"cm\" }, \"specimen-width\": { \"value\": 100, \"unit\": \"mm\" }, \"specimen-thickness\": { \"value\": 100, \"unit\": \"µm\" }")]
    [InlineData("\"specimen-length\": { \"value\": 10, \"unit\": \"cm\" }, \"specimen-width\": { \"value\": 100, \"unit\": \"mm\" }, \"thickness\": { \"value\": 100, \"unit\": \"µm\" }")]
    public void Porosity_follows_from_mass_density_and_any_statement_of_the_volume(string volume)
    {
        var porosity = Curves.DeriveFrom($"\"specimen-mass\": {{ \"value\": 534, \"unit\": \"mg\" }}, \"polymer-density\": {{ \"value\": 1780, \"unit\": \"kg/m³\" }}, {volume}").Of("porosity");
        Assert.Equal(70, porosity.Value!.Value, 1e-9);
        Assert.Equal((DerivedUse.Judged, "%"), (porosity.Use, porosity.Unit));
    }

    [Fact]
    public void A_hollow_fibre_has_the_volume_of_its_wall()
    {
        var porosity = Curves.DeriveFrom("""
            "specimen-mass": { "value": 0.5, "unit": "g" }, "polymer-density": { "value": 1.78, "unit": "g/cm³" }, "specimen-length": { "value": 1, "unit": "m" },
            "fibre-outer-diameter": { "value": 1.22, "unit": "mm" }, "fibre-inner-diameter": { "value": 0.72, "unit": "mm" }
            """).Of("porosity");
        var wall = Math.PI / 4 * ((0.122 * 0.122) - (0.072 * 0.072)) * 100;
        Assert.Equal(100 * (1 - (0.5 / 1.78 / wall)), porosity.Value!.Value, 1e-9);
    }

    [Theory]
    [InlineData("\"specimen-mass\": { \"value\": 2, \"unit\": \"g\" }, \"polymer-density\": { \"value\": 1.78, \"unit\": \"g/cm³\" }, \"specimen-volume\": { \"value\": 1, \"unit\": \"cm³\" }", "do not belong together")]
    [InlineData("\"specimen-mass\": { \"value\": 2, \"unit\": \"g\" }, \"specimen-volume\": { \"value\": 1, \"unit\": \"cm³\" }", "polymer-density")]
    [InlineData("\"specimen-mass\": { \"value\": 2, \"unit\": \"g\" }, \"polymer-density\": { \"value\": 1.78, \"unit\": \"g/cm³\" }", "No volume follows")]
    public void What_cannot_be_a_porosity_is_none_with_its_reason(string laboratory, string reason)
    {
        var porosity = Curves.DeriveFrom(laboratory).Of("porosity");
        Assert.Null(porosity.Value);
        Assert.Contains(reason, porosity.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void More_mass_never_means_more_porosity()
    {
        var last = double.PositiveInfinity;
        for (var mass = 0.1; mass < 1.7; mass += 0.1)
        {
            var porosity = Curves.DeriveFrom(Curves.Text($"\"specimen-mass\": {{ \"value\": {mass:R}, \"unit\": \"g\" }}, \"polymer-density\": {{ \"value\": 1.78, \"unit\": \"g/cm³\" }}, \"specimen-volume\": {{ \"value\": 1, \"unit\": \"cm³\" }}")).Of("porosity").Value!.Value;
            Assert.True(porosity < last);
            last = porosity;
        }
    }

    [Theory]
    [InlineData(178, 165, "affinity")]
    [InlineData(165, 165, "no affinity")]
    [InlineData(160, 165, "no affinity")]
    public void A_lowered_melting_point_is_affinity(double neat, double mixture, string expected)
    {
        var affinity = Curves.DeriveFrom(Curves.Text($"\"tm100\": {{ \"value\": {neat}, \"unit\": \"°C\" }}, \"tm30\": {{ \"value\": {mixture}, \"unit\": \"°C\" }}")).Of("affinity");
        Assert.Contains($": {expected}", affinity.Answer, StringComparison.Ordinal);
        Assert.Equal(neat - mixture, affinity.Value);
    }

    [Fact]
    public void Overlapping_melting_points_leave_the_affinity_open() =>
        Assert.Contains("open", Curves.DeriveFrom("\"tm100\": { \"value\": 166, \"interval\": [164, 168], \"unit\": \"°C\" }, \"tm30\": { \"value\": 165, \"unit\": \"°C\" }").Of("affinity").Answer, StringComparison.Ordinal);

    [Theory]
    [InlineData(2.1, 3.0, "A (70 %)")]
    [InlineData(2.0999, 3.0, "B (69.9967 %)")]
    [InlineData(1.95, 3.0, "B (65 %)")]
    [InlineData(1.8, 3.0, "C (60 %)")]
    [InlineData(1.79, 3.0, "D (59.6667 %)")]
    public void The_rate_property_has_the_grades_of_the_source(double fast, double slow, string grade) =>
        Assert.Equal(grade, Curves.DeriveFrom(Curves.Text($"\"capacity-3c\": {{ \"value\": {fast}, \"unit\": \"Ah\" }}, \"capacity-1c\": {{ \"value\": {slow * 1000}, \"unit\": \"mAh\" }}")).Of("rate-property").Answer);

    [Theory]
    [InlineData(80, "A (80 %)")]
    [InlineData(79.9, "B (79.9 %)")]
    [InlineData(75, "B (75 %)")]
    [InlineData(70, "C (70 %)")]
    [InlineData(69.9, "D (69.9 %)")]
    public void The_cycle_property_has_the_grades_of_the_source(double percent, string grade) =>
        Assert.Equal(grade, Curves.DeriveFrom(Curves.Text($"\"cycle-property\": {{ \"value\": {percent}, \"unit\": \"%\" }}")).Of("cycle-property").Answer);

    [Fact]
    public void A_grade_that_the_interval_leaves_open_is_not_picked() =>
        Assert.Equal("A to B (71 %)", Curves.DeriveFrom("\"rate-property\": { \"value\": 71, \"interval\": [68, 74], \"unit\": \"%\" }").Of("rate-property").Answer);

    [Fact]
    public void A_stated_property_is_compared_with_the_capacities_beside_it()
    {
        var derived = Curves.DeriveFrom("""
            "capacity-initial": { "value": 100, "unit": "mAh" }, "capacity-100-cycles": { "value": 78, "unit": "mAh" }, "cycle-property": { "value": 90, "unit": "%" }
            """);
        Assert.Contains(derived.Findings, f => f.Code == "derived-differs:cycle-property");
        Assert.Equal(DerivedUse.StatedValueJudged, derived.Of("cycle-property").Use);
    }

    [Fact]
    public void A_stated_bound_of_a_property_is_graded_and_not_compared_with_itself()
    {
        var property = Curves.DeriveFrom("\"rate-property\": \">=65\"").Of("rate-property");
        Assert.Equal("A to B (at least 65 %)", property.Answer);
        Assert.Null(property.Reason);
    }

    [Theory]
    [InlineData("true", "Bad")]
    [InlineData("false", "Good")]
    public void A_short_circuit_is_bad_reliability(string occurred, string expected) =>
        Assert.Equal(expected, Curves.DeriveFrom("", $"\"short-circuit\": {occurred}").Of("reliability").Answer);

    [Fact]
    public void A_sample_without_data_for_a_derivation_has_no_row_for_it() => Assert.Empty(Curves.DeriveFrom("\"mw\": 546000").Results.Quantities);

    [Fact]
    public void A_width_that_shrinks_while_the_length_grows_is_uniaxial_stretching()
    {
        var derived = Curves.DeriveFrom($$"""
            "length-before": { "value": 10, {{Mm}} }, "length-after": { "value": 25, {{Mm}} }, "width-before": { "value": 10, {{Mm}} }, "width-after": { "value": 7, {{Mm}} }
            """);
        Assert.Equal(150, derived.Of("residual-strain").Value!.Value, 1e-9);
        Assert.Contains("uniaxial", derived.Of("residual-strain").Quantity, StringComparison.Ordinal);
        Assert.Contains(derived.Findings, f => f.Code == "strain-uniaxial");

        Assert.Equal(DerivedUse.None, Curves.DeriveFrom($$"""
            "length-before": { "value": 25, {{Mm}} }, "length-after": { "value": 10, {{Mm}} }, "width-before": { "value": 7, {{Mm}} }, "width-after": { "value": 25, {{Mm}} }
            """).Of("residual-strain").Use);
    }

    [Fact]
    public void A_volume_that_the_dimensions_exclude_gives_no_porosity()
    {
        const string Of = """
            "specimen-mass": { "value": 0.5, "unit": "g" }, "polymer-density": { "value": 1.78, "unit": "g/cm³" },
            "specimen-length": { "value": 10, "unit": "mm" }, "specimen-width": { "value": 10, "unit": "mm" }, "specimen-thickness": { "value": 10, "unit": "mm" },
            """;
        var contradicted = Curves.DeriveFrom($$"""{{Of}} "specimen-volume": { "value": 2, "unit": "cm³" }""").Of("porosity");
        Assert.Equal(DerivedUse.None, contradicted.Use);
        Assert.Contains("they exclude each other", contradicted.Reason, StringComparison.Ordinal);
        Assert.Equal(100 * (1 - (0.5 / 1.78 / 1.02)), Curves.DeriveFrom($$"""{{Of}} "specimen-volume": { "value": 1.02, "unit": "cm³" }""").Of("porosity").Value!.Value, 1e-9);
    }

    [Fact]
    public void More_charge_at_a_higher_rate_or_after_cycles_than_before_has_no_grade()
    {
        var rate = Curves.DeriveFrom("""
            "capacity-1c": { "value": 100, "unit": "mAh" }, "capacity-3c": { "value": 10, "unit": "Ah" }
            """).Of("rate-property");
        Assert.Equal(DerivedUse.None, rate.Use);
        Assert.Contains("10000 %", rate.Reason, StringComparison.Ordinal);
        Assert.Throws<SampleInvalidException>(() => Curves.DeriveFrom("""
            "cycle-property": { "value": 250, "unit": "%" }
            """));
    }
}
