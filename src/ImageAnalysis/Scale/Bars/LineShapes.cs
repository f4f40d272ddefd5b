using ImageAnalysis.Quantities;

namespace ImageAnalysis.Scale.Bars;

/// <summary>
/// The glyphs of one line of a label as shapes: an account of it that does not rest on a recogniser of text. Enlarged first, so that letters of a few
/// pixels have edges between pixels.
/// </summary>
internal sealed class LineShapes
{
    // Parts of full ink above which a pixel belongs to a glyph: thick letters part at the high ones, thin ones hold together at the low ones.
    private static readonly double[] Cuts = [0.5, 0.65, 0.35, 0.8, 0.22];

    private const double HeightPx = 48, DotShare = 0.34, SpeckShare = 0.05, Thin = 0.3, OffBaseLine = 0.2;

    // Digits: height in heights of the line, width in their own.
    private const double LeastDigit = 0.6, WidestDigit = 0.88, NarrowestDigit = 0.5;

    private readonly int[] _labels;
    private readonly int _width;

    private LineShapes(LinePicture picture, double cut)
    {
        _width = picture.Width;
        _labels = new int[picture.Levels.Length];
        for (var i = 0; i < _labels.Length; i++) _labels[i] = 255 - picture.Levels[i] > 255 * cut ? Patches.Ink : 0;
        List<Glyph> glyphs = [];
        Patches.Label(_labels, _width, (id, box, area) =>
        {
            if (box.Height > SpeckShare * HeightPx || box.Width > SpeckShare * HeightPx) glyphs.Add(new Glyph(id, box, area));
            return true;
        });
        Letters = [.. glyphs.Where(g => g.Box.Height > DotShare * HeightPx).OrderBy(g => g.Box.X)];
        var baseLine = Letters.Count == 0 ? 0 : Letters[0].Box.Bottom;
        Dots = glyphs.Count(g => g.Box.Height <= DotShare * HeightPx && Math.Abs(g.Box.Bottom - baseLine) <= OffBaseLine * HeightPx && !Letters.Any(l => g.Box.X < l.Box.Right && g.Box.Right > l.Box.X && g.Box.Y >= l.Box.Y && g.Box.Bottom <= l.Box.Bottom));
    }

    /// <summary>Glyphs that are no dots, from left to right.</summary>
    public IReadOnlyList<Glyph> Letters { get; }

    /// <summary>Number of small glyphs on the base line; the mark within some fonts' zero is part of that.</summary>
    public int Dots { get; }

    /// <summary>Whether a pixel is part of a glyph.</summary>
    public bool Has(Glyph glyph, int x, int y) => _labels[(y * _width) + x] == glyph.Id;

    /// <summary>
    /// Whether a line can consist of a number of so many digits and points with a unit of two letters, and which unit that is. A cut at which the
    /// count is right decides; where two such cuts show different units, none is told.
    /// </summary>
    public static (bool Counted, UnitPrefix Unit) Tell(InkMap map, TextLine line, int digits, int points)
    {
        var picture = LineReader.Draw(map, line, HeightPx);
        var (counted, unit) = (false, UnitPrefix.Unknown);
        foreach (var cut in Cuts)
        {
            var shapes = new LineShapes(picture, cut);
            if (shapes.Dots != points || shapes.Letters.Count < 2) continue;
            // The unit's two letters stand apart, or touch.
            var (apart, together) = (shapes.MayBeDigits(2, digits), shapes.MayBeDigits(1, digits));
            var seen = apart ? UnitShape.Tell(shapes, shapes.Letters[^2], shapes.Letters[^1]) : UnitPrefix.Unknown;
            if (seen == UnitPrefix.Unknown && together) seen = shapes.TellTouching(shapes.Letters[^1]);
            counted |= apart || (together && seen != UnitPrefix.Unknown);
            if (seen == UnitPrefix.Unknown) continue;
            if (unit != UnitPrefix.Unknown && unit != seen) return (true, UnitPrefix.Unknown);
            unit = seen;
        }

        return (counted, unit);
    }

    /// <summary>Whether all letters but the last ones can be so many digits. Digits that touch are counted by their width.</summary>
    private bool MayBeDigits(int lettersOfUnit, int digits)
    {
        if (Letters.Count <= lettersOfUnit) return false;
        var (least, most) = (0, 0);
        foreach (var glyph in Letters.Take(Letters.Count - lettersOfUnit))
        {
            var width = glyph.Box.Width / (double)glyph.Box.Height;
            if (glyph.Box.Height < LeastDigit * HeightPx) return false;
            least += width <= WidestDigit ? 1 : Math.Max(2, (int)Math.Ceiling(width / WidestDigit));
            most += width <= WidestDigit ? 1 : Math.Max(2, (int)Math.Floor(width / NarrowestDigit));
        }

        return digits >= least && digits <= most;
    }

    /// <summary>The unit whose two letters touch: parted at each column of little ink, one way only may make sense.</summary>
    private UnitPrefix TellTouching(Glyph both)
    {
        var found = UnitPrefix.Unknown;
        for (var x = both.Box.X + (both.Box.Width / 4); x < both.Box.X + (2 * both.Box.Width / 3); x++)
        {
            if (Ink(both, x) > Thin * HeightPx || Ink(both, x) > Ink(both, x - 1) || Ink(both, x) > Ink(both, x + 1)) continue;
            var told = UnitShape.Tell(this, Part(both, both.Box.X, x), Part(both, x + 1, both.Box.Right));
            if (told == UnitPrefix.Unknown) continue;
            if (found != UnitPrefix.Unknown && found != told) return UnitPrefix.Unknown;
            found = told;
        }

        return found;
    }

    private int Ink(Glyph glyph, int x)
    {
        var ink = 0;
        for (var y = glyph.Box.Y; y < glyph.Box.Bottom; y++) ink += Has(glyph, x, y) ? 1 : 0;
        return ink;
    }

    private Glyph Part(Glyph glyph, int from, int to)
    {
        var (left, top, right, bottom) = (to, glyph.Box.Bottom, from, glyph.Box.Y);
        for (var y = glyph.Box.Y; y < glyph.Box.Bottom; y++)
        {
            for (var x = from; x < to; x++)
            {
                if (!Has(glyph, x, y)) continue;
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
            }
        }

        return glyph with { Box = new PixelRect(left, top, Math.Max(1, right - left), Math.Max(1, bottom - top)) };
    }
}
