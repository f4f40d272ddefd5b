using System.Diagnostics;
using System.Globalization;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Ingest;

/// <summary>
/// Corpora made to break decoders. Each file either reads right or is refused. The levels below were checked against the pixels that
/// libtiff's own tools, Pillow and tifffile give for the same files, all but the ones they cannot read either; those show a counted
/// sequence, which the mean and the ends pin down.
/// </summary>
public sealed class TrickyFilesTests
{
    private const string Folder = "data/tricky";

    /// <summary>Part of the file name, and a part of the reason.</summary>
    private static readonly (string Name, string Reason)[] Refused =
    [
        ("divide_by_zero", "height is 0"),
        ("oom_crash__id=000003", "width is 0"),
        ("oom_crash__id=000012", "L*a*b*"),
        ("oom_crash__id=000028", "where its strips lie"),
        ("oom_crash__id=000037", "width is 0"),
        ("oom_crash__id=000051", "samples per pixel is 259"),
        ("oom_crash__id=000064", "where its strips lie"),
        ("oor_panic", "height is 0"),
        ("cmyk-3c-16b", "printing inks"),
        ("cmyk-3c-8b", "printing inks"),
        ("tiff_strip_cmyk_jpeg", "printing inks"),
        ("hpredict-1c-12b", "predictor"),
        ("minisblack-1c-8b.pgm", "PGM"),
        ("miniswhite-1c-1b.pbm", "PBM"),
        ("rgb-3c-8b.ppm", "PPM"),
        ("images__crash-0c7e0e8e", "cut short"),
        ("images__crash-0e16d3bf", "cut short"),
        ("images__crash-1185209c", "cut short"),
        ("images__crash-338516db", "cut short"),
        ("images__crash-63b1dffe", "tile height is 0"),
        ("images__crash-86214e58", "cut short"),
        ("hopper.Lab", "L*a*b*"),
        ("images__lab", "L*a*b*"),
        ("images__oom-225817ca", "no readable page"),
        ("tiff_overflow_rows_per_strip", "cut short"),
    ];

    public static TheoryData<string> Files()
    {
        var data = new TheoryData<string>();
        if (SharedData.Root is null) return data;
        var folder = SharedData.PathOf(Folder);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (!path.EndsWith("README.txt", StringComparison.Ordinal)) data.Add(Path.GetRelativePath(folder, path));
        }

        return data;
    }

    [SharedDataTheory]
    [MemberData(nameof(Files))]
    public void A_tricky_file_reads_or_is_refused_as_expected_and_within_5_seconds(string path)
    {
        var file = InputFileLoader.Load(SharedData.PathOf($"{Folder}/{path}"));
        var expected = Refused.FirstOrDefault(entry => path.Contains(entry.Name, StringComparison.Ordinal));
        var clock = Stopwatch.StartNew();
        if (expected.Reason is null)
        {
            using var micrograph = Ingestor.Read(file, null, new IngestOptions());
            Assert.False(micrograph.Grey.Empty());
        }
        else
        {
            var refusal = Assert.Throws<UnreadableImageException>(() => Ingestor.Read(file, null, new IngestOptions()));
            Assert.Contains(expected.Reason, refusal.Why, StringComparison.Ordinal);
            Assert.NotEmpty(refusal.Mend);
        }

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
    }

    [SharedDataTheory]
    [InlineData("image-tiff/images__12bit.cropped.tiff", 0, 27, 2.679)]
    [InlineData("image-tiff/images__fax4.tiff", 0, 255, 86.086)]
    [InlineData("image-tiff/images__minisblack-1c-16b.tiff", 0, 58955, 30924.463)]
    [InlineData("image-tiff/images__minisblack-1c-i16b.tiff", 1, 58954, 30924.542)]
    [InlineData("image-tiff/images__int16_zstd.tif", 27768, 37766, 32854.522)]
    [InlineData("image-tiff/images__issue_69_packbits.tiff", 430, 598, 501.475)]
    [InlineData("image-tiff/images__minisblack-2c-8b-alpha.tiff", 0, 152, 59.625)]
    [InlineData("image-tiff/images__palette-1c-4b.tiff", 15, 203, 120.298)]
    [InlineData("image-tiff/images__planar-rgb-u8.tif", 0, 255, 72.399)]
    [InlineData("image-tiff/images__tiled-jpeg-ycbcr.tif", 0, 255, 72.313)]
    [InlineData("image-tiff/images__tiled-gray-i1.tif", 0, 255, 126.216)]
    [InlineData("image-tiff/seq__seq-1c-7b-9c61ba70.tiff", 0, 255, 127.5)]
    [InlineData("image-tiff/seq__seq-1c-12b-miniswhite-47c39b31.tiff", 0, 255, 127.5)]
    [InlineData("image-tiff/seq__seq-1c-24b-miniswhite-072a9dc9.tiff", 0, 65535, 32767.5)]
    [InlineData("image-tiff/seq__seq-1c-8b-tiled-bigtiff-20f3db0c.tiff", 0, 255, 127.5)]
    [InlineData("image-tiff/bigtiff__BigTIFFMotorola.tif", 0, 255, 58.980)]
    [InlineData("pillow/images__16bit.MM.deflate.tif", 291, 694, 384.113)]
    [InlineData("pillow/images__ifd_tag_type.tiff", 7301, 8206, 7717.104)]
    [InlineData("pillow/images__tiff_tiled_planar_lzw.tiff", 0, 255, 160.078)]
    [InlineData("pillow/images__tiff_strip_planar_16bit_RGBa.tiff", 0, 36017, 8281.807)]
    [InlineData("pillow/tiff_gray_2_4_bpp__hopper4IR.tif", 0, 255, 84.264)]
    [InlineData("pillow/tiff_gray_2_4_bpp__hopper2.tif", 0, 255, 78.437)]
    public void Grey_levels_agree_with_other_readers(string path, double least, double most, double mean)
    {
        using var micrograph = Ingestor.Read(InputFileLoader.Load(SharedData.PathOf($"{Folder}/{path}")), null, new IngestOptions());

        Cv2.MinMaxLoc(micrograph.Grey, out double low, out double high);
        Assert.Equal((least, most), (low, high));
        Assert.Equal(mean, Cv2.Mean(micrograph.Grey).Val0, 0.0006);
    }

    [SharedDataTheory]
    [InlineData("particles/konstanz-colloids/data__A-2h-01.tif", 960)]
    [InlineData("scale/harsh-pore/example_data__sample_1.tif", 1024)]
    [InlineData("scale/ohara-hitachi-tm/sample-１_1200倍(x1.2k).tif", 901)]
    [InlineData("scale/ohara-hitachi-tm/sample-１_200倍(x200).tif", 901)]
    [InlineData("scale/przybysz-tescan/Co__10000x_center.tif", 768)]
    [InlineData("scale/przybysz-tescan/IrCo_6040__50000x_center.tif", 768)]
    [InlineData("scale/serwios/samples__blobs.tif", 1024)]
    [InlineData("structure/darwin/raw__D1_20x_sem.tiff", 960)]
    [InlineData("structure/harsh-pore/example_data__sample_2.tif", 1024)]
    [InlineData("structure/nanoballs/sem_images__R5_K3K4Me3_SiO2_2-4.TIF", 423)]
    [InlineData("structure/nanoballs/sem_images__R5_K3K4Me3_SiO2_3-1.TIF", 423)]
    [InlineData("structure/nanoballs/sem_images__R5_K3K4Me3_SiO2_3-5.TIF", 423)]
    [InlineData("structure/nanoballs/sem_images__R5_K4Me3_SiO2_3-1.TIF", 423)]
    [InlineData("structure/nanoballs/sem_images__R5_K4Me3_SiO2_3-2.TIF", 423)]
    [InlineData("structure/santoso-nips/test_images__12.5_PSF_DMAc.tif", 884)]
    [InlineData("structure/santoso-nips/test_images__25Torlon_DMF_Far_1__016.tif", 1024)]
    [InlineData("structure/weiss-psi/Filename.tif", 670)]
    public void The_strip_of_a_real_micrograph_is_found_by_its_pixels_where_it_begins(string path, int fieldHeight)
    {
        using var micrograph = Ingestor.Read(InputFileLoader.Load(SharedData.PathOf($"data/{path}")), null, new IngestOptions());

        Assert.Equal(fieldHeight, micrograph.Field.Height);
        Assert.Equal(fieldHeight, DataBarDetector.Find(micrograph.Grey, lossy: false)?.Inner);
    }

    [SharedDataFact]
    public void No_real_micrograph_without_a_strip_loses_a_row()
    {
        string[] folders =
        [
            "particles/ampis", "particles/ardagen", "particles/deep-morph", "particles/lwang", "scale/expmicromech", "scale/micromechanics",
            "structure/imagerep", "structure/nasa", "structure/npg-video", "structure/rickgummy", "structure/samba-web", "structure/vulture",
        ];
        var seen = 0;
        foreach (var path in folders.SelectMany(folder => Directory.EnumerateFiles(SharedData.PathOf($"data/{folder}"))).Where(ImageFormats.IsImageName))
        {
            using var micrograph = Ingestor.Read(InputFileLoader.Load(path), null, new IngestOptions());
            Assert.True(micrograph.Page == micrograph.Field, string.Create(CultureInfo.InvariantCulture, $"{path}: {micrograph.DataBar}"));
            seen++;
        }

        Assert.InRange(seen, 18, int.MaxValue);
    }
}
