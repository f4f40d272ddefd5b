namespace ImageAnalysis.Segment;

/// <summary>Grey values on a coarse grid of single pixels, about ten thousand whatever the frame's size: enough for a surface of six terms.</summary>
/// <param name="Values">Row by row.</param>
/// <param name="U">Position of each column, from -1 at the centre of the field's first pixel to 1 at that of its last.</param>
/// <param name="V">Position of each row, likewise.</param>
internal sealed record GreySamples(float[] Values, double[] U, double[] V)
{
    private const int Wanted = 10_000;

    public static GreySamples Of(ReadOnlySpan<byte> grey, int width, int height)
    {
        var (samples, xs, ys) = Grid(width, height);
        for (int j = 0, i = 0; j < ys.Length; j++)
        {
            var row = grey.Slice(ys[j] * width, width);
            foreach (var x in xs) samples.Values[i++] = row[x];
        }

        return samples;
    }

    public static GreySamples Of(ReadOnlySpan<ushort> grey, int width, int height)
    {
        var (samples, xs, ys) = Grid(width, height);
        for (int j = 0, i = 0; j < ys.Length; j++)
        {
            var row = grey.Slice(ys[j] * width, width);
            foreach (var x in xs) samples.Values[i++] = row[x];
        }

        return samples;
    }

    /// <summary>Position of a pixel centre along a side of the given number of pixels, from -1 to 1.</summary>
    public static double Position(double pixel, int pixels) => pixels == 1 ? 0 : ((2.0 * pixel) / (pixels - 1)) - 1;

    private static (GreySamples Samples, int[] Xs, int[] Ys) Grid(int width, int height)
    {
        var step = Math.Max(1, (int)Math.Sqrt((double)width * height / Wanted));
        var (xs, ys) = (Along(width, step), Along(height, step));
        var samples = new GreySamples(new float[xs.Length * ys.Length],
            [.. xs.Select(x => Position(x, width))], [.. ys.Select(y => Position(y, height))]);
        return (samples, xs, ys);
    }

    private static int[] Along(int pixels, int step)
    {
        var count = Math.Max(1, pixels / step);
        var positions = new int[count];
        for (var i = 0; i < count; i++) positions[i] = Math.Min(pixels - 1, (i * step) + (step / 2));
        return positions;
    }
}
