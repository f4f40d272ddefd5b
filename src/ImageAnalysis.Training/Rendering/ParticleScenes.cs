using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Spheres and ellipsoids: cut, piled, grown together, lying apart and touching.</summary>
internal static class ParticleScenes
{
    public static Scene Draw(RenderRecipe recipe, SurfaceStyle style, SeededRandom random) => recipe.Family switch
    {
        RenderFamily.SphereSection => Section(recipe, style, random),
        RenderFamily.SpherePile => recipe.AnySpecimen && random.NextInt(4) > 0 ? CoatedPileScene.Draw(recipe, style, random) : Pile(recipe, style, random),
        RenderFamily.SinteredSpheres => Sintered(recipe, style, random),
        RenderFamily.SeparatedParticles => Separated(recipe, style, random),
        _ => Touching(recipe, style, random),
    };

    /// <summary>Cut through a packing in the plane halfway down. Discs of under 1 px are left out of picture and truth.</summary>
    private static Scene Section(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var depth = recipe.StructurePx * 1.6;
        var fraction = Math.Min(recipe.SolidFraction, 0.6);
        var balls = SpherePacking.Pack(random, recipe.Width, recipe.Height, depth, fraction, recipe.StructurePx, recipe.SizeVariation, 0, 40);
        var distance = new Plane(recipe.Width, recipe.Height).Fill(-1e3f);
        var particles = new List<RenderedParticle>();
        foreach (var ball in balls)
        {
            var dz = ball.Z + (depth / 2);
            var square = (ball.R * ball.R) - (dz * dz);
            if (square < 0.25) continue;
            var ellipse = new Ellipse(ball.X, ball.Y, Math.Sqrt(square), Math.Sqrt(square), 0);
            Shapes.Union(distance, ellipse, 1, 4 + (2 * style.EdgeWidthPx));
            AddUncovered(particles, ellipse, recipe);
        }

        return SectionPainter.Paint(distance, style, random) with { Particles = particles };
    }

    private static Scene Pile(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var d = recipe.StructurePx;
        // One pile of three is a thin, loose one through which the ground shows.
        var drawn = random.NextInt(3) == 0;
        var thin = recipe.PileDepth == PileDepth.Drawn ? drawn : recipe.PileDepth == PileDepth.Thin;
        var depth = d * (thin ? random.NextDouble(0.5, 1) : random.NextDouble(1.6, 2.6));
        var fraction = thin ? random.NextDouble(0.25, 0.45) : 0.56;
        var balls = SpherePacking.Pack(random, recipe.Width, recipe.Height, depth, fraction, d, recipe.SizeVariation, 0, 24);
        var relief = Roughen(balls, recipe, random, d * random.NextDouble(0, 0.5));
        var buffer = new SurfaceBuffer(recipe.Width, recipe.Height, (float)(-depth - d));
        var (ellipses, covered) = DrawAll(buffer, balls, recipe.Aspect, random);
        if (recipe.AnyForm) Lobes(buffer, balls, random);
        var signal = buffer.Shade(style, d, d * random.NextDouble(1, 3) * (thin ? 2 : 1), random, style.Void * random.NextDouble(0.2, 1));
        var scene = thin ? new Scene(signal, GroundMask(buffer)) : buffer.Cut(signal, d * 0.75, relief);
        return scene with { Particles = Visible(buffer, ellipses, covered, recipe) };
    }

    /// <summary>A looser pile whose near neighbours are joined by concave necks.</summary>
    private static Scene Sintered(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var d = recipe.StructurePx;
        var depth = d * random.NextDouble(2, 3);
        var fraction = Math.Clamp(recipe.SolidFraction, 0.25, 0.5);
        var balls = SpherePacking.Pack(random, recipe.Width, recipe.Height, depth, fraction, d, recipe.SizeVariation, 0, 16);
        var relief = Roughen(balls, recipe, random, d * random.NextDouble(0, 0.4));
        var buffer = new SurfaceBuffer(recipe.Width, recipe.Height, (float)(-depth - (1.5 * d)));
        var (ellipses, covered) = DrawAll(buffer, balls, Math.Min(recipe.Aspect, 1.5), random);
        if (recipe.AnyForm) Lobes(buffer, balls, random);
        var (reach, waist) = (d * random.NextDouble(0.08, 0.25), random.NextDouble(0.3, 0.75));
        foreach (var (a, b) in SpherePacking.Neighbours(balls, reach))
        {
            var radius = Math.Min(balls[a].R, balls[b].R);
            buffer.DrawStrut(balls.Length, new(balls[a].X, balls[a].Y, balls[a].Z), new(balls[b].X, balls[b].Y, balls[b].Z), radius * 0.97, radius * waist);
        }

        var signal = buffer.Shade(style, d, d * random.NextDouble(1, 2.5), random, style.Void * 0.3);
        return buffer.Cut(signal, d * 0.75, relief) with { Particles = Visible(buffer, ellipses, covered, recipe) };
    }

    private static Scene Separated(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var d = recipe.StructurePx;
        var coverage = Math.Min(recipe.SolidFraction, 0.4);
        var stretch = Math.Sqrt(recipe.Aspect);
        // Packed by their circumscribed circles, so that ellipses in any direction stay apart.
        var balls = SpherePacking.Pack(
            random, recipe.Width, recipe.Height, 0, Math.Min(coverage * recipe.Aspect, 0.5), d * stretch, recipe.SizeVariation, Math.Max(2.5, 0.1 * d), 60);
        var kept = WithoutOverlap(balls, Math.Max(2, 0.08 * d));
        for (var i = 0; i < kept.Length; i++) kept[i].R /= stretch;
        return OnGround(kept, recipe, style, random, null);
    }

    private static Scene Touching(RenderRecipe recipe, SurfaceStyle style, SeededRandom random)
    {
        var d = recipe.StructurePx;
        var stretch = Math.Sqrt(recipe.Aspect);
        var ordered = recipe.SizeVariation < 0.06 && random.NextInt(2) == 0;
        // Packed as circles in a squeezed frame; the whole layer is then stretched, so that contacts stay contacts.
        var (width, height) = ((int)(recipe.Width / stretch) + 1, (int)(recipe.Height * stretch) + 1);
        var balls = ordered
            ? Lattices.Hexagonal(random, width, height, d * 1.005, 0.015, recipe.SizeVariation, 0.03)
            : SpherePacking.Pack(random, width, height, 0, Math.Clamp(recipe.SolidFraction, 0.3, 0.82), d, recipe.SizeVariation, 0, 50);
        if (random.NextInt(3) > 0) balls = Islands(balls, width, height, d, random);
        for (var i = 0; i < balls.Length; i++) balls[i] = balls[i] with { X = balls[i].X * stretch, Y = balls[i].Y / stretch };
        return OnGround(balls, recipe, style, random, 0);
    }

    /// <summary>Keeps the balls inside patches of a smooth random field, which leaves clusters with bare ground between.</summary>
    private static Ball[] Islands(Ball[] balls, int width, int height, double d, SeededRandom random)
    {
        var field = GaussianField.Draw(random, width, height, new FieldSpectrum(d * random.NextDouble(4, 12), 0.4));
        var level = random.NextDouble(-0.9, 0.3);
        return balls.Where(ball => field[Math.Clamp((int)ball.X, 0, width - 1), Math.Clamp((int)ball.Y, 0, height - 1)] > level).ToArray();
    }

    private static Ball[] WithoutOverlap(Ball[] balls, double gap)
    {
        var dropped = new bool[balls.Length];
        foreach (var (a, b) in SpherePacking.Neighbours(balls, gap))
            if (!dropped[a]) dropped[b] = true;
        return balls.Where((_, i) => !dropped[i]).ToArray();
    }

    private static Scene OnGround(Ball[] balls, RenderRecipe recipe, SurfaceStyle style, SeededRandom random, double? commonAngle)
    {
        for (var i = 0; i < balls.Length; i++) balls[i].Z = balls[i].R;
        var buffer = new SurfaceBuffer(recipe.Width, recipe.Height, 0);
        var (ellipses, covered) = DrawAll(buffer, balls, recipe.Aspect, random, commonAngle);
        if (recipe.AnyForm) Lobes(buffer, balls, random);
        var ground = style.Void + random.NextDouble(0, 0.15);
        var signal = buffer.Shade(style, recipe.StructurePx, recipe.StructurePx * 30, random, ground);
        if (random.NextInt(3) == 0) TextureGround(buffer, signal, recipe, random);
        return new Scene(signal, GroundMask(buffer)) { Particles = Visible(buffer, ellipses, covered, recipe) };
    }

    private static byte[] GroundMask(SurfaceBuffer buffer)
    {
        var mask = new byte[buffer.Id.Length];
        for (var i = 0; i < mask.Length; i++) mask[i] = buffer.Id[i] == SurfaceBuffer.Ground ? (byte)255 : (byte)0;
        return mask;
    }

    private static void TextureGround(SurfaceBuffer buffer, Plane signal, RenderRecipe recipe, SeededRandom random)
    {
        var noise = Plane.Noise(random, recipe.Width, recipe.Height, Math.Clamp(recipe.StructurePx * random.NextDouble(0.3, 1.5), 3, 80), 3, 0.7);
        var gain = (float)random.NextLogUniform(0.01, 0.12);
        for (var i = 0; i < signal.Data.Length; i++)
            if (buffer.Id[i] == SurfaceBuffer.Ground) signal.Data[i] = Math.Max(0.01f, signal.Data[i] + (gain * noise.Data[i]));
    }

    /// <summary>Lifts and lowers the pile over a few diameters.</summary>
    /// <returns>By how much, px.</returns>
    internal static Plane Roughen(Ball[] balls, RenderRecipe recipe, SeededRandom random, double amplitude)
    {
        var noise = Plane.Noise(random, recipe.Width, recipe.Height, Math.Max(recipe.StructurePx * 5, 20), 2, 0.5);
        for (var i = 0; i < balls.Length; i++)
        {
            var (x, y) = (Math.Clamp((int)balls[i].X, 0, recipe.Width - 1), Math.Clamp((int)balls[i].Y, 0, recipe.Height - 1));
            balls[i].Z += amplitude * noise[x, y];
        }

        noise.Scale((float)amplitude);
        return noise;
    }

    internal static (Ellipse[] Ellipses, int[] Covered) DrawAll(
        SurfaceBuffer buffer, Ball[] balls, double aspect, SeededRandom random, double? commonAngle = null)
    {
        var ellipses = new Ellipse[balls.Length];
        var covered = new int[balls.Length];
        for (var i = 0; i < balls.Length; i++)
        {
            var stretch = Math.Sqrt(commonAngle is null && aspect > 1 ? random.NextDouble(1, aspect) : aspect);
            var angle = commonAngle ?? random.NextDouble(0, Math.PI);
            ellipses[i] = new Ellipse(balls[i].X, balls[i].Y, balls[i].R * stretch, balls[i].R / stretch, angle);
            covered[i] = buffer.DrawEllipsoid(i, ellipses[i], balls[i].Z);
        }

        return (ellipses, covered);
    }

    /// <summary>Grows some of the balls lobes, smaller balls that reach out of them: silica and carbon are rarely round.</summary>
    internal static void Lobes(SurfaceBuffer buffer, Ball[] balls, SeededRandom random)
    {
        var most = random.NextInt(5);
        if (most == 0) return;
        var (lowest, highest) = (random.NextDouble(0.35, 0.6), random.NextDouble(0.6, 0.9));
        for (var i = 0; i < balls.Length; i++)
        {
            for (var k = random.NextInt(most + 1); k > 0; k--)
            {
                var (radius, reach) = (balls[i].R * random.NextDouble(lowest, highest), balls[i].R * random.NextDouble(0.4, 0.85));
                var (turn, rise) = (random.NextDouble(0, 2 * Math.PI), random.NextDouble(-1, 1));
                var flat = Math.Sqrt(1 - (rise * rise));
                buffer.DrawEllipsoid(i, new Ellipse(balls[i].X + (reach * flat * Math.Cos(turn)), balls[i].Y + (reach * flat * Math.Sin(turn)), radius, radius, 0), balls[i].Z + (reach * rise));
            }
        }
    }

    internal static List<RenderedParticle> Visible(SurfaceBuffer buffer, Ellipse[] ellipses, int[] covered, RenderRecipe recipe)
    {
        var visible = buffer.VisiblePixels(ellipses.Length);
        var particles = new List<RenderedParticle>();
        for (var i = 0; i < ellipses.Length; i++)
        {
            if (covered[i] == 0) continue;
            var touches = ellipses[i].Touches(recipe.Width, recipe.Height);
            var inside = touches ? Math.Min(1, covered[i] / ellipses[i].Area) : 1;
            particles.Add(ellipses[i].ToParticle(Math.Min(1, (double)visible[i] / covered[i]) * inside, touches));
        }

        return particles;
    }

    private static void AddUncovered(List<RenderedParticle> particles, Ellipse ellipse, RenderRecipe recipe)
    {
        var share = ellipse.ShareInside(recipe.Width, recipe.Height);
        if (share > 0) particles.Add(ellipse.ToParticle(share, ellipse.Touches(recipe.Width, recipe.Height)));
    }
}
