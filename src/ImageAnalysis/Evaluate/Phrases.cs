using System.Globalization;
using ImageAnalysis.Classify;

namespace ImageAnalysis.Evaluate;

/// <summary>Limits, values and reasons in words.</summary>
internal static class Phrases
{
    /// <summary>Six significant digits, no exponent where a reader expects none.</summary>
    public static string Number(double value)
    {
        if (value == 0 || !double.IsFinite(value) || Math.Abs(value) is < 1e-6 or >= 1e12) return value.ToString("G6", CultureInfo.InvariantCulture);
        var rounded = double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return rounded.ToString("0.############", CultureInfo.InvariantCulture);
    }

    public static string WithUnit(string text, string? unit) => string.IsNullOrEmpty(unit) ? text : unit == "%" ? $"{text} %" : $"{text} {unit}";

    public static string Structure(StructureClass structure) => structure switch
    {
        StructureClass.Percolation => "percolation",
        StructureClass.SphericalParticle => "spherical-particle",
        StructureClass.Cellular => "cellular",
        _ => "none",
    };

    /// <summary>What is asked: "0.005 .. 5 µm", "≤ 2", "≥ cloud-point + 10 °C", "percolation", "yes".</summary>
    public static string Limit(Limits limits, string? unit)
    {
        if (limits.OneOf is { } structures) return string.Join(" or ", structures.Select(Structure));
        if (limits.Is is { } asked) return asked ? "yes" : "no";
        if (limits is { AtLeast: { } least, AtMost: { } most, Above: null, Below: null }) return WithUnit($"{End(least)} .. {End(most)}", unit);
        var ends = new List<string>();
        if (limits.AtLeast is { } a) ends.Add($"≥ {End(a)}");
        if (limits.Above is { } b) ends.Add($"> {End(b)}");
        if (limits.AtMost is { } c) ends.Add($"≤ {End(c)}");
        if (limits.Below is { } d) ends.Add($"< {End(d)}");
        return WithUnit(string.Join(" and ", ends), unit);
    }

    /// <summary>A reading: "0.18 µm", "at most 2".</summary>
    public static string Reading(Reading reading, string? unit) =>
        reading.Value is { } value ? WithUnit(Number(value), unit)
        : reading.Interval is not { } interval ? "nothing"
        : double.IsNegativeInfinity(interval.Lower) && double.IsPositiveInfinity(interval.Upper) ? "anything"
        : double.IsNegativeInfinity(interval.Lower) ? WithUnit($"{(reading.LeavesUpperOut ? "below" : "at most")} {Number(interval.Upper)}", unit)
        : double.IsPositiveInfinity(interval.Upper) ? WithUnit($"{(reading.LeavesLowerOut ? "above" : "at least")} {Number(interval.Lower)}", unit)
        : WithUnit($"between {Number(interval.Lower)} and {Number(interval.Upper)}", unit);

    /// <summary>Why a number got its verdict, as a clause without full stop.</summary>
    public static string Compared(Reading reading, Judgement judgement, string? unit, string limit)
    {
        var subject = reading.IsBound ? $"a value of {Reading(reading, unit)}" : Reading(reading, unit);
        if (judgement.Guarded == Verdict.Indeterminate && reading.IsBound) return $"{subject} leaves open whether the limit {limit} is met";
        var meets = judgement.Claim == Verdict.Pass ? $"{subject} meets the limit {limit}" : $"{subject} does not meet the limit {limit}";
        if (judgement.Guarded != Verdict.Indeterminate)
            return reading.Value is null || reading.Interval is not { } i || i.Lower == i.Upper ? meets
                : judgement.Claim == Verdict.Pass
                ? $"{meets}, as does its whole 95 % interval {Interval(reading, unit)}"
                : $"{meets}, nor does any of its 95 % interval {Interval(reading, unit)}";
        return reading.Interval is null ? $"{meets}, but its uncertainty is unknown" : $"{meets}, but its 95 % interval {Interval(reading, unit)} lies on both sides of it";
    }

    /// <summary>One sentence: capital and full stop.</summary>
    public static string Sentence(string clause)
    {
        var text = clause.TrimEnd('.', ' ');
        return text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }

    public static Standing Standing(Verdict verdict) => verdict switch
    {
        Verdict.Pass => Evaluate.Standing.Met,
        Verdict.Fail => Evaluate.Standing.NotMet,
        Verdict.Indeterminate => Evaluate.Standing.Undecided,
        _ => Evaluate.Standing.NotJudged,
    };

    private static string Interval(Reading reading, string? unit) =>
        reading.Interval is { } i ? WithUnit($"{Number(i.Lower)} .. {Number(i.Upper)}", unit) : "";

    private static string End(Bound bound) =>
        bound.Of is not { } key ? Number(bound.Plus)
        : bound.Plus > 0 ? $"{key} + {Number(bound.Plus)}"
        : bound.Plus < 0 ? $"{key} - {Number(-bound.Plus)}"
        : key;
}
