using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>A layer before it is drawn.</summary>
/// <param name="Material">What it is.</param>
/// <param name="ThicknessPx">Its thickness.</param>
/// <param name="Distance">Signed distance to the next pore wall, positive in solid; absent where the layer has no pores.</param>
/// <param name="Solid">Grey level of its solid.</param>
/// <param name="Void">Grey level of its pores.</param>
internal sealed record LayerBody(LayerMaterial Material, double ThicknessPx, Plane? Distance, double Solid, double Void)
{
    /// <summary>Grain of the solid, grey levels; absent where it is even.</summary>
    public Plane? Grain { get; init; }
}

/// <summary>Layers as they lie in the picture, and their drawing.</summary>
internal static class LayerScenes
{
    private const double WavelengthPerChord = 1.41421356;

    /// <summary>The layers of a recipe from the upper (left) one down.</summary>
    public static IReadOnlyList<LayerBody> Bodies(LayerRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var across = recipe.Vertical ? recipe.Width : recipe.Height;
        var total = recipe.ThicknessShare * across;
        return recipe.Subject == LayerSubject.Electrode ? Electrode(recipe, style, random, total) : Membrane(recipe, style, random, total);
    }

    private static List<LayerBody> Membrane(LayerRecipe recipe, SurfaceStyle style, SeededRandom random, double total)
    {
        var bodies = new List<LayerBody>();
        var (upper, lower) = (Thickness(recipe.UpperSurface), Thickness(recipe.LowerSurface));
        if (upper > 0) bodies.Add(Surface(recipe.UpperSurface, LayerMaterial.UpperSurface, upper));
        bodies.Add(new LayerBody(LayerMaterial.Inside, total - upper - lower, Pores(recipe, random, recipe.StructurePx, recipe.Porosity, true), style.Solid, style.Void));
        if (lower > 0) bodies.Add(Surface(recipe.LowerSurface, LayerMaterial.LowerSurface, lower));
        return bodies;

        // A coarser layer holds two of its pores one above the other, or it would be none.
        double Thickness(SurfaceKind kind) => kind switch
        {
            SurfaceKind.None => 0,
            SurfaceKind.Denser => recipe.SurfaceShare * total,
            _ => Math.Max(recipe.SurfaceShare * total, 5 * recipe.StructurePx),
        };

        LayerBody Surface(SurfaceKind kind, LayerMaterial material, double surface)
        {
            var (size, porosity) = kind == SurfaceKind.Denser
                ? (Math.Max(3.5, recipe.StructurePx * random.NextDouble(0.25, 0.5)), recipe.Porosity * random.NextDouble(0.3, 0.7))
                : (recipe.StructurePx * random.NextDouble(1.6, 2.3), Math.Min(0.65, recipe.Porosity * random.NextDouble(1, 1.2)));
            return new LayerBody(material, surface, Pores(recipe, random, size, porosity, false), style.Solid, style.Void);
        }
    }

    private static List<LayerBody> Electrode(LayerRecipe recipe, SurfaceStyle style, SeededRandom random, double total)
    {
        var (membrane, collector) = (random.NextDouble(0.18, 0.32), random.NextDouble(0.12, 0.25));
        var active = 1 - membrane - collector;
        var size = recipe.StructurePx * random.NextDouble(1.2, 2);
        var particles = SpherePacking.Pack(random, recipe.Width, recipe.Height, 0, 0.6, size * 3, 0.3, 0, 6);
        var cells = PowerDiagram.Cells(particles, recipe.Width, recipe.Height, size * 3);
        var shades = new float[particles.Length];
        var contrast = random.NextDouble(0.01, 0.07);
        for (var i = 0; i < shades.Length; i++) shades[i] = (float)contrast * random.NextNearGaussian();
        var grain = new Plane(recipe.Width, recipe.Height);
        for (var i = 0; i < cells.Length; i++) grain.Data[i] = cells[i] >= 0 && cells[i] < shades.Length ? shades[cells[i]] : 0;
        return
        [
            new LayerBody(LayerMaterial.PorousMembrane, total * membrane, Pores(recipe, random, recipe.StructurePx * 0.6, recipe.Porosity, true), style.Solid * random.NextDouble(0.9, 1.15), style.Void),
            new LayerBody(LayerMaterial.ActiveLayer, total * active, Pores(recipe, random, size, recipe.ActivePorosity, false), style.Solid * random.NextDouble(0.7, 1.05), style.Void) { Grain = grain },
            new LayerBody(LayerMaterial.Collector, total * collector, null, Math.Min(0.95, style.Solid * random.NextDouble(1.05, 1.5)), style.Void),
        ];
    }

    /// <summary>A network of pores, or the gaps in a section of a packing of spheres.</summary>
    private static Plane Pores(LayerRecipe recipe, SeededRandom random, double sizePx, double porosity, bool spheres)
    {
        if (spheres && porosity >= 0.42 && random.NextInt(3) == 0) return Spheres(recipe, random, sizePx * 1.4, 1 - porosity);
        var field = GaussianField.Draw(random, recipe.Width, recipe.Height, new FieldSpectrum(sizePx * WavelengthPerChord, random.NextLogUniform(0.08, 0.35)));
        return SectionPainter.DistanceToLevel(field, SectionPainter.UpperQuantile(field.Data, 1 - porosity));
    }

    private static Plane Spheres(LayerRecipe recipe, SeededRandom random, double diameterPx, double solid)
    {
        var depth = diameterPx * 1.6;
        var distance = new Plane(recipe.Width, recipe.Height).Fill(-1e3f);
        foreach (var ball in SpherePacking.Pack(random, recipe.Width, recipe.Height, depth, Math.Min(solid, 0.58), diameterPx, 0.2, 0, 24))
        {
            var dz = ball.Z + (depth / 2);
            var square = (ball.R * ball.R) - (dz * dz);
            if (square < 0.25) continue;
            Shapes.Union(distance, new Ellipse(ball.X, ball.Y, Math.Sqrt(square), Math.Sqrt(square), 0), 1, 8);
        }

        return distance;
    }

    /// <summary>Draws the stack on its ground. Boundaries are blended over one pixel at their exact place.</summary>
    public static (Plane Signal, byte[] Void, byte[] LayerOf) Paint(
        LayerRecipe recipe, SurfaceStyle style, LayerGeometry geometry, IReadOnlyList<LayerBody> bodies, SeededRandom random)
    {
        var signal = new Plane(recipe.Width, recipe.Height);
        var (mask, layerOf) = (new byte[signal.Data.Length], new byte[signal.Data.Length]);
        var haze = Plane.Noise(random, recipe.Width, recipe.Height, recipe.Width * 0.5, 2, 0.5);
        var ground = style.Void + (recipe.GroundLevel * (style.Solid - style.Void));
        var seen = recipe.Subject == LayerSubject.TiltedMembrane
            ? (Height: geometry.Across * random.NextDouble(0.06, 0.22), Level: style.Solid * random.NextDouble(1, 1.5)) : (Height: 0.0, Level: 0.0);
        var perWidth = 1 / (style.EdgeWidthPx * style.EdgeWidthPx);
        Span<double> at = stackalloc double[geometry.Boundaries];
        for (var y = 0; y < recipe.Height; y++)
        {
            for (var x = 0; x < recipe.Width; x++)
            {
                var i = (y * recipe.Width) + x;
                var (u, v) = geometry.Turned(x, y);
                for (var b = 0; b < at.Length; b++) at[b] = geometry.At(b, u);
                var back = ground * (1 + (0.12 * haze.Data[i]));
                if (seen.Height > 0) back += (seen.Level - back) * Math.Clamp(0.5 + at[0] - v, 0, 1) * Math.Clamp((v - at[0] + seen.Height) / 3, 0, 1);
                var outside = Math.Max(at[0] - v, v - at[^1]);
                var value = back * Math.Clamp(0.5 + outside, 0, 1);
                (mask[i], layerOf[i]) = (255, RenderedLayers.Ground);
                for (var layer = 0; layer < bodies.Count; layer++)
                {
                    var depth = Math.Min(v - at[layer], at[layer + 1] - v);
                    if (depth <= -0.5) continue;
                    var body = bodies[layer];
                    var d = body.Distance is { } distance ? distance.Data[i] : 1e3;
                    if (depth >= 0 && outside < 0)
                    {
                        layerOf[i] = (byte)layer;
                        mask[i] = d > 0 ? (byte)0 : (byte)255;
                    }

                    var edge = Math.Min(d, -outside);
                    var rim = style.EdgeGain / (1 + (edge * edge * perWidth));
                    var cover = Math.Clamp(0.5 + d, 0, 1);
                    var colour = body.Void + ((body.Solid + (body.Grain?.Data[i] ?? 0) - body.Void) * cover) + (rim * (0.15 + (0.85 * cover)));
                    value += colour * Share(depth, outside);
                }

                signal.Data[i] = (float)value;
            }
        }

        style.AddTexture(random, signal);
        return (signal, mask, layerOf);
    }

    /// <summary>Share of a pixel that a layer covers, so that all shares of a pixel add to 1.</summary>
    private static double Share(double depth, double outside) => Math.Min(Math.Clamp(0.5 + depth, 0, 1), Math.Clamp(0.5 - outside, 0, 1));
}
