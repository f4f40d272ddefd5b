using FsCheck;
using FsCheck.Fluent;
using ImageAnalysis.Evaluate;
using Config = FsCheck.Config;

namespace ImageAnalysis.Tests.Evaluate;

/// <summary>What must hold for every value, not only for those thought of. The seed is fixed, so that a red test stays red.</summary>
public sealed class VerdictPropertyTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20_240_101UL, 1UL);

    private static readonly Arbitrary<double> Numbers = Gen.OneOf(Gen.Choose(-4000, 4000).Select(i => i / 8.0), Gen.Choose(-40, 40).Select(i => i * 1.1)).ToArbitrary();

    [Fact]
    public void A_value_that_passes_a_lower_limit_passes_it_when_it_is_larger() => Prop.ForAll(Numbers, Numbers, (value, step) =>
    {
        var limit = Samples.OneLimit("""{ "atLeast": 12.5 }""");
        return Rank(VerdictOf(limit, value + Math.Abs(step))) >= Rank(VerdictOf(limit, value));
    }).Check(Fixed);

    [Fact]
    public void A_value_that_passes_an_upper_limit_passes_it_when_it_is_smaller() => Prop.ForAll(Numbers, Numbers, (value, step) =>
    {
        var limit = Samples.OneLimit("""{ "below": 12.5 }""");
        return Rank(VerdictOf(limit, value - Math.Abs(step))) >= Rank(VerdictOf(limit, value));
    }).Check(Fixed);

    [Fact]
    public void A_wider_interval_turns_Pass_or_Fail_only_into_Indeterminate() => Prop.ForAll(Numbers, Numbers, Numbers, (value, width, more) =>
    {
        var limit = Samples.OneLimit("""{ "atLeast": -20, "atMost": 12.5 }""");
        var before = VerdictOf(limit, value, Math.Abs(width));
        var after = VerdictOf(limit, value, Math.Abs(width) + Math.Abs(more));
        return after == before || after == Verdict.Indeterminate;
    }).Check(Fixed);

    [Fact]
    public void A_wider_interval_of_a_quotient_or_a_difference_turns_Pass_or_Fail_only_into_Indeterminate() => Prop.ForAll(Numbers, Numbers, Numbers, (a, b, more) =>
    {
        var (max, average, half) = (Math.Abs(a) + 0.5, Math.Abs(b) + 0.5, Math.Abs(more) / 10);
        Sample Sample(double width) => Samples.Laboratory(
            new LaboratoryValue("max-pore", max, max - width, max + width, "µm"),
            new LaboratoryValue("avg-pore", average, average - (width / 2), average + width, "µm"),
            new LaboratoryValue("ts", max, max - width, max + width, "°C"),
            new LaboratoryValue("cloud-point", average, average - width, average + width, "°C"));
        var (before, after) = (Samples.Judge(Samples.Membrane, Sample(half / 3)), Samples.Judge(Samples.Membrane, Sample(half)));
        return new[] { "pore-ratio", "ts-planar" }.All(id => after.Of(id).Verdict == before.Of(id).Verdict || after.Of(id).Verdict == Verdict.Indeterminate);
    }).Check(Fixed);

    [Theory]
    [InlineData("""{ "above": 2 }""", ">2", Verdict.Pass)]
    [InlineData("""{ "above": 2 }""", ">=2", Verdict.Indeterminate)]
    [InlineData("""{ "atLeast": 2 }""", ">2", Verdict.Pass)]
    [InlineData("""{ "atLeast": 2 }""", "<2", Verdict.Fail)]
    [InlineData("""{ "atLeast": 2 }""", "<=2", Verdict.Indeterminate)]
    [InlineData("""{ "atMost": 2 }""", ">2", Verdict.Fail)]
    [InlineData("""{ "atMost": 2 }""", ">=2", Verdict.Indeterminate)]
    [InlineData("""{ "below": 2 }""", "<2", Verdict.Pass)]
    [InlineData("""{ "below": 2 }""", "<=2", Verdict.Indeterminate)]
    [InlineData("""{ "above": 2 }""", "<2", Verdict.Fail)]
    [InlineData("""{ "above": 2 }""", "<=2", Verdict.Fail)]
    [InlineData("""{ "below": 2 }""", ">=2", Verdict.Fail)]
    public void A_strict_bound_is_judged_as_strict(string limits, string bound, Verdict expected)
    {
        var set = Samples.OneLimit(limits);
        var result = Samples.Judge(set, SampleReader.ReadJson($$"""{ "sample": "S", "laboratory": { "x": "{{bound}}" } }""", "s", [set])).Of("x");
        Assert.Equal((expected, expected), (result.ClaimVerdict, result.Verdict));
    }

    [Theory]
    [InlineData(1.5000000000000002, """{ "atMost": 1.5 }""", Verdict.Pass)]
    [InlineData(1.4999999999999998, """{ "atLeast": 1.5 }""", Verdict.Pass)]
    [InlineData(1.5000000000000002, """{ "above": 1.5 }""", Verdict.Fail)]
    [InlineData(1.4999999999999998, """{ "below": 1.5 }""", Verdict.Fail)]
    [InlineData(1.50000001, """{ "atMost": 1.5 }""", Verdict.Fail)]
    [InlineData(1e-300, """{ "above": 0 }""", Verdict.Pass)]
    public void What_arithmetic_misses_by_its_last_digit_is_equal(double value, string limits, Verdict expected) =>
        Assert.Equal((expected, expected), (Result(Samples.OneLimit(limits), value, 0).ClaimVerdict, VerdictOf(Samples.OneLimit(limits), value)));

    [Theory]
    [InlineData(2.0000001, "2.0000001 does not meet the limit ≤ 2", "2.0000001")]
    [InlineData(1.99999999, "1.99999999 meets the limit ≤ 2", "1.99999999")]
    [InlineData(2.0004, "2.0004 does not meet the limit ≤ 2", "2.0004")]
    [InlineData(1.23456789, "1.23457 meets the limit ≤ 2", "1.235")]
    [InlineData(123456.7, "123457 does not meet the limit ≤ 2", "123457")]
    [InlineData(2, "2 meets the limit ≤ 2", "2")]
    public void A_value_is_never_written_as_the_limit_that_it_misses(double value, string reason, string shown)
    {
        var result = Result(Samples.OneLimit("""{ "atMost": 2 }"""), value, 0);
        Assert.StartsWith(reason, result.Reason, StringComparison.Ordinal);
        Assert.Equal(shown, result.Shown());
    }

    [Fact]
    public void The_order_of_value_and_limit_survives_its_writing() => Prop.ForAll(Numbers, Numbers, (limit, by) =>
    {
        var value = limit + (by * 1e-7);
        var result = Result(Samples.OneLimit(FormattableString.Invariant($$"""{ "atMost": {{limit}} }""")), value, 0);
        var written = double.Parse(result.Shown()!, System.Globalization.CultureInfo.InvariantCulture);
        return (written <= limit) == (result.ClaimVerdict == Verdict.Pass);
    }).Check(Fixed);

    [Theory]
    [InlineData(null, null, "but its 95 % interval has no ends")]
    [InlineData(1.0, null, "but its 95 % interval from 1 on lies on both sides of it")]
    [InlineData(null, 3.0, "but its 95 % interval up to 3 lies on both sides of it")]
    public void An_open_interval_is_written_without_infinities(double? lower, double? upper, string words)
    {
        var result = Samples.Judge(Samples.OneLimit("""{ "atMost": 2 }"""), Samples.Laboratory(new LaboratoryValue("x", 1.5, lower, upper, ""))).Of("x");
        Assert.Equal(Verdict.Indeterminate, result.Verdict);
        Assert.Contains(words, result.Reason, StringComparison.Ordinal);
        Assert.All(result.Remedies, r => Assert.DoesNotContain("Infinity", r.What, StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_strict_bound_leaves_out_stands_in_the_result()
    {
        var set = Samples.OneLimit("""{ "above": 1, "below": 3 }""");
        CriterionResult Judge(string bound) => Samples.Judge(set, SampleReader.ReadJson($$"""{ "sample": "S", "laboratory": { "x": "{{bound}}" } }""", "s", [set])).Of("x");
        Assert.Equal(new Bounds(2, null) { WithoutLower = true }, Judge(">2").Interval);
        Assert.Equal(new Bounds(null, 2) { WithoutUpper = true }, Judge("<2").Interval);
        Assert.Equal(new Bounds(2, null), Judge(">=2").Interval);
        Assert.Equal(new Bounds(1, 3) { WithoutLower = true, WithoutUpper = true }, Judge("2").Range);
        var json = System.Text.Json.JsonSerializer.Serialize(Judge(">=2").Interval);
        Assert.DoesNotContain("Without", json, StringComparison.Ordinal);
        Assert.Contains("Without", System.Text.Json.JsonSerializer.Serialize(Judge(">2").Interval), StringComparison.Ordinal);
    }

    [Fact]
    public void Strict_sizes_make_a_strict_quotient()
    {
        LaboratoryValue Bound(string key, double? lower, double? upper) => new(key, null, lower, upper, "µm") { IsStrict = true };
        Verdict Ratio(LaboratoryValue max, LaboratoryValue average) => Samples.Judge(Samples.Membrane, Samples.Laboratory(max, average)).Of("pore-ratio").Verdict;
        Assert.Equal(Verdict.Fail, Ratio(Bound("max-pore", 0.4, null), LaboratoryValue.Exact("avg-pore", 0.2, "µm")));
        Assert.Equal(Verdict.Fail, Ratio(LaboratoryValue.Exact("max-pore", 0.4, "µm"), Bound("avg-pore", null, 0.2)));
        Assert.Equal(Verdict.Indeterminate, Ratio(Bound("max-pore", 0.4, null) with { IsStrict = false }, LaboratoryValue.Exact("avg-pore", 0.2, "µm")));
    }

    [Fact]
    public void A_maximum_below_its_average_is_not_judged() => Prop.ForAll(Numbers, Numbers, (a, b) =>
    {
        var (average, max) = (Math.Abs(a) + 0.5, (Math.Abs(a) + 0.5) * (1 - (0.9 / (1 + Math.Abs(b)))));
        var result = Samples.Judge(Samples.Membrane, Samples.Laboratory(LaboratoryValue.Exact("max-pore", max, "µm"), LaboratoryValue.Exact("avg-pore", average, "µm"))).Of("pore-ratio");
        return result is { Verdict: Verdict.NotJudged, ClaimVerdict: Verdict.NotJudged };
    }).Check(Fixed);

    [Theory]
    [InlineData("", Verdict.Pass)]
    [InlineData(", \"least\": 1", Verdict.NotJudged)]
    public void A_quotient_may_be_small_unless_the_set_says_how_small_it_can_be(string least, Verdict expected)
    {
        string Quantity(string key) => $$"""{ "key": "{{key}}", "kind": "number", "dimension": "number", "unit": "", "what": "{{key}}", "source": "1" }""";
        var set = CriteriaSets.Read($$"""
            { "name": "own", "title": "Own", "document": "Test", "quantities": [ {{Quantity("r")}}, {{Quantity("a")}}, {{Quantity("b")}} ],
              "criteria": [ { "id": "r", "quantity": "r", "unit": "", "kind": "claim", "claim": { "numbers": [1], "type": "independent" },
                              "value": { "from": "quotient", "keys": ["r", "a", "b"]{{least}} }, "limits": { "atMost": 2 }, "source": "1" } ] }
            """, "own.json");
        Assert.Equal(expected, Samples.Judge(set, Samples.Laboratory(LaboratoryValue.Exact("a", 1, ""), LaboratoryValue.Exact("b", 4, ""))).Of("r").Verdict);
    }

    [Fact]
    public void The_guarded_verdict_never_contradicts_the_claim_verdict() => Prop.ForAll(Numbers, Numbers, (value, width) =>
    {
        var result = Result(Samples.OneLimit("""{ "above": -20, "atMost": 12.5 }"""), value, Math.Abs(width));
        return result.Verdict == Verdict.Indeterminate || result.Verdict == result.ClaimVerdict;
    }).Check(Fixed);

    [Fact]
    public void A_wider_range_never_makes_a_verdict_worse() => Prop.ForAll(Numbers, Numbers, Numbers, (value, width, more) =>
    {
        string Range(double by) => FormattableString.Invariant($$"""{ "atLeast": {{-20 - by}}, "atMost": {{12.5 + by}} }""");
        return Rank(VerdictOf(Samples.OneLimit(Range(Math.Abs(more))), value, Math.Abs(width))) >= Rank(VerdictOf(Samples.OneLimit(Range(0)), value, Math.Abs(width)));
    }).Check(Fixed);

    [Fact]
    public void The_unit_in_which_a_value_is_stated_changes_no_verdict() => Prop.ForAll(Numbers, Numbers, Gen.Elements<string>(Units.Names(Dimension.Length)).ToArbitrary(), (value, width, unit) =>
    {
        var (size, half) = (Math.Abs(value) / 100, Math.Abs(width) / 1000);
        double In(double x) => Units.Convert(x, Dimension.Length, "µm", unit);
        // Ends that lie on a limit to the last digit are left out: there a conversion may round either way.
        if (new[] { size - half, size, size + half }.Any(x => new[] { 0.005, 0.1, 5, 0.03, 0.05 }.Any(l => Math.Abs(x - l) < 1e-9))) return true;
        var before = Samples.Judge(Samples.Membrane, Samples.Laboratory(new LaboratoryValue("avg-pore", size, size - half, size + half, "µm")));
        var after = Samples.Judge(Samples.Membrane, Samples.Laboratory(new LaboratoryValue("avg-pore", In(size), In(size - half), In(size + half), unit)));
        return before.Results.Zip(after.Results).All(x => x.First.Verdict == x.Second.Verdict && x.First.ClaimVerdict == x.Second.ClaimVerdict && x.First.Ranges.Select(r => r.Verdict).SequenceEqual(x.Second.Ranges.Select(r => r.Verdict)));
    }).Check(Fixed);

    [Fact]
    public void A_claim_is_never_better_than_the_worst_of_its_limits_and_of_what_it_narrows() => Prop.ForAll(Numbers, Numbers, Numbers, (average, max, flow) =>
    {
        var sample = Samples.Laboratory(
            LaboratoryValue.Exact("mw", 5e5, "g/mol"), new LaboratoryValue("avg-pore", Math.Abs(average) / 1000, Math.Abs(average) / 1100, Math.Abs(average) / 900, "µm"),
            // No maximum is below its average: such sizes are not judged, and a test of their own holds that.
            LaboratoryValue.Exact("max-pore", (Math.Abs(average) / 1000) + (Math.Abs(max) / 500), "µm"), LaboratoryValue.Exact("permeability", Math.Max(0, flow), "L/m²·h·atm")) with { Declared = [new Declaration("two-phase-gel", true)] };
        var result = Samples.Judge(Samples.Membrane, sample, Samples.Image(ImageAnalysis.Classify.StructureClass.Percolation) with { Isotropy = new(1.05, 1.2, true) });
        var first = result.Claims.Single(c => c.Claim == "1");
        return first.Verdict == result.Verdict && result.Claims.Where(c => c.DependsOn.Contains("1")).All(c => Rank(c.Verdict) <= Rank(first.Verdict) || c.Verdict == Verdict.NotJudged);
    }).Check(Fixed);

    [Fact]
    public void What_is_missing_or_not_a_number_is_never_judged_by_any_limit()
    {
        var values = new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity };
        foreach (var limits in new[] { """{ "atLeast": 0 }""", """{ "atMost": 0 }""", """{ "above": 0 }""", """{ "below": 0 }""", """{ "atLeast": { "of": "y" } }""" })
        {
            var set = Samples.OneLimit(limits);
            foreach (var value in values)
            {
                var result = Samples.Judge(set, Samples.Laboratory(new LaboratoryValue("x", value, null, null, ""), new LaboratoryValue("y", value, value, value, "")));
                Assert.Equal((Verdict.NotJudged, Verdict.NotJudged), (result.Of("x").ClaimVerdict, result.Verdict));
            }

            Assert.Equal(Verdict.NotJudged, Samples.Judge(set, null).Verdict);
            Assert.Equal(Verdict.NotJudged, Samples.Judge(set, Samples.Laboratory()).Verdict);
        }
    }

    [Fact]
    public void No_requirement_of_any_set_passes_by_values_that_are_no_numbers()
    {
        foreach (var set in CriteriaSets.BuiltIn)
        {
            foreach (var value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            {
                var stated = set.Quantities.Where(q => q.Kind == QuantityKind.Number).Select(q => new LaboratoryValue(q.Key, value, null, null, q.Unit!)).ToArray();
                var image = Samples.Particles(650, 12) with { NumberAverageDiameterNm = new(value, null, null, null), CvPercent = new(value, null, null, null), SemPoreNm = new(value, null, null, null), Role = null };
                var result = Samples.Judge(set, Samples.Laboratory(stated), image, image with { Role = ImageRole.SurfaceA });
                Assert.All(result.Results, r => Assert.Equal((Verdict.NotJudged, Verdict.NotJudged), (r.ClaimVerdict, r.Verdict)));
                Assert.All(result.Claims, c => Assert.Equal(Verdict.NotJudged, c.Verdict));
            }
        }
    }

    [Fact]
    public void No_requirement_passes_or_fails_by_an_image_in_doubt() => Prop.ForAll(Numbers, Numbers, (inside, outside) =>
    {
        string[] codes = ["blurred", "measured-as-told", "bright-ground"];
        ImageMeasurements Doubtful(ImageRole? role, double nm) => Samples.Particles(Math.Abs(nm) + 1, Math.Abs(nm) / 10) with
        {
            File = $"{role}.tif", Role = role, Structure = nm > 0 ? ImageAnalysis.Classify.StructureClass.Percolation : ImageAnalysis.Classify.StructureClass.Cellular,
            SemPoreNm = Samples.Estimate(Math.Abs(nm) + 1, 0.01), Isotropy = new(1 + Math.Abs(nm / 1000), 1.2, true), FindingCodes = codes, ArealPorosity = Samples.Estimate(0.4, 0.1),
        };
        ImageMeasurements[] images = [Doubtful(ImageRole.Internal, inside), Doubtful(ImageRole.SurfaceA, outside), Doubtful(ImageRole.SurfaceB, inside + outside), Doubtful(ImageRole.Particles, inside)];
        return CriteriaSets.BuiltIn.Select(set => Samples.Judge(set, null, images)).All(set => set.Verdict is Verdict.Indeterminate or Verdict.NotJudged
            && set.Results.All(r => r.Verdict is Verdict.Indeterminate or Verdict.NotJudged && r.Ranges.All(x => x.Verdict is Verdict.Indeterminate or Verdict.NotJudged)) && set.Failures.Count == 0);
    }).Check(Fixed);

    [Fact]
    public void A_wider_interval_of_an_image_turns_Pass_or_Fail_only_into_Indeterminate() => Prop.ForAll(Numbers, Numbers, Numbers, (inside, outside, more) =>
    {
        SetEvaluation Judge(double relative) => Samples.Judge(Samples.Membrane, null,
            Samples.Image(ImageAnalysis.Classify.StructureClass.Percolation) with { SemPoreNm = Samples.Estimate(Math.Abs(inside) + 1, relative) },
            Samples.Image(ImageAnalysis.Classify.StructureClass.Percolation, ImageRole.SurfaceA) with { SemPoreNm = Samples.Estimate(Math.Abs(outside) + 1, relative) },
            Samples.Image(ImageAnalysis.Classify.StructureClass.Percolation, ImageRole.SurfaceB) with { SemPoreNm = Samples.Estimate(Math.Abs(inside + outside) + 1, relative) });
        var width = Math.Min(0.3, Math.Abs(more) / 2000);
        return Judge(width).Results.Zip(Judge(3 * width).Results).All(x => Kept(x.First.Verdict, x.Second.Verdict)
            && x.First.Ranges.Zip(x.Second.Ranges).All(r => Kept(r.First.Verdict, r.Second.Verdict)));

        static bool Kept(Verdict before, Verdict after) => after == before || after == Verdict.Indeterminate;
    }).Check(Fixed);

    [Fact]
    public void A_conversion_of_units_and_back_keeps_the_value()
    {
        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            var names = Units.Names(dimension);
            Prop.ForAll(Numbers, Gen.Elements<string>(names).ToArbitrary(), Gen.Elements<string>(names).ToArbitrary(), (value, from, to) =>
            {
                var back = Units.Convert(Units.Convert(value, dimension, from, to), dimension, to, from);

                // 15 significant digits of the largest number on the way; an offset of some 500 degrees costs the small ones theirs.
                return Math.Abs(back - value) <= 1e-12 * (Math.Abs(value) + (dimension == Dimension.Temperature ? 1000 : 0));
            }).Check(Fixed);
        }
    }

    private static Verdict VerdictOf(CriteriaSet set, double value, double half = 0) => Result(set, value, half).Verdict;

    private static CriterionResult Result(CriteriaSet set, double value, double half) =>
        Samples.Judge(set, Samples.Laboratory(new LaboratoryValue("x", value, value - half, value + half, ""))).Of("x");

    private static int Rank(Verdict verdict) => verdict switch { Verdict.Pass => 2, Verdict.Indeterminate => 1, Verdict.Fail => 0, _ => -1 };
}
