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

    /// <summary>The same with as many digits as tell it from the ends of ranges that it does not equal: what is above a limit is not written as the limit.</summary>
    public static string Number(double value, IReadOnlyCollection<double> ends, int digits = 6)
    {
        for (var more = digits; more < 17; more++)
        {
            var rounded = double.Parse(value.ToString(string.Create(CultureInfo.InvariantCulture, $"G{more}"), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (ends.All(end => Judge.Side(rounded, end) == Judge.Side(value, end))) return more <= 6 ? Number(rounded) : Plain(rounded);
        }

        return Plain(value);

        static string Plain(double number) => Math.Abs(number) is < 1e-6 or >= 1e15 ? number.ToString("R", CultureInfo.InvariantCulture) : number.ToString("0.####################", CultureInfo.InvariantCulture);
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
    public static string Reading(Reading reading, string? unit, IReadOnlyCollection<double>? ends = null) =>
        reading.Value is { } value ? WithUnit(Number(value, ends ?? []), unit)
        : reading.Interval is not { } interval ? "nothing"
        : double.IsNegativeInfinity(interval.Lower) && double.IsPositiveInfinity(interval.Upper) ? "anything"
        : double.IsNegativeInfinity(interval.Lower) ? WithUnit($"{(reading.LeavesUpperOut ? "below" : "at most")} {Number(interval.Upper)}", unit)
        : double.IsPositiveInfinity(interval.Upper) ? WithUnit($"{(reading.LeavesLowerOut ? "above" : "at least")} {Number(interval.Lower)}", unit)
        : WithUnit($"between {Number(interval.Lower)} and {Number(interval.Upper)}", unit);

    /// <summary>Why a number got its verdict, as a clause without full stop.</summary>
    /// <param name="reading">The number.</param>
    /// <param name="judgement">Its verdict.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="limit">What is asked, in words.</param>
    /// <param name="ends">The same as numbers.</param>
    /// <param name="referred">What the limit refers to, with its own interval; absent where that is exact or there is none.</param>
    public static string Compared(Reading reading, Judgement judgement, string? unit, string limit, IReadOnlyCollection<double> ends, string? referred)
    {
        if (reading is { IsBound: true, Interval: { Lower: double.NegativeInfinity, Upper: double.PositiveInfinity } }) return $"nothing that is known bounds the value, and whether the limit {limit} is met stays open";
        var subject = reading.IsBound ? $"a value of {Reading(reading, unit)}" : Reading(reading, unit, ends);
        if (judgement.Guarded == Verdict.Indeterminate && reading.IsBound) return $"{subject} leaves open whether the limit {limit} is met";
        var meets = judgement.Claim == Verdict.Pass ? $"{subject} meets the limit {limit}" : $"{subject} does not meet the limit {limit}";
        if (judgement.Guarded != Verdict.Indeterminate)
            return reading.Value is null || reading.Interval is not { } i || i.Lower == i.Upper ? meets
                : judgement.Claim == Verdict.Pass
                ? $"{meets}, as does its whole 95 % interval {Interval(reading, unit, ends)}"
                : $"{meets}, nor does any of its 95 % interval {Interval(reading, unit, ends)}";
        return reading.Interval is not { } open ? $"{meets}, but its uncertainty is unknown"
            : referred is not null ? $"{meets}, but the limit is itself uncertain: {referred}"
            : double.IsInfinity(open.Lower) && double.IsInfinity(open.Upper) ? $"{meets}, but its 95 % interval has no ends"
            : $"{meets}, but its 95 % interval {Interval(reading, unit, ends)} lies on both sides of it";
    }

    /// <summary>An image with its role: "a.tif (internal)".</summary>
    public static string Image(SampleImage image) => $"{image.File} ({StrictObject.EnumWords<ImageRole>().First(w => w.Value == image.Role).Key})";

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

    /// <summary>The 95 % interval in words.</summary>
    public static string Interval(Reading reading, string? unit, IReadOnlyCollection<double> ends) => reading.Interval switch
    {
        null => "",
        { Lower: double.NegativeInfinity } i => WithUnit($"up to {Number(i.Upper, ends)}", unit),
        { Upper: double.PositiveInfinity } i => $"from {WithUnit(Number(i.Lower, ends), unit)} on",
        { } i => WithUnit($"{Number(i.Lower, ends)} .. {Number(i.Upper, ends)}", unit),
    };

    private static string End(Bound bound) =>
        bound.Of is not { } key ? Number(bound.Plus)
        : bound.Plus > 0 ? $"{key} + {Number(bound.Plus)}"
        : bound.Plus < 0 ? $"{key} - {Number(-bound.Plus)}"
        : key;
}
