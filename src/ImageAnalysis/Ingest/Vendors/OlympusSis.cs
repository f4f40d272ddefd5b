using System.Buffers.Binary;
using System.Globalization;
using ImageAnalysis.Ingest.Tiff;

namespace ImageAnalysis.Ingest.Vendors;

/// <summary>
/// Olympus Soft Imaging Solutions (iTEM, also written by JEOL TEM software, often on page 2). Tag 33560 holds, or points from the start of the
/// file to, a little-endian structure:
/// <code>
/// 0   "SIS0"            58  int16 number of entries (after name and date)
/// 60  entries of 8      int16 type, int16 count, uint32 position of the data from the start of the file
/// type 1, at its data   10 int16 exponent   12 double x   20 double y     pixel = x · 10^exponent m
/// </code>
/// The layout is known from files only; the maker has published none, so everything else in the block is left alone.
/// </summary>
internal static class OlympusSis
{
    private const ushort Tag = 33560;
    private const int HeaderLength = 60, EntryLength = 8, CountAt = 58, CalibrationLength = 28;
    private const short GeneralData = 1;

    public static bool Claims(VendorSource source) => source.Directory?.Find(Tag) is not null;

    public static VendorReading Read(VendorSource source)
    {
        var reading = new ReadingBuilder("Olympus SIS", string.Create(CultureInfo.InvariantCulture, $"tag {Tag}"));
        if (Calibration(source.Directory!.Find(Tag)!, source.File.Span, out var exponent, out var x, out var y))
        {
            var power = exponent is >= -20 and <= 3 ? Math.Pow(10, exponent) : double.NaN;
            reading.AddMetres(x * power, y * power, string.Create(CultureInfo.InvariantCulture, $"x = {x:R}, y = {y:R} times 10^{exponent} m"));
        }
        else
        {
            reading.Damaged("its structure lies outside the file or is another than the known one.");
        }

        return reading.Build(source.Page);
    }

    private static bool Calibration(TiffField field, ReadOnlySpan<byte> file, out short exponent, out double x, out double y)
    {
        (exponent, x, y) = (0, 0, 0);
        var block = field.Bytes.Span;
        if (!block.StartsWith("SIS0"u8))
        {
            if (field.Integer() is not ({ } at and >= 0) || at > file.Length) return false;
            block = file[(int)at..];
        }

        if (block.Length < HeaderLength || !block.StartsWith("SIS0"u8)) return false;
        var count = BinaryPrimitives.ReadInt16LittleEndian(block[CountAt..]);
        for (var i = 0; i < count && HeaderLength + ((i + 1) * EntryLength) <= block.Length; i++)
        {
            var entry = block.Slice(HeaderLength + (i * EntryLength), EntryLength);
            if (BinaryPrimitives.ReadInt16LittleEndian(entry) != GeneralData) continue;
            var position = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);
            if (position > file.Length - CalibrationLength) return false;
            var data = file[(int)position..];
            exponent = BinaryPrimitives.ReadInt16LittleEndian(data[10..]);
            x = BinaryPrimitives.ReadDoubleLittleEndian(data[12..]);
            y = BinaryPrimitives.ReadDoubleLittleEndian(data[20..]);
            return true;
        }

        return false;
    }
}
