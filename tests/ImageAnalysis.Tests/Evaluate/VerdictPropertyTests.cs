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

    [Fact]
    public void The_guarded_verdict_never_contradicts_the_claim_verdict() => Prop.ForAll(Numbers, Numbers, (value, width) =>
    {
        var result = Result(Samples.OneLimit("""{ "above": -20, "atMost": 12.5 }"""), value, Math.Abs(width));
        return result.Verdict == Verdict.Indeterminate || result.Verdict == result.ClaimVerdict;
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
