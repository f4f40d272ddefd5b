using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>
/// Structure of a few pixels, which changes from pixel to pixel as noise does, tells itself by two things that noise lacks: grey values stay alike for more than a
/// pixel, which the variogram γ(h) = ⟨(g(x + h) - g(x))²⟩/2 shows (Matheron 1963), and they are of two kinds.
/// </summary>
/// <param name="MostSmoothingPx">Most smoothing that it bears, pixels, from its reach: the distance, about a third of the chords of its phases, at which the variogram has half of its height, that of noise apart.</param>
/// <param name="MostNoise">Scatter of the grey values of either kind: the pixels' noise is no stronger, however much of the structure itself the finest kernel takes for noise.</param>
internal readonly record struct FineStructure(double MostSmoothingPx, double MostNoise)
{
    /// <summary>Farthest distance looked at, pixels: what reaches as far as that is not fine.</summary>
    private const int Farthest = 16;

    /// <summary>Smoothing of a quarter of the reach closes no gaps; structure that reaches farther than this bears all that noise asks for.</summary>
    private const double MostReach = 4, SmoothingPerReach = 0.25;

    /// <summary>Least separability (Otsu 1979, eq. 17) of the raw grey values: one normal hump has 0.64.</summary>
    private const double LeastSeparability = 0.7;

    private const int Bands = 8;

    /// <summary>The fine structure of a field.</summary>
    /// <param name="raw">Grey values of 8 or 16 bits.</param>
    /// <param name="noise">Standard deviation of the pixels' noise.</param>
    /// <returns>Null where the frame shows no structure as fine as that.</returns>
    public static FineStructure? Of(Mat raw, double noise)
    {
        if (raw.Cols < 4 * Farthest || raw.Rows < 4 * Farthest) return null;
        var (lowest, shift) = GreyNoise.UsedRange(raw, 8);
        var bins = new int[1 << (raw.Depth() == MatType.CV_8U ? 8 : 16 - shift)];
        var variogram = Variogram(raw, value => bins[Math.Min(bins.Length - 1, (value - lowest) >> shift)]++);

        var separability = Thresholds.OtsuSeparability(bins);
        var scatter = Math.Sqrt(Math.Max(0, (1 - separability) * GreyHistogram.Moments(bins).Variance)) * (1 << shift);
        var variance = Math.Min(noise * noise, scatter * scatter);
        var highest = 0.0;
        for (var h = 1; h <= Farthest; h++) highest = Math.Max(highest, variogram[h] -= variance);
        if (highest <= variance) return null;
        var at = 1;
        while (variogram[at] < highest / 2) at++;

        // What changes wholly from one pixel to the next is noise, also where it is cut off at black and white, and so of two kinds.
        if (at == 1) return null;
        var reach = at - ((variogram[at] - (highest / 2)) / (variogram[at] - variogram[at - 1]));
        return reach < MostReach && separability >= LeastSeparability ? new FineStructure(SmoothingPerReach * reach, scatter) : null;
    }

    /// <summary>Mean of those along rows and columns, at distances of 0 to <see cref="Farthest"/>, in bands of rows spread over the field.</summary>
    private static double[] Variogram(Mat raw, Action<int> count)
    {
        int width = raw.Cols, height = raw.Rows;
        var is8Bit = raw.Depth() == MatType.CV_8U;
        int[] top = new int[width], other = new int[width];
        double[] along = new double[Farthest + 1], across = new double[Farthest + 1];
        for (var band = 0; band < Bands; band++)
        {
            var y = (int)((band + 0.5) * (height - Farthest) / Bands);
            GreyNoise.Read(raw, y, is8Bit, top);
            foreach (var value in top) count(value);
            for (var h = 1; h <= Farthest; h++)
            {
                along[h] += Squares(top.AsSpan(h), top) / (width - h);
                GreyNoise.Read(raw, y + h, is8Bit, other);
                across[h] += Squares(other, top) / width;
            }
        }

        for (var h = 0; h <= Farthest; h++) along[h] = (along[h] + across[h]) / (4 * Bands);
        return along;

        static double Squares(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
        {
            double sum = 0;
            for (var x = 0; x < a.Length; x++) sum += (double)(a[x] - b[x]) * (a[x] - b[x]);
            return sum;
        }
    }
}
