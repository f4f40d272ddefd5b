using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Grown cells, cut across and seen into, as of a stem or of wood: small ones with thick walls and a few vessels many times as wide, rims that shine, torn shreds on them, inner walls
/// that show because the cut is seen a little aslant.</summary>
internal static class CutTissueScene
{
    private const double WidestVessel = 3;

    /// <summary>How many times as far apart as on average cells may lie along the direction in which they are crowded.</summary>
    private const double MostCrowded = 1.7;

    /// <summary>The scene. Void is the opening in the cut plane, shreds or not.</summary>
    public static Scene Draw(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var d = recipe.StructurePx;
        var seeds = Seeds(recipe, random);
        if (recipe.AnySpecimen) Crowd(seeds, recipe, random);
        var spacing = d * WidestVessel * Math.Sqrt(recipe.Aspect);
        var solid = recipe.AnySpecimen ? random.NextDouble(0.1, 0.72) : Math.Min(recipe.SolidFraction, 0.6);
        var wall = Math.Max(1, d * (1 - Math.Sqrt(1 - solid)) / 2);
        var middle = PowerDiagram.DistanceToWall(seeds, recipe.Width, recipe.Height, spacing, Math.Min(wall * random.NextDouble(1, 8), 0.3 * d));
        var cells = PowerDiagram.Cells(seeds, recipe.Width, recipe.Height, spacing);
        var walls = new double[seeds.Length];
        var uneven = random.NextDouble(0, 0.35);
        for (var i = 0; i < walls.Length; i++) walls[i] = wall * Math.Exp(uneven * random.NextNearGaussian());
        var ripple = Plane.Noise(random, recipe.Width, recipe.Height, Math.Max(4, d * random.NextDouble(0.2, 0.6)), 2, 0.5);
        var waviness = wall * random.NextDouble(0, 0.3);
        var distance = new Plane(recipe.Width, recipe.Height);
        for (var i = 0; i < distance.Data.Length; i++) distance.Data[i] = (float)(walls[cells[i]] + (waviness * ripple.Data[i]) - middle.Data[i]);

        var isPale = recipe.AnySpecimen && random.NextInt(2) == 0;
        var look = style with { EdgeGain = random.NextDouble(0, 0.8), EdgeWidthPx = Math.Clamp(d * random.NextDouble(0.02, 0.08), 0.6, 5), Solid = style.Solid * random.NextDouble(0.6, 1.1) };
        var backdrop = CellularScenes.Tubes(distance, recipe, random, 0.8);
        // In pale tissue the walls' faces are little brighter than the lumens: little but rims is seen.
        if (isPale) look = look with { EdgeGain = random.NextDouble(0.3, 1.5), Solid = style.Void + (random.NextDouble(0.2, 0.8) * (style.Solid - style.Void)) };
        Fill(backdrop, cells, seeds.Length, recipe, random, isPale ? 1 : 0.4);
        if (recipe.AnySpecimen && random.NextInt(2) == 0) Skin(distance, middle, backdrop, recipe, random);
        var scene = SectionPainter.Paint(distance, look, random, backdrop);
        Lamella(scene.Signal, middle, random.NextDouble(-0.15, 0.3), Math.Max(0.6, 0.3 * wall));
        Shreds(scene.Signal, distance, look, recipe, random);
        return scene;
    }

    /// <summary>Seeds of the cells; some of them vessels, which take the place of those near them.</summary>
    private static Ball[] Seeds(RenderRecipe recipe, SeededRandom random)
    {
        var d = recipe.StructurePx;
        var stretch = Math.Sqrt(recipe.Aspect);
        var (width, height) = ((int)(recipe.Width / stretch) + 1, (int)(recipe.Height * stretch) + 1);
        var seeds = SpherePacking.Pack(random, width, height, 0, 0.8, d * 0.95, Math.Min(recipe.SizeVariation, 0.4), 0, CellularScenes.Rounds(recipe, random));
        var share = random.NextInt(2) == 0 ? 0 : random.NextDouble(0.005, 0.06);
        var vessels = new List<Ball>();
        foreach (var seed in seeds)
        {
            if (random.NextDouble() >= share) continue;
            var radius = seed.R * random.NextDouble(1.5, WidestVessel);
            if (vessels.TrueForAll(v => Apart(v, seed) > v.R + radius)) vessels.Add(seed with { R = radius });
        }

        var kept = seeds.Where(s => vessels.TrueForAll(v => Apart(v, s) > v.R + (0.5 * s.R))).Concat(vessels).ToArray();
        for (var i = 0; i < kept.Length; i++) kept[i] = kept[i] with { X = kept[i].X * stretch, Y = kept[i].Y / stretch };
        return kept;
    }

    /// <summary>Crowds the cells towards one side, where they are flatter and smaller.</summary>
    private static void Crowd(Ball[] seeds, RenderRecipe recipe, SeededRandom random)
    {
        var (alongX, strength) = (random.NextInt(2) == 0, random.NextDouble(1 - MostCrowded, MostCrowded - 1));
        double side = alongX ? recipe.Width : recipe.Height;
        for (var i = 0; i < seeds.Length; i++)
        {
            var u = Math.Clamp((alongX ? seeds[i].X : seeds[i].Y) / side, 0, 1);
            var (shift, factor) = (side * strength * u * (u - 1), 1 + (strength * ((2 * u) - 1)));
            seeds[i] = seeds[i] with { X = seeds[i].X + (alongX ? shift : 0), Y = seeds[i].Y + (alongX ? 0 : shift), R = seeds[i].R * Math.Sqrt(factor) };
        }
    }

    /// <summary>Ends the tissue on one side by a dense skin; what lies outside is without structure, dark or lit.</summary>
    private static void Skin(Plane distance, Plane middle, Plane backdrop, RenderRecipe recipe, SeededRandom random)
    {
        var d = recipe.StructurePx;
        var (w, h) = (recipe.Width, recipe.Height);
        var angle = (Math.PI / 2 * random.NextInt(4)) + (0.15 * random.NextGaussian());
        var (c, s) = (Math.Cos(angle), Math.Sin(angle));
        var reach = ((w * Math.Abs(c)) + (h * Math.Abs(s))) / 2;
        var place = reach * random.NextDouble(0.35, 1);
        var thick = d * random.NextDouble(0.1, 1.5);
        var wave = Plane.Noise(random, w, h, Math.Max(d * 4, w * random.NextDouble(0.3, 1)), 2, 0.5);
        var waviness = d * random.NextDouble(0, 0.6);
        var (level, fade) = (random.NextDouble(-0.3, 1.1), random.NextDouble(0, 1) / reach);
        for (var y = 0; y < h; y++)
        {
            for (var x = 0; x < w; x++)
            {
                var inwards = place - ((x - (w / 2.0)) * c) - ((y - (h / 2.0)) * s) + (waviness * wave[x, y]);
                if (inwards < thick) middle[x, y] = 1e3f;
                if (inwards < 0) backdrop[x, y] = (float)Math.Max(0, level * (1 + (fade * inwards)));
                distance[x, y] = inwards < 0 ? (float)inwards : Math.Max(distance[x, y], (float)Math.Min(thick - inwards, inwards));
            }
        }
    }

    private static double Apart(Ball a, Ball b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));

    /// <summary>Some cells, at most the given share, are closed below by what is left in them: grey, uneven, of another level each.</summary>
    private static void Fill(Plane backdrop, int[] cells, int count, RenderRecipe recipe, SeededRandom random, double mostShare)
    {
        var share = random.NextDouble(-0.2, mostShare);
        var texture = Plane.Noise(random, recipe.Width, recipe.Height, Math.Max(4, recipe.StructurePx * 0.5), 4, 0.7);
        var levels = new float[count];
        for (var i = 0; i < count; i++) levels[i] = random.NextDouble() < share ? (float)random.NextDouble(0.15, 1) : 0;
        for (var i = 0; i < backdrop.Data.Length; i++)
        {
            var level = levels[cells[i]];
            if (level > 0) backdrop.Data[i] = Math.Max(backdrop.Data[i], level * Math.Clamp(0.7f + (0.35f * texture.Data[i]), 0, 1.4f));
        }
    }

    /// <summary>The layer in the middle of each wall, where two cells have grown together, is brighter or darker.</summary>
    private static void Lamella(Plane signal, Plane middle, double gain, double halfWidth)
    {
        if (Math.Abs(gain) < 0.05) return;
        var perWidth = (float)(1 / (halfWidth * halfWidth));
        for (var i = 0; i < signal.Data.Length; i++) signal.Data[i] *= 1 + ((float)gain / (1 + (middle.Data[i] * middle.Data[i] * perWidth * 4)));
    }

    /// <summary>Bright flakes and hairs that the blade has left, from rims into the openings or over the walls.</summary>
    private static void Shreds(Plane signal, Plane distance, SurfaceStyle style, RenderRecipe recipe, SeededRandom random)
    {
        var d = recipe.StructurePx;
        var (most, longest) = recipe.AnySpecimen ? (5, 0.8) : (2, 0.4);
        var wanted = (int)(random.NextDouble(-0.5, most) * recipe.Width * recipe.Height / (d * d));
        for (var k = 0; k < wanted; k++)
        {
            var (x, y) = (random.NextDouble(0, recipe.Width), random.NextDouble(0, recipe.Height));
            // Thrown anywhere, kept near a rim.
            if (Math.Abs(distance[(int)x, (int)y]) > 0.12 * d) continue;
            var angle = random.NextDouble(0, 2 * Math.PI);
            var ink = style.Solid * random.NextDouble(0.9, 2);
            var length = d * random.NextDouble(0.08, longest);
            for (var piece = 0; piece < 3; piece++)
            {
                var (nx, ny) = (x + (length / 3 * Math.Cos(angle)), y + (length / 3 * Math.Sin(angle)));
                StrokeFont.Line(signal, x, y, nx, ny, Math.Max(0.8, d * random.NextDouble(0.01, 0.12)), ink);
                (x, y) = (nx, ny);
                angle += random.NextDouble(-0.7, 0.7);
            }
        }
    }
}
