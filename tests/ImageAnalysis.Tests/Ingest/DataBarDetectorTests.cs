using ImageAnalysis.Ingest;
using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Ingest;

/// <summary>Strips drawn as makers draw them, on specimens without and with the features that could be taken for one.</summary>
public sealed class DataBarDetectorTests
{
    private const int Width = 640, Height = 480;

    [Theory]
    [InlineData(0, 255)]
    [InlineData(255, 0)]
    [InlineData(96, 230)]
    public void A_strip_at_the_bottom_is_found_to_the_row(int ground, int ink)
    {
        using var page = Specimen(MatType.CV_8UC1);
        Strip(page, new Rect(0, 441, Width, 39), ground, ink);

        var strip = DataBarDetector.Find(page, lossy: false);

        Assert.Equal((false, 441), (strip?.Top, strip?.Inner));
    }

    [Fact]
    public void A_frame_line_above_the_strip_belongs_to_it()
    {
        using var page = Specimen(MatType.CV_8UC1);
        Strip(page, new Rect(0, 441, Width, 39), 4, 252);
        Cv2.Rectangle(page, new Rect(0, 439, Width, 2), new Scalar(252), -1);

        Assert.Equal(439, DataBarDetector.Find(page, lossy: false)?.Inner);
    }

    [Fact]
    public void A_strip_with_picture_below_it_takes_all_rows_to_the_edge()
    {
        using var page = Specimen(MatType.CV_8UC1);
        Strip(page, new Rect(0, 420, Width, 39), 255, 0);

        Assert.Equal(420, DataBarDetector.Find(page, lossy: false)?.Inner);
    }

    [Fact]
    public void A_box_over_four_fifths_of_the_width_is_a_strip()
    {
        using var page = Specimen(MatType.CV_8UC1);
        Strip(page, new Rect(40, 430, Width * 4 / 5, 36), 0, 255);

        Assert.Equal(430, DataBarDetector.Find(page, lossy: false)?.Inner);
    }

    [Fact]
    public void A_strip_with_no_more_than_a_bar_and_its_length_is_found()
    {
        using var page = Specimen(MatType.CV_8UC1);
        Cv2.Rectangle(page, new Rect(0, 440, Width, 40), new Scalar(0), -1);
        Cv2.Rectangle(page, new Rect(450, 458, 80, 4), new Scalar(255), -1);
        Cv2.PutText(page, "10 um", new Point(550, 468), HersheyFonts.HersheySimplex, 0.7, new Scalar(255), 2);

        Assert.Equal(440, DataBarDetector.Find(page, lossy: false)?.Inner);
    }

    [Fact]
    public void A_strip_of_a_16_bit_page_is_found()
    {
        using var page = Specimen(MatType.CV_16UC1);
        Strip(page, new Rect(0, 445, Width, 35), 24_672, 65_535);

        Assert.Equal(445, DataBarDetector.Find(page, lossy: false)?.Inner);
    }

    [Fact]
    public void A_strip_at_the_top_is_found()
    {
        using var page = Specimen(MatType.CV_8UC1);
        Strip(page, new Rect(0, 0, Width, 41), 0, 255);

        var strip = DataBarDetector.Find(page, lossy: false);

        Assert.Equal((true, 41), (strip?.Top, strip?.Inner));
    }

    [Fact]
    public void A_strip_that_went_through_jpeg_is_found()
    {
        using var drawn = Specimen(MatType.CV_8UC1);
        Strip(drawn, new Rect(0, 440, Width, 40), 0, 255);
        Cv2.ImEncode(".jpg", drawn, out var bytes);
        using var page = Cv2.ImDecode(bytes, ImreadModes.Unchanged);

        Assert.InRange(DataBarDetector.Find(page, lossy: true)?.Inner ?? 0, 438, 441);
    }

    [Fact]
    public void Text_in_the_picture_without_a_ground_is_left()
    {
        using var page = Specimen(MatType.CV_8UC1);
        Text(page, new Rect(0, 441, Width, 39), 255);

        Assert.Null(DataBarDetector.Find(page, lossy: false));
    }

    [Fact]
    public void A_small_box_in_a_corner_is_left()
    {
        using var page = Specimen(MatType.CV_8UC1);
        Strip(page, new Rect(400, 430, 230, 40), 255, 0);

        Assert.Null(DataBarDetector.Find(page, lossy: false));
    }

    [Fact]
    public void A_clipped_dark_region_with_a_straight_edge_is_no_strip_without_text()
    {
        using var page = Specimen(MatType.CV_8UC1);
        Cv2.Rectangle(page, new Rect(0, 430, Width, 50), new Scalar(0), -1);

        Assert.Null(DataBarDetector.Find(page, lossy: false));
    }

    [Fact]
    public void Voids_of_one_level_with_particles_in_them_are_no_strip()
    {
        using var page = new Mat(Height, Width, MatType.CV_8UC1, new Scalar(0));
        var random = new SeededRandom(3);
        for (var i = 0; i < 250; i++)
            Cv2.Circle(page, new Point(random.NextInt(Width), random.NextInt(Height)), 3 + random.NextInt(6), new Scalar(255), -1);

        Assert.Null(DataBarDetector.Find(page, lossy: false));
    }

    [Theory]
    [InlineData(Height, Width)]
    [InlineData(100, 100)]
    [InlineData(1, 900)]
    [InlineData(900, 1)]
    public void A_page_of_one_level_has_no_strip(int rows, int columns)
    {
        using var page = new Mat(rows, columns, MatType.CV_8UC1, new Scalar(9));

        Assert.Null(DataBarDetector.Find(page, lossy: false));
    }

    private static Mat Specimen(MatType type)
    {
        var page = new Mat(Height, Width, type);
        var random = new SeededRandom(7);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var level = 120 + (50 * Math.Sin(x / 17.0) * Math.Cos(y / 23.0)) + (10 * random.NextGaussian());
                if (type == MatType.CV_8UC1) page.Set(y, x, (byte)Math.Clamp(level, 0, 255));
                else page.Set(y, x, (ushort)Math.Clamp(level * 257, 0, 65535));
            }
        }

        return page;
    }

    private static void Strip(Mat page, Rect where, int ground, int ink)
    {
        Cv2.Rectangle(page, where, new Scalar(ground), -1);
        Text(page, where, ink);
    }

    private static void Text(Mat page, Rect where, int ink)
    {
        Cv2.PutText(page, "15.00 kV  x10.0k  WD 8.1 mm  2026-01-31", new Point(where.X + 8, where.Y + 26), HersheyFonts.HersheySimplex, 0.6, new Scalar(ink), 2);
        Cv2.Rectangle(page, new Rect(where.Right - 90, where.Y + 10, 60, 4), new Scalar(ink), -1);
    }
}
