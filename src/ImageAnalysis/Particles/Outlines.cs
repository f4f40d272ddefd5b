namespace ImageAnalysis.Particles;

/// <summary>A point of an outline, pixels of the field, y down; pixel centres are whole numbers.</summary>
internal readonly record struct OutlinePoint(double X, double Y);

/// <summary>What one pass over the labels gathers about a particle. Lengths in pixels of the field.</summary>
internal sealed class Blob
{
    public int MinX { get; set; } = int.MaxValue;

    public int MaxX { get; set; } = -1;

    public int MinY { get; set; } = int.MaxValue;

    public int MaxY { get; set; } = -1;

    public long Area { get; set; }

    public double SumX { get; set; }

    public double SumY { get; set; }

    public double SumXX { get; set; }

    public double SumYY { get; set; }

    public double SumXY { get; set; }

    public List<OutlinePoint> Outline { get; } = [];
}

/// <summary>
/// Sub-pixel outlines: one point per pixel side between a particle and what is not, placed where the signal crosses zero between the two pixel
/// centres (linear interpolation), or half-way where the neighbour is another particle or the mask does not follow the signal. A hull of pixel
/// corners would be up to 1.6 px too long, one of pixel centres 1 px too short.
/// </summary>
internal static class Outlines
{
    /// <summary>Blobs by label (index 0 is label 1).</summary>
    /// <param name="labels">Labels row by row, 0 for void.</param>
    /// <param name="signal">Signal row by row, negative in void.</param>
    public static Blob[] Trace(ReadOnlySpan<int> labels, ReadOnlySpan<float> signal, int width, int height, int count)
    {
        var blobs = new Blob[count];
        for (var i = 0; i < count; i++) blobs[i] = new Blob();
        for (var y = 0; y < height; y++)
        {
            var row = labels.Slice(y * width, width);
            for (var x = 0; x < width;)
            {
                var label = row[x];
                if (label == 0)
                {
                    x++;
                    continue;
                }

                var end = x + 1;
                while (end < width && row[end] == label) end++;
                var blob = blobs[label - 1];
                AddRun(blob, x, end, y);
                if (x > 0) blob.Outline.Add(new OutlinePoint(x - Crossing(labels, signal, (y * width) + x, -1), y));
                if (end < width) blob.Outline.Add(new OutlinePoint(end - 1 + Crossing(labels, signal, (y * width) + end - 1, 1), y));
                for (var i = x; i < end; i++)
                {
                    var at = (y * width) + i;
                    if (y > 0 && labels[at - width] != label) blob.Outline.Add(new OutlinePoint(i, y - Crossing(labels, signal, at, -width)));
                    if (y < height - 1 && labels[at + width] != label) blob.Outline.Add(new OutlinePoint(i, y + Crossing(labels, signal, at, width)));
                }

                x = end;
            }
        }

        return blobs;
    }

    private static void AddRun(Blob blob, int x, int end, int y)
    {
        double n = end - x;
        var sum = n * (x + end - 1) / 2;
        var last = end - 1.0;
        var sumSquares = ((last * (last + 1) * ((2 * last) + 1)) - ((x - 1.0) * x * ((2 * x) - 1.0))) / 6;
        (blob.MinX, blob.MaxX) = (Math.Min(blob.MinX, x), Math.Max(blob.MaxX, end - 1));
        (blob.MinY, blob.MaxY) = (Math.Min(blob.MinY, y), Math.Max(blob.MaxY, y));
        blob.Area += end - x;
        blob.SumX += sum;
        blob.SumY += n * y;
        blob.SumXX += sumSquares;
        blob.SumYY += n * y * y;
        blob.SumXY += sum * y;
    }

    /// <summary>Distance from a particle's pixel toward a neighbour, in (0, 1), at which the particle ends.</summary>
    private static double Crossing(ReadOnlySpan<int> labels, ReadOnlySpan<float> signal, int at, int step)
    {
        if (labels[at + step] != 0) return 0.5;
        double inside = signal[at], outside = signal[at + step];
        return inside > 0 && outside < 0 ? inside / (inside - outside) : 0.5;
    }
}
