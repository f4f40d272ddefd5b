using System.Numerics;
using System.Runtime.InteropServices;

namespace ImageAnalysis.Segment;

/// <summary>
/// Uneven brightness as a quadratic surface, found together with the two phases: grey = (dark or bright) + five terms that both phases share,
/// by least squares, and the phases drawn again from what the surface leaves, in turn. A surface fitted to the grey values alone takes a side of
/// the frame that happens to hold more void for a dark side.
/// </summary>
internal sealed class ShadingSurface
{
    private const int Terms = 5;
    private const int Rounds = 12;

    /// <summary>Standard deviation of the surface, as a share of the contrast between the phases, from which on it is worth correcting.</summary>
    private const double MaterialShare = 0.03;

    /// <summary>
    /// F ratio of the surface to the scatter of block means about it, from which on it is no accident of where the structure lies. The 99.9 % point
    /// with 5 and about 40 degrees of freedom is 5.1; twice that, because neighbouring blocks are not independent.
    /// </summary>
    private const double SignificantRatio = 10;

    /// <summary>Blocks along the longer side for that ratio.</summary>
    private const int BlocksAlong = 8;

    private ShadingSurface(double[] coefficients) => Coefficients = coefficients;

    /// <summary>c of s(u, v) = c0 + c1 u + c2 v + c3 u² + c4 uv + c5 v², grey values; u and v run from -1 to 1 between the outer pixel centres. The mean over the field is 0.</summary>
    public double[] Coefficients { get; }

    /// <summary>The surface of these grey values, whatever it is worth.</summary>
    public static ShadingSurface Fit(GreySamples samples) => new Fitter(samples).Best().ToSurface();

    /// <summary>The surface, or null where it is small against the contrast of the phases or may be an accident.</summary>
    public static ShadingSurface? FitIfMaterial(GreySamples samples)
    {
        var fit = new Fitter(samples).Best();
        return fit.Deviation > MaterialShare * fit.Contrast && fit.BlockRatio() > SignificantRatio ? fit.ToSurface() : null;
    }

    /// <summary>Grey values above the mean at a place.</summary>
    public double At(double u, double v)
    {
        var c = Coefficients;
        return c[0] + (u * (c[1] + (c[3] * u) + (c[4] * v))) + (v * (c[2] + (c[5] * v)));
    }

    /// <summary>Subtracts the surface from a continuous image of grey values.</summary>
    public void SubtractInPlace(Span<float> grey, int width, int height)
    {
        var c = Coefficients;
        var (u1, u2) = (new float[width], new float[width]);
        for (var x = 0; x < width; x++)
        {
            var u = GreySamples.Position(x, width);
            (u1[x], u2[x]) = ((float)u, (float)(u * u));
        }

        Span<Vector<float>> u1Lanes = MemoryMarshal.Cast<float, Vector<float>>(u1.AsSpan()), u2Lanes = MemoryMarshal.Cast<float, Vector<float>>(u2.AsSpan());
        for (var y = 0; y < height; y++)
        {
            var v = GreySamples.Position(y, height);
            var (constant, slope, bend) = ((float)(c[0] + (c[2] * v) + (c[5] * v * v)), (float)(c[1] + (c[4] * v)), (float)c[3]);
            var (constantLane, slopeLane, bendLane) = (new Vector<float>(constant), new Vector<float>(slope), new Vector<float>(bend));
            var row = grey.Slice(y * width, width);
            var lanes = MemoryMarshal.Cast<float, Vector<float>>(row);
            for (var i = 0; i < lanes.Length; i++)
                lanes[i] -= constantLane + ((slopeLane * u1Lanes[i]) + (bendLane * u2Lanes[i]));
            for (var x = lanes.Length * Vector<float>.Count; x < width; x++)
                row[x] -= constant + ((slope * u1[x]) + (bend * u2[x]));
        }
    }

    /// <summary>A polynomial in one direction: c0 + c1 u + c2 u².</summary>
    private readonly record struct Polynomial(double C0, double C1, double C2)
    {
        public double At(double u) => C0 + (u * (C1 + (u * C2)));
    }

    /// <summary>One solution: the phases' grey values, and the weights of the orthonormal terms.</summary>
    private sealed record Solution(Fitter Fitter, double Dark, double Bright, double[] Weights, double Residual)
    {
        public double Contrast => Bright - Dark;

        /// <summary>Standard deviation of the surface; the terms are orthonormal.</summary>
        public double Deviation
        {
            get
            {
                double squares = 0;
                foreach (var w in Weights) squares += w * w;
                return Math.Sqrt(squares);
            }
        }

        public double BlockRatio() => Fitter.BlockRatio(this);

        public ShadingSurface ToSurface() => Fitter.Surface(Weights);
    }

    /// <summary>
    /// The terms are polynomials that are orthonormal on the grid of samples (mean 0, mean square 1): p1(u), p1(v), p2(u), p1(u) p1(v), p2(v). Their
    /// normal equations are then diagonal, and adding the phase's indicator costs one division.
    /// </summary>
    private sealed class Fitter
    {
        private readonly GreySamples _samples;
        private readonly Polynomial _u1, _u2, _v1, _v2;
        private readonly double[] _p1u, _p2u, _p1v, _p2v;
        private readonly double[] _greyOnTerms = new double[Terms];
        private readonly double _mean;
        private readonly double _variance;

        public Fitter(GreySamples samples)
        {
            _samples = samples;
            (_u1, _u2) = Orthonormal(samples.U);
            (_v1, _v2) = Orthonormal(samples.V);
            (_p1u, _p2u) = ([.. samples.U.Select(_u1.At)], [.. samples.U.Select(_u2.At)]);
            (_p1v, _p2v) = ([.. samples.V.Select(_v1.At)], [.. samples.V.Select(_v2.At)]);
            double sum = 0, squares = 0;
            for (int y = 0, i = 0; y < _p1v.Length; y++)
            {
                double row = 0, row1 = 0, row2 = 0;
                for (var x = 0; x < _p1u.Length; x++, i++)
                {
                    double g = samples.Values[i];
                    row += g;
                    row1 += g * _p1u[x];
                    row2 += g * _p2u[x];
                    squares += g * g;
                }

                sum += row;
                _greyOnTerms[0] += row1;
                _greyOnTerms[1] += row * _p1v[y];
                _greyOnTerms[2] += row2;
                _greyOnTerms[3] += row1 * _p1v[y];
                _greyOnTerms[4] += row * _p2v[y];
            }

            double n = samples.Values.Length;
            _mean = sum / n;
            _variance = (squares / n) - (_mean * _mean);
            for (var j = 0; j < Terms; j++) _greyOnTerms[j] /= n;
        }

        /// <summary>
        /// Two starts: no surface, and the surface of the grey values alone, because the phases of a strongly shaded frame are first drawn along the
        /// shading. The better fit is kept.
        /// </summary>
        public Solution Best()
        {
            var flat = Refine(new double[Terms]);
            var alone = Refine(_greyOnTerms);
            return alone.Residual < flat.Residual ? alone : flat;
        }

        public ShadingSurface Surface(double[] weights)
        {
            // p1(u) p1(v) is spread over the constant, u, v and uv.
            var (a, b, c, d, e) = (weights[0], weights[1], weights[2], weights[3], weights[4]);
            return new ShadingSurface(
            [
                (a * _u1.C0) + (b * _v1.C0) + (c * _u2.C0) + (d * _u1.C0 * _v1.C0) + (e * _v2.C0),
                (a * _u1.C1) + (c * _u2.C1) + (d * _u1.C1 * _v1.C0),
                (b * _v1.C1) + (e * _v2.C1) + (d * _u1.C0 * _v1.C1),
                c * _u2.C2,
                d * _u1.C1 * _v1.C1,
                e * _v2.C2,
            ]);
        }

        /// <summary>Mean square of the surface's block means per term, over that of the residual's per degree of freedom.</summary>
        public double BlockRatio(Solution solution)
        {
            int across = _p1u.Length, down = _p1v.Length, longer = Math.Max(across, down);
            var (columns, rows) = (Math.Clamp((BlocksAlong * across) / longer, 3, BlocksAlong), Math.Clamp((BlocksAlong * down) / longer, 3, BlocksAlong));
            var (fits, rests, counts) = (new double[columns * rows], new double[columns * rows], new int[columns * rows]);
            var level = (solution.Dark + solution.Bright) / 2;
            for (int y = 0, i = 0; y < down; y++)
            {
                for (var x = 0; x < across; x++, i++)
                {
                    var block = ((y * rows / down) * columns) + (x * columns / across);
                    var fit = At(solution.Weights, x, y);
                    var flat = _samples.Values[i] - fit;
                    fits[block] += fit;
                    rests[block] += flat - (flat < level ? solution.Dark : solution.Bright);
                    counts[block]++;
                }
            }

            double explained = 0, left = 0;
            var used = 0;
            for (var b = 0; b < counts.Length; b++)
            {
                if (counts[b] == 0) continue;
                used++;
                explained += fits[b] / counts[b] * (fits[b] / counts[b]);
                left += rests[b] / counts[b] * (rests[b] / counts[b]);
            }

            if (used <= Terms + 1) return 0;
            return left == 0 ? double.PositiveInfinity : (explained / Terms) / (left / (used - Terms - 1));
        }

        private Solution Refine(double[] start)
        {
            var (weights, level) = (start, _mean);
            Solution? solution = null;
            for (var round = 0; round < Rounds; round++)
            {
                var next = Solve(weights, level);
                var settled = solution is not null && Math.Abs(next.Residual - solution.Residual) <= 1e-6 * _variance;
                (solution, weights, level) = (next, next.Weights, (next.Dark + next.Bright) / 2);
                if (settled) break;
            }

            return solution!;
        }

        /// <summary>Draws the phases with the given surface and level, and fits phases and surface to them.</summary>
        private Solution Solve(double[] weights, double level)
        {
            double n = _samples.Values.Length, count = 0, grey = 0;
            var onTerms = new double[Terms];
            for (int y = 0, i = 0; y < _p1v.Length; y++)
            {
                var (p1v, p2v) = (_p1v[y], _p2v[y]);
                var rowLevel = level + (weights[1] * p1v) + (weights[4] * p2v);
                var (slope, bend) = (weights[0] + (weights[3] * p1v), weights[2]);
                double rowCount = 0, row1 = 0, row2 = 0;
                for (var x = 0; x < _p1u.Length; x++, i++)
                {
                    // Without branches: dark and bright follow each other at every few samples.
                    double g = _samples.Values[i];
                    var isDark = g >= rowLevel + (slope * _p1u[x]) + (bend * _p2u[x]) ? 0 : 1;
                    rowCount += isDark;
                    grey += isDark * g;
                    row1 += isDark * _p1u[x];
                    row2 += isDark * _p2u[x];
                }

                count += rowCount;
                onTerms[0] += row1;
                onTerms[1] += rowCount * p1v;
                onTerms[2] += row2;
                onTerms[3] += row1 * p1v;
                onTerms[4] += rowCount * p2v;
            }

            // grey = bright + step * [dark phase] + Σ weight * term; normal equations solved by hand.
            var share = count / n;
            double free = share - (share * share), product = (grey / n) - (_mean * share), residual = _variance;
            for (var j = 0; j < Terms; j++)
            {
                onTerms[j] /= n;
                free -= onTerms[j] * onTerms[j];
                product -= _greyOnTerms[j] * onTerms[j];
                residual -= _greyOnTerms[j] * _greyOnTerms[j];
            }

            // Not determined where there is one phase only, or where the phases are the terms themselves.
            var step = free > 1e-6 ? product / free : 0;
            var fitted = new double[Terms];
            for (var j = 0; j < Terms; j++) fitted[j] = _greyOnTerms[j] - (step * onTerms[j]);
            var bright = _mean - (step * share);
            return new Solution(this, bright + step, bright, fitted, residual - (step * product));
        }

        private double At(double[] weights, int x, int y) =>
            (weights[0] * _p1u[x]) + (weights[1] * _p1v[y]) + (weights[2] * _p2u[x]) + (weights[3] * _p1u[x] * _p1v[y]) + (weights[4] * _p2v[y]);

        /// <summary>The straight and the bent polynomial that are orthonormal on these positions; zero where the positions are too few to tell.</summary>
        private static (Polynomial First, Polynomial Second) Orthonormal(double[] positions)
        {
            double n = positions.Length, m1 = 0, m2 = 0, m3 = 0;
            foreach (var u in positions)
            {
                m1 += u / n;
                m2 += u * u / n;
                m3 += u * u * u / n;
            }

            var spread = m2 - (m1 * m1);
            if (positions.Length < 3) return (default, default);
            var first = new Polynomial(-m1 / Math.Sqrt(spread), 1 / Math.Sqrt(spread), 0);
            var beta = (m3 - (m1 * m2)) / spread;
            var raw = new Polynomial(-m2 + (beta * m1), -beta, 1);
            double square = 0;
            foreach (var u in positions) square += raw.At(u) * raw.At(u) / n;
            var norm = Math.Sqrt(square);
            return (first, new Polynomial(raw.C0 / norm, raw.C1 / norm, raw.C2 / norm));
        }
    }
}
