using System.Globalization;
using ImageAnalysis.Evaluate;

namespace ImageAnalysis.Report.Pages;

/// <summary>An axis on which values lie with the ranges that they are judged by: logarithmic where these span decades.</summary>
internal sealed class RangeAxis
{
    /// <summary>Largest over smallest number from which the axis is logarithmic.</summary>
    private const double RatioForLogarithms = 40;

    /// <summary>Widest a digit is at the size of the labels, in any of the fonts.</summary>
    private const double CharacterWidth = 7.4;
    private const double LabelGap = 8;
    private const double PlaceForZero = 0.07;

    private readonly double _from, _to, _left, _right;
    private readonly bool _logarithmic;

    /// <summary>A logarithmic axis ends within these, so that its powers of ten are numbers.</summary>
    private const double Smallest = 1e-300, Largest = 1e300;

    /// <summary>Where a logarithmic axis begins: right of a place for zero, if a value is zero.</summary>
    private readonly double _start;

    /// <param name="numbers">All values and ends that the axis must show.</param>
    /// <param name="left">Where it begins in the picture.</param>
    /// <param name="right">Where it ends.</param>
    public RangeAxis(IReadOnlyCollection<double> numbers, double left, double right)
    {
        (_left, _right, _start) = (left, right, left);
        var finite = numbers.Where(double.IsFinite).Order().ToList();
        var (least, most) = finite.Count == 0 ? (0.0, 1.0) : (finite[0], finite[^1]);
        var positive = finite.Where(x => x > 0).ToList();
        _logarithmic = least >= 0 && positive.Count > 1 && positive[^1] / positive[0] > RatioForLogarithms;
        if (_logarithmic)
        {
            var margin = Math.Pow(positive[^1] / positive[0], 0.06);
            (_from, _to) = (Math.Max(positive[0] / margin, Smallest), Math.Min(positive[^1] * margin, Largest));
            if (least == 0) _start = left + (PlaceForZero * (right - left));
            return;
        }

        var (span, beyond) = most > least ? (most - least, 0.08) : (Math.Max(Math.Abs(most), 1), 1);
        (_from, _to) = (least - (beyond * span), most + (beyond * span));
        // An amount does not go below zero, and where zero is near, the axis begins there.
        if (least >= 0 && _from < 0.25 * span) _from = 0;
    }

    /// <summary>Where a number lies; open ends lie at the ends of the axis.</summary>
    public double At(double value)
    {
        if (_logarithmic && value <= 0) return _left;
        var part = double.IsNegativeInfinity(value) ? 0 : double.IsPositiveInfinity(value) ? 1
            : _logarithmic ? (Math.Log(Math.Max(value, _from)) - Math.Log(_from)) / (Math.Log(_to) - Math.Log(_from)) : (value - _from) / (_to - _from);
        return _start + ((_right - _start) * Math.Clamp(part, 0, 1));
    }

    /// <summary>Round numbers on the axis, as many as have room for their labels.</summary>
    public IReadOnlyList<double> Ticks()
    {
        var ticks = (_logarithmic ? Logarithmic() : Linear()).First(KeepApart);
        return _start > _left ? [0, .. ticks] : ticks;
    }

    public static string Write(double value) => Math.Abs(value) >= 1e6
        ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
        : value.ToString("0.######", CultureInfo.InvariantCulture).Replace('-', '−');

    private IEnumerable<IReadOnlyList<double>> Linear()
    {
        for (var most = 6; most >= 1; most--)
        {
            var step = Histogram.RoundUp((_to - _from) / most);
            var first = (int)Math.Ceiling((_from / step) - 1e-9);
            yield return [.. Enumerable.Range(first, Math.Max(0, (int)Math.Floor((_to / step) + 1e-9) - first + 1)).Select(i => Math.Round(i * step, 12))];
        }

        yield return [];
    }

    private IEnumerable<IReadOnlyList<double>> Logarithmic()
    {
        var (lowest, highest) = ((int)Math.Floor(Math.Log10(_from)), (int)Math.Ceiling(Math.Log10(_to)));
        foreach (var (leads, every) in new (double[], int)[] { ([1, 2, 5], 1), ([1, 3], 1), ([1], 1), ([1], 2), ([1], 3), ([1], 6), ([1], 60) })
        {
            yield return [.. Enumerable.Range(lowest, highest - lowest + 1).Where(power => power % every == 0)
                .SelectMany(power => leads.Select(lead => lead * Math.Pow(10, power))).Where(v => v >= _from && v <= _to)];
        }

        yield return [];
    }

    private bool KeepApart(IReadOnlyList<double> ticks) =>
        ticks.Zip(ticks.Skip(1)).All(pair => At(pair.Second) - At(pair.First) >= (CharacterWidth * (Write(pair.First).Length + Write(pair.Second).Length) / 2) + LabelGap);

    /// <summary>The numbers of a result that its axis must show: ends of ranges, the value, the ends of its interval.</summary>
    public static IEnumerable<double> Numbers(CriterionResult result) =>
        new[] { result.Value, result.Interval?.Lower, result.Interval?.Upper, result.Range?.Lower, result.Range?.Upper }
            .Concat(result.Ranges.SelectMany(r => new[] { r.Range?.Lower, r.Range?.Upper })).OfType<double>().Where(double.IsFinite);
}
