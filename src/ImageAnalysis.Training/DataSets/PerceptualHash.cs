using System.Globalization;
using ImageAnalysis.Ingest;
using OpenCvSharp;

namespace ImageAnalysis.Training.DataSets;

/// <summary>
/// What a picture looks like in 256 bits: the signs of its 16 x 16 slowest cosine waves about their median, taken from 64 x 64 squares. Copies in another
/// format, size, brightness or contrast differ in few bits, other fields of one specimen in about half of them. Zauner, Implementation and Benchmarking of
/// Perceptual Image Hash Functions, Hagenberg 2010, section 3.2.1.
/// </summary>
public static class PerceptualHash
{
    /// <summary>Bits of a hash.</summary>
    public const int Bits = Waves * Waves;

    /// <summary>Two pictures that differ in no more bits are one: unrelated ones differ in 128 ± 8.</summary>
    public const int MostBitsOfCopies = 72;

    private const int Side = 64;
    internal const int Waves = 16;

    /// <summary>The hash of what a file shows without its data bar.</summary>
    /// <exception cref="Findings.UnreadableImageException">It is no image.</exception>
    public static string Of(InputFile file)
    {
        using var micrograph = Ingestor.Read(file, null, new IngestOptions());
        var field = micrograph.Field;
        using var seen = micrograph.Grey.SubMat(new Rect(field.X, field.Y, field.Width, field.Height));
        return Of(seen);
    }

    /// <summary>The hash of a grey picture, hexadecimal.</summary>
    /// <param name="grey">One channel, 8 or 16 bits; borrowed.</param>
    public static string Of(Mat grey)
    {
        ArgumentNullException.ThrowIfNull(grey);
        using var small = new Mat();
        using var values = new Mat();
        Cv2.Resize(grey, small, new Size(Side, Side), 0, 0, InterpolationFlags.Area);
        small.ConvertTo(values, MatType.CV_32FC1);
        var waves = SlowestWaves(values.AsSpan<float>());

        // The mean says how bright the picture is, not what it shows.
        waves[0] = 0;
        var median = waves.Order().ElementAt(Bits / 2);
        var bytes = new byte[Bits / 8];
        for (var i = 0; i < Bits; i++)
            if (waves[i] > median) bytes[i / 8] |= (byte)(1 << (i % 8));
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Whether a text is a hash.</summary>
    internal static bool IsHash(string text) => text.Length == Bits / 4 && text.All(char.IsAsciiHexDigit);

    /// <summary>Coefficients of the two-dimensional discrete cosine transform, the slowest in each direction, row by row.</summary>
    private static double[] SlowestWaves(ReadOnlySpan<float> values)
    {
        var cosines = new double[Waves * Side];
        for (var k = 0; k < Waves; k++)
            for (var i = 0; i < Side; i++) cosines[(k * Side) + i] = Math.Cos(Math.PI * k * (i + 0.5) / Side);
        var along = new double[Side * Waves];
        for (var y = 0; y < Side; y++)
            for (var k = 0; k < Waves; k++)
                for (var x = 0; x < Side; x++) along[(y * Waves) + k] += values[(y * Side) + x] * cosines[(k * Side) + x];
        var waves = new double[Bits];
        for (var l = 0; l < Waves; l++)
            for (var k = 0; k < Waves; k++)
                for (var y = 0; y < Side; y++) waves[(l * Waves) + k] += along[(y * Waves) + k] * cosines[(l * Side) + y];
        return waves;
    }
}
