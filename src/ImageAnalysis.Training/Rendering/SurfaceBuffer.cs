using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>A depth buffer seen from straight above: for each pixel the height of the topmost surface, its normal and whose it is.</summary>
internal sealed class SurfaceBuffer
{
    /// <summary>Whose a pixel is that nothing covers.</summary>
    public const int Ground = -1;

    public SurfaceBuffer(int width, int height, float groundHeight)
    {
        Z = new Plane(width, height).Fill(groundHeight);
        (Nx, Ny) = (new float[width * height], new float[width * height]);
        Id = new int[width * height];
        Id.AsSpan().Fill(Ground);
    }

    /// <summary>Height, px, up.</summary>
    public Plane Z { get; }

    /// <summary>x part of the unit normal.</summary>
    public float[] Nx { get; }

    /// <summary>y part of the unit normal; the z part is positive.</summary>
    public float[] Ny { get; }

    public int[] Id { get; }

    /// <summary>An ellipsoid whose long axis lies flat and whose vertical half-axis is the outline's shorter one.</summary>
    /// <returns>How many pixels its outline covers within the frame, hidden or not.</returns>
    public int DrawEllipsoid(int id, Ellipse outline, double z)
    {
        var (x, y, a, b) = (outline.X, outline.Y, outline.A, outline.B);
        var (c, s) = (Math.Cos(outline.Angle), Math.Sin(outline.Angle));
        var (halfWidth, halfHeight) = (outline.HalfWidth, outline.HalfHeight);
        var covered = 0;
        var (left, right) = ((int)Math.Max(0, Math.Ceiling(x - halfWidth)), (int)Math.Min(Z.Width - 1, Math.Floor(x + halfWidth)));
        var (top, bottom) = ((int)Math.Max(0, Math.Ceiling(y - halfHeight)), (int)Math.Min(Z.Height - 1, Math.Floor(y + halfHeight)));
        var (ca, sa, cb, sb) = ((float)(c / a), (float)(s / a), (float)(c / b), (float)(s / b));
        var (height, bb, aa) = ((float)z, (float)b, (float)a);
        for (var py = top; py <= bottom; py++)
        {
            var dy = (float)(py - y);
            var i = (py * Z.Width) + left;
            for (var px = left; px <= right; px++, i++)
            {
                var dx = (float)(px - x);
                var (u, v) = ((dx * ca) + (dy * sa), (dy * cb) - (dx * sb));
                var w2 = 1 - (u * u) - (v * v);
                if (w2 < 0) continue;
                covered++;
                var w = MathF.Sqrt(w2);
                var surface = height + (bb * w);
                if (surface <= Z.Data[i]) continue;
                Z.Data[i] = surface;
                Id[i] = id;
                // Gradient of the quadric: (u/a along the axis, v/b across it, w/b up), brought to unit length.
                var (gu, gv, gw) = (u / aa, v / bb, w / bb);
                var scale = 1 / MathF.Sqrt((gu * gu) + (gv * gv) + (gw * gw));
                Nx[i] = ((gu * aa * ca) - (gv * bb * sb)) * scale;
                Ny[i] = ((gu * aa * sa) + (gv * bb * cb)) * scale;
            }
        }

        return covered;
    }

    /// <summary>A strut between two points, round, of radius <paramref name="endRadius"/> at its ends and <paramref name="midRadius"/> halfway, with rounded
    /// ends. Steep struts are drawn as seen from above to within the slope of their radius.</summary>
    public void DrawStrut(int id, Point3 from, Point3 to, double endRadius, double midRadius)
    {
        var reach = Math.Max(endRadius, midRadius);
        var (left, right) = ((int)Math.Max(0, Math.Ceiling(Math.Min(from.X, to.X) - reach)), (int)Math.Min(Z.Width - 1, Math.Floor(Math.Max(from.X, to.X) + reach)));
        var (top, bottom) = ((int)Math.Max(0, Math.Ceiling(Math.Min(from.Y, to.Y) - reach)), (int)Math.Min(Z.Height - 1, Math.Floor(Math.Max(from.Y, to.Y) + reach)));
        var (dx, dy, dz) = ((float)(to.X - from.X), (float)(to.Y - from.Y), (float)(to.Z - from.Z));
        var perLength = 1 / MathF.Max((dx * dx) + (dy * dy), 1e-6f);
        var (x0, y0, z0) = ((float)from.X, (float)from.Y, (float)from.Z);
        var (waist, flare) = ((float)midRadius, (float)(endRadius - midRadius));
        for (var py = top; py <= bottom; py++)
        {
            var oy = py - y0;
            var i = (py * Z.Width) + left;
            for (var px = left; px <= right; px++, i++)
            {
                var ox = px - x0;
                var t = Math.Clamp(((ox * dx) + (oy * dy)) * perLength, 0f, 1f);
                var along = (2 * t) - 1;
                var radius = waist + (flare * along * along);
                var (qx, qy) = (ox - (t * dx), oy - (t * dy));
                var w2 = (radius * radius) - (qx * qx) - (qy * qy);
                if (w2 <= 0) continue;
                var w = MathF.Sqrt(w2);
                var surface = z0 + (t * dz) + w;
                if (surface <= Z.Data[i]) continue;
                Z.Data[i] = surface;
                Id[i] = id;
                Nx[i] = qx / radius;
                Ny[i] = qy / radius;
            }
        }
    }

    /// <summary>Takes a relief as the surface, with normals from its slopes; whose a pixel is stays.</summary>
    public void SetHeights(Plane height)
    {
        for (var y = 0; y < height.Height; y++)
        {
            var above = height.ClampedRow(y - 1);
            var row = height.Row(y);
            var below = height.ClampedRow(y + 1);
            for (var x = 0; x < row.Length; x++)
            {
                var dx = (row[Math.Min(x + 1, row.Length - 1)] - row[Math.Max(x - 1, 0)]) * 0.5f;
                var dy = (below[x] - above[x]) * 0.5f;
                var scale = 1 / MathF.Sqrt(1 + (dx * dx) + (dy * dy));
                var i = (y * row.Length) + x;
                Z.Data[i] = row[x];
                (Nx[i], Ny[i]) = (-dx * scale, -dy * scale);
            }
        }
    }

    /// <summary>A convex body: at each pixel the lowest of the given planes, each falling outwards along its direction.</summary>
    public void DrawConvex(int id, double x, double y, double z, double reach, ReadOnlySpan<(float Nx, float Ny, float Slope, float Offset)> planes)
    {
        var (left, right) = ((int)Math.Max(0, Math.Ceiling(x - reach)), (int)Math.Min(Z.Width - 1, Math.Floor(x + reach)));
        var (top, bottom) = ((int)Math.Max(0, Math.Ceiling(y - reach)), (int)Math.Min(Z.Height - 1, Math.Floor(y + reach)));
        for (var py = top; py <= bottom; py++)
        {
            for (var px = left; px <= right; px++)
            {
                var (dx, dy) = ((float)(px - x), (float)(py - y));
                var (height, facet) = (float.MaxValue, 0);
                for (var k = 0; k < planes.Length; k++)
                {
                    var h = planes[k].Offset - (planes[k].Slope * ((dx * planes[k].Nx) + (dy * planes[k].Ny)));
                    if (h < height) (height, facet) = (h, k);
                }

                var i = (py * Z.Width) + px;
                if (height <= 0 || height + z <= Z.Data[i]) continue;
                Z.Data[i] = (float)(height + z);
                Id[i] = id;
                var slope = planes[facet].Slope;
                var scale = slope / MathF.Sqrt(1 + (slope * slope));
                (Nx[i], Ny[i]) = (planes[facet].Nx * scale, planes[facet].Ny * scale);
            }
        }
    }

    /// <summary>Where the visible surface lies inside the ball, lets it fall to the ball's floor: a pore opened from above.</summary>
    public void SinkInto(int id, Ball ball)
    {
        var (left, right) = ((int)Math.Max(0, Math.Ceiling(ball.X - ball.R)), (int)Math.Min(Z.Width - 1, Math.Floor(ball.X + ball.R)));
        var (top, bottom) = ((int)Math.Max(0, Math.Ceiling(ball.Y - ball.R)), (int)Math.Min(Z.Height - 1, Math.Floor(ball.Y + ball.R)));
        var (z, r2, perRadius) = ((float)ball.Z, (float)(ball.R * ball.R), (float)(1 / ball.R));
        for (var py = top; py <= bottom; py++)
        {
            var dy = (float)(py - ball.Y);
            var i = (py * Z.Width) + left;
            for (var px = left; px <= right; px++, i++)
            {
                var dx = (float)(px - ball.X);
                var w2 = r2 - (dx * dx) - (dy * dy);
                if (w2 <= 0) continue;
                var w = MathF.Sqrt(w2);
                var surface = Z.Data[i];
                if (surface > z + w || surface <= z - w) continue;
                Z.Data[i] = z - w;
                Id[i] = id;
                (Nx[i], Ny[i]) = (-dx * perRadius, -dy * perRadius);
            }
        }
    }

    /// <summary>Brightness from slope, detector side, and depth below the surroundings.</summary>
    /// <param name="style">The look.</param>
    /// <param name="structurePx">Size over which surroundings are averaged, px.</param>
    /// <param name="depthPx">Depth below the highest surface at which light has fallen by half, px.</param>
    /// <param name="random">Draws textures.</param>
    /// <param name="ground">Brightness of uncovered ground.</param>
    public Plane Shade(SurfaceStyle style, double structurePx, double depthPx, SeededRandom random, double ground)
    {
        var around = Z.Copy();
        around.Blur(Math.Max(1, structurePx * 0.35));
        var highest = SectionPainter.UpperQuantile(Z.Data, 0.02);
        var signal = new Plane(Z.Width, Z.Height);
        var (lx, ly) = ((float)(Math.Cos(style.DetectorAngle) * style.DetectorGain), (float)(-Math.Sin(style.DetectorAngle) * style.DetectorGain));
        var (solid, tilt) = ((float)(style.Solid * 0.8), (float)style.TiltGain);
        var (hide, perStructure) = ((float)style.Occlusion, (float)(2.2 / structurePx));
        var perDepth = (float)(1 / depthPx);
        var floor = (float)(style.Void * 0.5);
        var fall = (float)style.LimbFall;
        for (var i = 0; i < signal.Data.Length; i++)
        {
            var below = (around.Data[i] - Z.Data[i]) * perStructure;
            var shade = below > 0 ? 1 / (1 + (hide * 1.6f * below)) : 1 + (0.12f * hide * Math.Min(-below, 1));
            if (Id[i] == Ground)
            {
                signal.Data[i] = (float)ground * shade;
                continue;
            }

            var (nx, ny) = (Nx[i], Ny[i]);
            var nz = MathF.Sqrt(MathF.Max(0, 1 - (nx * nx) - (ny * ny)));
            var steep = 1 - nz;
            var light = (solid * (1 - (fall * steep))) + (tilt * steep * (0.35f + (0.65f * steep))) + (lx * nx) + (ly * ny);
            var deep = Math.Max(0, highest - Z.Data[i]) * perDepth;
            signal.Data[i] = floor + (Math.Max(light, 0.02f) * shade / (1 + (deep * deep)));
        }

        style.AddTexture(random, signal);
        return signal;
    }

    /// <summary>Void where the topmost surface lies more than a depth below the body's face, with the porosity at half and at double that depth.</summary>
    /// <param name="signal">The picture.</param>
    /// <param name="voidDepthPx">The depth, px.</param>
    /// <param name="relief">Large-scale relief of the face, px; absent where it is level. The face is the height that 2 % of the surface exceed, after the relief is
    /// taken off.</param>
    public Scene Cut(Plane signal, double voidDepthPx, Plane? relief)
    {
        var height = Z;
        if (relief is not null)
        {
            height = Z.Copy();
            for (var i = 0; i < height.Data.Length; i++) height.Data[i] -= relief.Data[i];
        }

        var face = SectionPainter.UpperQuantile(height.Data, 0.02);
        var mask = new byte[height.Data.Length];
        var (near, far) = (0, 0);
        for (var i = 0; i < mask.Length; i++)
        {
            var depth = face - height.Data[i];
            if (depth > voidDepthPx) mask[i] = 255;
            if (depth > voidDepthPx * 0.5) near++;
            if (depth > voidDepthPx * 2) far++;
        }

        return new Scene(signal, mask) { PorosityBand = ((double)far / mask.Length, (double)near / mask.Length) };
    }

    /// <summary>How many pixels of each particle are topmost.</summary>
    public int[] VisiblePixels(int particles)
    {
        var counts = new int[particles];
        foreach (var id in Id)
            if (id >= 0 && id < particles) counts[id]++;
        return counts;
    }
}

/// <summary>A point, px; z points towards the viewer.</summary>
internal readonly record struct Point3(double X, double Y, double Z);
