using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Rendering;
using OpenCvSharp;

namespace ImageAnalysis.Training.Measurable;

/// <summary>Writing of several kinds.</summary>
internal static class Print
{
    private const string Letters = "eeeetttaaaooiinnsshhrrddlucmfwypvbgkxqjzETASRMVKNHWDLCBPG0123456789.,:-()/%+=#&";

    private static readonly HersheyFonts[] Fonts =
    [
        HersheyFonts.HersheySimplex, HersheyFonts.HersheyPlain, HersheyFonts.HersheyDuplex, HersheyFonts.HersheyComplex, HersheyFonts.HersheyTriplex,
        HersheyFonts.HersheyComplexSmall, HersheyFonts.HersheyScriptSimplex,
    ];

    /// <summary>Lines of words in one or more columns, rules, boxes, ticks.</summary>
    public static Plane Page(RenderRecipe recipe, SeededRandom random)
    {
        var (paper, ink) = Colours(random);
        // Small writing enlarged afterwards looks coarse, as in a picture of a picture.
        var enlarge = random.NextInt(3) == 0 ? random.NextDouble(1.5, 4) : 1;
        var (width, height) = ((int)(recipe.Width / enlarge), (int)(recipe.Height / enlarge));
        using var page = new Mat(height, width, MatType.CV_8UC1, Scalar.All(255 * paper));
        var font = Fonts[random.NextInt(Fonts.Length)];
        var scale = random.NextLogUniform(0.35, 2.5) / Math.Sqrt(enlarge);
        var thick = 1 + random.NextInt(Math.Max(1, (int)(3 * scale)));
        var line = (int)Math.Max(8, 30 * scale * random.NextDouble(0.9, 1.6));
        var columns = random.NextInt(4) == 0 ? 2 + random.NextInt(3) : 1;
        var empty = random.NextInt(3) == 0 ? random.NextDouble(0.1, 0.5) : 0.05;
        for (var column = 0; column < columns; column++)
        {
            var (left, right) = ((int)((column + 0.03) * width / columns), (int)((column + 0.95) * width / columns));
            for (var y = line; y < height; y += line)
            {
                if (random.NextDouble() < empty) continue;
                var text = Words(random, (int)((right - left) / (18 * scale * (font == HersheyFonts.HersheyPlain ? 0.6 : 1))));
                if (random.NextInt(5) == 0) text = text[..(1 + random.NextInt(text.Length))];
                Cv2.PutText(page, text, new Point(left, y - (line / 4)), font, scale, Scalar.All(255 * ink), thick, LineTypes.AntiAlias);
            }
        }

        if (random.NextInt(3) == 0) Rules(page, random, ink);
        return Finish(page, recipe, random);
    }

    /// <summary>Random marks of 5 by 7 dots in rows.</summary>
    public static Plane DotMatrix(RenderRecipe recipe, SeededRandom random)
    {
        var (paper, ink) = Colours(random);
        var dot = random.NextInt(5) + 1;
        var (width, height) = (recipe.Width, recipe.Height);
        using var page = new Mat(height, width, MatType.CV_8UC1, Scalar.All(255 * paper));
        var (gapX, gapY, words) = (dot * (1 + random.NextInt(2)), dot * (2 + random.NextInt(6)), random.NextDouble(0.05, 0.25));
        for (var y = 2 * dot; y + (7 * dot) < height; y += (7 * dot) + gapY)
        {
            if (random.NextInt(10) == 0) continue;
            for (var x = 2 * dot; x + (5 * dot) < width; x += (5 * dot) + gapX)
            {
                if (random.NextDouble() < words) continue;
                // Strokes: whole rows and columns of the grid.
                var (rows, columns) = (random.NextInt(128), random.NextInt(32));
                for (var v = 0; v < 7; v++)
                {
                    for (var u = 0; u < 5; u++)
                    {
                        var on = ((rows >> v) & 1) == 1 && (v is 0 or 3 or 6) ? u is > 0 and < 4 || random.NextInt(3) == 0 : ((columns >> u) & 1) == 1 && (u is 0 or 2 or 4);
                        if (on) Cv2.Rectangle(page, new Rect(x + (u * dot), y + (v * dot), dot, dot), Scalar.All(255 * ink), -1);
                    }
                }
            }
        }

        return Finish(page, recipe, random);
    }

    private static (double Paper, double Ink) Colours(SeededRandom random) =>
        random.NextInt(2) == 0 ? (random.NextDouble(0.6, 1), random.NextDouble(0, 0.35)) : (random.NextDouble(0, 0.3), random.NextDouble(0.55, 1));

    private static string Words(SeededRandom random, int letters)
    {
        var text = new System.Text.StringBuilder();
        while (text.Length < Math.Max(3, letters))
        {
            for (var left = 1 + random.NextInt(10); left > 0; left--) text.Append(Letters[random.NextInt(Letters.Length)]);
            text.Append(' ');
        }

        return text.ToString();
    }

    private static void Rules(Mat page, SeededRandom random, double ink)
    {
        var colour = Scalar.All(255 * ink);
        for (var rule = 1 + random.NextInt(12); rule > 0; rule--)
        {
            var thick = 1 + random.NextInt(3);
            if (random.NextInt(2) == 0)
            {
                var y = random.NextInt(page.Rows);
                Cv2.Line(page, new Point(random.NextInt(page.Cols / 2), y), new Point(page.Cols - 1 - random.NextInt(page.Cols / 2), y), colour, thick);
            }
            else
            {
                var x = random.NextInt(page.Cols);
                Cv2.Line(page, new Point(x, random.NextInt(page.Rows / 2)), new Point(x, page.Rows - 1 - random.NextInt(page.Rows / 2)), colour, thick);
            }
        }
    }

    private static Plane Finish(Mat page, RenderRecipe recipe, SeededRandom random)
    {
        using var whole = new Mat();
        Cv2.Resize(page, whole, new Size(recipe.Width, recipe.Height), 0, 0, random.NextInt(2) == 0 ? InterpolationFlags.Linear : InterpolationFlags.Cubic);
        using var turned = Turn(whole, random.NextInt(4) == 0 ? random.NextDouble(-8, 8) : 0);
        var plane = new Plane(recipe.Width, recipe.Height);
        var pixels = turned.AsSpan<byte>();
        for (var i = 0; i < plane.Data.Length; i++) plane.Data[i] = pixels[i] / 255f;
        plane.Blur(random.NextInt(2) == 0 ? 0 : random.NextDouble(0, 1.5));
        return plane;
    }

    private static Mat Turn(Mat page, double degrees)
    {
        var (cos, sin) = (Math.Cos(degrees * Math.PI / 180), Math.Sin(degrees * Math.PI / 180));
        using var xs = new Mat(page.Rows, page.Cols, MatType.CV_32FC1);
        using var ys = new Mat(page.Rows, page.Cols, MatType.CV_32FC1);
        var (cx, cy) = (page.Cols / 2.0, page.Rows / 2.0);
        for (var y = 0; y < page.Rows; y++)
        {
            var rowX = xs.RowSpan<float>(y);
            var rowY = ys.RowSpan<float>(y);
            for (var x = 0; x < page.Cols; x++)
            {
                rowX[x] = (float)(cx + ((x - cx) * cos) + ((y - cy) * sin));
                rowY[x] = (float)(cy + ((y - cy) * cos) - ((x - cx) * sin));
            }
        }

        var turned = new Mat();
        Cv2.Remap(page, turned, xs, ys, InterpolationFlags.Linear, BorderTypes.Reflect101);
        return turned;
    }
}
