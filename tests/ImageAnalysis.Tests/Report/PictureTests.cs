using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;
using ImageAnalysis.Report;
using ImageAnalysis.Report.Pictures;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Report;

public sealed class PictureTests
{
    [Theory]
    [InlineData(1000, 1.0, 200, "200", "nm")]
    [InlineData(1000, 10.0, 200, "2", "µm")]
    [InlineData(2048, 0.1, 500, "50", "nm")]
    [InlineData(640, 1e5, 100, "10", "mm")]
    [InlineData(400, null, 100, "100", "px")]
    [InlineData(399, null, 50, "50", "px")]
    public void The_scale_bar_is_the_longest_of_1_2_5_in_a_quarter_of_the_width(double width, double? nm, double px, string number, string unit)
    {
        var bar = ScaleBar.For(width, nm is { } n ? PixelSize.Square(Length.FromNanometres(n)) : null);
        Assert.Equal(px, bar.LengthPx, 6);
        Assert.Equal((number, unit), (bar.Number, bar.Unit));
    }

    [Fact]
    public void The_scale_bar_lies_across_where_pixels_are_not_square() =>
        Assert.Equal(200, ScaleBar.For(1000, new PixelSize(Length.FromNanometres(1), Length.FromNanometres(7))).LengthPx, 6);

    [Theory]
    [InlineData(240, 100, 4096, 4)]
    [InlineData(640, 480, 4096, 2)]
    [InlineData(1280, 960, 4096, 1)]
    [InlineData(8192, 100, 4096, 0.5)]
    [InlineData(640, 480, 1280, 2)]
    [InlineData(700, 900, 1280, 1280.0 / 900)]
    public void Small_fields_are_enlarged_in_whole_steps_and_large_ones_fitted(int width, int height, int most, double factor) =>
        Assert.Equal(factor, Canvas.Factor(new PixelRect(0, 0, width, height), most), 12);

    [Fact]
    public void The_zero_line_of_a_disc_is_as_long_as_its_circle()
    {
        const double Radius = 20.3;
        using var signal = new Mat(60, 70, MatType.CV_32FC1);
        for (var y = 0; y < 60; y++)
        {
            for (var x = 0; x < 70; x++) signal.Set(y, x, (float)(Math.Sqrt(((x - 33.2) * (x - 33.2)) + ((y - 29.7) * (y - 29.7))) - Radius));
        }

        var length = 0.0;
        Boundary.Trace(signal, (x0, y0, x1, y1) =>
        {
            length += Math.Sqrt(((x1 - x0) * (x1 - x0)) + ((y1 - y0) * (y1 - y0)));
            Assert.Equal(Radius, Math.Sqrt(((x0 - 33.2) * (x0 - 33.2)) + ((y0 - 29.7) * (y0 - 29.7))), 1);
        });
        Assert.Equal(2 * Math.PI * Radius, length, 0.1);
    }

    [Theory]
    [InlineData(AxisDefinition.Feret)]
    [InlineData(AxisDefinition.PerpendicularFeret)]
    [InlineData(AxisDefinition.Ellipse)]
    public void The_axes_that_are_drawn_are_as_long_as_those_of_the_table(AxisDefinition axes)
    {
        using var made = Analysed.Discs(options: new() { Particles = new ParticleOptions { Axes = axes } });
        Assert.NotEmpty(made.Analysis.Particles!.Particles);
        foreach (var particle in made.Analysis.Particles.Particles)
        {
            var (la, lb) = ParticleLines.Of(particle, axes);
            Assert.Equal(particle.LaPx, la.LengthPx, 0.02);
            Assert.Equal(particle.LbPx, lb.LengthPx, 0.02);
        }
    }

    [Fact]
    public void Nothing_in_a_legend_lies_on_anything_else()
    {
        double[] widths = [300, 120, 200, 500, 90, 610];
        var places = Footer.Places(widths, 700, 26, 12, out var rows);
        Assert.Equal(rows, places.Max(p => p.Row) + 1);
        for (var i = 1; i < widths.Length; i++)
            Assert.True(places[i].Row > places[i - 1].Row || places[i].X >= places[i - 1].X + widths[i - 1] + 26);
        Assert.All(places.Zip(widths), p => Assert.True(p.First.X + p.Second <= 700 - 12));
    }

    [Fact]
    public void Sixteen_bits_are_stretched_for_display_and_eight_bits_are_left_alone()
    {
        using var deep = new Mat(40, 50, MatType.CV_16UC1, new Scalar(1000));
        using (var half = deep.SubMat(0, 40, 0, 25)) half.SetTo(new Scalar(1400));
        using var shown = Display.Stretched(deep);
        Assert.Equal((255, 0), (shown.Get<byte>(3, 3), shown.Get<byte>(3, 40)));
        using var flat = new Mat(8, 9, MatType.CV_8UC1, new Scalar(77));
        using var same = Display.Stretched(flat);
        Assert.Equal(77, same.Get<byte>(1, 1));
    }

    [Fact]
    public void A_report_has_its_pictures_and_making_it_twice_gives_the_same_bytes()
    {
        using var made = Analysed.Discs();
        var (first, second) = (Files(), Files());
        Assert.Equal(["particles.csv", "chords.csv", "void.png", "lines.png", "particles.png", "report.html", "thumbnail.jpg"], first.Select(f => f.Name));
        foreach (var (a, b) in first.Zip(second)) Assert.True(a.Content.Span.SequenceEqual(b.Content.Span), a.Name);
        using var picture = Cv2.ImDecode(first[2].Content.Span, ImreadModes.Color);
        Assert.Equal(3 * 320, picture.Cols);
        Assert.InRange(picture.Rows, (3 * 240) + 20, (3 * 240) + 120);

        IReadOnlyList<ReportFile> Files() => ImageReport.Files(made.Analysis, made.Micrograph, made.Segmented, ReportParts.All);
    }

    [Fact]
    public void Numbers_come_without_pictures_where_none_are_asked_for()
    {
        using var made = Analysed.Discs();
        var files = ImageReport.Files(made.Analysis, made.Micrograph, made.Segmented, ReportParts.Tables);
        Assert.Equal(["particles.csv", "chords.csv"], files.Select(f => f.Name));
    }

    [Fact]
    public void A_frame_that_cannot_be_measured_is_shown_as_it_is()
    {
        using var made = Analysed.Flat();
        var files = ImageReport.Files(made.Analysis, made.Micrograph, made.Segmented, ReportParts.Pictures);
        using var picture = Cv2.ImDecode(Assert.Single(files).Content.Span, ImreadModes.Color);
        var colour = picture.Get<Vec3b>(10, 10);
        Assert.Equal((128, 128, 128), (colour.Item0, colour.Item1, colour.Item2));
    }

    [Fact]
    public void The_boundary_is_drawn_where_it_is()
    {
        using var grey = new Mat(100, 140, MatType.CV_8UC1, new Scalar(200));
        using (var left = grey.SubMat(0, 100, 0, 60)) left.SetTo(new Scalar(30));
        using var made = Analysed.Of(grey, 3);
        var png = ImageReport.Files(made.Analysis, made.Micrograph, made.Segmented, ReportParts.Pictures)[0];
        using var picture = Cv2.ImDecode(png.Content.Span, ImreadModes.Color);

        // Four output pixels per pixel; the edge lies at 59.5 px, which is 239.5 px there.
        var ambers = Enumerable.Range(0, picture.Cols).Where(x => picture.Get<Vec3b>(200, x) is var c && c.Item2 > 180 && c.Item0 < 90).ToArray();
        Assert.NotEmpty(ambers);
        Assert.All(ambers, x => Assert.InRange(x, 238, 241));
    }

    [Theory]
    [InlineData(7, 300)]
    [InlineData(300, 7)]
    [InlineData(5000, 40)]
    public void Narrow_and_wide_fields_are_drawn_too(int width, int height)
    {
        using var grey = new Mat(height, width, MatType.CV_8UC1, new Scalar(200));
        for (var x = 0; x < width; x += 40) Cv2.Rectangle(grey, new Rect(x, 0, Math.Min(9, width - x), height / 2), new Scalar(30), -1);
        using var made = Analysed.Of(grey, 3);
        foreach (var file in ImageReport.Files(made.Analysis, made.Micrograph, made.Segmented, ReportParts.Pictures))
        {
            using var picture = Cv2.ImDecode(file.Content.Span, ImreadModes.Color);
            Assert.InRange(Math.Max(picture.Cols, picture.Rows), 960, 4200);
        }
    }

    [Fact]
    public void Sixteen_bit_micrographs_have_the_same_pictures_as_their_eight_bit_copies_in_size()
    {
        using var grey = new Mat(120, 170, MatType.CV_16UC1, new Scalar(9000));
        Cv2.Circle(grey, new Point(80, 60), 30, new Scalar(42000), -1);
        using var made = Analysed.Of(grey, 3);
        var files = ImageReport.Files(made.Analysis, made.Micrograph, made.Segmented, ReportParts.Pictures | ReportParts.Thumbnail);
        using var picture = Cv2.ImDecode(files[0].Content.Span, ImreadModes.Color);
        using var thumbnail = Cv2.ImDecode(files[^1].Content.Span, ImreadModes.Color);
        Assert.Equal(4 * 170, picture.Cols);
        Assert.Equal(240, thumbnail.Cols);
        var centre = picture.Get<Vec3b>(240, 320);
        Assert.Equal((255, 255, 255), (centre.Item0, centre.Item1, centre.Item2));
    }
}
