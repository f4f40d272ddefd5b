using ImageAnalysis.Quantities;

namespace ImageAnalysis.Layers;

/// <summary>The largest upright rectangle between two boundaries.</summary>
internal static class InsideRectangle
{
    private const int Steps = 32;

    public static PixelRect? Largest(int columns, Func<double, double> upper, Func<double, double> lower, double trim, LayerDirection direction, PixelRect field)
    {
        double best = 0;
        (int Left, int Right, int Top, int Bottom) chosen = default;
        for (var i = 0; i < Steps; i++)
        {
            var (top, bottom) = (double.NegativeInfinity, double.PositiveInfinity);
            for (var j = i + 1; j <= Steps; j++)
            {
                int left = i * columns / Steps, right = j * columns / Steps, from = (j - 1) * columns / Steps;
                for (var x = from; x <= right; x += Math.Max(1, (right - from) / 4))
                {
                    top = Math.Max(top, upper(x) + trim);
                    bottom = Math.Min(bottom, lower(x) - trim);
                }

                var area = (right - left) * (bottom - top);
                if (bottom > top && area > best) (best, chosen) = (area, (left, right, (int)Math.Ceiling(top), (int)Math.Floor(bottom)));
            }
        }

        var (height, width) = (chosen.Bottom - chosen.Top + 1, chosen.Right - chosen.Left);
        if (best <= 0 || height < 1) return null;
        return direction == LayerDirection.Horizontal
            ? new PixelRect(field.X + chosen.Left, field.Y + chosen.Top, width, height)
            : new PixelRect(field.X + chosen.Top, field.Y + chosen.Left, height, width);
    }
}
