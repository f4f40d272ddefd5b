using ImageAnalysis.Quantities;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Training.Measurable;

/// <summary>Frames of pores and particles that the renderer's families leave out.</summary>
internal static class StructureFrames
{
    public static Plane Draw(FrameScene scene, RenderRecipe recipe, SurfaceStyle style, SeededRandom random) => scene switch
    {
        FrameScene.StretchedSection => Stretched(recipe, style, random),
        FrameScene.SheetSection => Sheets(recipe, style, random),
        FrameScene.TrackPores => Discs(recipe, style, random, random.NextDouble(0.04, 0.2), pores: true, Math.Min(recipe.StructurePx, recipe.Width / 20.0)),
        FrameScene.LayerSection => Layer(recipe, style, random),
        FrameScene.FewParticles => Few(recipe, style, random),
        FrameScene.CoarseDiscs => Discs(recipe, style, random, random.NextDouble(0.25, 0.5), random.NextInt(2) == 0, recipe.Width / random.NextDouble(5, 9)),
        FrameScene.RimmedDiscs => Rimmed(recipe, style, random),
        _ => Lumens(recipe, style, random),
    };

    private static Plane Stretched(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var spectrum = new FieldSpectrum(
            Math.Max(8, recipe.StructurePx * 1.4), random.NextDouble(0.2, 0.5), random.NextDouble(1.5, 4), random.NextInt(2) == 0 ? 0 : random.NextDouble(0, Math.PI));
        return Cut(GaussianField.Draw(random, recipe.Width, recipe.Height, spectrum), random.NextDouble(0.35, 0.65), style, random);
    }

    private static Plane Sheets(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var field = GaussianField.Draw(random, recipe.Width, recipe.Height, new FieldSpectrum(Math.Max(12, recipe.StructurePx * random.NextDouble(1.5, 2.5)), random.NextDouble(0.1, 0.45)));
        var (centre, sign) = (random.NextDouble(-0.25, 0.25), random.NextInt(2) == 0 ? 1f : -1f);
        for (var i = 0; i < field.Data.Length; i++) field.Data[i] = sign * (float)Math.Abs(field.Data[i] - centre);
        return Cut(field, random.NextDouble(0.3, 0.65), style, random);
    }

    private static Plane Cut(Plane field, double solid, SurfaceStyle style, SeededRandom random) =>
        SectionPainter.Paint(SectionPainter.DistanceToLevel(field, SectionPainter.UpperQuantile(field.Data, solid)), style, random).Signal;

    private static Plane Layer(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var size = Math.Clamp(recipe.StructurePx, 8, recipe.Height / 12.0);
        Plane inside;
        if (random.NextInt(2) == 0)
        {
            inside = Cut(GaussianField.Draw(random, recipe.Width, recipe.Height, new FieldSpectrum(size * 1.4, random.NextDouble(0.1, 0.5))), random.NextDouble(0.35, 0.65), style, random);
        }
        else
        {
            inside = Discs(recipe, style, random, random.NextDouble(0.3, 0.6), pores: random.NextInt(3) > 0, size);
        }

        var (top, bottom) = (recipe.Height * random.NextDouble(-0.1, 0.35), recipe.Height * random.NextDouble(0.65, 1.1));
        var upright = random.NextInt(4) == 0;
        if (upright) (top, bottom) = (recipe.Width * random.NextDouble(-0.1, 0.35), recipe.Width * random.NextDouble(0.65, 1.1));
        var (above, below) = ((float)(style.Void * random.NextDouble(0.2, 1)), (float)(random.NextInt(2) == 0 ? style.Void * 0.5 : style.Solid * random.NextDouble(0.5, 1.2)));
        var skin = random.NextDouble(0, 0.6) * size;
        var wave = Plane.Noise(random, recipe.Width, recipe.Height, recipe.Width * 0.4, 2, 0.5);
        var tilt = random.NextDouble(-0.05, 0.05);
        for (var y = 0; y < recipe.Height; y++)
        {
            for (var x = 0; x < recipe.Width; x++)
            {
                var (across, along) = upright ? (x, y) : (y, x);
                var at = across + (tilt * along) + (0.2 * size * wave[x, y]);
                if (at < top) inside[x, y] = above;
                else if (at < top + skin || (at > bottom - skin && at < bottom)) inside[x, y] = (float)style.Solid;
                else if (at >= bottom) inside[x, y] = below;
            }
        }

        return inside;
    }

    /// <summary>Discs or ellipses dropped at random that do not meet, as pores in solid or bodies on a ground.</summary>
    private static Plane Discs(RenderRecipe recipe, SurfaceStyle style, SeededRandom random, double share, bool pores, double size)
    {
        var ellipses = Drop(recipe, random, share, size, int.MaxValue);
        return PaintAll(ellipses, recipe, style, random, pores);
    }

    private static List<Ellipse> Drop(RenderRecipe recipe, SeededRandom random, double share, double size, int most)
    {
        var placed = new List<Ellipse>();
        var stretch = random.NextInt(2) == 0 ? 1 : random.NextDouble(1, 1.8);
        var gap = random.NextDouble(1.5, 6);
        var target = share * recipe.Width * recipe.Height;
        for (var attempt = 0; attempt < 4000 && target > 0 && placed.Count < most; attempt++)
        {
            var radius = Math.Max(2, random.NextSize(size, recipe.SizeVariation * 0.7) / 2);
            var (a, b) = (radius * Math.Sqrt(stretch), radius / Math.Sqrt(stretch));
            var (x, y) = (random.NextDouble(-a, recipe.Width + a), random.NextDouble(-a, recipe.Height + a));
            if (placed.Exists(o => Math.Pow(o.X - x, 2) + Math.Pow(o.Y - y, 2) < Math.Pow(o.A + a + gap, 2))) continue;
            placed.Add(new Ellipse(x, y, a, b, random.NextDouble(0, Math.PI)));
            target -= Math.PI * a * b;
        }

        return placed;
    }

    private static Plane PaintAll(List<Ellipse> ellipses, RenderRecipe recipe, SurfaceStyle style, SeededRandom random, bool pores)
    {
        var distance = new Plane(recipe.Width, recipe.Height).Fill(pores ? 1e3f : -1e3f);
        foreach (var ellipse in ellipses) Shapes.Union(distance, ellipse, pores ? -1 : 1, 12);
        return SectionPainter.Paint(distance, style, random).Signal;
    }

    private static Plane Few(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var count = 6 + random.NextInt(30);
        var size = Math.Clamp(recipe.StructurePx, 10, recipe.Width / 10.0);
        return PaintAll(Drop(recipe, random, 0.2, size, count), recipe, style, random, pores: false);
    }

    private static Plane Lumens(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var size = Math.Clamp(recipe.StructurePx, 16, recipe.Width / 6.0);
        var look = style with { EdgeGain = random.NextDouble(0.1, 0.6), EdgeWidthPx = Math.Clamp(size * random.NextDouble(0.04, 0.15), 1, 8) };
        var pores = Drop(recipe, random, random.NextDouble(0.25, 0.6), size, int.MaxValue);
        var distance = new Plane(recipe.Width, recipe.Height).Fill(1e3f);
        foreach (var pore in pores) Shapes.Union(distance, pore, -1, 12);
        var floor = Plane.Noise(random, recipe.Width, recipe.Height, size * random.NextDouble(0.6, 3), 3, 0.6);
        var (lowest, gain) = (random.NextDouble(0, 0.3), random.NextDouble(0.05, 0.3));
        for (var i = 0; i < floor.Data.Length; i++) floor.Data[i] = (float)Math.Clamp(lowest + (gain * floor.Data[i]), 0, 0.9);
        var signal = SectionPainter.Paint(distance, look, random, floor).Signal;
        foreach (var pore in pores)
        {
            if (random.NextInt(4) > 0) continue;
            for (var scrap = random.NextInt(5); scrap > 0; scrap--)
            {
                var (x, y) = (pore.X + (pore.B * random.NextDouble(-1, 1)), pore.Y + (pore.B * random.NextDouble(-1, 1)));
                var (dx, dy) = (pore.B * random.NextDouble(-0.6, 0.6), pore.B * random.NextDouble(-0.6, 0.6));
                StrokeFont.Line(signal, x, y, x + dx, y + dy, random.NextDouble(1, Math.Max(2, 0.35 * pore.B)), look.Solid * random.NextDouble(0.8, 1.6));
            }
        }

        return signal;
    }

    private static Plane Rimmed(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var size = Math.Clamp(recipe.StructurePx, 14, recipe.Width / 6.0);
        var look = style with { EdgeGain = random.NextDouble(0.2, 0.6), EdgeWidthPx = Math.Clamp(size * random.NextDouble(0.05, 0.12), 1, 8), Solid = style.Void + random.NextDouble(0.02, 0.25) };
        return Discs(recipe, look, random, random.NextDouble(0.15, 0.55), pores: false, size);
    }
}
