using System.Numerics;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Segment;

/// <summary>
/// Grey values of void and of solid over the field, a quadratic surface each, from places well inside either phase. Two surfaces and not one: a beam or a
/// detector that is weaker at one side dims the contrast there too.
/// </summary>
internal sealed class PhaseSurfaces
{
    private const int Wanted = 8_000;

    /// <summary>Places inside a phase from which on it gets a surface; with fewer, one grey value.</summary>
    private const int LeastForSurface = 400;
    private const int LeastForMean = 30;

    /// <summary>Smallest contrast anywhere, as a share of the mean one, that two surfaces are believed.</summary>
    private const double LeastContrastShare = 0.25;

    /// <summary>Height between void (0) and solid (1) from which a place inside the void is lit.</summary>
    private const double LitHeight = 0.2;

    /// <summary>Standard deviations of noise that no place strays.</summary>
    private const double NoiseReach = 4;

    private const int PlaneRounds = 5;

    /// <summary>How far from the boundary a place must be, pixels.</summary>
    private const int InsidePx = 3;

    private readonly double[] _void, _solid;
    private readonly List<Place> _insideVoid, _insideSolid;
    private readonly ShadingSurface? _subtracted;
    private readonly int _width, _height;

    private readonly double _sigmaPx;

    private PhaseSurfaces(
        double[] ofVoid, double[] ofSolid, double sigmaPx, ShadingSurface? subtracted, int width, int height, List<Place> insideVoid, List<Place> insideSolid)
    {
        _sigmaPx = sigmaPx;
        (_void, _solid, _subtracted, _width, _height) = (ofVoid, ofSolid, subtracted, width, height);
        (_insideVoid, _insideSolid) = (insideVoid, insideSolid);
    }

    /// <summary>Coefficients of 1, u, v, u², uv, v²; u and v run from -1 to 1 between the outer pixel centres.</summary>
    public IReadOnlyList<double> Void => _void;

    /// <summary>Likewise.</summary>
    public IReadOnlyList<double> Solid => _solid;

    /// <summary>Mean contrast over the field, negative where void is bright.</summary>
    public double MeanContrast => QuadraticFit.Mean(_solid) - QuadraticFit.Mean(_void);

    /// <summary>Mean grey value of void.</summary>
    public double MeanVoid => QuadraticFit.Mean(_void);

    /// <summary>
    /// Share of the places inside the void that stand out of its surface by more than a fifth of the contrast and by more than noise can: lit floors. Next to none
    /// in sections.
    /// </summary>
    public double LitVoidShare()
    {
        var lit = 0;
        var least = Math.Max(LitHeight, NoiseReach * Noise(_insideVoid) / Math.Abs(MeanContrast));
        foreach (var place in _insideVoid)
        {
            var dark = QuadraticFit.Value(_void, place.U, place.V);
            if ((place.Grey - dark) / (QuadraticFit.Value(_solid, place.U, place.V) - dark) > least) lit++;
        }

        return _insideVoid.Count == 0 ? 0 : (double)lit / _insideVoid.Count;
    }

    /// <summary>
    /// How far the grey values of a phase's inside lie from its surface: the standard deviation of as many in a normal distribution, without noise, in contrasts; that of the
    /// phase that strays more. Small in sections, large where spheres, strands or floors are shaded.
    /// </summary>
    public double Unevenness() => Math.Max(Scatter(_insideVoid, _void), Scatter(_insideSolid, _solid));

    private double Scatter(List<Place> inside, double[] surface)
    {
        if (inside.Count == 0) return 0;
        var strays = new double[inside.Count];
        for (var i = 0; i < strays.Length; i++) strays[i] = Math.Abs(inside[i].Grey - QuadraticFit.Value(surface, inside[i].U, inside[i].V));
        double noise = Noise(inside), all = Selection.Nth(strays.AsSpan(), strays.Length / 2) / 0.67448975;
        return Math.Sqrt(Math.Max(0, (all * all) - (noise * noise))) / Math.Abs(MeanContrast);
    }

    /// <summary>
    /// These surfaces with that of the solid laid through the cut plane: the most frequent grey value of the solid, found by fitting again to what lies near it.
    /// </summary>
    /// <returns>
    /// Also the standard deviation of the plane's grey values in contrasts, without noise and with it, and the share of the solid's inside that lies within three of them; null where the
    /// solid has no such peak.
    /// </returns>
    public (PhaseSurfaces Phases, double Unevenness, double Deviation, double Share)? OnPlane()
    {
        var plane = _solid;
        double deviation = 0, share = 0;
        var residuals = new double[_insideSolid.Count];
        var noise = Noise(_insideSolid);
        for (var round = 0; round < PlaneRounds; round++)
        {
            for (var i = 0; i < residuals.Length; i++) residuals[i] = _insideSolid[i].Grey - QuadraticFit.Value(plane, _insideSolid[i].U, _insideSolid[i].V);
            (var peak, deviation) = Peak(residuals, Math.Abs(MeanContrast));
            if (deviation <= 0) return null;
            var near = new QuadraticFit();
            share = residuals.Count(r => Math.Abs(r - peak) < 3 * deviation) / (double)residuals.Length;
            for (var i = 0; i < residuals.Length; i++)
            {
                if (Math.Abs(residuals[i] - peak) < 2 * deviation) near.Add(_insideSolid[i].U, _insideSolid[i].V, _insideSolid[i].Grey);
            }

            if (near.Count < LeastForSurface || near.Surface() is not { } next) return null;
            plane = next;
        }

        var phases = new PhaseSurfaces(_void, plane, _sigmaPx, _subtracted, _width, _height, _insideVoid, _insideSolid);
        return phases.LeastContrast() < LeastContrastShare ? null
            : (phases, Math.Sqrt(Math.Max(0, (deviation * deviation) - (noise * noise))) / Math.Abs(phases.MeanContrast), deviation / Math.Abs(phases.MeanContrast), share);
    }

    /// <summary>
    /// Standard deviation of the smoothed grey values' noise, from second differences over a few pixels within the phase, to which slopes do not answer. White noise that a
    /// Gaussian σ smoothed has the correlation ρ(d) = exp(-d²/4σ²), and such a difference the variance 6 - 8 ρ(d) + 2 ρ(2d).
    /// </summary>
    private double Noise(List<Place> inside)
    {
        if (inside.Count == 0) return 0;
        var steps = new double[inside.Count];
        for (var i = 0; i < steps.Length; i++) steps[i] = Math.Abs(inside[i].Step);
        var near = _sigmaPx > 0 ? Math.Exp(-InsidePx * InsidePx / (4 * _sigmaPx * _sigmaPx)) : 0;
        return Selection.Nth(steps.AsSpan(), steps.Length / 2) / (0.67448975 * Math.Sqrt(6 - (8 * near) + (2 * near * near * near * near)));
    }

    /// <summary>Most frequent value, in bins of a fortieth of the contrast, and the standard deviation of a bell as wide at half its height as the narrower side of the peak.</summary>
    private static (double At, double Deviation) Peak(double[] values, double contrast)
    {
        const int Bins = 161;
        var width = contrast / 40;
        var counts = new double[Bins];
        foreach (var value in values)
        {
            var bin = (int)Math.Round(value / width) + (Bins / 2);
            if (bin is >= 0 and < Bins) counts[bin]++;
        }

        var smooth = new double[Bins];
        for (var i = 1; i < Bins - 1; i++) smooth[i] = (counts[i - 1] + (2 * counts[i]) + counts[i + 1]) / 4;
        var top = Array.IndexOf(smooth, smooth.Max());
        double left = Fall(-1), right = Fall(1);
        return ((top - (Bins / 2)) * width, Math.Min(left, right) * width / 1.1774);

        double Fall(int step)
        {
            for (var i = top + step; i > 0 && i < Bins - 1; i += step)
            {
                if (smooth[i] > smooth[top] / 2) continue;
                var over = smooth[i - step];
                return Math.Abs(i - step - top) + ((over - (smooth[top] / 2)) / (over - smooth[i]));
            }

            return Bins;
        }
    }

    /// <summary>Fits both surfaces; null where either phase has next to no inside.</summary>
    /// <param name="raw">Grey values as recorded.</param>
    /// <param name="side">Smoothed grey values less the level, negative in void.</param>
    /// <param name="sign">1 where void is dark, -1 where it is bright.</param>
    /// <param name="level">The level.</param>
    /// <param name="sigmaPx">The smoothing.</param>
    /// <param name="subtracted">The shading surface to take off the former.</param>
    public static PhaseSurfaces? Fit<TRaw, TSide>(Picture<TRaw> raw, Picture<TSide> side, int sign, double level, double sigmaPx, ShadingSurface? subtracted)
        where TRaw : unmanaged, INumber<TRaw>
        where TSide : unmanaged, INumber<TSide>
    {
        int width = raw.Width, height = raw.Height;
        var step = Math.Max(1, (int)Math.Sqrt((double)width * height / Wanted));
        var (ofVoid, ofSolid) = (new QuadraticFit(), new QuadraticFit());
        var (insideVoid, insideSolid) = (new List<Place>(), new List<Place>());
        for (var y = InsidePx + (step / 2); y < height - InsidePx; y += step)
        {
            var v = GreySamples.Position(y, height);
            for (var x = InsidePx + (step / 2); x < width - InsidePx; x += step)
            {
                var isVoid = side[x, y] < 0;
                if (side[x - InsidePx, y] < 0 != isVoid || side[x + InsidePx, y] < 0 != isVoid
                    || side[x, y - InsidePx] < 0 != isVoid || side[x, y + InsidePx] < 0 != isVoid) continue;
                var u = GreySamples.Position(x, width);
                (isVoid ? ofVoid : ofSolid).Add(u, v, raw[x, y] - (subtracted?.At(u, v) ?? 0));
                (isVoid ? insideVoid : insideSolid).Add(new Place(u, v, (sign * side[x, y]) + level, side[x + InsidePx, y] + side[x - InsidePx, y] - (2 * side[x, y])));
            }
        }

        if (ofVoid.Count < LeastForMean || ofSolid.Count < LeastForMean) return null;
        if (ofVoid.Count >= LeastForSurface && ofSolid.Count >= LeastForSurface && ofVoid.Surface() is { } a && ofSolid.Surface() is { } b)
        {
            var surfaces = new PhaseSurfaces(a, b, sigmaPx, subtracted, width, height, insideVoid, insideSolid);
            if (surfaces.LeastContrast() >= LeastContrastShare) return surfaces;
        }

        return new PhaseSurfaces(ofVoid.Flat(), ofSolid.Flat(), sigmaPx, subtracted, width, height, insideVoid, insideSolid);
    }

    /// <summary>Grey values of void and solid at a place, after the shading correction.</summary>
    public (float Void, float Solid) At(float x, float y)
    {
        double u = GreySamples.Position(x, _width), v = GreySamples.Position(y, _height);
        return ((float)QuadraticFit.Value(_void, u, v), (float)QuadraticFit.Value(_solid, u, v));
    }

    /// <summary>The shading surface at a place.</summary>
    public float Surface(float x, float y) =>
        _subtracted is null ? 0 : (float)_subtracted.At(GreySamples.Position(x, _width), GreySamples.Position(y, _height));

    /// <summary>Largest distance of the level from its mean, and of the contrast from its own, as shares of the mean contrast, on a coarse grid.</summary>
    public (double Level, double Contrast) Unevenness(double height)
    {
        double contrast = MeanContrast, level = MeanVoid + (height * contrast), ofLevel = 0, ofContrast = 0;
        for (var j = -4; j <= 4; j++)
        {
            for (var i = -4; i <= 4; i++)
            {
                double u = i / 4.0, v = j / 4.0, dark = QuadraticFit.Value(_void, u, v), step = QuadraticFit.Value(_solid, u, v) - dark;
                ofLevel = Math.Max(ofLevel, Math.Abs((dark + (height * step) - level) / contrast));
                ofContrast = Math.Max(ofContrast, Math.Abs((step / contrast) - 1));
            }
        }

        return (ofLevel, ofContrast);
    }

    /// <summary>
    /// Turns shading-corrected grey values into their distance from the level, in units of the mean contrast's grey values, in place.
    /// </summary>
    /// <param name="height">Level between void (0) and solid (1).</param>
    /// <param name="sign">1 where void is dark, -1 where it is bright.</param>
    public void ToSignalInPlace(Span<float> grey, double height, int sign)
    {
        var contrast = MeanContrast;
        for (var y = 0; y < _height; y++)
        {
            var v = GreySamples.Position(y, _height);
            var (l, s) = (new double[3], new double[3]);
            for (var k = 0; k < 3; k++)
            {
                // Coefficients of 1, u and u² in this row.
                var (c0, c1) = k switch
                {
                    0 => (_void[0] + (v * (_void[2] + (v * _void[5]))), _solid[0] + (v * (_solid[2] + (v * _solid[5])))),
                    1 => (_void[1] + (v * _void[4]), _solid[1] + (v * _solid[4])),
                    _ => (_void[3], _solid[3]),
                };
                (l[k], s[k]) = (c0 + (height * (c1 - c0)), (c1 - c0) / contrast);
            }

            var row = grey.Slice(y * _width, _width);
            Row(row, l, s, sign);
        }
    }

    private static void Row(Span<float> row, double[] level, double[] step, int sign)
    {
        var du = row.Length > 1 ? 2f / (row.Length - 1) : 0;
        float l0 = (float)level[0], l1 = (float)level[1], l2 = (float)level[2];
        float s0 = sign * (float)step[0], s1 = sign * (float)step[1], s2 = sign * (float)step[2];
        var lanes = System.Runtime.InteropServices.MemoryMarshal.Cast<float, Vector<float>>(row);
        var u = (Vector.CreateSequence(0f, 1f) * du) - Vector<float>.One;
        var advance = new Vector<float>(Vector<float>.Count * du);
        for (var i = 0; i < lanes.Length; i++)
        {
            var at = u + (advance * i);
            lanes[i] = (lanes[i] - (new Vector<float>(l0) + (at * (new Vector<float>(l1) + (at * l2))))) / (new Vector<float>(s0) + (at * (new Vector<float>(s1) + (at * s2))));
        }

        for (var x = lanes.Length * Vector<float>.Count; x < row.Length; x++)
        {
            var at = (x * du) - 1;
            row[x] = (row[x] - (l0 + (at * (l1 + (at * l2))))) / (s0 + (at * (s1 + (at * s2))));
        }
    }

    private double LeastContrast()
    {
        double mean = MeanContrast, least = double.PositiveInfinity;
        for (var j = -4; j <= 4; j++)
        {
            for (var i = -4; i <= 4; i++)
            {
                double u = i / 4.0, v = j / 4.0;
                least = Math.Min(least, (QuadraticFit.Value(_solid, u, v) - QuadraticFit.Value(_void, u, v)) / mean);
            }
        }

        return least;
    }

    /// <summary>A place well inside a phase: where it is, from -1 to 1, its smoothed grey value, and the second difference of that across it.</summary>
    private readonly record struct Place(double U, double V, double Grey, float Step);
}
