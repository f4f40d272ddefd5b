using System.Buffers.Binary;
using ImageAnalysis.Ingest;
using ImageAnalysis.Ingest.Tiff;
using ImageAnalysis.Ingest.Vendors;
using ImageAnalysis.Training.Rendering;
using OpenCvSharp;
using Xunit;

namespace ImageAnalysis.Training.Tests.Rendering;

public class MicrographFileTests
{
    public static TheoryData<ScaleCarrier, double> Carriers
    {
        get
        {
            var data = new TheoryData<ScaleCarrier, double>();
            foreach (var carrier in Enum.GetValues<ScaleCarrier>().Where(c => c != ScaleCarrier.None))
                foreach (var nm in new[] { 0.7312, 12.5, 4321.5 }) data.Add(carrier, nm);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Carriers))]
    public void The_reader_of_the_maker_finds_the_pixel_size(ScaleCarrier carrier, double nm)
    {
        var image = MicrographRenderer.Render(Recipe(DataBarLayout.Tescan) with { PixelSizeNm = nm });
        var files = MicrographFile.Write(image, carrier, "cut");
        var tiff = TiffFile.Read(files[0].Bytes)!;
        var input = new VendorInput(
            files[0].Name, new PageSize(image.Width, image.Height), tiff.Directories[0], [], files[0].Bytes, files.Skip(1).Select(f => new Sidecar(f.Name, f.Bytes)).ToArray());

        var reading = Assert.Single(VendorMetadata.Read(input));

        Assert.Empty(reading.Findings);
        // A bar of whole pixels is as good as its rounding; every other carrier states the size itself.
        var tolerance = carrier == ScaleCarrier.JeolText ? reading.PixelSizes[0].RelativeQuantisation : 1e-5;
        Assert.InRange(reading.PixelSizes[0].PixelSize.MeanNanometres, nm * (1 - tolerance), nm * (1 + tolerance));
        if (carrier is ScaleCarrier.Fei or ScaleCarrier.Tescan or ScaleCarrier.TescanHeader or ScaleCarrier.Jeol or ScaleCarrier.JeolText)
            Assert.Equal(image.FieldHeight, reading.FieldHeightPx);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void The_written_file_decodes_to_the_rendered_pixels(int bits)
    {
        var image = MicrographRenderer.Render(Recipe(DataBarLayout.Zeiss) with { BitDepth = bits });
        var file = MicrographFile.Write(image, ScaleCarrier.Jeol, "cut")[0];

        using var decoded = Cv2.ImDecode(file.Bytes, ImreadModes.Unchanged);

        Assert.Equal((image.Width, image.Height), (decoded.Cols, decoded.Rows));
        Assert.Equal(bits == 8 ? MatType.CV_8UC1 : MatType.CV_16UC1, decoded.Type());
        for (var y = 0; y < image.Height; y += 7)
        {
            for (var x = 0; x < image.Width; x += 5)
                Assert.Equal(image.Grey(x, y), bits == 8 ? decoded.At<byte>(y, x) : decoded.At<ushort>(y, x));
        }
    }

    [Fact]
    public void The_directory_is_sorted_by_tag_and_starts_on_an_even_byte()
    {
        var image = MicrographRenderer.Render(Recipe(DataBarLayout.None) with { Width = 131, Height = 97 });
        var bytes = MicrographFile.Write(image, ScaleCarrier.Zeiss, "cut")[0].Bytes;
        var start = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        var count = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(start));
        var tags = Enumerable.Range(0, count).Select(i => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(start + 2 + (12 * i)))).ToArray();

        Assert.Equal(0, start % 2);
        Assert.Equal(tags.Order(), tags);
        Assert.Contains((ushort)34118, tags);
    }

    [Theory]
    [InlineData(DataBarLayout.Zeiss)]
    [InlineData(DataBarLayout.Fei)]
    [InlineData(DataBarLayout.Tescan)]
    [InlineData(DataBarLayout.Jeol)]
    [InlineData(DataBarLayout.Hitachi)]
    [InlineData(DataBarLayout.Philips)]
    public void The_bar_is_as_long_as_its_label_says_to_half_a_pixel(DataBarLayout layout)
    {
        var image = MicrographRenderer.Render(Recipe(layout));
        Assert.InRange(image.Bar!.LengthPx - (image.Bar.LengthNm / image.Recipe.PixelSizeNm), -0.5, 0.5);
        Assert.Contains(image.Bar.LengthNm.ToString("F0", System.Globalization.CultureInfo.InvariantCulture)[..1], image.Bar.Label, StringComparison.Ordinal);
        Assert.Equal(layout == DataBarLayout.Philips, image.Height == image.FieldHeight);
    }

    [Fact]
    public void The_drawn_Jeol_bar_is_as_long_as_the_truth_says()
    {
        var image = MicrographRenderer.Render(Recipe(DataBarLayout.Jeol));
        var longest = 0;
        for (var y = image.FieldHeight; y < image.Height; y++)
        {
            var run = 0;
            for (var x = 0; x < image.Width; x++)
            {
                run = image.Grey(x, y) > 200 ? run + 1 : 0;
                longest = Math.Max(longest, run);
            }
        }

        Assert.Equal(image.Bar!.LengthPx, longest);
    }

    [Fact]
    public void A_data_bar_leaves_the_field_as_it_is()
    {
        var plain = MicrographRenderer.Render(Recipe(DataBarLayout.None));
        var barred = MicrographRenderer.Render(Recipe(DataBarLayout.Hitachi));
        Assert.Equal(plain.Pixels, barred.Pixels.Take(plain.Pixels.Length));
    }

    private static RenderRecipe Recipe(DataBarLayout bar) => new()
    {
        Family = RenderFamily.GaussianSection, Seed = 4, Width = 420, Height = 200, StructurePx = 15, PixelSizeNm = 12.5, DataBar = bar, Severity = 1,
    };
}
