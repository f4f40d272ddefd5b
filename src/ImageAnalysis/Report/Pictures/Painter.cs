using System.Text.Json.Nodes;
using ImageAnalysis.Ingest;
using ImageAnalysis.Intercept;
using ImageAnalysis.Layers;
using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Report.Pictures;

/// <summary>Draws what was measured over the micrograph.</summary>
internal sealed class Painter(Analysis analysis, Micrograph micrograph, SegmentedImage segmented)
{
    private const int LongestPngSidePx = 4096;
    private const int LongestPageSidePx = 1280;
    private const int ThumbnailSidePx = 240;

    private static readonly ImageEncodingParam[] PageQuality = [new(ImwriteFlags.JpegQuality, 88), new(ImwriteFlags.JpegOptimize, 1)];
    private static readonly ImageEncodingParam[] ThumbnailQuality = [new(ImwriteFlags.JpegQuality, 80), new(ImwriteFlags.JpegOptimize, 1)];

    /// <summary>The pictures that this analysis has.</summary>
    public IReadOnlyList<PictureSubject> Subjects =>
    [
        .. analysis.Layers is { Boundaries.Count: > 0 } ? [PictureSubject.Layers] : Array.Empty<PictureSubject>(),
        PictureSubject.Void,
        .. analysis.Intercept is null ? Array.Empty<PictureSubject>() : [PictureSubject.Lines],
        .. analysis.Particles is null ? Array.Empty<PictureSubject>() : [PictureSubject.Particles],
    ];

    /// <summary>At the size of the input, small images enlarged.</summary>
    public byte[] Png(PictureSubject subject)
    {
        using var canvas = Draw(subject, LongestPngSidePx, bolder: 0);
        return Encode(".png", canvas.Image);
    }

    /// <summary>At most 1280 px wide, for a page.</summary>
    public byte[] Jpeg(PictureSubject subject)
    {
        using var canvas = Draw(subject, LongestPageSidePx, bolder: subject == PictureSubject.Lines ? 0 : 1);
        return Encode(".jpg", canvas.Image, PageQuality);
    }

    /// <summary>The field with its void tinted, 240 px on the longer side.</summary>
    public byte[] Thumbnail()
    {
        using var canvas = Canvas.Of(micrograph.Grey, segmented.Field, ThumbnailSidePx);
        TintVoid(canvas, 0.35);
        return Encode(".jpg", canvas.Image, ThumbnailQuality);
    }

    /// <param name="bolder">Pixels that lines are thicker by: a page shows its pictures reduced.</param>
    private Canvas Draw(PictureSubject subject, int longestSidePx, int bolder)
    {
        // The layers are those of the whole picture; what is measured may be the inside of one.
        var field = subject == PictureSubject.Layers ? analysis.Field.Measured : segmented.Field;
        var canvas = Canvas.Of(micrograph.Grey, field, longestSidePx, bolder);
        try
        {
            switch (subject)
            {
                case PictureSubject.Layers: DrawLayers(canvas, analysis.Layers!); break;
                case PictureSubject.Void: DrawVoid(canvas); break;
                case PictureSubject.Lines: DrawLines(canvas, analysis.Intercept!); break;
                default: DrawParticles(canvas, analysis.Particles!); break;
            }

            Footer.AddTo(canvas, ScaleBar.For(field.Width, analysis.Scale.PixelSize), Legend(analysis, subject));
            return canvas;
        }
        catch
        {
            canvas.Dispose();
            throw;
        }
    }

    /// <summary>What the colours of a picture mean.</summary>
    private static IReadOnlyList<LegendEntry> Legend(Analysis analysis, PictureSubject subject) => subject switch
    {
        PictureSubject.Layers =>
        [
            new(Ink.Amber, "boundary of a layer"),
            .. analysis.Layers?.Inside is null ? Array.Empty<LegendEntry>() : [new(Ink.White, "measured inside")],
            .. analysis.Layers?.Layers.Any(l => l.Kind == LayerKind.SurfaceLayer) == true ? [new(Ink.Sky, "surface layer")] : Array.Empty<LegendEntry>(),
        ],
        PictureSubject.Void when !analysis.Segmentation.Measurable => [],
        PictureSubject.Void => [new(Ink.Amber, "boundary of the void"), new(Ink.Sky, "void")],
        PictureSubject.Lines => [new(Ink.Amber, "void segment"), .. HasCuts(analysis) ? [new(Ink.Sky, "cut by the frame")] : Array.Empty<LegendEntry>()],
        _ =>
        [
            new(Ink.Vermilion, "La"), new(Ink.Blue, "Lb"),
            new(Ink.Amber, analysis.Particles?.Statistics?.Rule == ParticleStatisticsRule.Drawn ? "drawn" : "measured"),
            .. analysis.Particles?.Statistics?.Rule == ParticleStatisticsRule.Drawn ? [new(Ink.Sky, "measured, not drawn")] : Array.Empty<LegendEntry>(),
            new(Ink.Dim, "dark: cut or too small"),
        ],
    };

    private static bool HasCuts(Analysis analysis) => analysis.Intercept?.Main.CutSegments > 0;

    private void TintVoid(Canvas canvas, double opacity)
    {
        if (!analysis.Segmentation.Measurable) return;
        using var mask = canvas.Sized(segmented.Void);
        canvas.Tint(mask, Ink.Sky, opacity);
    }

    private static void DrawLayers(Canvas canvas, LayersResult result)
    {
        foreach (var layer in result.Layers.Where(l => l.Kind == LayerKind.SurfaceLayer))
        {
            if (layer.First is not { } first || layer.Last is not { } last) continue;
            using var mask = new Mat(canvas.Image.Size(), MatType.CV_8UC1, new Scalar(0));
            Canvas.Fill(result.Boundaries[first].Points.Concat(result.Boundaries[last].Points.Reverse()).Select(p => canvas.At(p.X, p.Y)), mask);
            canvas.Tint(mask, Ink.Sky, 0.25);
        }

        if (result.Inside is { } inside) Outline(canvas, inside, canvas.Hair);
        canvas.Polylines(result.Boundaries.Select(b => b.Points.Select(p => canvas.At(p.X, p.Y))), false, Ink.Amber, canvas.Hair + 1);
    }

    private void DrawVoid(Canvas canvas)
    {
        if (!analysis.Segmentation.Measurable) return;
        TintVoid(canvas, 0.2);
        var pieces = new List<Point[]>();
        var field = segmented.Field;

        // Where many pixels become one, their boundaries become one too.
        using var reduced = canvas.ScaleX < 1 ? Reduced(canvas.Image.Size()) : null;
        var signal = reduced ?? segmented.Signal;
        var (stepX, stepY) = ((double)field.Width / signal.Cols, (double)field.Height / signal.Rows);
        Boundary.Trace(signal, (x0, y0, x1, y1) => pieces.Add([At(x0, y0), At(x1, y1)]));
        canvas.Polylines(pieces, false, Ink.Amber, canvas.Hair);

        Point At(double x, double y) => canvas.At(((x + 0.5) * stepX) - 0.5 + field.X, ((y + 0.5) * stepY) - 0.5 + field.Y);
    }

    private Mat Reduced(Size size)
    {
        var reduced = new Mat();
        Cv2.Resize(segmented.Signal, reduced, size, 0, 0, InterpolationFlags.Area);
        return reduced;
    }

    private void DrawLines(Canvas canvas, InterceptResult result)
    {
        var hair = canvas.Hair;
        canvas.Blend(0.45, () =>
        {
            foreach (var line in LineSet.Across(result.Region, result.Main.AngleDegrees, LineCount()).Lines)
                canvas.Line(line.X0, line.Y0, line.X1, line.Y1, Ink.White, hair);
        });
        if (result.Region != segmented.Field) Outline(canvas, result.Region, hair);
        var (dx, dy) = LineSet.Direction(result.Main.AngleDegrees);
        var tick = 2.5 * hair;
        foreach (var chord in result.Chords)
        {
            var cut = chord.CutAtStart || chord.CutAtEnd;
            var ink = cut ? Ink.Sky : Ink.Amber;
            canvas.Line(chord.X0, chord.Y0, chord.X1, chord.Y1, ink, Math.Max(2, hair));
            if (!chord.CutAtStart) Tick(chord.X0, chord.Y0, ink);
            if (!chord.CutAtEnd) Tick(chord.X1, chord.Y1, ink);
        }

        void Tick(double x, double y, Ink ink) => canvas.Line(
            x - (dy * tick / canvas.ScaleX), y + (dx * tick / canvas.ScaleY), x + (dy * tick / canvas.ScaleX), y - (dx * tick / canvas.ScaleY), ink, hair);
    }

    private static void Outline(Canvas canvas, PixelRect region, int thickness)
    {
        var (left, top, right, bottom) = (region.X - 0.5, region.Y - 0.5, region.Right - 0.5, region.Bottom - 0.5);
        canvas.Polylines([new[] { canvas.At(left, top), canvas.At(right, top), canvas.At(right, bottom), canvas.At(left, bottom) }], true, Ink.White, thickness);
    }

    private int LineCount() => (int?)(analysis.Provenance.Pipeline["intercept"] as JsonObject)?["lines"] ?? new InterceptOptions().Lines;

    private void DrawParticles(Canvas canvas, ParticleResult result)
    {
        var drawn = result.Statistics?.Rule == ParticleStatisticsRule.Drawn;
        DarkenUnmeasured(canvas, result);
        var hair = canvas.Hair;
        var counted = result.Particles.Where(p => p.Drawn || !drawn).ToList();
        canvas.Polylines(result.Particles.Where(p => !p.Drawn && drawn).Select(p => Outline(canvas, p)), true, Ink.Sky, hair);
        canvas.Polylines(counted.Select(p => Outline(canvas, p)), true, Ink.Amber, hair);
        foreach (var particle in counted)
        {
            var (la, lb) = ParticleLines.Of(particle, result.Axes);
            canvas.Line(la.X0, la.Y0, la.X1, la.Y1, Ink.Vermilion, hair);
            canvas.Line(lb.X0, lb.Y0, lb.X1, lb.Y1, Ink.Blue, hair);
        }
    }

    private void DarkenUnmeasured(Canvas canvas, ParticleResult result)
    {
        using var measured = new Mat(canvas.Image.Size(), MatType.CV_8UC1, new Scalar(0));
        foreach (var particle in result.Particles) Canvas.Fill(Outline(canvas, particle), measured);
        using var rest = canvas.Sized(segmented.Void);
        Cv2.BitwiseOr(rest, measured, rest);
        Cv2.BitwiseNot(rest, rest);

        // Slivers between an outline and the hull that stands for it are no particles.
        var side = 3 + (2 * (int)Math.Ceiling(Math.Max(canvas.ScaleX, 1)));
        using var kernel = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size(side, side));
        Cv2.MorphologyEx(rest, rest, MorphTypes.Open, kernel);
        canvas.Tint(rest, Ink.Black, 0.55);
    }

    private static IEnumerable<Point> Outline(Canvas canvas, Particle particle)
    {
        for (var i = 0; i + 1 < particle.Contour.Count; i += 2) yield return canvas.At(particle.Contour[i], particle.Contour[i + 1]);
    }

    private static byte[] Encode(string extension, Mat image, params ImageEncodingParam[] settings)
    {
        Cv2.ImEncode(extension, image, out var bytes, settings);
        return bytes;
    }
}
