using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>What the raw pixels say about the camera and not about the specimen.</summary>
internal static class GreyNoise
{
    private const int PixelsWanted = 30_000;
    private const int Bins = 4096;

    /// <summary>
    /// Standard deviation of pixel noise, grey values: the kernel 1 -2 1 / -2 4 -2 / 1 -2 1 answers to neither planes nor straight edges along the axes and
    /// multiplies white noise by 6 (Immerkær 1996, eq. 4); the median of its absolute answers instead of their mean, so that corners and textures count little.
    /// On about thirty thousand pixels, in whole rows spread over the field.
    /// </summary>
    public static double StandardDeviation(Mat raw)
    {
        int width = raw.Cols, height = raw.Rows;
        if (width < 3 || height < 3) return 0;
        var step = Math.Max(1, (int)((double)width * height / PixelsWanted));
        var is8Bit = raw.Depth() == MatType.CV_8U;
        var (_, shift) = UsedRange(raw, 7);
        var (counts, total) = Answers(width, height, step, shift, (y, row) => Read(raw, y, is8Bit, row));
        return Median(counts, total) * (1 << shift) / (6 * 0.67448975);
    }

    /// <summary>
    /// Standard deviation of the white noise that smoothing would leave as much of as it leaves of the recorded noise: a detector or a file that blurs its own noise
    /// hides it from the finest kernel, and not from smoothing. The same kernel on means over 2 x 2 pixels; the lowest tenth of its answers, which edges reach less.
    /// </summary>
    public static double Grain(Mat raw)
    {
        int width = raw.Cols / 2, height = raw.Rows / 2;
        if (width < 3 || height < 3) return 0;
        var step = Math.Max(1, (int)((double)width * height / PixelsWanted));
        var is8Bit = raw.Depth() == MatType.CV_8U;
        var (_, shift) = UsedRange(raw, 8);
        var row = new int[raw.Cols];
        var (counts, total) = Answers(width, height, step, shift, Sum);
        return Quantile(counts, total / 10.0) * (1 << shift) / (12 * 0.12566135);

        void Sum(int at, int[] sums)
        {
            Read(raw, 2 * at, is8Bit, row);
            for (var x = 0; x < width; x++) sums[x] = row[2 * x] + row[(2 * x) + 1];
            Read(raw, (2 * at) + 1, is8Bit, row);
            for (var x = 0; x < width; x++) sums[x] += row[2 * x] + row[(2 * x) + 1];
        }
    }

    /// <summary>Magnitudes of the kernel's answers in whole rows, a step apart, in bins of 2 to the power of <paramref name="shift"/>, and how many there are.</summary>
    private static (int[] Counts, int Total) Answers(int width, int height, int step, int shift, Action<int, int[]> read)
    {
        var counts = new int[Bins];
        var total = 0;
        int[] above = new int[width], here = new int[width], below = new int[width];
        for (var y = 1 + (step / 2 % Math.Max(1, height - 2)); y < height - 1; y += step)
        {
            read(y - 1, above);
            read(y, here);
            read(y + 1, below);
            for (var x = 1; x < width - 1; x++)
            {
                var answer = (above[x - 1] + above[x + 1] + below[x - 1] + below[x + 1]) - (2 * (above[x] + below[x] + here[x - 1] + here[x + 1])) + (4 * here[x]);
                counts[Math.Min(Bins - 1, Math.Abs(answer) >> shift)]++;
                total++;
            }
        }

        return (counts, total);
    }

    /// <summary>
    /// Answers of 16-bit grey are counted in bins of 2 to this power, <paramref name="most"/> where all 16 bits are used: a hundredth of the noise such cameras have.
    /// A camera of 12 bits fills a sixteenth of the range, and has bins as much smaller.
    /// </summary>
    /// <returns>The lowest grey value, and the power; of 8 bits 0 and 0.</returns>
    public static (int Lowest, int Shift) UsedRange(Mat raw, int most)
    {
        if (raw.Depth() == MatType.CV_8U) return (0, 0);
        Cv2.MinMaxLoc(raw, out double lowest, out double highest);
        var bits = (int)Math.Ceiling(Math.Log2(Math.Max(1, highest - lowest) + 1));
        return ((int)lowest, Math.Clamp(most - (16 - bits), 0, most));
    }

    /// <summary>Share of pixels at 0 or at the highest grey value of the depth.</summary>
    public static double Saturated(Mat raw)
    {
        long ends = 0;
        for (var y = 0; y < raw.Rows; y++)
        {
            if (raw.Depth() == MatType.CV_8U)
            {
                ReadOnlySpan<byte> row = raw.RowSpan<byte>(y);
                ends += row.Count((byte)0) + row.Count(byte.MaxValue);
            }
            else
            {
                ReadOnlySpan<ushort> row = raw.RowSpan<ushort>(y);
                ends += row.Count((ushort)0) + row.Count(ushort.MaxValue);
            }
        }

        return (double)ends / ((long)raw.Rows * raw.Cols);
    }

    public static void Read(Mat raw, int y, bool is8Bit, int[] row)
    {
        if (is8Bit)
        {
            var from = raw.RowSpan<byte>(y);
            for (var x = 0; x < row.Length; x++) row[x] = from[x];
        }
        else
        {
            var from = raw.RowSpan<ushort>(y);
            for (var x = 0; x < row.Length; x++) row[x] = from[x];
        }
    }

    /// <summary>Median of whole numbers that were rounded to the nearest and then lost their sign: a value k stands for k - 1/2 .. k + 1/2, zero for 0 .. 1/2.</summary>
    private static double Median(int[] counts, int total) => Quantile(counts, total / 2.0);

    private static double Quantile(int[] counts, double half)
    {
        double below = 0;
        for (var k = 0; k < counts.Length; k++)
        {
            if (below + counts[k] < half)
            {
                below += counts[k];
                continue;
            }

            var into = counts[k] == 0 ? 0 : (half - below) / counts[k];
            return k == 0 ? into / 2 : k - 0.5 + into;
        }

        return 0;
    }
}
