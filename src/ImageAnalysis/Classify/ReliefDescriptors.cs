using OpenCvSharp;

namespace ImageAnalysis.Classify;

/// <summary>The grey values as a relief: which way its contour lines bend, its caps and cups, its directions, its evenness over the frame.</summary>
internal static class ReliefDescriptors
{
    private const float Band = 0.25f;
    private const double Bent = 0.3, MostBent = 4;
    private const double PatchPeriods = 3;

    public static void Add(NormalisedFrame frame, DescriptorValues values)
    {
        var smooth = frame.Smooth;
        var sums = new ReliefSums();
        sums.Take(smooth, (float)frame.ChordPx);

        values.Add("isophote-low", sums.Curvature(0));
        values.Add("isophote-middle", sums.Curvature(1));
        values.Add("isophote-high", sums.Curvature(2));
        values.Add("convex-solid", sums.ConvexSolid(1));
        values.Add("convex-void", sums.ConvexVoid(1));
        values.Add("convex-solid-high", sums.ConvexSolid(2));
        values.Add("convex-void-low", sums.ConvexVoid(0));
        values.Add("shape-cap", sums.Shape(0));
        values.Add("shape-ridge", sums.Shape(1));
        values.Add("shape-saddle", sums.Shape(2));
        values.Add("shape-rut", sums.Shape(3));
        values.Add("shape-cup", sums.Shape(4));
        values.Add("direction-twofold", sums.Direction(0));
        values.Add("direction-fourfold", sums.Direction(1));
        values.Add("direction-sixfold", sums.Direction(2));
        CentreDescriptors.Add(smooth, frame.ChordPx, sums.MeanGradient, values);
        values.Add("patchiness", Patchiness(frame));
        values.Add("separability", Separability(frame));
        values.Add("steepness", sums.Steepness);
        values.Add("gradient", sums.MeanGradient * frame.ChordPx);
    }

    private static double Patchiness(NormalisedFrame frame)
    {
        var side = PatchPeriods * 2 * frame.ChordPx;
        var (columns, rows) = (Math.Max(1, (int)(frame.Width / side)), Math.Max(1, (int)(frame.Height / side)));
        if (columns * rows < 2) return 0;
        using var patches = new Mat();
        Cv2.Resize(frame.Void, patches, new Size(columns * 4, rows * 4), 0, 0, InterpolationFlags.Area);
        using var coarse = new Mat();
        Cv2.Resize(patches, coarse, new Size(columns, rows), 0, 0, InterpolationFlags.Area);
        Cv2.MeanStdDev(coarse, out _, out var deviation);
        return deviation.Val0 / 255;
    }

    /// <summary>The phases' means lie 1 apart, so that the variance between them is φ(1 - φ).</summary>
    private static double Separability(NormalisedFrame frame)
    {
        Cv2.MeanStdDev(frame.Signal, out _, out var deviation);
        var share = Cv2.CountNonZero(frame.Void) / (double)frame.Void.Total();
        return share * (1 - share) / (deviation.Val0 * deviation.Val0);
    }

    /// <summary>Sums over the pixels of a smoothed frame.</summary>
    private sealed class ReliefSums
    {
        private readonly double[] _weight = new double[3];
        private readonly double[] _curvature = new double[3];
        private readonly double[] _solid = new double[3];
        private readonly double[] _void = new double[3];
        private readonly double[] _shape = new double[5];
        private readonly double[] _cosine = new double[3];
        private readonly double[] _sine = new double[3];
        private double _bends;
        private double _gradients;
        private int _middles;
        private int _pixels;

        public double MeanGradient => _pixels > 0 ? _gradients / _pixels : 0;

        public double Steepness => _middles > 0 && _gradients > 0 ? _weight[1] / _middles / MeanGradient : 0;

        public double Curvature(int band) => _weight[band] > 0 ? _curvature[band] / _weight[band] : 0;

        public double ConvexSolid(int band) => _weight[band] > 0 ? _solid[band] / _weight[band] : 0;

        public double ConvexVoid(int band) => _weight[band] > 0 ? _void[band] / _weight[band] : 0;

        public double Shape(int kind) => _bends > 0 ? _shape[kind] / _bends : 0;

        public double Direction(int order) =>
            _gradients > 0 ? Math.Sqrt((_cosine[order] * _cosine[order]) + (_sine[order] * _sine[order])) / _gradients : 0;

        public void Take(Mat smooth, float chord)
        {
            var (width, height) = (smooth.Cols, smooth.Rows);
            var all = (ReadOnlySpan<float>)smooth.AsSpan<float>();
            for (var y = 1; y < height - 1; y++)
            {
                var above = all.Slice((y - 1) * width, width);
                var row = all.Slice(y * width, width);
                var below = all.Slice((y + 1) * width, width);
                for (var x = 1; x < width - 1; x++)
                {
                    var gx = (row[x + 1] - row[x - 1]) / 2;
                    var gy = (below[x] - above[x]) / 2;
                    var xx = row[x + 1] - (2 * row[x]) + row[x - 1];
                    var yy = below[x] - (2 * row[x]) + above[x];
                    var xy = (below[x + 1] - below[x - 1] - above[x + 1] + above[x - 1]) / 4;
                    TakeBend(xx, yy, xy);
                    TakeGradient(row[x], gx, gy, xx, yy, xy, chord);
                }
            }
        }

        private void TakeBend(float xx, float yy, float xy)
        {
            var size = MathF.Sqrt((xx * xx) + (yy * yy) + (2 * xy * xy));
            if (size <= 0) return;
            // Trace over size: -√2 a cap, -1 a ridge, 0 a saddle, 1 a rut, √2 a cup.
            var t = (xx + yy) / size;
            _shape[t < -1.2f ? 0 : t < -0.5f ? 1 : t <= 0.5f ? 2 : t <= 1.2f ? 3 : 4] += size;
            _bends += size;
        }

        private void TakeGradient(float grey, float gx, float gy, float xx, float yy, float xy, float chord)
        {
            var square = (gx * gx) + (gy * gy);
            _pixels++;
            if (Math.Abs(grey) <= Band) _middles++;
            if (square < 1e-10f) return;
            var size = MathF.Sqrt(square);
            var band = grey < -Band ? 0 : grey <= Band ? 1 : 2;
            var bend = -chord * ((xx * gy * gy) - (2 * xy * gx * gy) + (yy * gx * gx)) / (square * size);
            _weight[band] += size;
            _curvature[band] += size * Math.Clamp(bend, -MostBent, MostBent);
            if (bend > Bent) _solid[band] += size;
            if (bend < -Bent) _void[band] += size;

            // exp(2iθ), and its square and cube.
            float c2 = ((gx * gx) - (gy * gy)) / square, s2 = 2 * gx * gy / square;
            float c4 = (c2 * c2) - (s2 * s2), s4 = 2 * c2 * s2;
            float c6 = (c4 * c2) - (s4 * s2), s6 = (s4 * c2) + (c4 * s2);
            _gradients += size;
            _cosine[0] += size * c2;
            _sine[0] += size * s2;
            _cosine[1] += size * c4;
            _sine[1] += size * s4;
            _cosine[2] += size * c6;
            _sine[2] += size * s6;
        }
    }
}
