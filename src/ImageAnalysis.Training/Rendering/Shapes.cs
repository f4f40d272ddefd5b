using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>An ellipse: centre and half-axes A >= B in px, direction of A in radians in image coordinates (y down).</summary>
internal readonly record struct Ellipse(double X, double Y, double A, double B, double Angle)
{
    public double Area => Math.PI * A * B;

    public double HalfWidth => Math.Sqrt((A * A * Math.Cos(Angle) * Math.Cos(Angle)) + (B * B * Math.Sin(Angle) * Math.Sin(Angle)));

    public double HalfHeight => Math.Sqrt((A * A * Math.Sin(Angle) * Math.Sin(Angle)) + (B * B * Math.Cos(Angle) * Math.Cos(Angle)));

    /// <summary>Whether the outline reaches the outer edge of the frame's border pixels.</summary>
    public bool Touches(int width, int height) =>
        X - HalfWidth <= -0.5 || Y - HalfHeight <= -0.5 || X + HalfWidth >= width - 0.5 || Y + HalfHeight >= height - 0.5;

    /// <summary>Share of the area inside the frame, by counting pixel centres where the frame cuts it.</summary>
    public double ShareInside(int width, int height)
    {
        if (!Touches(width, height)) return 1;
        var count = 0;
        for (var y = (int)Math.Max(0, Math.Ceiling(Y - HalfHeight)); y <= Math.Min(height - 1, Y + HalfHeight); y++)
        {
            for (var x = (int)Math.Max(0, Math.Ceiling(X - HalfWidth)); x <= Math.Min(width - 1, X + HalfWidth); x++)
            {
                var (dx, dy) = (x - X, y - Y);
                var (u, v) = (((dx * Math.Cos(Angle)) + (dy * Math.Sin(Angle))) / A, ((dy * Math.Cos(Angle)) - (dx * Math.Sin(Angle))) / B);
                if ((u * u) + (v * v) <= 1) count++;
            }
        }

        return Math.Min(1, count / Area);
    }

    public RenderedParticle ToParticle(double visible, bool touches)
    {
        var degrees = -Angle * 180 / Math.PI % 180;
        return new RenderedParticle(X, Y, 2 * A, 2 * B, degrees < 0 ? degrees + 180 : degrees, visible, touches);
    }
}

/// <summary>Unions of simple shapes as signed distance, px.</summary>
internal static class Shapes
{
    /// <summary>
    /// Joins an ellipse: with sign +1 the distance grows inwards and the larger one wins (solid shapes in void), with -1 it grows outwards and the smaller one
    /// wins (voids in solid). Exact for circles, right to first order at the outline for ellipses; not computed beyond <paramref name="margin"/> px outside.
    /// </summary>
    public static void Union(Plane distance, Ellipse ellipse, int sign, double margin)
    {
        var (left, right) = ((int)Math.Max(0, Math.Ceiling(ellipse.X - ellipse.HalfWidth - margin)), (int)Math.Min(distance.Width - 1, Math.Floor(ellipse.X + ellipse.HalfWidth + margin)));
        var (top, bottom) = ((int)Math.Max(0, Math.Ceiling(ellipse.Y - ellipse.HalfHeight - margin)), (int)Math.Min(distance.Height - 1, Math.Floor(ellipse.Y + ellipse.HalfHeight + margin)));
        var (c, s) = ((float)Math.Cos(ellipse.Angle), (float)Math.Sin(ellipse.Angle));
        var (perA, perB) = ((float)(1 / ellipse.A), (float)(1 / ellipse.B));
        var round = ellipse.A == ellipse.B;
        var radius = (float)ellipse.A;
        for (var y = top; y <= bottom; y++)
        {
            var row = distance.Row(y);
            var dy = (float)(y - ellipse.Y);
            for (var x = left; x <= right; x++)
            {
                var dx = (float)(x - ellipse.X);
                float inward;
                if (round)
                {
                    inward = radius - MathF.Sqrt((dx * dx) + (dy * dy));
                }
                else
                {
                    var (u, v) = (((dx * c) + (dy * s)) * perA, ((dy * c) - (dx * s)) * perB);
                    var k = MathF.Sqrt((u * u) + (v * v));
                    var slope = MathF.Sqrt((u * u * perA * perA) + (v * v * perB * perB));
                    inward = k < 1e-4f ? (float)ellipse.B : (1 - k) * k / slope;
                }

                if (sign > 0) row[x] = Math.Max(row[x], inward);
                else row[x] = Math.Min(row[x], -inward);
            }
        }
    }
}

internal static class Lattices
{
    /// <summary>Balls on a hexagonal lattice turned at random: shaken by a share of the pitch, a share of the sites empty.</summary>
    public static Ball[] Hexagonal(SeededRandom random, int width, int height, double pitch, double shake, double variation, double vacancies)
    {
        var angle = random.NextDouble(0, Math.PI / 3);
        var (c, s) = (Math.Cos(angle), Math.Sin(angle));
        var (cx, cy) = ((width / 2.0) + (pitch * random.NextDouble()), (height / 2.0) + (pitch * random.NextDouble()));
        var reach = (int)(0.75 * (width + height) / pitch) + 2;
        var balls = new List<Ball>();
        for (var row = -reach; row <= reach; row++)
        {
            for (var column = -reach; column <= reach; column++)
            {
                var (u, v) = ((column + (0.5 * (row & 1))) * pitch, row * pitch * 0.8660254);
                var (x, y) = (cx + (u * c) - (v * s), cy + (u * s) + (v * c));
                if (x < -pitch || y < -pitch || x > width + pitch || y > height + pitch) continue;
                if (random.NextDouble() < vacancies) continue;
                balls.Add(new Ball(
                    x + (pitch * shake * random.NextGaussian()), y + (pitch * shake * random.NextGaussian()), 0, Math.Max(1.2, random.NextSize(pitch / 1.005, variation) / 2)));
            }
        }

        return balls.ToArray();
    }
}
