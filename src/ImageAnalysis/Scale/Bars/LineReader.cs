using System.Text;
using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Scale.Bars;

/// <summary>A line of text drawn for reading: ink 0, ground 255.</summary>
internal sealed record LinePicture(byte[] Levels, int Width, int Height);

/// <summary>Draws lines of burned-in text for a reader: their ink alone, black on white, at a height that recognisers are made for. A line is read once.</summary>
internal sealed class LineReader(ITextReader reader)
{
    private const int Margin = 12, MostReadings = 60;

    private readonly Dictionary<(PixelRect Box, int Glyphs, double Reach, double Height), TextReading> _known = [];

    /// <summary>What the reader makes of a line whose tallest glyph is drawn <paramref name="heightPx"/> high.</summary>
    public TextReading Read(InkMap map, TextLine line, double heightPx)
    {
        if (_known.TryGetValue((line.Box, line.Glyphs.Count, map.Reach, heightPx), out var known)) return known;
        // Structure that looks like many lines must not cost seconds.
        if (_known.Count >= MostReadings) return default(TextReading) with { Text = "" };
        var picture = Draw(map, line, heightPx);
        var reading = reader.Read(picture.Levels, picture.Width, picture.Height);
        return _known[(line.Box, line.Glyphs.Count, map.Reach, heightPx)] = reading with { Text = Plain(reading.Text) };
    }

    /// <summary>The line's ink at another height.</summary>
    public static LinePicture Draw(InkMap map, TextLine line, double heightPx)
    {
        var scale = heightPx / line.Height;
        var margin = Math.Max(2, (int)Math.Ceiling(Margin / scale));
        var coverage = map.Coverage(line, margin, out var width, out var height);
        for (var i = 0; i < coverage.Length; i++) coverage[i] = (byte)(255 - coverage[i]);
        using var small = Mat.FromPixelData(height, width, MatType.CV_8UC1, coverage);
        using var large = new Mat();
        var size = new Size(Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
        Cv2.Resize(small, large, size, 0, 0, scale >= 1 ? InterpolationFlags.Cubic : InterpolationFlags.Area);
        return new LinePicture(large.AsSpan<byte>().ToArray(), large.Cols, large.Rows);
    }

    /// <summary>One space between words; signs that are one to a reader of lengths are made one.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
            }
            else
            {
                plain.Append(c == '\u03BC' ? '\u00B5' : c);
            }
        }

        return plain.ToString().Trim();
    }
}
