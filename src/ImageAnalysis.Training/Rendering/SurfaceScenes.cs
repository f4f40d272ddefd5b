using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Dense bodies whose surface or phases could be taken for pores.</summary>
internal static class SurfaceScenes
{
    /// <summary>Ridged fractal relief, lit from one side.</summary>
    public static Plane Rough(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var coarse = recipe.Width / random.NextDouble(2, 8);
        var height = Plane.Noise(random, recipe.Width, recipe.Height, coarse, 6, random.NextDouble(0.45, 0.75));
        var ridged = random.NextInt(2) == 0;
        var steps = random.NextInt(3) == 0 ? random.NextDouble(2, 6) : 0;
        for (var i = 0; i < height.Data.Length; i++)
        {
            var h = height.Data[i];
            if (ridged) h = -Math.Abs(h);
            if (steps > 0) h = (float)((Math.Floor(h * steps) + Math.Pow((h * steps) - Math.Floor(h * steps), 6)) / steps);
            height.Data[i] = h;
        }

        var buffer = new SurfaceBuffer(recipe.Width, recipe.Height, 0);
        buffer.Id.AsSpan().Clear();
        height.Scale((float)(coarse * random.NextDouble(0.1, 0.3)));
        buffer.SetHeights(height);
        return buffer.Shade(style, coarse * 0.4, coarse * 3, random, 0);
    }

    /// <summary>Dark rounded squares on a shaken square lattice, bright channels between; of any form, split by slits and with dots between.</summary>
    public static Plane Cuboids(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var pitch = Math.Max(10, recipe.StructurePx * 1.3 * (recipe.AnyForm ? random.NextDouble(1, 1.8) : 1));
        var angle = random.NextDouble(0, Math.PI / 2);
        var (c, s) = (Math.Cos(angle), Math.Sin(angle));
        var shake = random.NextDouble(0.03, 0.14) * pitch;
        var power = random.NextDouble(3, 6);
        var (slits, slitPx) = recipe.AnyForm ? (random.NextInt(4), Math.Max(1.5, pitch * random.NextDouble(0.03, 0.1))) : (0, 0);
        var distance = new Plane(recipe.Width, recipe.Height).Fill(1e3f);
        var reach = (int)(0.75 * (recipe.Width + recipe.Height) / pitch) + 2;
        for (var row = -reach; row <= reach; row++)
        {
            for (var column = -reach; column <= reach; column++)
            {
                var (u, v) = ((column * pitch) + (shake * random.NextGaussian()), (row * pitch) + (shake * random.NextGaussian()));
                var (x, y) = ((recipe.Width / 2.0) + (u * c) - (v * s), (recipe.Height / 2.0) + (u * s) + (v * c));
                var (a, b) = (pitch * random.NextDouble(0.33, 0.47), pitch * random.NextDouble(0.33, 0.47));
                if (random.NextInt(25) == 0) continue;
                Squircle(distance, x, y, a, b, c, s, power);
                for (var k = slits > 0 ? random.NextInt(slits + 1) : 0; k > 0; k--) Slit(distance, x, y, 0.5 * pitch, slitPx, angle + (random.NextInt(4) * Math.PI / 2), random);
            }
        }

        if (recipe.AnySpecimen && random.NextInt(2) == 0) distance = Merged(distance, pitch, random);
        if (recipe.AnyForm && random.NextInt(2) == 0) Dots(distance, pitch, recipe, random);
        var inverted = random.NextInt(4) == 0;
        if (inverted)
            for (var i = 0; i < distance.Data.Length; i++) distance.Data[i] = -distance.Data[i];
        return SectionPainter.Paint(distance, style with { Void = style.Void + random.NextDouble(0, 0.2) }, random).Signal;
    }

    /// <summary>Two independent coarse fields cut at levels give regions of up to four greys, grainy within; cracks may run through.</summary>
    public static Plane MultiPhase(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var size = Math.Max(30, recipe.Width / random.NextDouble(2, 7));
        var first = Plane.Noise(random, recipe.Width, recipe.Height, size, 5, 0.5);
        var second = Plane.Noise(random, recipe.Width, recipe.Height, size * random.NextDouble(0.4, 1), 5, 0.55);
        var greys = new[] { random.NextDouble(0.05, 0.25), random.NextDouble(0.3, 0.5), random.NextDouble(0.5, 0.7), random.NextDouble(0.75, 1) };
        random.Shuffle<double>(greys);
        var (lowest, highest) = (random.NextDouble(-0.8, 0.1), random.NextDouble(0.3, 1));
        var signal = new Plane(recipe.Width, recipe.Height);
        for (var i = 0; i < signal.Data.Length; i++)
        {
            var phase = first.Data[i] < lowest ? 0 : first.Data[i] < highest ? 1 : 2;
            if (phase == 1 && second.Data[i] > 0.9) phase = 3;
            signal.Data[i] = (float)greys[phase];
        }

        signal.Blur(random.NextDouble(0.5, 1.5));
        style.AddTexture(random, signal);
        return signal;
    }

    /// <summary>The cuboids after long ageing: neighbours have merged in places, corners are round, sides wave.</summary>
    private static Plane Merged(Plane distance, double pitch, SeededRandom random)
    {
        for (var i = 0; i < distance.Data.Length; i++) distance.Data[i] = Math.Clamp(distance.Data[i], (float)(-0.15 * pitch), (float)(0.15 * pitch));
        distance.Blur(pitch * random.NextDouble(0.04, 0.1));
        var wave = Plane.Noise(random, distance.Width, distance.Height, Math.Max(4, pitch * random.NextDouble(0.5, 1.2)), 2, 0.6);
        var (gain, level) = ((float)(pitch * random.NextDouble(0.01, 0.06)), (float)(pitch * random.NextDouble(-0.03, 0.06)));
        for (var i = 0; i < distance.Data.Length; i++) distance.Data[i] += gain * wave.Data[i];
        return SectionPainter.DistanceToLevel(distance, level);
    }

    /// <summary>A narrow channel from one side of a cuboid inwards, as where it is about to split.</summary>
    private static void Slit(Plane distance, double x, double y, double reach, double widthPx, double direction, SeededRandom random)
    {
        var (dx, dy) = (Math.Cos(direction), Math.Sin(direction));
        var aside = reach * random.NextDouble(-0.5, 0.5);
        var (x0, y0) = (x + (reach * dx) - (aside * dy), y + (reach * dy) + (aside * dx));
        var length = reach * random.NextDouble(0.4, 1.5);
        for (var py = (int)Math.Max(0, y - (2 * reach)); py <= Math.Min(distance.Height - 1, y + (2 * reach)); py++)
        {
            for (var px = (int)Math.Max(0, x - (2 * reach)); px <= Math.Min(distance.Width - 1, x + (2 * reach)); px++)
            {
                var along = Math.Clamp(((x0 - px) * dx) + ((y0 - py) * dy), 0, length);
                var (ex, ey) = (px - x0 + (along * dx), py - y0 + (along * dy));
                distance[px, py] = Math.Max(distance[px, py], (float)((widthPx / 2) - Math.Sqrt((ex * ex) + (ey * ey))));
            }
        }
    }

    /// <summary>Dots far smaller than the cuboids, in the channels between them.</summary>
    private static void Dots(Plane distance, double pitch, RenderRecipe recipe, SeededRandom random)
    {
        var count = (int)(random.NextDouble(0.5, 6) * recipe.Width * recipe.Height / (pitch * pitch));
        for (var i = 0; i < count; i++)
        {
            var radius = Math.Max(1, pitch * random.NextDouble(0.02, 0.06));
            Shapes.Union(distance, new Ellipse(random.NextDouble(0, recipe.Width), random.NextDouble(0, recipe.Height), radius, radius, 0), -1, 4);
        }
    }

    private static void Squircle(Plane distance, double x, double y, double a, double b, double c, double s, double power)
    {
        var reach = 1.5 * Math.Max(a, b);
        for (var py = (int)Math.Max(0, y - reach); py <= Math.Min(distance.Height - 1, y + reach); py++)
        {
            for (var px = (int)Math.Max(0, x - reach); px <= Math.Min(distance.Width - 1, x + reach); px++)
            {
                var (dx, dy) = (px - x, py - y);
                var (u, v) = (Math.Abs((dx * c) + (dy * s)) / a, Math.Abs((dy * c) - (dx * s)) / b);
                var k = Math.Pow(Math.Pow(u, power) + Math.Pow(v, power), 1 / power);
                distance[px, py] = Math.Min(distance[px, py], (float)((k - 1) * Math.Min(a, b)));
            }
        }
    }
}
