using System.Numerics;
using System.Runtime.InteropServices;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Enlarging coarse grids with uniform cubic B-splines: twice differentiable, so that level lines carry no trace of the grid. The spline smooths:
/// waves of 8 grid steps keep 90 % of their amplitude, of 6 steps 83 %.</summary>
internal static class Resample
{
    /// <summary>Adds the grid to the picture; pixel x lies at grid coordinate 1 + offsetX + x * step. Indices wrap around.</summary>
    public static void AddCubic(float[] grid, int columns, int rows, Plane target, double step, double offsetX, double offsetY)
    {
        var width = target.Width;
        var index = new int[width];
        var weights = new float[4 * width];
        for (var x = 0; x < width; x++)
        {
            var position = 1 + offsetX + (x * step);
            var whole = (int)position;
            index[x] = (whole - 1) % columns;
            Weights(position - whole, weights.AsSpan(4 * x, 4));
        }

        // Three columns are repeated at the end, so that the four taps never wrap.
        var line = new float[columns + 3];
        var vertical = new float[4];
        for (var y = 0; y < target.Height; y++)
        {
            var position = 1 + offsetY + (y * step);
            var whole = (int)position;
            Weights(position - whole, vertical);
            Combine(grid, columns, rows, whole - 1, vertical, line);
            var row = target.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                var i = index[x];
                var w = 4 * x;
                row[x] += (line[i] * weights[w]) + (line[i + 1] * weights[w + 1]) + (line[i + 2] * weights[w + 2]) + (line[i + 3] * weights[w + 3]);
            }
        }
    }

    /// <summary>The square periodic grid enlarged so that its period is <paramref name="periodPx"/>; copied where the grid is as fine as the picture.</summary>
    public static Plane Periodic(float[] grid, int n, int width, int height, double periodPx)
    {
        var target = new Plane(width, height);
        if (Math.Abs(periodPx - n) < 1e-9)
        {
            for (var y = 0; y < height; y++) grid.AsSpan(y % n * n, Math.Min(n, width)).CopyTo(target.Row(y));
            return target;
        }

        AddCubic(grid, n, n, target, n / periodPx, 0, 0);
        return target;
    }

    private static void Combine(float[] grid, int columns, int rows, int first, float[] weights, float[] line)
    {
        var r0 = grid.AsSpan(first % rows * columns, columns);
        var r1 = grid.AsSpan((first + 1) % rows * columns, columns);
        var r2 = grid.AsSpan((first + 2) % rows * columns, columns);
        var r3 = grid.AsSpan((first + 3) % rows * columns, columns);
        var target = line.AsSpan(0, columns);
        var v0 = MemoryMarshal.Cast<float, Vector<float>>(r0);
        var v1 = MemoryMarshal.Cast<float, Vector<float>>(r1);
        var v2 = MemoryMarshal.Cast<float, Vector<float>>(r2);
        var v3 = MemoryMarshal.Cast<float, Vector<float>>(r3);
        var to = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (var i = 0; i < to.Length; i++)
            to[i] = (v0[i] * weights[0]) + (v1[i] * weights[1]) + (v2[i] * weights[2]) + (v3[i] * weights[3]);
        for (var i = to.Length * Vector<float>.Count; i < columns; i++)
            target[i] = (r0[i] * weights[0]) + (r1[i] * weights[1]) + (r2[i] * weights[2]) + (r3[i] * weights[3]);
        for (var i = 0; i < 3; i++) line[columns + i] = line[i % columns];
    }

    private static void Weights(double t, Span<float> weights)
    {
        var u = 1 - t;
        weights[0] = (float)(u * u * u / 6);
        weights[1] = (float)(((3 * t * t * t) - (6 * t * t) + 4) / 6);
        weights[2] = (float)(((3 * u * u * u) - (6 * u * u) + 4) / 6);
        weights[3] = (float)(t * t * t / 6);
    }
}
