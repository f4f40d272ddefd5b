using System.Runtime.Intrinsics;
using OpenCvSharp;

namespace ImageAnalysis.Classify;

/// <summary>A disc inside a phase.</summary>
internal readonly record struct Disc(int X, int Y, double R);

/// <summary>The largest discs of a phase, taken greedily: particles and cells are filled by one each, strands need many and leave gaps.</summary>
internal static class InscribedDiscs
{
    private const double LeastShareOfDepth = 0.35;
    private const double LeastRadiusPx = 1.7;

    /// <summary>Centres nearer than this share of the sum of radii overlap.</summary>
    private const double Apart = 0.9;

    /// <summary>Largest first.</summary>
    /// <param name="distance">CV_32FC1, distance to the other phase, px.</param>
    /// <param name="depth">Typical greatest distance, px.</param>
    public static List<Disc> Of(Mat distance, double depth)
    {
        var discs = new List<Disc>();
        var candidates = Maxima(distance, Math.Max(LeastRadiusPx, LeastShareOfDepth * depth));
        if (candidates.Count == 0) return discs;
        candidates.Sort((a, b) => a.R != b.R ? b.R.CompareTo(a.R) : a.Y != b.Y ? a.Y.CompareTo(b.Y) : a.X.CompareTo(b.X));
        // Two discs that meet lie in neighbouring cells.
        var cell = Math.Max(1, 2 * candidates[0].R);
        var (columns, rows) = ((int)(distance.Cols / cell) + 1, (int)(distance.Rows / cell) + 1);
        var first = new int[columns * rows];
        Array.Fill(first, -1);
        var next = new List<int>();
        foreach (var disc in candidates)
        {
            var (cx, cy) = ((int)(disc.X / cell), (int)(disc.Y / cell));
            if (Overlaps(disc, cx, cy)) continue;
            next.Add(first[(cy * columns) + cx]);
            first[(cy * columns) + cx] = discs.Count;
            discs.Add(disc);
        }

        return discs;

        bool Overlaps(Disc disc, int cx, int cy)
        {
            for (var v = Math.Max(0, cy - 1); v <= Math.Min(rows - 1, cy + 1); v++)
            {
                for (var u = Math.Max(0, cx - 1); u <= Math.Min(columns - 1, cx + 1); u++)
                {
                    for (var i = first[(v * columns) + u]; i >= 0; i = next[i])
                    {
                        double dx = discs[i].X - disc.X, dy = discs[i].Y - disc.Y, reach = Apart * (discs[i].R + disc.R);
                        if ((dx * dx) + (dy * dy) < reach * reach) return true;
                    }
                }
            }

            return false;
        }
    }

    /// <summary>Area of the discs inside the frame, px².</summary>
    public static double CoveredArea(List<Disc> discs, int width, int height)
    {
        var area = 0.0;
        foreach (var disc in discs)
        {
            if (disc.X - disc.R > 0 && disc.Y - disc.R > 0 && disc.X + disc.R < width - 1 && disc.Y + disc.R < height - 1)
            {
                area += Math.PI * disc.R * disc.R;
                continue;
            }

            for (var y = Math.Max(0, (int)(disc.Y - disc.R)); y <= Math.Min(height - 1, disc.Y + disc.R); y++)
            {
                var half = Math.Sqrt(Math.Max(0, (disc.R * disc.R) - ((y - disc.Y) * (y - disc.Y))));
                area += Math.Max(0, Math.Min(width - 1, disc.X + half) - Math.Max(0, disc.X - half));
            }
        }

        return area;
    }

    /// <summary>Pixels that none of their neighbours exceeds; a maximum at the frame's edge belongs to a disc that the frame cuts.</summary>
    private static List<Disc> Maxima(Mat distance, double least)
    {
        var maxima = new List<Disc>();
        var (width, height) = (distance.Cols, distance.Rows);
        var all = (ReadOnlySpan<float>)distance.AsSpan<float>();
        for (var y = 0; y < height; y++)
        {
            var row = all.Slice(y * width, width);
            for (var x = NextFrom(row, 0, least); x < width; x = NextFrom(row, x + 1, least))
            {
                var d = row[x];
                if ((x > 0 && row[x - 1] > d) || (x + 1 < width && row[x + 1] > d)) continue;
                if (y > 0 && Exceeds(all.Slice((y - 1) * width, width), x, d)) continue;
                if (y + 1 < height && Exceeds(all.Slice((y + 1) * width, width), x, d)) continue;
                maxima.Add(new Disc(x, y, d));
            }
        }

        return maxima;
    }

    /// <summary>The first place from one on whose value is no less than the least; the length where there is none.</summary>
    private static int NextFrom(ReadOnlySpan<float> row, int x, double least)
    {
        // Rounded to a float the least may let some pass, which are looked at once more.
        var limit = Vector256.Create((float)least);
        for (; x < row.Length; x++)
        {
            while (x + Vector256<float>.Count <= row.Length && Vector256.LessThanAll(Vector256.Create(row[x..]), limit)) x += Vector256<float>.Count;
            if (x < row.Length && row[x] >= least) return x;
        }

        return row.Length;
    }

    private static bool Exceeds(ReadOnlySpan<float> row, int x, float d) =>
        row[x] > d || (x > 0 && row[x - 1] > d) || (x + 1 < row.Length && row[x + 1] > d);
}
