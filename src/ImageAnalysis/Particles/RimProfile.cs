using MathNet.Numerics;

namespace ImageAnalysis.Particles;

/// <summary>Where the edge of the solid lies beside the half-maximum of its blurred picture, and the blur.</summary>
/// <param name="OffsetPx">How far outside the half-maximum the edge lies, pixels; negative inside.</param>
/// <param name="BlurPx">Standard deviation of the blur, pixels.</param>
internal readonly record struct EdgePlace(double OffsetPx, double BlurPx)
{
    /// <summary>
    /// How much larger a radius is than that of the half-maximum: the offset, and what the blur takes off a convex edge, σ²/(2R) to first order (the mean
    /// curvature of a level line moves as under the heat equation).
    /// </summary>
    public double Growth(double radius) => OffsetPx + (BlurPx * BlurPx / (2 * radius));
}

/// <summary>
/// The mean profile across the rims of a picture, and the edge in it. A rim that shines, or a limb in the dark, is blurred together with its edge, and the
/// half-maximum then lies up to a pixel beside the edge. The profile is explained as ground + step + rim, both ending at the edge and blurred by a Gaussian:
/// a + b Φ((e - s)/σ) + c exp((s - e)/λ) [s &lt; e] ∗ G(σ), with a, b, c by least squares for each of a grid of e, σ and λ; the edge is that of the best.
/// </summary>
internal static class RimProfile
{
    /// <summary>Ends of the profile and its step, pixels from the half-maximum outwards.</summary>
    internal const double From = -5, To = 4, Step = 0.5;

    internal const int Length = (int)((To - From) / Step) + 1;

    /// <summary>Smallest particle whose profile is taken: in smaller ones the opposite rim reaches in.</summary>
    private const double LeastRadius = 6;

    private const double LeastSupport = 0.6;

    /// <summary>Fewer rays leave too much noise in their mean.</summary>
    private const int LeastRays = 60;

    private const int MostRims = 80;

    /// <summary>Farthest that an edge is moved, pixels, and the step in which it is sought.</summary>
    private const double Reach = 1, OffsetStep = 0.1;

    /// <summary>Share of the rays with another particle close behind, from which these are left out.</summary>
    private const double LeastFilled = 0.06;

    /// <summary>A rim must leave less than the reciprocal of this of the squares that the step alone leaves.</summary>
    private const double PlainShare = 3;

    private static readonly double[] Blurs = [0.9, 1.1, 1.3, 1.6, 2, 2.5, 3, 3.5];

    private static readonly double[] Decays = [1.5, 3, 6];

    private static readonly Trial[][] Plain = Trials([0]), Rimmed = Trials(Decays);

    /// <summary>The place of the edge in a picture; none where too few rims are seen well.</summary>
    public static EdgePlace? Of(IReadOnlyList<Rim> rims, RimPicture grey)
    {
        Span<double> mean = stackalloc double[Length], open = stackalloc double[Length];
        Span<float> profile = stackalloc float[Length];
        mean.Clear();
        open.Clear();
        var good = rims.Where(r => r.Support >= LeastSupport && r.Outline.MeanRadius >= LeastRadius).ToArray();
        var stride = Math.Max(1, good.Length / MostRims);
        var (rays, openRays) = (0, 0);
        for (var k = 0; k < good.Length; k += stride)
        {
            var o = good[k].Outline;
            foreach (var p in good[k].Points)
            {
                if (!p.Seen) continue;
                var (x, y, nx, ny) = o.Foot(p.X, p.Y);
                grey.Sample((float)(x + (From * nx)), (float)(y + (From * ny)), (float)(Step * nx), (float)(Step * ny), profile);
                for (var i = 0; i < Length; i++) mean[i] += profile[i];
                rays++;
                if (!p.Open) continue;
                for (var i = 0; i < Length; i++) open[i] += profile[i];
                openRays++;
            }
        }

        // Filled gaps would draw the edge inwards. Where few rays meet one, most of those are noise, and leaving them out would favour the rays that noise lowered.
        var isCrowded = rays - openRays > LeastFilled * rays;
        return (isCrowded ? openRays : rays) < LeastRays ? null : Fit(isCrowded ? open : mean);
    }

    /// <summary>The edge in a profile of <see cref="Length"/> values, of any scale.</summary>
    internal static EdgePlace Fit(ReadOnlySpan<double> profile)
    {
        Span<double> centred = stackalloc double[Length];
        profile.CopyTo(centred);
        Centre(centred);
        var (left, plain) = Best(centred, Plain);
        var (leftWithRim, rimmed) = Best(centred, Rimmed);
        return left <= PlainShare * leftWithRim ? plain : rimmed;
    }

    /// <summary>The least squares over edges, blurs and decays, and where.</summary>
    private static (double Left, EdgePlace Place) Best(ReadOnlySpan<double> centred, Trial[][] series)
    {
        var (best, place) = (double.PositiveInfinity, default(EdgePlace));
        foreach (var trials in series)
        {
            var (before, last, lastOffset) = (double.PositiveInfinity, double.PositiveInfinity, 0.0);
            foreach (var trial in trials)
            {
                var left = trial.Residual(centred);

                // A minimum within the reach, between steps by the parabola through three of them.
                if (last < best && last <= before && last <= left && double.IsFinite(before))
                {
                    var curve = before - (2 * last) + left;
                    best = last;
                    place = new EdgePlace(lastOffset + (curve > 0 ? OffsetStep * 0.5 * (before - left) / curve : 0), trial.Blur);
                }

                (before, last, lastOffset) = (last, left, trial.Offset);
            }
        }

        return (best, place);
    }

    /// <summary>All that is tried with some decays (0: no rim): a row of offsets for each blur and decay.</summary>
    private static Trial[][] Trials(double[] decays) =>
    [
        .. from blur in Blurs
           from decay in decays
           select Enumerable.Range(-(int)(Reach / OffsetStep), (2 * (int)(Reach / OffsetStep)) + 2).Select(k => new Trial(blur, decay, k * OffsetStep)).ToArray(),
    ];

    private static void Centre(Span<double> v)
    {
        var mean = 0.0;
        foreach (var value in v) mean += value;
        mean /= v.Length;
        for (var i = 0; i < v.Length; i++) v[i] -= mean;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>A step and a rim as they are with one edge, blur and decay, made orthogonal to a constant and to each other (Gram-Schmidt).</summary>
    private sealed class Trial
    {
        private readonly double[] _step = new double[Length], _rim = new double[Length];
        private readonly double _stepSquare, _rimSquare;

        public Trial(double blur, double decay, double offset)
        {
            (Blur, Offset) = (blur, offset);
            for (var i = 0; i < Length; i++)
            {
                var s = From + (i * Step) - offset;
                _step[i] = 0.5 * SpecialFunctions.Erfc(s / blur / Constants.Sqrt2);
                _rim[i] = decay == 0 ? 0 : 0.5 * Math.Exp((blur * blur / (2 * decay * decay)) + (s / decay)) * SpecialFunctions.Erfc(((blur / decay) + (s / blur)) / Constants.Sqrt2);
            }

            Centre(_step);
            Centre(_rim);
            _stepSquare = Dot(_step, _step);
            Remove(_rim, _step, _stepSquare);
            _rimSquare = Dot(_rim, _rim);
        }

        public double Blur { get; }

        public double Offset { get; }

        /// <summary>Squares left of a profile, less its mean, after the least-squares fit of both.</summary>
        public double Residual(ReadOnlySpan<double> centred)
        {
            Span<double> left = stackalloc double[Length];
            centred.CopyTo(left);
            Remove(left, _step, _stepSquare);
            Remove(left, _rim, _rimSquare);
            return Dot(left, left);
        }

        private static void Remove(Span<double> v, ReadOnlySpan<double> part, double square)
        {
            if (square < 1e-12) return;
            var share = Dot(v, part) / square;
            for (var i = 0; i < v.Length; i++) v[i] -= share * part[i];
        }
    }
}
