using System.Diagnostics.CodeAnalysis;
using System.Runtime.Intrinsics;
using ImageAnalysis.Quantities;
using MathNet.Numerics;

namespace ImageAnalysis.Particles;

/// <summary>
/// Fits the outline of a round particle to its edge: rays from the centre; on each the place near the expected radius where the grey values fall most
/// steeply, then the sub-pixel half-maximum across it; a least-squares outline in which far points lose their weight (Tukey's biweight); and again, nearer.
/// </summary>
internal sealed partial class RimFit(RimPicture[] pyramid)
{
    /// <summary>Numbers of rays, and their directions.</summary>
    private static readonly RayDirections[] Directions = [new(24), new(32), new(48), new(64)];

    private const int MostRays = 64;

    /// <summary>Every number of rays is a multiple of this.</summary>
    private const int Sectors = 8;

    /// <summary>Radius on the picture of the pyramid that the first fit is made on, its pixels, at most.</summary>
    private const double CoarseRadius = 10;

    /// <summary>The same for the last fits, in which every pixel counts.</summary>
    private const double FineRadius = 32;

    /// <summary>Share of the rays that end darker than the ground around a particle is taken for.</summary>
    private const double Ground = 0.25;

    private const int LeastLows = 8;

    /// <summary>A gap deeper than this share of the full fall is wide enough for its half-maximum.</summary>
    private const float DeepGap = 0.9f;

    /// <summary>Shortest over longest axis of what is still taken for one round particle.</summary>
    private const double LeastAspect = 0.25;

    /// <summary>Least share of rays with an edge for a fit to go on.</summary>
    private const double LeastSeen = 0.35;

    private readonly RayBundle _rays = new();
    private readonly float[] _x = new float[MostRays], _y = new float[MostRays], _fall = new float[MostRays];
    private readonly float[] _distance = new float[MostRays], _weights = new float[MostRays], _valley = new float[MostRays], _low = new float[MostRays], _sorted = new float[MostRays];
    private RayDirections _directions = Directions[0];

    /// <summary>Blur of the edges, pixels of the field.</summary>
    public double Blur { get; init; } = 1.2;

    /// <summary>The outline near a candidate; none where no rim is seen.</summary>
    public bool TryFit(RimCandidate candidate, [NotNullWhen(true)] out Rim? rim)
    {
        rim = null;
        var start = new RimEllipse(candidate.X, candidate.Y, candidate.Radius, candidate.Radius, 0);
        var outline = start;
        var r = candidate.Radius;
        if (!Look(ref outline, Level(r, CoarseRadius), Directions[0], 0.35 * r, 0.25 * r, RimShape.Round, false)) return false;
        if (Math.Abs(outline.X - start.X) > 0.5 * r || Math.Abs(outline.Y - start.Y) > 0.5 * r) return false;
        return TryRefine(outline, out rim);
    }

    /// <summary>The outline near an ellipse that is known to about an eighth of its radius.</summary>
    public bool TryRefine(RimEllipse outline, [NotNullWhen(true)] out Rim? rim) => TryRefine(outline, RimShape.Free, out rim);

    private bool TryRefine(RimEllipse outline, RimShape shape, [NotNullWhen(true)] out Rim? rim)
    {
        rim = null;
        var fine = Level(outline.MeanRadius, FineRadius);
        var unit = 1 << fine;
        var directions = Directions[(outline.MeanRadius / unit) switch { < 6 => 0, < 10 => 1, < 16 => 2, _ => 3 }];
        var r = outline.MeanRadius;
        if (!Look(ref outline, fine, directions, (0.12 * r) + (1.5 * unit), (0.1 * r) + (1.2 * unit), shape, true)) return false;
        r = outline.MeanRadius;
        if (!Look(ref outline, fine, directions, (0.06 * r) + (1.5 * unit), (0.05 * r) + (0.8 * unit), shape, true)) return false;
        if (outline.A == outline.B)
        {
            // An arc fixes its circle less well than a closed rim: once more from where it is now.
            r = outline.MeanRadius;
            if (!Look(ref outline, fine, directions, (0.04 * r) + (1.2 * unit), (0.03 * r) + (0.8 * unit), shape, true)) return false;
        }

        r = outline.MeanRadius;
        if (!(r > 1.5) || outline.B < LeastAspect * outline.A) return false;

        var tolerance = (0.03 * r) + (0.8 * unit);
        var points = new RimPoint[directions.Count];
        var seen = 0;
        double fall = 0, scatter = 0;
        for (var i = 0; i < directions.Count; i++)
        {
            var off = _distance[i] > 0 ? Math.Abs(Off(outline, i)) : double.PositiveInfinity;
            if (off <= tolerance)
            {
                points[i] = new RimPoint(_x[i], _y[i], true, _valley[i] <= 0);
                seen++;
                fall += _fall[i];
                scatter += off;
            }
            else
            {
                var (cos, sin) = directions[i];
                var expected = outline.RadiusAt(cos, sin);
                points[i] = new RimPoint((float)(outline.X + (cos * expected)), (float)(outline.Y + (sin * expected)), false, false);
            }
        }

        if (seen < LeastSeen * directions.Count) return false;
        rim = new Rim(outline, (double)seen / directions.Count, fall / seen, scatter / seen, points);
        return true;
    }

    /// <summary>How far a seen point lies outside an outline along the line from its centre.</summary>
    private double Off(in RimEllipse outline, int i)
    {
        var (dx, dy) = (_x[i] - outline.X, _y[i] - outline.Y);
        var distance = Math.Sqrt((dx * dx) + (dy * dy));
        return outline.A == outline.B ? distance - outline.A : distance - outline.RadiusAt(dx / distance, dy / distance);
    }

    private int Level(double radius, double most)
    {
        var level = 0;
        while (level + 1 < pyramid.Length && radius > most)
        {
            radius /= 2;
            level++;
        }

        return level;
    }

    private bool Look(ref RimEllipse outline, int level, RayDirections directions, double window, double inlier, RimShape shape, bool interpolate)
    {
        _directions = directions;
        var rays = directions.Count;
        var seen = Sight(outline, level, window, interpolate);
        if (seen < LeastSeen * rays) return false;
        Weigh(outline, Math.Max(inlier, window));
        for (var round = 0; round < 2; round++)
        {
            if (shape != RimShape.Round && Covered(rays) > 0.7)
            {
                if (!Conic(ref outline, rays)) return false;
            }
            else
            {
                if (shape != RimShape.Kept) outline = outline with { A = outline.MeanRadius, B = outline.MeanRadius, Angle = 0 };
                if (!Similar(ref outline, rays)) return false;
            }

            if (!(outline.MeanRadius > 1) || outline.MeanRadius > 4000) return false;
            if (Weigh(outline, inlier) < 0.2 * rays) return false;
        }

        return true;
    }

    /// <summary>Tukey's weights of the seen points. Returns their sum.</summary>
    private double Weigh(in RimEllipse outline, double inlier)
    {
        var place = new RimEllipses(outline);
        for (var i = 0; i < _directions.Count; i += Vector256<float>.Count)
        {
            var (x, y) = (Vector256.Create(_x.AsSpan(i)), Vector256.Create(_y.AsSpan(i)));
            var near = Vector256.Narrow(Tukey(place.Off(Vector256.WidenLower(x), Vector256.WidenLower(y)) / inlier), Tukey(place.Off(Vector256.WidenUpper(x), Vector256.WidenUpper(y)) / inlier));
            (near & Vector256.GreaterThan(Vector256.Create(_distance.AsSpan(i)), Vector256<float>.Zero)).CopyTo(_weights, i);
        }

        var total = 0.0;
        foreach (var weight in _weights.AsSpan(0, _directions.Count)) total += weight;
        return total;

        static Vector256<double> Tukey(Vector256<double> off)
        {
            var left = Vector256<double>.One - (off * off);
            return left * left & Vector256.LessThan(off * off, Vector256<double>.One);
        }
    }

    /// <summary>Share of the sectors in which at least half the rays count.</summary>
    private double Covered(int rays)
    {
        var (perSector, covered) = (rays / Sectors, 0);
        for (var sector = 0; sector < Sectors; sector++)
        {
            var good = 0;
            foreach (var weight in _weights.AsSpan(sector * perSector, perSector)) good += weight > 0.3 ? 1 : 0;
            if (2 * good >= perSector) covered++;
        }

        return (double)covered / Sectors;
    }

    /// <summary>Seeks the edge on every ray. Returns on how many it was seen.</summary>
    private int Sight(in RimEllipse outline, int level, double window, bool interpolate)
    {
        var grey = pyramid[level];
        var unit = 1 << level;
        var (cx, cy) = ((float)(((outline.X + 0.5) / unit) - 0.5), (float)(((outline.Y + 0.5) / unit) - 0.5));
        var least = (float)(2 * grey.LeastSlope);
        var half = (float)Math.Max(1.5, window / unit);
        var reach = half + (interpolate ? RayBundle.HalfReach : 1);
        var (ca, sa) = ((float)Math.Cos(outline.Angle), (float)Math.Sin(outline.Angle));
        var (pa, pb) = ((float)(unit / outline.A), (float)(unit / outline.B));
        var expected = Vector256.Create(1 / pa);
        var seen = 0;
        for (var i = 0; i < _directions.Count; i += RayBundle.Lanes)
        {
            var (cos, sin) = _directions.Eight(i);
            if (outline.A != outline.B)
            {
                var (u, v) = (((cos * ca) + (sin * sa)) * pa, ((sin * ca) - (cos * sa)) * pb);
                expected = Vector256<float>.One / Vector256.Sqrt((u * u) + (v * v));
            }

            var first = Vector256.Max(Vector256.Create(0.5f), expected - Vector256.Create(reach));
            var length = Vector256.ConvertToInt32(expected + Vector256.Create(reach) - first) + Vector256.Create(2);
            _rays.Aim((Vector256.Create(cx) + (cos * first), Vector256.Create(cy) + (sin * first)), (cos, sin), length, first - expected);
            _rays.Sample(grey, interpolate);
            var steepest = _rays.Steepest(least, 1 / (half + 0.5f));
            for (var ray = 0; ray < RayBundle.Lanes; ray++)
            {
                if (Place(i + ray, ray, steepest[ray], first[ray])) seen++;
            }
        }

        if (interpolate) PlaceInGaps(grey, cx, cy, unit);
        return seen;

        bool Place(int i, int ray, int steepest, float first)
        {
            _distance[i] = 0;
            if (steepest < 0) return false;
            _valley[i] = 0;
            var at = first + (interpolate ? _rays.HalfMaximum(ray, steepest, out _fall[i], out _low[i], out _valley[i]) : steepest);
            if (_valley[i] > 0) _valley[i] += first;
            var (cos, sin) = _directions[i];
            var (x, y) = (cx + (cos * at), cy + (sin * at));
            if (x < 0 || y < 0 || x > grey.Width - 1 || y > grey.Height - 1) return false;
            (_x[i], _y[i], _distance[i]) = (((x + 0.5f) * unit) - 0.5f, ((y + 0.5f) * unit) - 0.5f, at * unit);
            return true;
        }
    }

    /// <summary>
    /// Where another particle begins behind a narrow gap, blur fills the gap, and the half-maximum lies inside the edge. A gap of width g has, under a blur of
    /// σ, the depth erf(g / (√8 σ)) of the full fall; the edge lies g/2 before its bottom.
    /// </summary>
    private void PlaceInGaps(RimPicture grey, float cx, float cy, int unit)
    {
        var (n, valleys) = (0, 0);
        for (var i = 0; i < _directions.Count; i++)
        {
            if (_distance[i] <= 0) continue;
            _sorted[n++] = _low[i];
            if (_valley[i] > 0) valleys++;
        }

        if (n < LeastLows || valleys == 0) return;
        var ground = Selection.Nth(_sorted.AsSpan(0, n), (int)(Ground * n));
        for (var i = 0; i < _directions.Count; i++)
        {
            if (_distance[i] <= 0 || _valley[i] <= 0) continue;
            var depth = _fall[i] / (_fall[i] + _low[i] - ground);
            if (depth > DeepGap)
            {
                _valley[i] = 0;
                continue;
            }

            var at = _valley[i] - (float)(Math.Sqrt(2) * Blur / unit * SpecialFunctions.ErfInv(depth));
            if (at * unit <= _distance[i]) continue;
            var (cos, sin) = _directions[i];
            var (x, y) = (cx + (cos * at), cy + (sin * at));
            if (x < 0 || y < 0 || x > grey.Width - 1 || y > grey.Height - 1) continue;
            (_x[i], _y[i], _distance[i]) = (((x + 0.5f) * unit) - 0.5f, ((y + 0.5f) * unit) - 0.5f, at * unit);
        }
    }

    /// <summary>
    /// An ellipse of the same shape: least squares of r + a cos + b sin over the rays, in units in which it is round; exact to the second order of its shift.
    /// </summary>
    private bool Similar(ref RimEllipse outline, int rays)
    {
        Span<double> m = stackalloc double[9];
        Span<double> v = stackalloc double[3];
        var (cos, sin) = (Math.Cos(outline.Angle), Math.Sin(outline.Angle));
        var (perA, perB) = (outline.MeanRadius / outline.A, outline.MeanRadius / outline.B);
        for (var i = 0; i < rays; i++)
        {
            double w = _weights[i];
            if (w <= 0) continue;
            var (dx, dy) = (_x[i] - outline.X, _y[i] - outline.Y);
            var (along, across) = (((dx * cos) + (dy * sin)) * perA, ((dy * cos) - (dx * sin)) * perB);
            var rho = Math.Sqrt((along * along) + (across * across));
            var (c, s) = (along / rho, across / rho);
            m[0] += w;
            m[1] += w * c;
            m[2] += w * s;
            m[4] += w * c * c;
            m[5] += w * c * s;
            m[8] += w * s * s;
            v[0] += w * rho;
            v[1] += w * c * rho;
            v[2] += w * s * rho;
        }

        (m[3], m[6], m[7]) = (m[1], m[2], m[5]);
        if (!Solve(m, v, 3)) return false;
        var scale = v[0] / outline.MeanRadius;
        var (u, t) = (v[1] / perA, v[2] / perB);
        outline = new RimEllipse(outline.X + (u * cos) - (t * sin), outline.Y + (u * sin) + (t * cos), scale * outline.A, scale * outline.B, outline.Angle);
        return v[0] > 0;
    }

    /// <summary>Least squares of the conic A u² + B uv + C v² + D u + E v = 1 about the present centre, in units of the present radius.</summary>
    private bool Conic(ref RimEllipse outline, int rays)
    {
        // Upper triangle of the normal equations, row by row, and the right side, its last term apart. What has no weight adds nothing.
        Vector256<double> first = default, second = default, third = default, right = default;
        double xxY = 0, xX = 0, xY = 0, yY = 0, lastRight = 0;
        var unit = outline.MeanRadius;
        for (var i = 0; i < rays; i++)
        {
            double w = _weights[i];
            var (x, y) = ((_x[i] - outline.X) / unit, (_y[i] - outline.Y) / unit);
            double xx = x * x, xy = x * y, yy = y * y;
            var terms = Vector256.Create(xx, xy, yy, x);
            first += w * xx * terms;
            xxY += w * xx * y;
            second += w * xy * Vector256.Create(xy, yy, x, y);
            third += w * yy * Vector256.Create(yy, x, y, 0);
            xX += w * x * x;
            xY += w * x * y;
            yY += w * y * y;
            right += w * terms;
            lastRight += w * y;
        }

        Span<double> m =
        [
            first[0], first[1], first[2], first[3], xxY,
            0, second[0], second[1], second[2], second[3],
            0, 0, third[0], third[1], third[2],
            0, 0, 0, xX, xY,
            0, 0, 0, 0, yY,
        ];
        Span<double> v = [right[0], right[1], right[2], right[3], lastRight];
        for (var j = 0; j < 5; j++)
        {
            for (var k = 0; k < j; k++) m[(j * 5) + k] = m[(k * 5) + j];
        }

        if (!Solve(m, v, 5)) return false;
        var (a, b, c, d, e) = (v[0], v[1], v[2], v[3], v[4]);
        var det = (4 * a * c) - (b * b);
        if (!(det > 1e-9)) return false;
        var (x0, y0) = (((b * e) - (2 * c * d)) / det, ((b * d) - (2 * a * e)) / det);
        var f = 1 + (a * x0 * x0) + (b * x0 * y0) + (c * y0 * y0);
        var (mean, spread) = ((a + c) / 2, Math.Sqrt(((a - c) * (a - c) / 4) + (b * b / 4)));
        var (small, large) = (mean - spread, mean + spread);
        if (!(small > 0) || !(f > 0)) return false;

        // The long axis has the smaller eigenvalue.
        var angle = (Math.Atan2(b, a - c) / 2) + (Math.PI / 2);
        outline = new RimEllipse(outline.X + (x0 * unit), outline.Y + (y0 * unit), unit * Math.Sqrt(f / small), unit * Math.Sqrt(f / large), angle);
        return true;
    }

    /// <summary>Gauss elimination with pivots, in place; the solution replaces the right side.</summary>
    private static bool Solve(Span<double> m, Span<double> v, int n)
    {
        for (var column = 0; column < n; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < n; row++)
            {
                if (Math.Abs(m[(row * n) + column]) > Math.Abs(m[(pivot * n) + column])) pivot = row;
            }

            if (Math.Abs(m[(pivot * n) + column]) < 1e-12) return false;
            if (pivot != column)
            {
                for (var k = 0; k < n; k++) (m[(pivot * n) + k], m[(column * n) + k]) = (m[(column * n) + k], m[(pivot * n) + k]);
                (v[pivot], v[column]) = (v[column], v[pivot]);
            }

            for (var row = column + 1; row < n; row++)
            {
                var factor = m[(row * n) + column] / m[(column * n) + column];
                if (factor == 0) continue;
                for (var k = column; k < n; k++) m[(row * n) + k] -= factor * m[(column * n) + k];
                v[row] -= factor * v[column];
            }
        }

        for (var row = n - 1; row >= 0; row--)
        {
            for (var k = row + 1; k < n; k++) v[row] -= m[(row * n) + k] * v[k];
            v[row] /= m[(row * n) + row];
        }

        return true;
    }
}
