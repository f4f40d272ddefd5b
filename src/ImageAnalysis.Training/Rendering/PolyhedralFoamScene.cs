using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>The polyhedral cells of a foam, cut open and seen into: walls in the cut plane, faces sloping down from them to a floor, windows to the next cells.</summary>
internal static class PolyhedralFoamScene
{
    private const int MostWindows = 4;

    /// <summary>Depth of a window below the cut plane, diameters: as far as another cell goes.</summary>
    private const double WindowDepth = 1.2;

    /// <summary>The scene. Void is the opening in the cut plane.</summary>
    public static Scene Draw(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var d = recipe.StructurePx;
        var (distance, seeds) = CellularScenes.WallDistance(recipe, random, Math.Min(recipe.SizeVariation, 0.4));
        var cells = PowerDiagram.Cells(seeds, recipe.Width, recipe.Height, CellularScenes.Spacing(recipe));
        var floors = Floors(seeds.Length, d, random);
        var height = new Plane(recipe.Width, recipe.Height);
        for (var y = 0; y < recipe.Height; y++)
        {
            for (var x = 0; x < recipe.Width; x++)
            {
                var i = (y * recipe.Width) + x;
                var inside = -distance.Data[i];
                if (inside <= 0) continue;
                var floor = floors[cells[i]];
                var (dx, dy) = (x - seeds[cells[i]].X, y - seeds[cells[i]].Y);
                var bottom = Math.Max(0.03 * d, floor.Depth + (floor.SlopeX * dx) + (floor.SlopeY * dy));
                height.Data[i] = -(float)(bottom * (1 - Math.Exp(-inside * floor.Steepness / bottom)));
            }
        }

        Windows(height, distance, seeds, d, random);
        var buffer = new SurfaceBuffer(recipe.Width, recipe.Height, 0);
        buffer.Id.AsSpan().Clear();
        buffer.SetHeights(height);
        for (var i = 0; i < distance.Data.Length; i++) distance.Data[i] = Math.Min(distance.Data[i], 1e3f);
        return CellularScenes.SeenInto(buffer, distance, recipe, style, random);
    }

    /// <summary>Each cell's depth, the slope of its floor, and how steeply its faces fall; alike in a picture, not the same.</summary>
    private static (double Depth, double SlopeX, double SlopeY, double Steepness)[] Floors(int cells, double d, SeededRandom random)
    {
        var (depth, spread) = (random.NextLogUniform(0.08, 0.8), random.NextDouble(0.1, 0.5));
        var (tilt, steepness) = (random.NextDouble(0, 0.35), random.NextLogUniform(0.6, 5));
        var floors = new (double, double, double, double)[cells];
        for (var i = 0; i < cells; i++)
        {
            floors[i] = (d * depth * Math.Exp(spread * random.NextNearGaussian()), tilt * random.NextNearGaussian(), tilt * random.NextNearGaussian(),
                steepness * random.NextDouble(0.7, 1.4));
        }

        return floors;
    }

    /// <summary>Round holes in the floors, none in some pictures.</summary>
    private static void Windows(Plane height, Plane distance, Ball[] seeds, double d, SeededRandom random)
    {
        var most = random.NextInt(MostWindows + 1);
        if (most == 0) return;
        var (size, deep) = (random.NextDouble(0.04, 0.16), (float)(-WindowDepth * d));
        foreach (var seed in seeds)
        {
            for (var k = random.NextInt(most + 1); k > 0; k--)
            {
                var (x, y) = (seed.X + (0.22 * d * random.NextNearGaussian()), seed.Y + (0.22 * d * random.NextNearGaussian()));
                var (radius, shape) = (d * size * random.NextDouble(0.6, 1.5), random.NextDouble(0.75, 1.3));
                for (var py = Math.Max(0, (int)(y - (2 * radius))); py <= Math.Min(height.Height - 1, y + (2 * radius)); py++)
                {
                    for (var px = Math.Max(0, (int)(x - (2 * radius))); px <= Math.Min(height.Width - 1, x + (2 * radius)); px++)
                    {
                        var (dx, dy) = ((px - x) * shape, (py - y) / shape);
                        if ((dx * dx) + (dy * dy) < radius * radius && distance[px, py] < -0.05 * d) height[px, py] = deep;
                    }
                }
            }
        }
    }
}
