using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Where a rendered file says how large a pixel is. Layouts as real files of the makers show them.</summary>
public enum ScaleCarrier
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>Zeiss: TIFF tag 34118, ISO-8859-1 text.</summary>
    Zeiss,

    /// <summary>FEI and Thermo: TIFF tag 34682, INI text.</summary>
    Fei,

    /// <summary>TESCAN: TIFF tag 50431, blocks of size, type and text.</summary>
    Tescan,

    /// <summary>TESCAN: INI text beside the image, NAME-tif.hdr.</summary>
    TescanHeader,

    /// <summary>JEOL: EXIF MakerNote, UTF-16 text of keys and values.</summary>
    Jeol,

    /// <summary>JEOL: text beside the image, NAME.txt.</summary>
    JeolText,

    /// <summary>Hitachi: INI text beside the image, NAME.txt, UTF-16 with byte order mark.</summary>
    HitachiText,
}

/// <summary>A file by name and bytes.</summary>
public sealed record RenderedFile(string Name, byte[] Bytes);

/// <summary>Writes a rendered micrograph as the maker's instrument would save it.</summary>
public static class MicrographFile
{
    /// <summary>The TIFF image first, then the text beside it where the carrier is one.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="carrier">Where the pixel size goes.</param>
    /// <param name="name">File name without extension.</param>
    public static IReadOnlyList<RenderedFile> Write(RenderedMicrograph image, ScaleCarrier carrier, string name)
    {
        ArgumentNullException.ThrowIfNull(image);
        var tiff = new TiffWriter();
        RenderedFile? beside = null;
        switch (carrier)
        {
            case ScaleCarrier.Zeiss: tiff.AddText(34118, ZeissText(image)); break;
            case ScaleCarrier.Fei: tiff.AddText(34682, FeiText(image)); break;
            case ScaleCarrier.Tescan: tiff.AddBytes(50431, TescanBlocks(image)); break;
            case ScaleCarrier.Jeol: tiff.AddExif(37500, JeolNote(image)); break;
            case ScaleCarrier.TescanHeader: beside = new($"{name}-tif.hdr", Encoding.UTF8.GetBytes($"[MAIN]\r\n{TescanMain(image)}\r\n[SEM]\r\nDetector=SE\r\nHV=10.000e3\r\n")); break;
            case ScaleCarrier.JeolText: beside = new($"{name}.txt", Encoding.Latin1.GetBytes(JeolText(image))); break;
            case ScaleCarrier.HitachiText: beside = new($"{name}.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(HitachiText(image, name))]); break;
        }

        var file = new RenderedFile($"{name}.tif", tiff.Write(image.Pixels, image.Width, image.Height, image.Recipe.BitDepth));
        return beside is null ? [file] : [file, beside];
    }

    /// <summary>Unnamed numbers first, the fourth being the pixel size on a display 1024 px wide, then pairs of a key line and "Name = value unit".</summary>
    private static string ZeissText(RenderedMicrograph image)
    {
        var metres = image.Recipe.PixelSizeNm * 1e-9;
        var display = Exponent(metres * image.Width / 1024);
        var numbers = $"{display}\r\n1.000000e+004\r\n6\r\n5.000000e+003\r\n2.300000e+000\r\n1.000000e-010\r\n5.000000e-003\r\n";
        return $"0\r\n0\r\n0\r\n{numbers}1\r\n{numbers}"
            + "DP_DETECTOR_CHANNEL\r\nSignal A = SE2\r\nAP_ACTUALKV\r\nEHT = 5.00 kV\r\nAP_WD\r\nWD = 5.0 mm\r\n"
            + $"AP_PIXEL_SIZE\r\nPixel Size = {ZeissLength(metres * image.Width / 1024)}\r\n"
            + $"AP_IMAGE_PIXEL_SIZE\r\nImage Pixel Size = {ZeissLength(metres)}\r\n"
            + $"AP_WIDTH\r\nWidth = {ZeissLength(metres * image.Width)}\r\n";
    }

    private static string FeiText(RenderedMicrograph image)
    {
        var metres = image.Recipe.PixelSizeNm * 1e-9;
        var scan = $"PixelWidth={General(metres)}\r\nPixelHeight={General(metres)}\r\nHorFieldsize={General(metres * image.Width)}\r\nVerFieldsize={General(metres * image.FieldHeight)}\r\n";
        return "[User]\r\nUser=user\r\n\r\n[System]\r\nType=SEM\r\nSystemType=Renderer\r\n\r\n[Beam]\r\nHV=10000\r\nSpot=3\r\nBeam=EBeam\r\nScan=EScan\r\n\r\n"
            + $"[EBeam]\r\nHV=10000\r\nHFW={General(metres * image.Width)}\r\nVFW={General(metres * image.FieldHeight)}\r\n\r\n"
            + $"[Scan]\r\nInternalScan=true\r\n{scan}\r\n[EScan]\r\n{scan}\r\n"
            + $"[Image]\r\nDigitalContrast=1\r\nResolutionX={image.Width}\r\nResolutionY={image.FieldHeight}\r\n";
    }

    private static string TescanMain(RenderedMicrograph image)
    {
        var metres = Exponent(image.Recipe.PixelSizeNm * 1e-9);
        return $"AccFrames=1\r\nDevice=Renderer\r\nImageStripSize={image.Height - image.FieldHeight}\r\nPixelSizeX={metres}\r\nPixelSizeY={metres}\r\nSign=\r\nTagRevision=2\r\n";
    }

    /// <summary>Blocks of a 32-bit size that counts the type, a 16-bit type (2 main, 3 SEM, 0 last) and text.</summary>
    private static byte[] TescanBlocks(RenderedMicrograph image)
    {
        var blocks = new List<byte>();
        Span<byte> head = stackalloc byte[6];
        foreach (var (type, text) in new[] { (2, TescanMain(image) + "\0"), (3, "Detector=SE\r\nHV=10.000e3\r\n\0"), (0, "") })
        {
            var data = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteUInt32LittleEndian(head, (uint)(data.Length + 2));
            BinaryPrimitives.WriteUInt16LittleEndian(head[4..], (ushort)type);
            blocks.AddRange(head);
            blocks.AddRange(data);
        }

        return blocks.ToArray();
    }

    private static byte[] JeolNote(RenderedMicrograph image)
    {
        var nm = image.Recipe.PixelSizeNm;
        var text = $"$CM_FORMAT=JEOL/FE\t$CM_VERSION=4\t$CM_IMAGE_SIZE={image.Width} {image.FieldHeight}\t$CM_ACCEL_VOLT=10\t"
            + $"$CM_FIELD_OF_VIEW={General(image.Width * nm / 1000)} {General(image.FieldHeight * nm / 1000)}μm\t$CM_PIXEL_SIZE={General(nm)}nm/pixel\t{MicronBar(image, "=", "\t", "$")}";
        return [.. "UNICODE\0"u8, .. Encoding.Unicode.GetBytes(text)];
    }

    private static string JeolText(RenderedMicrograph image) =>
        $"$CM_FORMAT JEOL/EM\r\n$CM_VERSION 1\r\n$CM_ACCEL_VOLT 10.0\r\n$CM_FULL_SIZE {image.Width} {image.FieldHeight}\r\n{MicronBar(image, " ", "\r\n", "$$")}";

    /// <summary>A bar of a tenth to a quarter of the width, rounded to a 1-2-5 length; its length in px is a whole number, as in real files.</summary>
    private static string MicronBar(RenderedMicrograph image, string equals, string separator, string prefix)
    {
        var nm = image.Bar?.LengthNm ?? Math.Pow(10, Math.Floor(Math.Log10(image.Width * image.Recipe.PixelSizeNm * 0.3)));
        var px = (int)Math.Round(nm / image.Recipe.PixelSizeNm);
        var marker = nm < 1000 ? $"{General(nm)}nm" : $"{General(nm / 1000)}um";
        return $"{prefix}SM_MICRON_BAR{equals}{px}{separator}{prefix}SM_MICRON_MARKER{equals}{marker}{separator}";
    }

    private static string HitachiText(RenderedMicrograph image, string name) =>
        $"[SemImageFile]\r\nInstructName=Renderer\r\nFormat=tif\r\nImageName={name}.tif\r\nDataSize={image.Width}x{image.Height}\r\nPixelSize={General(image.Recipe.PixelSizeNm)}\r\n"
        + "SignalName=SE\r\nAcceleratingVoltage=10000 Volt\r\nWorkingDistance=8000 um\r\n";

    private static string ZeissLength(double metres) => metres switch
    {
        < 1e-9 => $"{(metres * 1e12).ToString("G6", CultureInfo.InvariantCulture)} pm",
        < 1e-6 => $"{(metres * 1e9).ToString("G6", CultureInfo.InvariantCulture)} nm",
        < 1e-3 => $"{(metres * 1e6).ToString("G6", CultureInfo.InvariantCulture)} µm",
        _ => $"{(metres * 1e3).ToString("G6", CultureInfo.InvariantCulture)} mm",
    };

    private static string General(double value) => value.ToString("G7", CultureInfo.InvariantCulture);

    private static string Exponent(double value) => value.ToString("0.000000e+000", CultureInfo.InvariantCulture);
}
