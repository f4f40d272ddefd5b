using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Bodies whose voids are substantially round: cut flat, or cut open and seen into.</summary>
internal static class CellularScenes
{
    public static Scene Draw(RenderRecipe recipe, SurfaceStyle style, SeededRandom random) => recipe.Family switch
    {
        RenderFamily.CellSection => RoundCells(recipe, style, random),
        RenderFamily.WallCellSection => WalledCells(recipe, style, random),
        RenderFamily.OverlappingCellSection => OverlappingCells(recipe, style, random),
        RenderFamily.DeepCells => DeepCells(recipe, style, random),
        RenderFamily.BowlFoam => Bowls(FoamCells(recipe, random), recipe, style, random),
        RenderFamily.PolyhedralFoam => PolyhedralFoamScene.Draw(recipe, style, random),
        RenderFamily.CutTissue => CutTissueScene.Draw(recipe, style, random),
        _ => Bowls(HoneycombCells(recipe, random), recipe, style, random),
    };

    private static Scene RoundCells(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var d = recipe.StructurePx;
        var stretch = Math.Sqrt(recipe.Aspect);
        var (width, height) = ((int)(recipe.Width / stretch) + 1, (int)(recipe.Height * stretch) + 1);
        var cells = SpherePacking.Pack(
            random, width, height, 0, Math.Min(1 - recipe.SolidFraction, 0.76), d, recipe.SizeVariation, Math.Max(0.8, 0.03 * d), 40);
        var distance = new Plane(recipe.Width, recipe.Height).Fill(1e3f);
        var tilt = random.NextDouble(0, 0.15);
        foreach (var cell in cells)
        {
            var own = stretch * random.NextDouble(1, 1 + tilt);
            Shapes.Union(distance, new Ellipse(cell.X * stretch, cell.Y / stretch, cell.R * own, cell.R / own, 0), -1, 4 + (2 * style.EdgeWidthPx));
        }

        return SectionPainter.Paint(distance, style, random, Floors(recipe, random));
    }

    private static Scene OverlappingCells(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var (d, depth) = (recipe.StructurePx, recipe.StructurePx * 1.5);
        // Pores are packed at a fraction that grows with the void wanted, then swollen so that near ones open into each other.
        var porosity = 1 - recipe.SolidFraction;
        var cells = SpherePacking.Pack(random, recipe.Width, recipe.Height, depth, Math.Clamp(porosity * 0.85, 0.15, 0.56), d / 1.08, recipe.SizeVariation, 0, 24);
        var distance = new Plane(recipe.Width, recipe.Height).Fill(1e3f);
        foreach (var cell in cells)
        {
            var (r, dz) = (cell.R * 1.08, cell.Z + (depth / 2));
            if ((r * r) - (dz * dz) < 0.25) continue;
            var radius = Math.Sqrt((r * r) - (dz * dz));
            Shapes.Union(distance, new Ellipse(cell.X, cell.Y, radius, radius, 0), -1, 4 + (2 * style.EdgeWidthPx));
        }

        return SectionPainter.Paint(distance, style, random, Floors(recipe, random));
    }

    /// <summary>In one cut of two the floors of the cells are seen, unevenly lit.</summary>
    private static Plane? Floors(RenderRecipe recipe, SeededRandom random)
    {
        var strength = random.NextDouble(-0.25, 0.3);
        if (strength <= 0.02) return null;
        var plane = Plane.Noise(random, recipe.Width, recipe.Height, Math.Max(6, recipe.StructurePx * 0.8), 2, 0.5);
        for (var i = 0; i < plane.Data.Length; i++) plane.Data[i] = (float)strength * Math.Clamp(0.5f + (0.4f * plane.Data[i]), 0f, 1f);
        return plane;
    }

    /// <summary>Power diagram of a packing with walls of one thickness that widen where three meet.</summary>
    private static Scene WalledCells(RenderRecipe recipe, SurfaceStyle style, SeededRandom random) =>
        SectionPainter.Paint(WallDistance(recipe, random, Math.Min(recipe.SizeVariation, 0.35)).Distance, style, random, Floors(recipe, random));

    /// <summary>Signed distance to the walls' faces, px, positive in the wall; and the cells' seeds.</summary>
    internal static (Plane Distance, Ball[] Seeds) WallDistance(RenderRecipe recipe, SeededRandom random, double variation)
    {
        var d = recipe.StructurePx;
        var stretch = Math.Sqrt(recipe.Aspect);
        var (width, height) = ((int)(recipe.Width / stretch) + 1, (int)(recipe.Height * stretch) + 1);
        var seeds = SpherePacking.Pack(random, width, height, 0, 0.8, d * 0.95, variation, 0, Rounds(recipe, random));
        for (var i = 0; i < seeds.Length; i++) seeds[i] = seeds[i] with { X = seeds[i].X * stretch, Y = seeds[i].Y / stretch };
        var wall = Math.Max(1.6, d * (1 - Math.Sqrt(1 - Math.Min(recipe.SolidFraction, 0.75))));
        var distance = PowerDiagram.DistanceToWall(seeds, recipe.Width, recipe.Height, Spacing(recipe), wall * random.NextDouble(0.8, 3));
        for (var i = 0; i < distance.Data.Length; i++) distance.Data[i] = (float)(wall / 2) - distance.Data[i];
        return (distance, seeds);
    }

    /// <summary>Rounds in which the seeds of cells push each other apart: the fewer, the less alike the cells.</summary>
    internal static int Rounds(RenderRecipe recipe, SeededRandom random) => recipe.AnySpecimen ? 2 + random.NextInt(19) : 20;

    /// <summary>How far apart seeds of cells may lie, px.</summary>
    internal static double Spacing(RenderRecipe recipe) => recipe.StructurePx * Math.Sqrt(recipe.Aspect) * (recipe.AnySpecimen ? 1.5 : 1);

    /// <summary>Tubes under the openings of a wall network, narrowing downwards and seen aslant. Void is the opening in the cut plane.</summary>
    private static Scene DeepCells(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var (distance, _) = WallDistance(recipe, random, recipe.SizeVariation);
        return SectionPainter.Paint(distance, style, random, Tubes(distance, recipe, random, 0.3));
    }

    /// <summary>What is seen through the openings of tubes: their inner walls, brightest at the top, and a dim floor. 0 nothing, 1 as bright as the solid.</summary>
    /// <param name="distance">Signed distance to the openings, px, negative in them.</param>
    /// <param name="recipe">Sizes.</param>
    /// <param name="random">Draws slant, narrowing and light.</param>
    /// <param name="mostSlant">How far aside the floor may lie, diameters.</param>
    internal static Plane Tubes(Plane distance, RenderRecipe recipe, SeededRandom random, double mostSlant)
    {
        const int Levels = 10;
        var d = recipe.StructurePx;
        var angle = random.NextDouble(0, 2 * Math.PI);
        var slant = d * random.NextDouble(0, mostSlant);
        var narrowing = d * random.NextDouble(0, 0.12);
        var (sx, sy) = (slant * Math.Cos(angle) / Levels, slant * Math.Sin(angle) / Levels);
        var backdrop = new Plane(recipe.Width, recipe.Height);
        var texture = Plane.Noise(random, recipe.Width, recipe.Height, Math.Max(4, d * 0.4), 3, 0.7);
        var (wall, floor) = (random.NextDouble(0.35, 0.9), random.NextDouble(0, 0.3));
        for (var y = 0; y < recipe.Height; y++)
        {
            for (var x = 0; x < recipe.Width; x++)
            {
                if (distance[x, y] > 1) continue;
                var level = 1;
                for (; level <= Levels; level++)
                {
                    var (px, py) = (Math.Clamp((int)(x + (level * sx) + 0.5), 0, recipe.Width - 1), Math.Clamp((int)(y + (level * sy) + 0.5), 0, recipe.Height - 1));
                    if (distance[px, py] + (narrowing * level / Levels) > 0) break;
                }

                var depth = (double)level / (Levels + 1);
                var light = level > Levels ? floor : floor + ((wall - floor) * (1 - depth));
                backdrop[x, y] = (float)Math.Max(0, light * (1 + (0.15 * texture[x, y])));
            }
        }

        backdrop.Blur(Math.Clamp(0.03 * d, 0.5, 2));
        return backdrop;
    }

    private static Ball[] FoamCells(RenderRecipe recipe, SeededRandom random)
    {
        var d = recipe.StructurePx;
        var swell = random.NextDouble(1.02, 1.2);
        var depth = 2.8 * d;
        var fraction = Math.Clamp((1 - recipe.SolidFraction) * 0.8, recipe.AnyLight ? 0.15 : 0.3, 0.62);
        var cells = SpherePacking.Pack(random, recipe.Width, recipe.Height, depth, fraction, d / swell, recipe.SizeVariation, 0, 24);
        // The cut runs below the slab's upper face, where the packing is as dense as inside.
        for (var i = 0; i < cells.Length; i++) cells[i] = cells[i] with { Z = cells[i].Z + (1.1 * d), R = cells[i].R * swell };
        return cells;
    }

    private static Ball[] HoneycombCells(RenderRecipe recipe, SeededRandom random)
    {
        var d = recipe.StructurePx;
        var fill = Math.Clamp(Math.Sqrt((1 - recipe.SolidFraction) / 0.907), 0.5, 0.95);
        var shake = random.NextDouble(0.01, 0.07);
        var lower = random.NextDouble(0.05, 0.4) * d;
        var sites = Lattices.Hexagonal(random, recipe.Width, recipe.Height, d, shake, Math.Min(recipe.SizeVariation, 0.15), random.NextDouble(0, 0.02));
        var cells = new List<Ball>();
        var second = random.NextInt(2) == 0;
        foreach (var site in sites)
        {
            // The sphere is cut at its opening: the deeper its centre the larger the sphere under the same opening.
            var opening = site.R * fill;
            var r = Math.Sqrt((opening * opening) + (lower * lower));
            cells.Add(new Ball(site.X, site.Y, -lower, r));
            if (second) cells.Add(new Ball(site.X + (0.5 * d), site.Y + (0.29 * d), -lower - (0.75 * d), r));
        }

        return cells.ToArray();
    }

    /// <summary>The body cut at z = 0, each pixel seen down to the floor of the connected pores above it. Void is the opening in the cut plane.</summary>
    private static Scene Bowls(Ball[] cells, RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var d = recipe.StructurePx;
        var buffer = new SurfaceBuffer(recipe.Width, recipe.Height, 0);
        buffer.Id.AsSpan().Clear();
        var opening = new Plane(recipe.Width, recipe.Height).Fill(1e3f);
        Array.Sort(cells, (a, b) => b.Z.CompareTo(a.Z));
        foreach (var cell in cells)
        {
            var square = (cell.R * cell.R) - (cell.Z * cell.Z);
            if (square < 0.25) continue;
            Shapes.Union(opening, new Ellipse(cell.X, cell.Y, Math.Sqrt(square), Math.Sqrt(square), 0), -1, 4 + (3 * style.EdgeWidthPx));
        }

        // Highest first: a pore can only be reached through one that was already opened, bar a few that a second round finds.
        for (var round = 0; round < 2; round++)
            for (var i = 0; i < cells.Length; i++) buffer.SinkInto(i + 1, cells[i]);
        return SeenInto(buffer, opening, recipe, style, random);
    }

    /// <summary>The picture of opened cells: their surface shaded, what lies deep dimmed, floors in some pictures lifted to the plane's brightness, and bright rims.</summary>
    /// <param name="buffer">The surface; the cut plane is at height 0.</param>
    /// <param name="opening">Signed distance to the openings in the cut plane, px, negative in them. They are void.</param>
    internal static Scene SeenInto(SurfaceBuffer buffer, Plane opening, RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var d = recipe.StructurePx;
        if (recipe.AnyLight) style = style with { DetectorGain = style.DetectorGain * random.NextDouble(1, 2.5) };
        if (recipe.AnyForm) style = style with { Occlusion = style.Occlusion * Math.Max(0, random.NextDouble(-0.3, 1)) };
        var signal = buffer.Shade(style, d * 1.2, d * random.NextLogUniform(0.35, 1.6), random, 0);
        // Electrons from inside a cavity are caught by its walls: the loss sets in over a fifth of a diameter.
        var (loss, perDepth) = ((float)random.NextDouble(0.05, 0.6), (float)(5 / d));
        if (recipe.AnyForm) loss *= (float)random.NextDouble();
        for (var i = 0; i < signal.Data.Length; i++) signal.Data[i] *= 1 - (loss * Math.Clamp(-buffer.Z.Data[i] * perDepth, 0, 1));
        if (recipe.AnyLight && random.NextInt(2) == 0) Lift(signal, opening, random.NextDouble(0.3, 1.15));
        Rims(buffer, opening, signal, style, recipe, random);
        var mask = new byte[opening.Data.Length];
        for (var i = 0; i < mask.Length; i++) mask[i] = opening.Data[i] < 0 ? (byte)255 : (byte)0;
        return new Scene(signal, mask);
    }

    /// <summary>Lights the floors, as a detector inside the lens and a low voltage do: 1 makes them as bright as the plane in the mean.</summary>
    private static void Lift(Plane signal, Plane opening, double share)
    {
        var (inside, plane) = ((0.0, 0), (0.0, 0));
        for (var i = 0; i < signal.Data.Length; i++)
        {
            if (opening.Data[i] < 0) inside = (inside.Item1 + signal.Data[i], inside.Item2 + 1);
            else plane = (plane.Item1 + signal.Data[i], plane.Item2 + 1);
        }

        if (inside.Item1 <= 0 || plane.Item2 == 0) return;
        var gain = (float)(1 + (share * Math.Max(0, (plane.Item1 / plane.Item2 / (inside.Item1 / inside.Item2)) - 1)));
        for (var i = 0; i < signal.Data.Length; i++)
            if (opening.Data[i] < 0) signal.Data[i] *= gain;
    }

    /// <summary>Brightens the rims of openings, and the rims of windows where the depth jumps from one pore to the next.</summary>
    private static void Rims(SurfaceBuffer buffer, Plane opening, Plane signal, SurfaceStyle style, RenderRecipe recipe, SeededRandom random)
    {
        var d = recipe.StructurePx;
        var gain = (float)(style.EdgeGain + random.NextDouble(0.05, 0.3));
        var perWidth = (float)(1 / (style.EdgeWidthPx * style.EdgeWidthPx));
        var windows = new Plane(signal.Width, signal.Height);
        var jump = (float)(0.12 * d);
        for (var y = 0; y < signal.Height; y++)
        {
            var row = buffer.Z.Row(y);
            var below = buffer.Z.ClampedRow(y + 1);
            var target = windows.Row(y);
            for (var x = 0; x + 1 < row.Length; x++)
            {
                if (Math.Abs(row[x] - row[x + 1]) > jump || Math.Abs(row[x] - below[x]) > jump) target[x] = 1;
            }
        }

        var (width, share) = recipe.AnyLight ? (Math.Max(0.5, random.NextDouble(0.15, 0.5) * style.EdgeWidthPx), (float)random.NextDouble(0.2, 1.4)) : (Math.Max(0.6, 0.4 * style.EdgeWidthPx), 0.6f);
        windows.Blur(width);
        for (var i = 0; i < signal.Data.Length; i++)
        {
            var distance = opening.Data[i];
            if (distance > 0) signal.Data[i] += gain / (1 + (distance * distance * perWidth));
            else signal.Data[i] += gain * share * windows.Data[i];
        }
    }
}
