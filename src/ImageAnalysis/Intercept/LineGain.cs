using ImageAnalysis.Quantities;

namespace ImageAnalysis.Intercept;

/// <summary>
/// How much of the sampling interval (<see cref="FieldSums"/>) is due to the lines being few, and would go if there were twice as many. What the frame does not
/// hold, no line brings: only what tells every second line from those between can go, in the slow waves that the interval is made of.
/// </summary>
internal static class LineGain
{
    /// <summary>Lines that do not know of each other: twice as many halve what is left.</summary>
    private const double Independent = 0.5;

    /// <summary>Waves looked at. More than those of the interval, which are too few to tell a small difference.</summary>
    private const int Waves = 20;

    private const int LeastLines = 4;

    /// <summary>
    /// The share of the interval's variance that goes when the lines are doubled. Measured on these lines: what went from half of them to all, and from a quarter to
    /// half; of the first as large a part goes again as between the two, and no more than where lines are independent. For structure coarser than the pitch
    /// that part is small, since neighbours repeat each other (systematic sampling: Gundersen and Jensen, J. Microscopy 147 (1987) 229).
    /// </summary>
    /// <param name="main">The lines with their segments.</param>
    /// <param name="mean">Their literal mean, pixels.</param>
    /// <param name="deviation">Relative standard deviation of the mean, from the waves of the interval.</param>
    public static double OfTwiceTheLines(DirectionMeasurement main, double mean, double deviation)
    {
        var lines = main.PerLine.Count;
        if (lines < LeastLines || deviation <= 0) return 0;
        var longest = main.Set.Lines.Max(l => l.LengthPx);
        var waves = FieldSums.SlowestWaves(longest, DirectionMeter.Pitch(main.Set) * lines, Waves, Math.Min(lines, Waves)).Take(Waves).ToArray();
        var along = Along(main, mean, longest, waves.Max(w => w.AlongX));
        double last = 0, before = 0;
        var residuals = new double[lines];
        foreach (var (alongX, alongY) in waves)
        {
            for (var k = 0; k < lines; k++) residuals[k] = along[alongX][k] * Math.Cos(Math.PI * alongY * (k + 0.5) / lines);
            var norm = (alongX > 0 ? 0.5 : 1) * (alongY > 0 ? 0.5 : 1);
            last += Square(Difference(residuals, 0, 1)) / norm;

            // Over half of the lines the sums are half as large.
            before += (Square(2 * Difference(residuals, 0, 2)) + Square(2 * Difference(residuals, 1, 2))) / 2 / norm;
        }

        if (before <= 0) return 0;
        var total = mean * main.Result.Segments;
        var gain = last / waves.Length / (total * total) * Math.Min(Independent, last / before);

        // One over a variance that rests on so few waves is too large in the mean: that of chi squared.
        return gain / (deviation * deviation) * (FieldSums.DegreesOfFreedom - 2) / FieldSums.DegreesOfFreedom;
    }

    /// <summary>Of each wave along the lines: for every line the sum over its segments of length less mean, both weighted by the wave; ends count half each.</summary>
    private static double[][] Along(DirectionMeasurement main, double mean, double longest, int most)
    {
        var sums = new double[most + 1][];
        for (var wave = 0; wave <= most; wave++) sums[wave] = new double[main.PerLine.Count];
        for (var k = 0; k < main.PerLine.Count; k++)
        {
            var lead = (longest - main.Set.Lines[k].LengthPx) / 2;
            foreach (var s in main.PerLine[k])
            {
                sums[0][k] += s.Length - mean;
                var (sinFrom, cosFrom) = Math.SinCos(Math.PI * (s.From + lead) / longest);
                var (sinTo, cosTo) = Math.SinCos(Math.PI * (s.To + lead) / longest);

                // Multiples of the angles, each from the two before: f(n + 1) = 2 cos · f(n) - f(n - 1).
                var (from, fromBefore, to, toBefore) = ((Sin: sinFrom, Cos: cosFrom), (Sin: 0.0, Cos: 1.0), (Sin: sinTo, Cos: cosTo), (Sin: 0.0, Cos: 1.0));
                for (var wave = 1; wave <= most; wave++)
                {
                    sums[wave][k] += ((to.Sin - from.Sin) * longest / (Math.PI * wave)) - (mean * (from.Cos + to.Cos) / 2);
                    (from, fromBefore) = (((2 * cosFrom * from.Sin) - fromBefore.Sin, (2 * cosFrom * from.Cos) - fromBefore.Cos), from);
                    (to, toBefore) = (((2 * cosTo * to.Sin) - toBefore.Sin, (2 * cosTo * to.Cos) - toBefore.Cos), to);
                }
            }
        }

        return sums;
    }

    /// <summary>Every second of the lines first, first + step, ... less those between.</summary>
    private static double Difference(double[] residuals, int first, int step)
    {
        var (sum, sign) = (0.0, 1);
        for (var k = first; k < residuals.Length; k += step, sign = -sign) sum += sign * residuals[k];
        return sum;
    }

    private static double Square(double x) => x * x;
}
