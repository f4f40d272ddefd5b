using ImageAnalysis.Ingest.Vendors;
using static ImageAnalysis.Tests.Ingest.Vendors.VendorReadingAssertions;

namespace ImageAnalysis.Tests.Ingest.Vendors;

public sealed class OlympusSisTests
{
    private const ushort Tag = 33560;

    /// <summary>A file whose structure begins at a known position behind the directories; the tag points there.</summary>
    private static byte[] Build(short exponent, double x, double y, bool onPage2, int width2 = 1024)
    {
        VendorTiff Layout(uint position)
        {
            var tiff = new VendorTiff(1024, 700);
            if (onPage2) tiff.AddPage(width2, 700);
            return tiff.Long(Tag, position);
        }

        var start = (uint)Layout(0).Build().Length;
        var file = new MemoryStream();
        file.Write(Layout(start).Build());
        file.Write("SIS0"u8);
        file.Write(new byte[54]);
        file.Write(BitConverter.GetBytes((short)2));
        file.Write([10, 0, 1, 0, 0, 0, 0, 0]);
        file.Write([1, 0, 1, 0]);
        file.Write(BitConverter.GetBytes(start + 76));
        file.Write(new byte[10]);
        file.Write(BitConverter.GetBytes(exponent));
        file.Write(BitConverter.GetBytes(x));
        file.Write(BitConverter.GetBytes(y));
        file.Write(new byte[80]);
        return file.ToArray();
    }

    [Fact]
    public void The_calibration_is_a_number_times_a_power_of_ten_metres()
    {
        var reading = Assert.Single(VendorTiff.Read(Build(-9, 1.25, 1.5, onPage2: false), "image.tif", 0));
        AssertNear(1.25, reading.Nm());
        AssertNear(1.5, reading.NmY());
    }

    [Fact]
    public void A_block_on_page_2_of_the_same_size_counts_for_page_1_and_is_said()
    {
        var reading = Assert.Single(VendorTiff.Read(Build(-9, 1.25, 1.25, onPage2: true), "image.tif", 0));
        AssertNear(1.25, reading.Nm());
        Assert.Contains("scale-on-other-page", reading.Codes());
    }

    [Fact]
    public void A_block_on_a_page_of_another_size_describes_that_page_only()
    {
        var file = Build(-9, 1.25, 1.25, onPage2: true, width2: 2048);
        Assert.Empty(VendorTiff.Read(file, "image.tif", 0));
        AssertNear(1.25, Assert.Single(VendorTiff.Read(file, "image.tif", 1)).Nm());
    }

    [Theory]
    [InlineData(60)]
    [InlineData(130)]
    [InlineData(175)]
    public void A_structure_cut_short_is_a_finding(int missing)
    {
        var whole = Build(-9, 1.25, 1.5, onPage2: false);
        var readings = VendorTiff.Read(whole.AsMemory(0, whole.Length - missing), "image.tif", 0);
        Assert.All(readings, reading => Assert.True(reading.PixelSizes.Count > 0 || reading.Codes().Contains("metadata-damaged")));
        Assert.Equal(missing == 60, readings.Any(reading => reading.PixelSizes.Count > 0));
    }

    [Fact]
    public void An_exponent_that_no_microscope_has_is_refused() =>
        Assert.Empty(Assert.Single(VendorTiff.Read(Build(300, 1.25, 1.5, onPage2: false), "image.tif", 0)).PixelSizes);
}
