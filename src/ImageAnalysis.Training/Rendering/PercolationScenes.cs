using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Networks: sections of bicontinuous bodies, views into them, strands, worm-like films.</summary>
internal static class PercolationScenes
{
    /// <summary>In a Gaussian field of wavelength L the mean chord of either phase at half porosity is L / sqrt 2: zero crossings along a line, Rice 1944.</summary>
    private const double WavelengthPerChord = 1.41421356;

    public static Scene Draw(RenderRecipe recipe, SurfaceStyle style, SeededRandom random) => recipe.Family switch
    {
        RenderFamily.GaussianSection => GaussianSection(recipe, style, random),
        RenderFamily.SpinodalSection => SpinodalSection(recipe, style, random),
        RenderFamily.SpinodalRelief => SpinodalRelief.Draw(recipe, style, random),
        RenderFamily.FibrillarNetwork => FibrillarNetwork(recipe, style, random),
        _ => WormFilm(recipe, style, random),
    };

    private static Scene GaussianSection(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var spectrum = new FieldSpectrum(
            recipe.StructurePx * WavelengthPerChord, random.NextLogUniform(0.06, 0.4), recipe.Aspect, random.NextDouble(0, Math.PI));
        var isBlurredNoise = recipe.AnySpecimen && random.NextInt(2) == 0;
        var field = GaussianField.Draw(random, recipe.Width, recipe.Height, spectrum with { IsLowPass = isBlurredNoise });
        return SectionOf(field, recipe, style, random);
    }

    private static Scene SpinodalSection(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var field = SpinodalField.Draw(random, recipe.Width, recipe.Height, recipe.StructurePx * WavelengthPerChord, recipe.SolidFraction);
        return SectionOf(field, recipe, style, random);
    }

    private static Scene SectionOf(Plane field, RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var level = SectionPainter.UpperQuantile(field.Data, recipe.SolidFraction);
        var distance = SectionPainter.DistanceToLevel(field, level);
        return SectionPainter.Paint(distance, style, random, Backdrop(recipe, random));
    }

    /// <summary>In one cut of two, deeper solid shows faintly through the voids.</summary>
    private static Plane? Backdrop(RenderRecipe recipe, SeededRandom random)
    {
        var strength = random.NextDouble(-0.25, 0.3);
        if (strength <= 0.02) return null;
        var spectrum = new FieldSpectrum(Math.Max(recipe.StructurePx * 1.2, 6), 0.3);
        var plane = GaussianField.Draw(random, recipe.Width, recipe.Height, spectrum);
        for (var i = 0; i < plane.Data.Length; i++)
            plane.Data[i] = (float)strength * Math.Clamp(0.5f + (plane.Data[i] * 0.8f), 0f, 1f);
        return plane;
    }

    /// <summary>A plateau with rounded flanks over a textured ground, as of a dewetted film. Void is the ground.</summary>
    private static Scene WormFilm(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var spectrum = new FieldSpectrum(recipe.StructurePx * WavelengthPerChord, random.NextLogUniform(0.08, 0.3), recipe.Aspect, random.NextDouble(0, Math.PI));
        var field = GaussianField.Draw(random, recipe.Width, recipe.Height, spectrum);
        var share = recipe.SolidFraction * (recipe.AnyForm ? random.NextDouble(0.5, 1) : 1);
        var distance = SectionPainter.DistanceToLevel(field, SectionPainter.UpperQuantile(field.Data, share));
        if (recipe.AnyForm) Bead(distance, recipe, random);
        var half = (float)(recipe.StructurePx * random.NextDouble(0.25, 0.45));
        var height = new Plane(recipe.Width, recipe.Height);
        var buffer = new SurfaceBuffer(recipe.Width, recipe.Height, 0);
        for (var i = 0; i < height.Data.Length; i++)
        {
            var t = Math.Clamp(distance.Data[i] / half, 0f, 1f);
            height.Data[i] = half * MathF.Sqrt(1 - ((1 - t) * (1 - t)));
            if (distance.Data[i] > 0) buffer.Id[i] = 0;
        }

        // One film of two is grainy, as sintered metal is.
        if (random.NextInt(2) == 0)
        {
            var grain = Plane.Noise(random, recipe.Width, recipe.Height, Math.Max(4, recipe.StructurePx * random.NextDouble(0.3, 0.9)), 2, 0.6);
            var rough = half * (float)random.NextDouble(0.08, 0.3);
            for (var i = 0; i < height.Data.Length; i++)
                if (distance.Data[i] > 0) height.Data[i] += rough * grain.Data[i] * Math.Clamp(distance.Data[i] / half, 0f, 1f);
        }

        height.Blur(0.04 * recipe.StructurePx);
        buffer.SetHeights(height);
        var ground = style.Void + random.NextDouble(0, recipe.AnyForm ? 0.4 : 0.12);
        var signal = buffer.Shade(style, recipe.StructurePx, 40 * recipe.StructurePx, random, ground);
        var mask = new byte[distance.Data.Length];
        for (var i = 0; i < mask.Length; i++) mask[i] = distance.Data[i] > 0 ? (byte)0 : (byte)255;
        return new Scene(signal, mask);
    }

    /// <summary>Swells and thins a film along its length, so that it beads and in places breaks.</summary>
    private static void Bead(Plane distance, RenderRecipe recipe, SeededRandom random)
    {
        var beads = Plane.Noise(random, recipe.Width, recipe.Height, Math.Max(4, recipe.StructurePx * random.NextDouble(0.6, 1.4)), 1, 0.5);
        var swell = (float)(recipe.StructurePx * random.NextDouble(0, 0.2));
        for (var i = 0; i < distance.Data.Length; i++) distance.Data[i] += swell * beads.Data[i];
    }

    /// <summary>Nodes joined to their nearest neighbours by strands that are thinner halfway, in layers that fade with depth.</summary>
    private static Scene FibrillarNetwork(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var spacing = recipe.StructurePx * random.NextDouble(1.1, 1.5);
        var thickness = Math.Max(1.6, spacing * (0.12 + (0.55 * recipe.SolidFraction)));
        var depth = spacing * 3;
        var nodes = SpherePacking.Pack(random, recipe.Width, recipe.Height, depth, 0.34, spacing, 0.25, 0, 12);
        var buffer = new SurfaceBuffer(recipe.Width, recipe.Height, (float)(-depth - (2 * spacing)));
        var waist = random.NextDouble(0.45, 0.9);
        var knot = random.NextDouble(0.9, 1.5);
        var branches = random.NextDouble(3, 4.5);
        foreach (var (a, b) in Strands(nodes, spacing, branches, random))
        {
            var radius = thickness / 2 * random.NextDouble(0.6, 1.3);
            buffer.DrawStrut(0, At(nodes[a]), At(nodes[b]), radius * knot, radius * waist);
        }

        for (var i = 0; i < nodes.Length; i++)
        {
            var radius = thickness / 2 * knot * random.NextDouble(0.8, 1.15);
            buffer.DrawEllipsoid(0, new Ellipse(nodes[i].X, nodes[i].Y, radius * random.NextDouble(1, 1.4), radius, random.NextDouble(0, Math.PI)), nodes[i].Z);
        }

        var signal = buffer.Shade(style, recipe.StructurePx * 1.3, spacing * random.NextDouble(1.2, 2.5), random, style.Void * 0.3);
        return buffer.Cut(signal, spacing * 0.9, null);
    }

    private static Point3 At(Ball ball) => new(ball.X, ball.Y, ball.Z);

    /// <summary>Pairs of near nodes, nearest first, each node taking about the given number.</summary>
    private static List<(int A, int B)> Strands(Ball[] nodes, double spacing, double branches, SeededRandom random)
    {
        var pairs = SpherePacking.Neighbours(nodes, spacing * 0.9);
        var lengths = new double[pairs.Count];
        for (var i = 0; i < lengths.Length; i++)
        {
            var (a, b) = (nodes[pairs[i].A], nodes[pairs[i].B]);
            lengths[i] = Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)) + (2 * (a.Z - b.Z) * (a.Z - b.Z))) * random.NextDouble(0.8, 1.2);
        }

        var order = pairs.ToArray();
        Array.Sort(lengths, order);
        var degree = new int[nodes.Length];
        var strands = new List<(int, int)>();
        foreach (var (a, b) in order)
        {
            var limit = (int)branches + (random.NextDouble() < branches - (int)branches ? 1 : 0);
            if (degree[a] >= limit || degree[b] >= limit) continue;
            degree[a]++;
            degree[b]++;
            strands.Add((a, b));
        }

        return strands;
    }
}
