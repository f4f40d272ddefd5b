using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Paints flat cuts: two grey levels, an edge blended over one pixel at its exact place, brightness along the edge.</summary>
internal static class SectionPainter
{
    /// <summary>Level above which the given share of the values lies, to a ten-thousandth of the share.</summary>
    public static float UpperQuantile(float[] values, double share)
    {
        var (lowest, highest) = (float.MaxValue, float.MinValue);
        foreach (var value in values)
        {
            if (value < lowest) lowest = value;
            if (value > highest) highest = value;
        }

        const int Bins = 1 << 16;
        var scale = (Bins - 1) / Math.Max(highest - lowest, 1e-20f);
        var histogram = new int[Bins];
        foreach (var value in values) histogram[(int)((value - lowest) * scale)]++;
        var wanted = (long)Math.Round(share * values.Length);
        var above = 0L;
        for (var bin = Bins - 1; bin > 0; bin--)
        {
            above += histogram[bin];
            if (above >= wanted) return lowest + (bin / scale);
        }

        return lowest;
    }

    /// <summary>Divides a field less its level by its slope: the distance to the level line in px to first order, positive inside the solid.</summary>
    public static Plane DistanceToLevel(Plane field, float level)
    {
        var distance = new Plane(field.Width, field.Height);
        for (var y = 0; y < field.Height; y++)
        {
            var above = field.ClampedRow(y - 1);
            var row = field.Row(y);
            var below = field.ClampedRow(y + 1);
            var target = distance.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                var dx = (row[Math.Min(x + 1, row.Length - 1)] - row[Math.Max(x - 1, 0)]) * 0.5f;
                var dy = (below[x] - above[x]) * 0.5f;
                target[x] = (row[x] - level) / MathF.Sqrt((dx * dx) + (dy * dy) + 1e-12f);
            }
        }

        return distance;
    }

    /// <summary>The cut: solid where the distance is positive.</summary>
    /// <param name="distance">Signed distance to the boundary, px; only values within a few edge widths need be right.</param>
    /// <param name="style">The look.</param>
    /// <param name="random">Draws textures.</param>
    /// <param name="backdrop">What is seen, out of focus, at the bottom of the voids: 0 nothing, 1 as bright as the solid.</param>
    public static Scene Paint(Plane distance, SurfaceStyle style, SeededRandom random, Plane? backdrop = null)
    {
        var signal = new Plane(distance.Width, distance.Height);
        var mask = new byte[distance.Data.Length];
        var (dark, bright) = ((float)style.Void, (float)style.Solid);
        var edge = (float)style.EdgeGain;
        var perWidth = (float)(1 / (style.EdgeWidthPx * style.EdgeWidthPx));
        for (var i = 0; i < mask.Length; i++)
        {
            var d = distance.Data[i];
            if (!(d > 0)) mask[i] = 255;
            var cover = Math.Clamp(0.5f + d, 0f, 1f);
            var ground = backdrop is null ? dark : dark + (backdrop.Data[i] * (bright - dark));
            var rim = edge / (1 + (d * d * perWidth));
            signal.Data[i] = ground + ((bright - ground) * cover) + (rim * (0.15f + (0.85f * cover)));
        }

        style.AddTexture(random, signal);
        return new Scene(signal, mask);
    }
}
