namespace ImageAnalysis.Segment;

/// <summary>
/// What an edge looks like: void, a step to solid, and a rim of the solid that shines brighter and fades inwards, all blurred by the beam:
/// P(d) = v + c Φ(d'/s) + a R(d'), d' = d - x0, with R the convolution of exp(-d²/2w²), d > 0, with a normal distribution of standard deviation s.
/// </summary>
/// <param name="ShiftPx">x0: how far the true edge lies inside the solid, from the boundary at which the profile was taken.</param>
/// <param name="BlurPx">s.</param>
/// <param name="RimGain">a, in units of the contrast.</param>
/// <param name="RimWidthPx">w.</param>
/// <param name="Void">v.</param>
/// <param name="Step">c.</param>
/// <param name="Residual">Root mean square of what the model leaves of the profile.</param>
internal sealed record EdgeModel(double ShiftPx, double BlurPx, double RimGain, double RimWidthPx, double Void, double Step, double Residual)
{
    /// <summary>
    /// Weight of a² beside the squared deviations. A rim narrower than the blur looks like a shifted edge, and the profile alone cannot tell them apart: without
    /// evidence there is none.
    /// </summary>
    private const double RimPenalty = 0.03 * 0.03;

    /// <summary>Share of the edges that must reach an offset for it to be used.</summary>
    private const double LeastShare = 0.15;

    private const int LeastOffsetsASide = 5;
    private const double LeastBlur = 0.2, MostBlur = 5, MostShift = 1.5;

    private const double FirstStep = 0.4, NearStep = 0.1;

    private static readonly double[] RimWidths = [1.2, 1.8, 2.7, 4];

    /// <summary>
    /// Height of the true edge between void (0) and solid (1) once the picture is smoothed with a Gaussian of the given standard deviation, and half the given variance times
    /// its second derivative is taken off.
    /// </summary>
    public double Height(double smoothingPx, double sharpening)
    {
        var blur = SmoothedBlur(smoothingPx);
        var wide = Math.Sqrt((RimWidthPx * RimWidthPx) + (blur * blur));
        return Void + (Step / 2) + (RimGain * RimWidthPx / (2 * wide) * (1 + (sharpening / (2 * wide * wide))));
    }

    /// <summary>Slope of that profile at the true edge, contrasts per pixel.</summary>
    public double Slope(double smoothingPx, double sharpening)
    {
        var blur = SmoothedBlur(smoothingPx);
        var square = (RimWidthPx * RimWidthPx) + (blur * blur);

        // Of the rim's term only its own step blurs to a slope here: that of its exponential is zero at its top.
        var slope = ((Step / blur) + (RimGain * RimWidthPx * RimWidthPx / (square * blur))) / Math.Sqrt(2 * Math.PI);
        return slope * (1 + (sharpening / (2 * blur * blur)));
    }

    /// <summary>Standard deviation of the blur in the picture. Reading between pixels blurred the profile a little more, by t(1 - t), 1/6 on average, along either axis.</summary>
    public double RecordedBlurPx => Math.Sqrt(Math.Max((BlurPx * BlurPx) - (1.0 / 6), 0.05));

    /// <summary>Standard deviation of the blur once the picture is smoothed.</summary>
    public double SmoothedBlur(double smoothingPx) => Math.Sqrt((RecordedBlurPx * RecordedBlurPx) + (smoothingPx * smoothingPx));

    /// <summary>The best model, or null where the profile is too short to say.</summary>
    public static EdgeModel? Fit(EdgeProfile profile)
    {
        double most = 0;
        foreach (var count in profile.Counts) most = Math.Max(most, count);
        var (first, last) = (EdgeProfile.Reach, EdgeProfile.Reach);
        while (first > 0 && profile.Counts[first - 1] >= LeastShare * most) first--;
        while (last < EdgeProfile.Offsets - 1 && profile.Counts[last + 1] >= LeastShare * most) last++;
        if (most == 0 || first > EdgeProfile.Reach - LeastOffsetsASide || last < EdgeProfile.Reach + LeastOffsetsASide) return null;

        var n = last - first + 1;
        double[] at = new double[n], means = new double[n], weights = new double[n];
        for (var i = 0; i < n; i++)
            (at[i], means[i], weights[i]) = (EdgeProfile.OffsetPx(first + i), profile.Means[first + i], profile.Counts[first + i] / most);
        var solver = new Solver(at, means, weights);
        Solution? best = null;
        foreach (var width in RimWidths)
        {
            var found = best is { } near ? solver.Search(near.Shift, near.Blur, width, NearStep) : solver.Search(0, 1, width, FirstStep);
            if (best is null || found.Cost < best.Value.Cost) best = found;
        }

        var b = best!.Value;
        return new EdgeModel(b.Shift, b.Blur, b.Rim, b.Width, b.Void, b.Step, Math.Sqrt(Math.Max(0, b.Cost - (RimPenalty * b.Rim * b.Rim)) / n));
    }

    private readonly record struct Solution(double Shift, double Blur, double Width, double Void, double Step, double Rim, double Cost);

    /// <summary>v, c and a follow from x0, s and w by linear least squares; x0 and s are sought by halving steps.</summary>
    private sealed class Solver(double[] at, double[] means, double[] weights)
    {
        private static readonly (double Shift, double Blur)[] Directions = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1)];

        public Solution Search(double fromShift, double fromBlur, double width, double firstStep)
        {
            var best = Solve(fromShift, fromBlur, width);
            for (var step = firstStep; step > 0.006; step /= 2)
            {
                for (var improved = true; improved;)
                {
                    improved = false;
                    foreach (var (dx, ds) in Directions)
                    {
                        double shift = Math.Clamp(best.Shift + (step * dx), -MostShift, MostShift), blur = Math.Clamp(best.Blur + (step * ds), LeastBlur, MostBlur);
                        var next = Solve(shift, blur, width);
                        if (next.Cost >= best.Cost - 1e-12) continue;
                        best = next;
                        improved = true;
                    }
                }
            }

            return best;
        }

        private Solution Solve(double shift, double blur, double width)
        {
            var wide = Math.Sqrt((width * width) + (blur * blur));
            double n = 0, s = 0, r = 0, ss = 0, sr = 0, rr = 0, p = 0, sp = 0, rp = 0, pp = 0;
            for (var i = 0; i < at.Length; i++)
            {
                var d = at[i] - shift;
                var step = Normal(d / blur);
                var rim = width / wide * Math.Exp(-d * d / (2 * wide * wide)) * Normal(d * width / (blur * wide));
                double w = weights[i], m = means[i];
                n += w;
                s += w * step;
                r += w * rim;
                ss += w * step * step;
                sr += w * step * rim;
                rr += w * rim * rim;
                p += w * m;
                sp += w * step * m;
                rp += w * rim * m;
                pp += w * m * m;
            }

            // Centred on the constant term; then a 2 x 2 system.
            double css = ss - (s * s / n), csr = sr - (s * r / n), crr = rr - (r * r / n) + RimPenalty;
            double csp = sp - (s * p / n), crp = rp - (r * p / n), cpp = pp - (p * p / n);
            var determinant = (css * crr) - (csr * csr);
            double c = csp / Math.Max(css, 1e-12), a = 0;
            if (determinant > 1e-12 * css * crr)
            {
                var rimmed = ((css * crp) - (csr * csp)) / determinant;
                if (rimmed > 0) (a, c) = (rimmed, ((crr * csp) - (csr * crp)) / determinant);
            }

            var cost = cpp - (2 * ((c * csp) + (a * crp))) + (c * c * css) + (2 * a * c * csr) + (a * a * crr);
            return new Solution(shift, blur, width, (p - (c * s) - (a * r)) / n, c, a, cost);
        }
    }

    /// <summary>Φ(x) to 1e-7: Hastings' approximation, Abramowitz and Stegun 26.2.17.</summary>
    private static double Normal(double x)
    {
        // Beyond, it is within 1e-7 of 0 or 1.
        if (Math.Abs(x) > 5.2) return x > 0 ? 1 : 0;
        var t = 1 / (1 + (0.2316419 * Math.Abs(x)));
        var tail = 0.3989422804014327 * Math.Exp(-x * x / 2) * t
            * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return x > 0 ? 1 - tail : tail;
    }
}
