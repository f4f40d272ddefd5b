using System.Buffers;
using System.Runtime.Intrinsics;
using OpenCvSharp;

namespace ImageAnalysis.Classify;

/// <summary>
/// Do the edges look at common centres? Balls gather their gradients on a bright centre whether or not their faces pass the level between void and solid, bowls
/// and cells on a dark one, strands on none. Loy and Zelinsky 2003, orientation votes only.
/// </summary>
internal static class CentreDescriptors
{
    private static readonly double[] Reaches = [0.5, 1, 2, 3];

    /// <param name="smooth">CV_32FC1, the smoothed frame.</param>
    /// <param name="chordPx">h.</param>
    /// <param name="meanGradient">Pixels at least this steep vote.</param>
    /// <param name="values">Takes the descriptors.</param>
    public static void Add(Mat smooth, double chordPx, double meanGradient, DescriptorValues values)
    {
        var (width, height) = (smooth.Cols, smooth.Rows);
        var votes = new ushort[2 * Reaches.Length][];
        for (var i = 0; i < votes.Length; i++)
        {
            votes[i] = ArrayPool<ushort>.Shared.Rent(width * height);
            votes[i].AsSpan(0, width * height).Clear();
        }

        Cast(smooth, chordPx, (float)(meanGradient * meanGradient), votes);
        var (bright, brightReach) = Strongest(votes.AsSpan(0, Reaches.Length), width, height);
        var (dark, darkReach) = Strongest(votes.AsSpan(Reaches.Length), width, height);
        foreach (var array in votes) ArrayPool<ushort>.Shared.Return(array);
        values.Add("centres-bright", bright);
        values.Add("centres-bright-reach", brightReach);
        values.Add("centres-dark", dark);
        values.Add("centres-dark-reach", darkReach);
        values.Add("centres-balance", bright + dark > 0 ? (bright - dark) / (bright + dark) : 0);
    }

    private static void Cast(Mat smooth, double chordPx, float leastSquare, ushort[][] votes)
    {
        var (width, height) = (smooth.Cols, smooth.Rows);
        var all = (ReadOnlySpan<float>)smooth.AsSpan<float>();
        var reaches = Vector128.Create((float)(Reaches[0] * chordPx), (float)(Reaches[1] * chordPx), (float)(Reaches[2] * chordPx), (float)(Reaches[3] * chordPx));
        Span<int> across = stackalloc int[Reaches.Length], down = stackalloc int[Reaches.Length];
        for (var y = 1; y < height - 1; y++)
        {
            var above = all.Slice((y - 1) * width, width);
            var row = all.Slice(y * width, width);
            var below = all.Slice((y + 1) * width, width);
            for (var x = 1; x < width - 1; x++)
            {
                var gx = (row[x + 1] - row[x - 1]) / 2;
                var gy = (below[x] - above[x]) / 2;
                var square = (gx * gx) + (gy * gy);
                if (square < leastSquare || square <= 0) continue;
                var scale = 1 / MathF.Sqrt(square);
                (gx, gy) = (gx * scale, gy * scale);
                Vector128.ConvertToInt32(Vector128.Round(gx * reaches)).CopyTo(across);
                Vector128.ConvertToInt32(Vector128.Round(gy * reaches)).CopyTo(down);
                for (var i = 0; i < across.Length; i++)
                {
                    var (dx, dy) = (across[i], down[i]);
                    if ((uint)(x + dx) < (uint)width && (uint)(y + dy) < (uint)height) votes[i][((y + dy) * width) + x + dx]++;
                    if ((uint)(x - dx) < (uint)width && (uint)(y - dy) < (uint)height) votes[across.Length + i][((y - dy) * width) + x - dx]++;
                }
            }
        }
    }

    /// <summary>Variance over mean of the votes in squares of three pixels; 9 pixels that vote alone have 1.</summary>
    private static (double Dispersion, double Reach) Strongest(ReadOnlySpan<ushort[]> votes, int width, int height)
    {
        double strongest = 0, reach = 0;
        for (var i = 0; i < votes.Length; i++)
        {
            long n = 0, sum = 0, squares = 0;
            for (var y = 0; y + 3 <= height; y += 3)
            {
                var rows = votes[i].AsSpan(y * width, 3 * width);
                for (var x = 0; x + 3 <= width; x += 3)
                {
                    var v = rows[x] + rows[x + 1] + rows[x + 2] + rows[width + x] + rows[width + x + 1] + rows[width + x + 2]
                        + rows[(2 * width) + x] + rows[(2 * width) + x + 1] + rows[(2 * width) + x + 2];
                    n++;
                    sum += v;
                    squares += (long)v * v;
                }
            }

            if (sum == 0) continue;
            var mean = (double)sum / n;
            var dispersion = (((double)squares / n) - (mean * mean)) / mean;
            if (dispersion <= strongest) continue;
            (strongest, reach) = (dispersion, Reaches[i]);
        }

        return (strongest, reach);
    }
}
