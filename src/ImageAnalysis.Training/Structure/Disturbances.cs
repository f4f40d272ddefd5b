using System.Globalization;
using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Rendering;
using OpenCvSharp;

namespace ImageAnalysis.Training.Structure;

/// <summary>
/// What real specimens have and ideal geometry lacks: irregular shapes, edges brighter than faces, uneven staining, dirt, the edge of the specimen, words written
/// into the picture. They hide the truth of masks and sizes but not the class, so they are for the classifier's training only, all classes alike.
/// </summary>
internal static class Disturbances
{
    // Stream of the recipe's seed; fixed, as another number is another picture.
    private const ulong Stream = 57;

    /// <summary>Disturbs the field of a page in place. Half of all recipes are left alone; the same recipe is always disturbed alike.</summary>
    /// <param name="page">The page.</param>
    /// <param name="recipe">What it was rendered from.</param>
    /// <param name="staysInPlace">Whether every place must keep what it shows, as a mask says it: then nothing is shifted or covered.</param>
    /// <returns>Whether the picture is still as it was rendered.</returns>
    public static bool Apply(Mat page, RenderRecipe recipe, bool staysInPlace = false)
    {
        var random = new SeededRandom(recipe.Seed).Fork(Stream);
        if (random.NextDouble() < 0.5) return true;
        var full = page.Depth() == MatType.CV_16U ? 65535.0 : 255.0;
        using var field = page.SubMat(new Rect(0, 0, recipe.Width, recipe.Height));
        using var grey = new Mat();
        field.ConvertTo(grey, MatType.CV_32FC1, 1 / full);
        if (!staysInPlace && random.NextDouble() < 0.4) Warp(grey, recipe.StructurePx, random);
        if (random.NextDouble() < 0.4) Glow(grey, recipe.StructurePx, random);
        if (random.NextDouble() < 0.35) Stain(grey, random);
        if (random.NextDouble() < 0.3) Gamma(grey, random);
        if (!staysInPlace && random.NextDouble() < 0.3) Dirt(grey, recipe.StructurePx, random);
        for (var sides = staysInPlace ? 0 : Sides(random); sides > 0; sides--) Margin(grey, random);
        if (!staysInPlace && random.NextDouble() < 0.15) Words(grey, random);
        if (!staysInPlace && random.NextDouble() < 0.2) Stretch(grey, random);
        if (!staysInPlace && random.NextDouble() < 0.1) Recede(grey, random);
        if (random.NextDouble() < 0.15) Soften(grey, recipe.StructurePx, random);
        grey.ConvertTo(field, field.Type(), full);
        return false;
    }

    /// <summary>How many sides of the specimen are in the picture; two in some, as of a cut membrane.</summary>
    private static int Sides(SeededRandom random) => random.NextDouble() switch { < 0.08 => 2, < 0.25 => 1, _ => 0 };

    /// <summary>Shows a part wider or higher than it is, as a tilted view does.</summary>
    private static void Stretch(Mat grey, SeededRandom random)
    {
        var factor = random.NextDouble(1, 1.7);
        var isWide = random.NextInt(2) == 0;
        var part = isWide ? new Rect(0, 0, (int)(grey.Cols / factor), grey.Rows) : new Rect(0, 0, grey.Cols, (int)(grey.Rows / factor));
        using var shown = grey.SubMat(part);
        using var whole = new Mat();
        Cv2.Resize(shown, whole, new Size(grey.Cols, grey.Rows), 0, 0, InterpolationFlags.Cubic);
        whole.CopyTo(grey);
    }

    /// <summary>Shows what lies at the top of the picture farther away, as a steeply tilted view does.</summary>
    private static void Recede(Mat grey, SeededRandom random)
    {
        var farther = random.NextDouble(1.2, 2.5);
        using var x = new Mat(grey.Rows, grey.Cols, MatType.CV_32FC1);
        using var y = new Mat(grey.Rows, grey.Cols, MatType.CV_32FC1);
        var (source, middle) = (0.0, grey.Cols / 2.0);
        for (var row = 0; row < grey.Rows; row++)
        {
            // Relative to the farthest, so that nothing from outside the picture is asked for.
            var step = (farther + ((1 - farther) * row / grey.Rows)) / farther;
            var xs = x.RowSpan<float>(row);
            for (var column = 0; column < xs.Length; column++) xs[column] = (float)(middle + ((column - middle) * step));
            y.RowSpan<float>(row).Fill((float)source);
            source += step * step;
        }

        using var near = grey.Clone();
        Cv2.Remap(near, grey, x, y, InterpolationFlags.Linear, BorderTypes.Reflect101);
    }

    /// <summary>Out of focus by a part of a structure, with the detector's noise as it is in focus.</summary>
    private static void Soften(Mat grey, double structurePx, SeededRandom random)
    {
        var sigma = Math.Clamp(structurePx * random.NextDouble(0.03, 0.14), 0.7, 6);
        Cv2.GaussianBlur(grey, grey, default, sigma, sigma, BorderTypes.Reflect101);
        var noise = (float)random.NextDouble(0, 0.04);
        foreach (ref var value in grey.AsSpan<float>()) value += noise * random.NextNearGaussian();
    }

    /// <summary>A smooth random plane, mean 0 and standard deviation about 1, that changes over the given size. The caller disposes it.</summary>
    private static Mat Smooth(int width, int height, double size, SeededRandom random)
    {
        using var coarse = new Mat(Math.Max(3, (int)(height / size) + 3), Math.Max(3, (int)(width / size) + 3), MatType.CV_32FC1);
        foreach (ref var value in coarse.AsSpan<float>()) value = (float)random.NextGaussian();
        var plane = new Mat();
        Cv2.Resize(coarse, plane, new Size(width, height), 0, 0, InterpolationFlags.Cubic);
        return plane;
    }

    /// <summary>Shifts every place by a part of a structure, neighbours alike: circles become potatoes.</summary>
    private static void Warp(Mat grey, double structurePx, SeededRandom random)
    {
        var (size, reach) = (structurePx * random.NextDouble(0.6, 2), structurePx * random.NextDouble(0.01, 0.06));
        using var x = Smooth(grey.Cols, grey.Rows, size, random);
        using var y = Smooth(grey.Cols, grey.Rows, size, random);
        for (var row = 0; row < grey.Rows; row++)
        {
            var xs = x.RowSpan<float>(row);
            var ys = y.RowSpan<float>(row);
            for (var column = 0; column < xs.Length; column++)
            {
                xs[column] = column + ((float)reach * xs[column]);
                ys[column] = row + ((float)reach * ys[column]);
            }
        }

        using var source = grey.Clone();
        Cv2.Remap(source, grey, x, y, InterpolationFlags.Linear, BorderTypes.Reflect101);
    }

    /// <summary>Brightens where the grey value changes, up to faces darker than their edges.</summary>
    private static void Glow(Mat grey, double structurePx, SeededRandom random)
    {
        var sigma = Math.Clamp(structurePx * random.NextDouble(0.02, 0.08), 0.8, 6);
        using var smooth = new Mat();
        using var gx = new Mat();
        using var gy = new Mat();
        using var edges = new Mat();
        Cv2.GaussianBlur(grey, smooth, default, sigma, sigma, BorderTypes.Reflect101);
        Cv2.Sobel(smooth, gx, MatType.CV_32F, 1, 0);
        Cv2.Sobel(smooth, gy, MatType.CV_32F, 0, 1);
        Cv2.Magnitude(gx, gy, edges);
        Cv2.GaussianBlur(edges, smooth, default, sigma, sigma, BorderTypes.Reflect101);
        Cv2.MeanStdDev(smooth, out var mean, out var spread);
        Cv2.MeanStdDev(grey, out _, out var contrast);
        var top = mean.Val0 + (2 * spread.Val0);
        if (top <= 1e-6) return;
        var keep = random.NextDouble(0.4, 1);
        Cv2.AddWeighted(grey, keep, smooth, contrast.Val0 * random.NextDouble(0.4, 2) / top, 0.1 * (1 - keep), grey);
    }

    private static void Stain(Mat grey, SeededRandom random)
    {
        using var plane = Smooth(grey.Cols, grey.Rows, grey.Cols * random.NextDouble(0.12, 0.5), random);
        var gain = random.NextDouble(0.04, 0.15);
        plane.ConvertTo(plane, MatType.CV_32FC1, gain, 1);
        Cv2.Multiply(grey, plane, grey);
    }

    private static void Gamma(Mat grey, SeededRandom random)
    {
        using var positive = new Mat();
        Cv2.Max(grey, 0, positive);
        Cv2.Pow(positive, random.NextDouble(0.6, 1.6), grey);
    }

    /// <summary>Bright or dark fragments of any outline, smaller than the structures.</summary>
    private static void Dirt(Mat grey, double structurePx, SeededRandom random)
    {
        var count = 1 + random.NextInt(20);
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (random.NextDouble(0, grey.Cols), random.NextDouble(0, grey.Rows));
            var size = Math.Max(2, structurePx * random.NextDouble(0.08, 0.4));
            var corners = new Point[3 + random.NextInt(6)];
            for (var k = 0; k < corners.Length; k++)
            {
                var (angle, radius) = (2 * Math.PI * k / corners.Length, size * random.NextDouble(0.3, 1.3));
                corners[k] = new Point((int)(x + (radius * Math.Cos(angle))), (int)(y + (radius * Math.Sin(angle))));
            }

            Cv2.FillPoly(grey, [corners], Scalar.All(random.NextDouble() < 0.75 ? random.NextDouble(0.6, 1) : random.NextDouble(0, 0.3)), LineTypes.AntiAlias);
        }
    }

    /// <summary>Beyond a wavy line at one side there is no structure: skin, holder or nothing; in one picture of two first a skin, then what lies outside.</summary>
    private static void Margin(Mat grey, SeededRandom random)
    {
        var (angle, share) = (random.NextInt(4) * Math.PI / 2 + random.NextDouble(-0.3, 0.3), random.NextDouble(0.04, 0.3));
        var (cos, sin) = (Math.Cos(angle), Math.Sin(angle));
        var level = (float)random.NextDouble(0.05, 0.8);
        var (wave, phase) = (random.NextDouble(1, 6) / grey.Cols, random.NextDouble(0, 6));
        using var texture = Smooth(grey.Cols, grey.Rows, random.NextDouble(2, 20), random);
        var grain = (float)random.NextDouble(0.005, 0.04);
        var (skin, skinLevel) = (random.NextDouble(-0.6, 0.6) * share, (float)random.NextDouble(0.25, 0.9));
        if (skin > 0) level = (float)random.NextDouble(0.02, 0.35);
        var (edge, edgeGain) = (random.NextDouble(0.001, 0.008), (float)random.NextDouble(0, 0.4));
        for (var y = 0; y < grey.Rows; y++)
        {
            var row = grey.RowSpan<float>(y);
            var grains = texture.RowSpan<float>(y);
            for (var x = 0; x < row.Length; x++)
            {
                double u = ((double)x / grey.Cols) - 0.5, v = ((double)y / grey.Rows) - 0.5;
                var along = (cos * u) + (sin * v) + (0.015 * Math.Sin((2 * Math.PI * wave * (x + y)) + phase));
                var beyond = along - 0.5 + share;
                if (beyond <= 0) continue;
                row[x] = (beyond < skin ? skinLevel : level) + (grain * grains[x]);
                if (skin > 0 && Math.Abs(beyond - skin) < edge) row[x] += edgeGain;
            }
        }
    }

    /// <summary>Working conditions written into the picture, with a ruler of ticks.</summary>
    private static void Words(Mat grey, SeededRandom random)
    {
        string Number(double lower, double upper, string format) => random.NextDouble(lower, upper).ToString(format, CultureInfo.InvariantCulture);
        var text = $"{Number(1, 30, "0.0")}kV {Number(2, 20, "0.0")}mm x{Number(1, 90, "0.00")}k SE(M)";
        var bright = Scalar.All(random.NextDouble() < 0.85 ? 1 : 0);
        var scale = grey.Cols / 1000.0 * random.NextDouble(0.6, 1.2);
        var y = random.NextDouble() < 0.8 ? grey.Rows - 6 : (int)(30 * scale) + 6;
        Cv2.PutText(grey, text, new Point(4, y), HersheyFonts.HersheySimplex, scale, bright, random.NextDouble() < 0.5 ? 1 : 2);
        for (var tick = 0; tick <= 10; tick++)
        {
            var x = (int)(grey.Cols * (0.6 + (0.036 * tick)));
            Cv2.Line(grey, new Point(x, y - (int)(8 * scale) - 2), new Point(x, y), bright);
        }

        Cv2.PutText(grey, Number(1, 90, "0.0") + "um", new Point((int)(grey.Cols * 0.82), y), HersheyFonts.HersheySimplex, scale, bright, 1);
    }
}
