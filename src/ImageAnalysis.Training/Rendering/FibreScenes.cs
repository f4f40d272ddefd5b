using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Nonwovens: long fibres of nearly one thickness, crossing in depth.</summary>
internal static class FibreScenes
{
    public static Plane Draw(RenderRecipe recipe, SurfaceStyle style, SeededRandom random, bool aligned)
    {
        var diameter = Math.Clamp(recipe.StructurePx * 0.5, 2.5, recipe.Width / 8.0);
        var depth = diameter * random.NextDouble(4, 10);
        var buffer = new SurfaceBuffer(recipe.Width, recipe.Height, (float)(-depth - (2 * diameter)));
        var diagonal = Math.Sqrt(((double)recipe.Width * recipe.Width) + ((double)recipe.Height * recipe.Height));
        var coverage = random.NextDouble(recipe.AnySpecimen ? 0.3 : 0.7, 2.2);
        var thin = recipe.AnySpecimen ? random.NextDouble(0.2, 1) : 1;
        var beads = recipe.AnySpecimen && random.NextInt(2) == 0 ? random.NextDouble(0, 2) : 0;
        var count = (int)(coverage * recipe.Width * recipe.Height / (diameter * diagonal * 0.8)) + 4;
        var common = random.NextDouble(0, Math.PI);
        var spread = aligned ? random.NextDouble(0.02, 0.15) : Math.PI;
        var bend = random.NextInt(2) == 0 ? random.NextDouble(0, 0.05) : random.NextDouble(0.05, 0.3);
        for (var fibre = 0; fibre < count; fibre++)
        {
            var heading = common + (spread * (aligned ? random.NextGaussian() : random.NextDouble()));
            var radius = Math.Max(1, random.NextSize(diameter, Math.Min(0.4, recipe.SizeVariation + 0.05)) / 2);
            if (thin < 1) radius = Math.Max(0.7, radius * random.NextLogUniform(thin, 1));
            // From a point of the frame backwards out of it, then forwards: every fibre crosses the frame.
            var z = -depth * random.NextDouble();
            var (x, y) = (random.NextDouble(0, recipe.Width), random.NextDouble(0, recipe.Height));
            Grow(buffer, random, x, y, z, heading, radius, bend, diagonal);
            Grow(buffer, random, x, y, z, heading + Math.PI, radius, bend, diagonal);
            if (beads > 0 && random.NextDouble() < beads) buffer.DrawEllipsoid(0, new Ellipse(x, y, radius * random.NextDouble(2.5, 6), radius * random.NextDouble(1.5, 2.5), heading), z);
        }

        var ground = style.Void * random.NextDouble(0.3, recipe.AnySpecimen ? 3 : 1.2);
        return buffer.Shade(style, diameter * 2, depth * random.NextDouble(0.5, 1.5), random, ground);
    }

    private static void Grow(
        SurfaceBuffer buffer, SeededRandom random, double x, double y, double z, double heading, double radius, double bend, double diagonal)
    {
        var stride = Math.Max(diagonal / 12, 6 * radius);
        var turn = bend * random.NextGaussian();
        for (var step = 0; step < 14; step++)
        {
            var (nx, ny) = (x + (stride * Math.Cos(heading)), y + (stride * Math.Sin(heading)));
            var nz = z + (radius * 0.4 * random.NextGaussian());
            buffer.DrawStrut(0, new(x, y, z), new(nx, ny, nz), radius, radius);
            (x, y, z) = (nx, ny, nz);
            turn = (0.7 * turn) + (0.6 * bend * random.NextGaussian());
            heading += turn;
            if (x < -2 * radius || y < -2 * radius || x > buffer.Z.Width + (2 * radius) || y > buffer.Z.Height + (2 * radius)) return;
        }
    }
}
