using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>
/// Takes back what blur did to necks, cusps and thin walls, and calms the boundary along itself instead of across. Blur of variance s² adds s²/2 times the
/// Laplacian to first order: as much is taken off, which moves no straight edge and gives bent ones their place. That brings noise up. Boundaries are then smoothed
/// along themselves, by the second derivative along the lines of equal signal, held back towards the sharpened signal: no gap is closed by what lies across it.
/// </summary>
/// <param name="BlurPx">Standard deviation of all blur in the smoothed picture, pixels.</param>
/// <param name="Variance">The blur that is taken back, px².</param>
/// <param name="Time">How long boundaries are smoothed along themselves, px².</param>
internal readonly record struct EdgeRestoration(double BlurPx, double Variance, double Time)
{
    /// <summary>
    /// Time over blur times noise over contrast: what noise makes of a boundary's roughness falls with the square of the variance along it.
    /// </summary>
    private const double TimePerNoise = 3.5;
    private const double MostTime = 4;

    /// <summary>Pull back towards the sharpened signal, 1/px²: what a gap of a few pixels says about itself is not smoothed away.</summary>
    private const double Hold = 0.4;

    /// <summary>Most noise that sharpening may bring up, as a share of the way from the boundary's height to the nearer phase: what is more makes specks of noise.</summary>
    private const double NoiseShare = 0.4;

    /// <summary>Share of the blur's variance that is taken back at most: flanks that only look like blur are left with some of it.</summary>
    private const double MostOfBlur = 0.75;

    /// <summary>Longest step that stays stable.</summary>
    private const double LongestStep = 0.4;

    /// <summary>Variance that smoothing along a boundary adds for slow bends, px².</summary>
    public double AddedVariance => 2 * (1 - Math.Exp(-Hold * Time)) / Hold;

    /// <summary>
    /// Twice the radius times the way by which a boundary of that radius still lies towards its centre, px². A blurred disc is lower by φ(0) s/2r at its edge, its second
    /// derivative along the radius higher by φ(0)/2rs; taking off τ/2 times the Laplacian lifts the edge by the difference to the bend's φ(0)/rs and steepens it.
    /// </summary>
    public double LeftVariance
    {
        get
        {
            var half = Variance / (2 * BlurPx * BlurPx);
            return (BlurPx * BlurPx * (1 - half) / (1 + half)) + AddedVariance;
        }
    }

    /// <summary>As much of the blur as noise allows.</summary>
    /// <param name="smoothingPx">Standard deviation of the smoothing.</param>
    /// <param name="blurPx">That of all blur, smoothing included.</param>
    /// <param name="relativeNoise">Noise before smoothing, in contrasts.</param>
    /// <param name="margin">From the boundary's height to that of the nearer phase, in contrasts.</param>
    /// <returns>Null where the noise that smoothing leaves is too much already.</returns>
    public static EdgeRestoration? For(double smoothingPx, double blurPx, double relativeNoise, double margin)
    {
        // White noise that was smoothed with σ, less τ/2 times its Laplacian, has the variance 1 + q + q²/2, q = τ/σ².
        var room = NoiseShare * margin / Math.Max(relativeNoise * SmoothingScale.NoiseFactor(smoothingPx), 1e-9);
        if (room < 1) return null;
        var most = smoothingPx * smoothingPx * (Math.Sqrt((2 * room * room) - 1) - 1);
        return new EdgeRestoration(blurPx, Math.Min(MostOfBlur * blurPx * blurPx, most), Math.Min(MostTime, TimePerNoise * relativeNoise * blurPx));
    }

    /// <summary>Restores a signal; its outermost pixels stay as they are.</summary>
    /// <param name="signal">CV_32FC1.</param>
    /// <param name="contrast">Signal between void and solid.</param>
    public void ApplyInPlace(Mat signal, double contrast)
    {
        int width = signal.Cols, height = signal.Rows;
        if (width < 3 || height < 3) return;
        var values = signal.AsSpan<float>();
        var (first, second) = (ArrayPool<float>.Shared.Rent(values.Length), ArrayPool<float>.Shared.Rent(values.Length));
        try
        {
            Span<float> sharp = first.AsSpan(0, values.Length), other = second.AsSpan(0, values.Length);
            CopyBorder(values, sharp, width, height);
            CopyBorder(values, other, width, height);
            for (var y = 1; y < height - 1; y++) Sharpen(values, sharp, y * width, width, (float)(Variance / 2));
            var steps = (int)Math.Ceiling(Time / LongestStep);
            if (steps == 0) sharp.CopyTo(values);

            // To and fro between two pictures, so that the last step ends in the signal.
            var (step, least) = ((float)(Time / Math.Max(1, steps)), (float)(1e-6 * contrast * contrast));
            for (var k = steps; k > 0; k--)
            {
                var to = k % 2 == 1 ? values : other;
                var from = k == steps ? sharp : k % 2 == 1 ? other : values;
                for (var y = 1; y < height - 1; y++) Calm(from, sharp, to, y * width, width, step, least);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(first);
            ArrayPool<float>.Shared.Return(second);
        }
    }

    private static void CopyBorder(ReadOnlySpan<float> from, Span<float> to, int width, int height)
    {
        from[..width].CopyTo(to);
        from[((height - 1) * width)..].CopyTo(to[((height - 1) * width)..]);
        for (var start = width; start < (height - 1) * width; start += width) (to[start], to[start + width - 1]) = (from[start], from[start + width - 1]);
    }

    /// <summary>One row less a multiple of its Laplacian, by the kernel 1 4 1 / 4 -20 4 / 1 4 1 over 6.</summary>
    private static void Sharpen(ReadOnlySpan<float> from, Span<float> to, int start, int width, float factor)
    {
        var around = new Neighbours(from, start, width);
        var target = to.Slice(start + 1, width - 2);
        var lanes = MemoryMarshal.Cast<float, Vector<float>>(target);
        var (f, four, twenty) = (new Vector<float>(factor / 6), new Vector<float>(4), new Vector<float>(20));
        for (var i = 0; i < lanes.Length; i++)
        {
            around.Read(i * Vector<float>.Count, out var a, out var b, out var c, out var d, out var m, out var e, out var g, out var h, out var k);
            lanes[i] = m - (f * (a + c + g + k + (four * (b + d + e + h)) - (twenty * m)));
        }

        for (var x = lanes.Length * Vector<float>.Count; x < target.Length; x++)
        {
            var i = start + 1 + x;
            var corners = from[i - width - 1] + from[i - width + 1] + from[i + width - 1] + from[i + width + 1];
            var sides = from[i - width] + from[i - 1] + from[i + 1] + from[i + width];
            target[x] = from[i] - (factor / 6 * (corners + (4 * sides) - (20 * from[i])));
        }
    }

    /// <summary>One step of one row: the second derivative along the line of equal signal, and the pull back.</summary>
    private static void Calm(ReadOnlySpan<float> from, ReadOnlySpan<float> sharp, Span<float> to, int start, int width, float step, float least)
    {
        var around = new Neighbours(from, start, width);
        var target = to.Slice(start + 1, width - 2);
        var held = MemoryMarshal.Cast<float, Vector<float>>(sharp.Slice(start + 1, width - 2));
        var lanes = MemoryMarshal.Cast<float, Vector<float>>(target);
        var (s, hold, two, small) = (new Vector<float>(step), new Vector<float>(step * (float)Hold), new Vector<float>(2), new Vector<float>(64 * least));
        for (var i = 0; i < lanes.Length; i++)
        {
            around.Read(i * Vector<float>.Count, out var a, out var b, out var c, out var d, out var m, out var e, out var g, out var h, out var k);
            Vector<float> diagonal = k - a, other = c - g;

            // Eight times the gradient; four times the mixed derivative.
            var x = diagonal + other + (two * (e - d));
            var y = diagonal - other + (two * (h - b));
            var along = ((d + e - (two * m)) * y * y) - ((a + k - c - g) * x * y / two) + ((b + h - (two * m)) * x * x);
            lanes[i] = m + (s * along / ((x * x) + (y * y) + small)) + (hold * (held[i] - m));
        }

        for (var j = lanes.Length * Vector<float>.Count; j < target.Length; j++)
        {
            var i = start + 1 + j;
            float a = from[i - width - 1], b = from[i - width], c = from[i - width + 1], d = from[i - 1], m = from[i], e = from[i + 1];
            float g = from[i + width - 1], h = from[i + width], k = from[i + width + 1];
            float x = k - a + c - g + (2 * (e - d)), y = k - a - c + g + (2 * (h - b));
            var along = ((d + e - (2 * m)) * y * y) - ((a + k - c - g) * x * y / 2) + ((b + h - (2 * m)) * x * x);
            target[j] = m + (step * along / ((x * x) + (y * y) + (64 * least))) + (step * (float)Hold * (sharp[i] - m));
        }
    }

    /// <summary>The nine neighbours of places in a row, a vector at a time.</summary>
    private readonly ref struct Neighbours(ReadOnlySpan<float> values, int start, int width)
    {
        private readonly ReadOnlySpan<float> _above = values.Slice(start - width, width), _here = values.Slice(start, width), _below = values.Slice(start + width, width);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Read(int at, out Vector<float> a, out Vector<float> b, out Vector<float> c, out Vector<float> d, out Vector<float> m, out Vector<float> e,
            out Vector<float> g, out Vector<float> h, out Vector<float> k)
        {
            (a, b, c) = (new Vector<float>(_above[at..]), new Vector<float>(_above[(at + 1)..]), new Vector<float>(_above[(at + 2)..]));
            (d, m, e) = (new Vector<float>(_here[at..]), new Vector<float>(_here[(at + 1)..]), new Vector<float>(_here[(at + 2)..]));
            (g, h, k) = (new Vector<float>(_below[at..]), new Vector<float>(_below[(at + 1)..]), new Vector<float>(_below[(at + 2)..]));
        }
    }
}
