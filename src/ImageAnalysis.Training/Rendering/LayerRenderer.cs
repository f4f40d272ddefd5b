using ImageAnalysis.Classify;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Renders sections through layers with exact truth. Stateless.</summary>
public static class LayerRenderer
{
    private const ulong SceneStream = 1, EffectStream = 2, StyleStream = 3, BarStream = 4, GeometryStream = 5, PaintStream = 6;
    private const int Lines = 50;

    /// <summary>The picture and its truth.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number of the recipe is outside what can be drawn.</exception>
    public static RenderedLayers Render(LayerRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentOutOfRangeException.ThrowIfNotEqual(recipe.ThicknessShare is > 0.1 and < 0.95, true);
        ArgumentOutOfRangeException.ThrowIfNotEqual(Math.Abs(recipe.TurnDegrees) <= 30, true);
        var random = new SeededRandom(recipe.Seed);
        var frame = Frame(recipe);
        MicrographRenderer.Check(frame);
        var style = SurfaceStyle.Draw(random.Fork(StyleStream), random.Fork(StyleStream + 16), recipe.StructurePx);
        var bodies = LayerScenes.Bodies(recipe, style, random.Fork(SceneStream));
        var geometry = new LayerGeometry(recipe, [.. bodies.Select(b => b.ThicknessPx)], random.Fork(GeometryStream));
        var (signal, mask, layerOf) = LayerScenes.Paint(recipe, style, geometry, bodies, random.Fork(PaintStream));
        var layers = bodies.Select((body, i) => Truth(recipe, body, i, geometry, mask, layerOf)).ToList();
        var porosity = Share(mask, layerOf, -1);
        SemEffects.Apply(signal, frame, random.Fork(EffectStream));
        var truth = new RenderTruth(StructureClass.None, recipe.PixelSizeNm, mask, porosity, (porosity, porosity), []);
        return new RenderedLayers(recipe, MicrographRenderer.Finish(frame, signal, truth, random.Fork(BarStream)), layers, layerOf);
    }

    /// <summary>What microscope effects and files need to know. The family takes no part in them.</summary>
    private static RenderRecipe Frame(LayerRecipe recipe) => new()
    {
        Family = RenderFamily.Macrovoids,
        Seed = recipe.Seed,
        Width = recipe.Width,
        Height = recipe.Height,
        PixelSizeNm = recipe.PixelSizeNm,
        StructurePx = recipe.StructurePx,
        SolidFraction = 1 - recipe.Porosity,
        Severity = recipe.Severity,
        BitDepth = recipe.BitDepth,
        DataBar = recipe.DataBar,
    };

    private static RenderedLayer Truth(LayerRecipe recipe, LayerBody body, int index, LayerGeometry geometry, byte[] mask, byte[] layerOf)
    {
        double sum = 0, squares = 0;
        var half = geometry.Along / 2;
        for (var u = -half; u <= half; u++)
        {
            var t = geometry.At(index + 1, u) - geometry.At(index, u);
            (sum, squares) = (sum + t, squares + (t * t));
        }

        var count = (2 * half) + 1;
        var mean = sum / count;
        return new RenderedLayer(
            body.Material, geometry.Line(index), geometry.Line(index + 1), mean, Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean))),
            Share(mask, layerOf, index), MeanIntercept(recipe, index, geometry, mask));
    }

    /// <summary>Share of void among the pixels of one layer, or of all for an index below 0.</summary>
    private static double Share(byte[] mask, byte[] layerOf, int index)
    {
        long all = 0, voids = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            if (index < 0 ? layerOf[i] == RenderedLayers.Ground : layerOf[i] != index) continue;
            all++;
            voids += mask[i] >> 7;
        }

        return all == 0 ? 0 : (double)voids / all;
    }

    /// <summary>Runs of void along lines that follow the layer, looked up in steps of a quarter pixel.</summary>
    private static double? MeanIntercept(LayerRecipe recipe, int index, LayerGeometry geometry, byte[] mask)
    {
        const double Step = 0.25;
        long steps = 0, segments = 0;
        var reach = (recipe.Width + recipe.Height) / 2.0;
        for (var line = 0; line < Lines; line++)
        {
            var inVoid = false;
            for (var u = -reach; u <= reach; u += Step)
            {
                var upper = geometry.At(index, u);
                var point = geometry.Point(u, upper + ((line + 0.5) / Lines * (geometry.At(index + 1, u) - upper)));
                var (x, y) = ((int)Math.Floor(point.X + 0.5), (int)Math.Floor(point.Y + 0.5));
                var isVoid = x >= 0 && y >= 0 && x < recipe.Width && y < recipe.Height && mask[(y * recipe.Width) + x] != 0;
                if (isVoid && !inVoid) segments++;
                if (isVoid) steps++;
                inVoid = isVoid;
            }
        }

        return segments == 0 ? null : steps * Step / segments;
    }
}
