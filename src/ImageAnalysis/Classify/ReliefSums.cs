using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OpenCvSharp;

namespace ImageAnalysis.Classify;

/// <summary>Sums over the pixels of a smoothed frame, eight at a time: which way its contour lines bend, its caps and cups, its directions.</summary>
internal sealed class ReliefSums
{
    /// <summary>Half width of the middle band of grey values, contrasts.</summary>
    private const float Band = 0.25f;

    /// <summary>Curvature times h from which a contour line is bent, and beyond which it counts no more.</summary>
    private const float Bent = 0.3f, MostBent = 4;

    /// <summary>Square of the least gradient that has a direction.</summary>
    private const float LeastSquare = 1e-10f;

    private readonly Vector256<double>[] _weight = new Vector256<double>[3];
    private readonly Vector256<double>[] _curvature = new Vector256<double>[3];
    private readonly Vector256<double>[] _solid = new Vector256<double>[3];
    private readonly Vector256<double>[] _void = new Vector256<double>[3];
    private readonly Vector256<double>[] _shape = new Vector256<double>[5];
    private readonly Vector256<double>[] _cosine = new Vector256<double>[3];
    private readonly Vector256<double>[] _sine = new Vector256<double>[3];
    private Vector256<double> _bends;
    private Vector256<double> _gradients;
    private int _middles;
    private int _pixels;

    public double MeanGradient => _pixels > 0 ? Gradients / _pixels : 0;

    public double Steepness => _middles > 0 && Gradients > 0 ? Vector256.Sum(_weight[1]) / _middles / MeanGradient : 0;

    private double Gradients => Vector256.Sum(_gradients);

    public double Curvature(int band) => Share(_curvature[band], _weight[band]);

    public double ConvexSolid(int band) => Share(_solid[band], _weight[band]);

    public double ConvexVoid(int band) => Share(_void[band], _weight[band]);

    public double Shape(int kind) => Share(_shape[kind], _bends);

    public double Direction(int order)
    {
        var (cosine, sine) = (Vector256.Sum(_cosine[order]), Vector256.Sum(_sine[order]));
        return Gradients > 0 ? Math.Sqrt((cosine * cosine) + (sine * sine)) / Gradients : 0;
    }

    private static double Share(Vector256<double> part, Vector256<double> whole) => Vector256.Sum(whole) > 0 ? Vector256.Sum(part) / Vector256.Sum(whole) : 0;

    /// <param name="smooth">CV_32FC1.</param>
    /// <param name="chord">h, pixels.</param>
    public void Take(Mat smooth, float chord)
    {
        if (smooth.Cols >= Vector256<float>.Count + 2)
        {
            Take(smooth, smooth.Cols, chord);
            return;
        }

        using var wider = new Mat();
        Cv2.CopyMakeBorder(smooth, wider, 0, 0, 0, Vector256<float>.Count, BorderTypes.Constant, Scalar.All(0));
        Take(wider, smooth.Cols, chord);
    }

    /// <summary>Takes the first columns of a frame that is at least ten pixels wide, less the outer ones.</summary>
    private void Take(Mat smooth, int columns, float chord)
    {
        var width = smooth.Cols;
        ref var grey = ref MemoryMarshal.GetReference(smooth.AsSpan<float>());
        for (var y = 1; y < smooth.Rows - 1; y++)
        {
            for (var x = 1; x < columns - 1; x += Vector256<float>.Count)
            {
                // The last eight pixels of a row begin earlier, and those that were taken already are left out.
                var first = Math.Min(x, width - 1 - Vector256<float>.Count);
                var places = Vector256<int>.Indices + Vector256.Create(first);
                var isNew = Vector256.GreaterThanOrEqual(places, Vector256.Create(x)) & Vector256.LessThan(places, Vector256.Create(columns - 1));
                Take(ref grey, (y * width) + first, width, chord, isNew.AsSingle());
            }
        }
    }

    private void Take(ref float grey, int at, int width, float chord, Vector256<float> counts)
    {
        Vector256<float> above = Load(ref grey, at - width), here = Load(ref grey, at), below = Load(ref grey, at + width);
        Vector256<float> left = Load(ref grey, at - 1), right = Load(ref grey, at + 1);
        var twice = here + here;
        Vector256<float> gx = (right - left) / 2, gy = (below - above) / 2;
        Vector256<float> xx = right - twice + left, yy = below - twice + above;
        var xy = (Load(ref grey, at + width + 1) - Load(ref grey, at + width - 1) - Load(ref grey, at - width + 1) + Load(ref grey, at - width - 1)) / 4;
        TakeBend(xx, yy, xy, counts);
        TakeGradient(here, gx, gy, chord * ((xx * gy * gy) - (2 * xy * gx * gy) + (yy * gx * gx)), counts);
    }

    /// <summary>Shape by the trace over the size: -√2 a cap, -1 a ridge, 0 a saddle, 1 a rut, √2 a cup.</summary>
    private void TakeBend(Vector256<float> xx, Vector256<float> yy, Vector256<float> xy, Vector256<float> counts)
    {
        var size = Vector256.Sqrt((xx * xx) + (yy * yy) + (2 * xy * xy)) & counts;
        var trace = (xx + yy) / size;
        var isCup = Vector256.GreaterThan(trace, Vector256.Create(1.2f));
        var isRising = Vector256.GreaterThan(trace, Vector256.Create(0.5f));
        var isFalling = Vector256.LessThan(trace, Vector256.Create(-0.5f));
        var isCap = Vector256.LessThan(trace, Vector256.Create(-1.2f));
        Add(ref _shape[0], size & isCap);
        Add(ref _shape[1], Vector256.AndNot(size & isFalling, isCap));
        Add(ref _shape[2], Vector256.AndNot(size, isFalling | isRising));
        Add(ref _shape[3], Vector256.AndNot(size & isRising, isCup));
        Add(ref _shape[4], size & isCup);
        Add(ref _bends, size);
    }

    /// <param name="here">Grey values.</param>
    /// <param name="gx">Gradient.</param>
    /// <param name="gy">Gradient.</param>
    /// <param name="bending">Second derivative along the contour line, times the squared gradient and h.</param>
    /// <param name="counts">Which pixels are taken.</param>
    private void TakeGradient(Vector256<float> here, Vector256<float> gx, Vector256<float> gy, Vector256<float> bending, Vector256<float> counts)
    {
        var isLow = Vector256.LessThan(here, Vector256.Create(-Band));
        var isHigh = Vector256.GreaterThan(here, Vector256.Create(Band));
        var isMiddle = Vector256.AndNot(counts, isLow | isHigh);
        _pixels += BitOperations.PopCount(counts.ExtractMostSignificantBits());
        _middles += BitOperations.PopCount(isMiddle.ExtractMostSignificantBits());
        var square = (gx * gx) + (gy * gy);
        counts &= Vector256.GreaterThanOrEqual(square, Vector256.Create(LeastSquare));
        if (counts == Vector256<float>.Zero) return;
        square = Vector256.ConditionalSelect(counts, square, Vector256<float>.One);
        var size = Vector256.Sqrt(square);
        var bend = -bending / (square * size);
        size &= counts;
        var (solid, dark) = (size & Vector256.GreaterThanOrEqual(bend, Vector256.Create(Bent)), size & Vector256.LessThanOrEqual(bend, Vector256.Create(-Bent)));
        bend = Vector256.Clamp(bend, Vector256.Create(-MostBent), Vector256.Create(MostBent));
        Span<Vector256<float>> bands = [isLow, isMiddle, isHigh];
        for (var band = 0; band < bands.Length; band++)
        {
            var weight = size & bands[band];
            Add(ref _weight[band], weight);
            _curvature[band] += (Vector256.WidenLower(weight) * Vector256.WidenLower(bend)) + (Vector256.WidenUpper(weight) * Vector256.WidenUpper(bend));
            Add(ref _solid[band], solid & bands[band]);
            Add(ref _void[band], dark & bands[band]);
        }

        // exp(2iθ), and its square and cube.
        Vector256<float> c2 = ((gx * gx) - (gy * gy)) / square, s2 = 2 * gx * gy / square;
        Vector256<float> c4 = (c2 * c2) - (s2 * s2), s4 = 2 * c2 * s2;
        Vector256<float> c6 = (c4 * c2) - (s4 * s2), s6 = (s4 * c2) + (c4 * s2);
        Add(ref _gradients, size);
        Add(ref _cosine[0], size * c2);
        Add(ref _sine[0], size * s2);
        Add(ref _cosine[1], size * c4);
        Add(ref _sine[1], size * s4);
        Add(ref _cosine[2], size * c6);
        Add(ref _sine[2], size * s6);
    }

    private static Vector256<float> Load(ref float grey, int at) => Vector256.LoadUnsafe(ref grey, (nuint)at);

    private static void Add(ref Vector256<double> sum, Vector256<float> values) => sum += Vector256.WidenLower(values) + Vector256.WidenUpper(values);
}
