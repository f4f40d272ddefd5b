using System.Globalization;
using System.Runtime.InteropServices;
using ImageAnalysis.Formats;
using ImageAnalysis.Ingest;
using ImageAnalysis.Ingest.Tiff;
using ImageAnalysis.Ingest.Vendors;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;

namespace ImageAnalysis.Tests.Ingest.Vendors;

/// <summary>Every file of the shared data whose index gives a pixel size of kind "metadata".</summary>
public sealed class RealMetadataTests
{
    private const double Tolerance = 1e-3;

    public static TheoryData<string, double> Rows()
    {
        var rows = new TheoryData<string, double>();
        if (SharedData.Root is null)
        {
            rows.Add("", 0);
            return rows;
        }

        List<string> faults = [];
        var records = CsvText.Records(File.ReadAllText(SharedData.PathOf("data/index.csv")), faults);
        Assert.Empty(faults);
        var header = records[0].Fields.ToList();
        foreach (var record in records.Skip(1).Where(record => record.Fields[header.IndexOf("pixel_size_kind")] == "metadata"))
        {
            var size = record.Fields[header.IndexOf("pixel_size")];
            rows.Add(record.Fields[header.IndexOf("file")], double.Parse(size.Split(' ')[0], CultureInfo.InvariantCulture));
        }

        return rows;
    }

    [SharedDataTheory]
    [MemberData(nameof(Rows))]
    public void The_stated_pixel_size_is_read_within_a_thousandth(string file, double nm)
    {
        var path = SharedData.PathOf("data/" + file);
        if (Path.GetExtension(path) is ".txt" or ".hdr")
        {
            VendorReadingAssertions.AssertNear(nm, VendorMetadata.ReadSidecarAlone(new(Path.GetFileName(path), File.ReadAllBytes(path)))!.Nm(), Tolerance);
            return;
        }

        var page = PageOf(path);
        var decision = ScaleResolver.Decide(file, page.Page.WidthPx, [], VendorMetadata.Read(page), [], new ScaleOptions());
        VendorReadingAssertions.AssertNear(nm, decision.PixelSize!.Value.X.Nanometres, Tolerance);
        Assert.Equal(ScaleSource.Metadata, decision.Source);
        Assert.DoesNotContain(decision.Findings, finding => finding.Code is "metadata-disagrees" or "metadata-damaged" or "metadata-refused");
    }

    [SharedDataFact]
    public void The_index_names_all_the_kinds_that_are_read_from_real_files() => Assert.Equal(17, Rows().Count);

    [SharedDataTheory]
    [InlineData("particles/konstanz-colloids/data__A-2h-01.tif", 960)]
    [InlineData("structure/harsh-pore/example_data__sample_2.tif", 1024)]
    [InlineData("structure/santoso-nips/test_images__25Torlon_DMF_Far_1__016.tif", 1024)]
    [InlineData("scale/serwios/samples__blobs.tif", 1024)]
    [InlineData("scale/przybysz-tescan/Co__10000x_center.tif", 768)]
    [InlineData("structure/weiss-psi/Filename.tif", null)]
    public void The_height_without_the_data_bar_is_read_where_the_maker_states_it(string file, int? rows) =>
        Assert.Equal(rows, VendorMetadata.Read(PageOf(SharedData.PathOf("data/" + file)))[0].FieldHeightPx);

    [SharedDataFact]
    public void A_renamed_image_is_said_and_a_block_in_both_places_is_read_twice()
    {
        var readings = VendorMetadata.Read(PageOf(SharedData.PathOf("data/scale/ohara-hitachi-tm/sample-１_200倍(x200).tif")));
        Assert.Equal(2, readings.Count);
        Assert.Contains("sidecar-name-differs", readings[1].Codes());
    }

    [SharedDataTheory]
    [MemberData(nameof(Rows))]
    public void Bytes_changed_at_random_in_a_real_block_never_throw(string file, double nm)
    {
        Assert.True(nm > 0);
        var path = SharedData.PathOf("data/" + file);
        var original = File.ReadAllBytes(path);
        var random = new SeededRandom(7);
        for (var round = 0; round < 40; round++)
        {
            var content = original.ToArray();
            if (TiffFile.Read(content) is not { } tiff)
            {
                Change(content, random);
                _ = VendorMetadata.ReadSidecarAlone(new(Path.GetFileName(path), content));
                continue;
            }

            var blocks = tiff.Directories.SelectMany(page => page.Fields.Concat(page.Exif?.Fields ?? [])).Where(field => field.Tag >= 33000);
            foreach (var block in blocks) Change(MemoryMarshal.AsMemory(block.Bytes).Span, random);
            Assert.All(VendorTiff.Read(content, path, 0).SelectMany(reading => reading.PixelSizes), size => Assert.InRange(size.PixelSize.X.Nanometres, 1e-3, 1e7));
        }
    }

    private static void Change(Span<byte> block, SeededRandom random)
    {
        for (var changes = 1 + random.NextInt(40); changes > 0 && block.Length > 0; changes--) block[random.NextInt(block.Length)] = (byte)random.NextInt(256);
    }

    [SharedDataFact]
    public void Decoder_test_files_hold_no_scale()
    {
        foreach (var path in Directory.EnumerateFiles(SharedData.PathOf("data/tricky"), "*.tif*", SearchOption.AllDirectories))
        {
            var content = File.ReadAllBytes(path);
            if (TiffFile.Read(content) is not { } tiff) continue;
            for (var i = 0; i < tiff.Directories.Count; i++)
                Assert.All(VendorTiff.Read(content, Path.GetFileName(path), i), reading => Assert.Empty(reading.PixelSizes));
        }
    }

    private static VendorInput PageOf(string path)
    {
        var content = File.ReadAllBytes(path);
        var directories = TiffFile.Read(content)!.Directories;
        var beside = Directory.EnumerateFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName);
        var sidecars = VendorMetadata.SidecarNames(path)
            .SelectMany(name => beside.Where(file => name.Equals(file, StringComparison.OrdinalIgnoreCase)))
            .Select(name => new Sidecar(name!, File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(path)!, name!))));
        return new VendorInput(
            Path.GetFileName(path), new PageSize((int)directories[0].Width, (int)directories[0].Height), directories[0], [.. directories.Skip(1)], content, [.. sidecars]);
    }
}
