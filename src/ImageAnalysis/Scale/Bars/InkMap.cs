using System.Buffers;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Scale.Bars;

/// <summary>A connected patch of ink. Coordinates of the page.</summary>
internal readonly record struct Glyph(int Id, PixelRect Box, int Area);

/// <summary>Glyphs beside one another on one base line.</summary>
/// <param name="Glyphs">From left to right, dots included.</param>
internal sealed record TextLine(PixelRect Box, IReadOnlyList<Glyph> Glyphs)
{
    // Rows by which letters stand off the common base line, in heights of the line, and the share of them that do not.
    private const double OffBaseLine = 0.12, OnBaseLine = 0.6, LeastFill = 0.1, MostFill = 0.7;

    /// <summary>Least gap between a label and what is no part of it, in heights of the line.</summary>
    public const double GapOfParts = 0.8;

    /// <summary>Height of the tallest glyph, about that of a digit.</summary>
    public int Height { get; } = Glyphs.Max(g => g.Box.Height);

    /// <summary>Glyphs that are no dots.</summary>
    public IEnumerable<Glyph> Letters => Glyphs.Where(g => 2 * g.Box.Height >= Height);

    /// <summary>
    /// What gaps wider than those within a label part, without what stands left of it where that may be a name, as in "WD 10 mm": structure beside a
    /// label is not part of it. Empty where there is no such gap.
    /// </summary>
    public IEnumerable<TextLine> Parts()
    {
        List<List<Glyph>> parts = [];
        var right = int.MinValue;
        foreach (var glyph in Glyphs.OrderBy(g => g.Box.X))
        {
            if (parts.Count == 0 || glyph.Box.X - right >= GapOfParts * Height) parts.Add([]);
            parts[^1].Add(glyph);
            right = Math.Max(right, glyph.Box.Right);
        }

        if (parts.Count == 1) yield break;
        var isNamed = false;
        foreach (var part in parts)
        {
            var (top, bottom) = (part.Min(g => g.Box.Y), part.Max(g => g.Box.Bottom));
            var box = new PixelRect(part[0].Box.X, top, part.Max(g => g.Box.Right) - part[0].Box.X, bottom - top);
            var line = new TextLine(box, part);
            if (line.MayBeText && !isNamed) yield return line;
            isNamed |= line.MayBeText;
        }
    }

    /// <summary>Whether it can be text: at least two letters, most of them on one base line, neither as thin as specks nor as full as blobs. Saves reading what is structure.</summary>
    public bool MayBeText
    {
        get
        {
            var bottoms = Letters.Select(g => g.Box.Bottom).Order().ToList();
            if (bottoms.Count < 2) return false;
            var middle = bottoms[(bottoms.Count - 1) / 2];
            var slack = 1 + (OffBaseLine * Height);
            var fill = Letters.Sum(g => g.Area) / (double)Letters.Sum(g => g.Box.Width * g.Box.Height);
            return bottoms.Count(b => Math.Abs(b - middle) <= slack) >= OnBaseLine * bottoms.Count && fill is >= LeastFill and <= MostFill;
        }
    }
}

/// <summary>The patches of one ink in a window of a page, and the lines of text they form.</summary>
internal sealed class InkMap : IDisposable
{
    // A glyph in pixels per 1024 of the page's width; a rule or bar is longer than 5 times its height.
    private const int SmallestGlyph = 5, TallestGlyph = 64, LeastRule = 12;
    private const double RuleAspect = 5, GapOfLine = 1.35, Overlap = 0.5, Likeness = 2, DotShare = 0.55, LeastDot = 0.07;
    private const int MostGlyphs = 4000, GroundSlack = 30;
    private const double LeastGround = 0.35, MostFrame = 0.12, FaintInk = 0.3;

    /// <summary>Times the reach: part of the contrast at which a pixel is no ink at all. A picture has other levels than one ground; they must not look half covered.</summary>
    private const double FullInPicture = 2;

    private readonly GreyPage _page;
    private readonly PixelRect _window;
    private readonly int _ink, _ground;
    private readonly double _full;
    private readonly HashSet<int> _bar, _rules = [];
    private int[]? _labels;

    /// <param name="page">The page.</param>
    /// <param name="window">The part that is looked at.</param>
    /// <param name="bar">The bar whose ink is sought. What touches its line is part of it and no glyph.</param>
    /// <param name="reach">Part of the contrast by which a pixel of a glyph may differ from the ink.</param>
    public InkMap(GreyPage page, PixelRect window, MeasuredBar bar, double reach)
    {
        (_page, _window, _ink, _ground) = (page, window, bar.Ink, bar.Ground);
        Reach = reach;
        HasOneGround = bar.Even > Tick.EvenGround;
        _full = HasOneGround ? 1 : Math.Min(1, FullInPicture * reach);
        _labels = ArrayPool<int>.Shared.Rent(Math.Max(1, window.Width * window.Height));
        var patches = Label((int)(reach * Math.Abs(bar.Ink - bar.Ground)));
        _bar = PartsOf(bar);
        Glyphs = [.. patches.Where(g => !_bar.Contains(g.Id)).OrderBy(g => g.Box.X).ThenBy(g => g.Box.Y)];
    }

    /// <summary>Part of the contrast by which a pixel of a glyph may differ from the ink.</summary>
    public double Reach { get; }

    /// <summary>Whether bar and text lie on an even ground, and not in a picture.</summary>
    public bool HasOneGround { get; }

    /// <summary>Patches of the size of letters and dots, from left to right; rules, bars and frames are none of them.</summary>
    public IReadOnlyList<Glyph> Glyphs { get; }

    /// <summary>The lines, from top to bottom.</summary>
    public List<TextLine> Lines()
    {
        List<OpenLine> lines = [];
        foreach (var glyph in Glyphs)
        {
            var line = lines.Find(l => l.Continues(glyph) || l.HasDot(glyph));
            if (line is not null) line.Add(glyph);
            else if (glyph.Box.Height >= SmallestGlyph) lines.Add(new OpenLine(glyph));
        }

        return [.. lines.Select(l => new TextLine(l.Box, l.Glyphs)).OrderBy(l => l.Box.Y).ThenBy(l => l.Box.X)];
    }

    /// <summary>
    /// Ink among the letters of a line and beside them that is part of none of them, nor of the bar, a rule or a frame, in squares of the line's height. A digit that has run
    /// into structure of its own brightness is such ink; without it 500 would be read as 50.
    /// </summary>
    public double ForeignInk(TextLine line)
    {
        var own = line.Glyphs.Select(g => g.Id).ToHashSet();
        var beside = (int)(TextLine.GapOfParts * line.Height);
        var count = 0;
        for (var y = line.Box.Y; y < line.Box.Bottom; y++)
        {
            for (var x = line.Box.X - beside; x < line.Box.Right + beside; x++)
            {
                if (LabelAt(x, y) is > 0 and var id && !own.Contains(id) && !_bar.Contains(id) && !_rules.Contains(id)) count++;
            }
        }

        return count / ((double)line.Height * line.Height);
    }

    /// <summary>
    /// Whether something faint stands on the lower half of a line between its letters, apart from them: a point that a lossy file or a smaller size has
    /// made so. Without it 2.0 would be read as 20. Only where there is one ground.
    /// </summary>
    public bool MayHideAPoint(TextLine line)
    {
        var ids = line.Glyphs.Select(g => g.Id).ToHashSet();
        var reach = Math.Abs(_ink - _ground);
        for (var y = line.Box.Y + (line.Height / 2); y < line.Box.Bottom; y++)
        {
            for (var x = line.Box.X; x < line.Box.Right; x++)
            {
                if (reach - Math.Abs(_page[x, y] - _ink) > FaintInk * reach && !IsBeside(ids, x, y)) return true;
            }
        }

        return false;
    }

    /// <summary>Whether what lies between the letters of a line is the ground, as in a strip, and not a picture.</summary>
    public bool StandsOnGround(TextLine line)
    {
        var count = 0;
        for (var y = line.Box.Y; y < line.Box.Bottom; y++)
        {
            foreach (var level in _page.Row(y)[line.Box.X..line.Box.Right])
            {
                if (Math.Abs(level - _ground) <= GroundSlack) count++;
            }
        }

        return count >= LeastGround * line.Box.Width * line.Box.Height;
    }

    /// <summary>How much of a pixel is ink of the line, 0 to 255: its glyphs with the pixels around them, nothing else.</summary>
    public byte[] Coverage(TextLine line, int margin, out int width, out int height)
    {
        (width, height) = (line.Box.Width + (2 * margin), line.Box.Height + (2 * margin));
        var coverage = new byte[width * height];
        var ids = line.Glyphs.Select(g => g.Id).ToHashSet();
        for (var y = -1; y <= line.Box.Height; y++)
        {
            for (var x = -1; x <= line.Box.Width; x++)
            {
                var (px, py) = (line.Box.X + x, line.Box.Y + y);
                if (px < 0 || py < 0 || px >= _page.Width || py >= _page.Height || !IsBeside(ids, px, py)) continue;
                var part = 1 - (Math.Abs(_page[px, py] - _ink) / (_full * Math.Abs(_ink - _ground)));
                coverage[((y + margin) * width) + x + margin] = (byte)Math.Round(255 * Math.Clamp(part, 0, 1));
            }
        }

        return coverage;
    }

    public void Dispose()
    {
        if (_labels is { } labels) ArrayPool<int>.Shared.Return(labels);
        _labels = null;
    }

    private int LabelAt(int x, int y) =>
        x < _window.X || y < _window.Y || x >= _window.Right || y >= _window.Bottom ? 0 : _labels![((y - _window.Y) * _window.Width) + x - _window.X];

    private bool IsBeside(HashSet<int> ids, int x, int y)
    {
        for (var dy = -1; dy <= 1; dy++)
        {
            for (var dx = -1; dx <= 1; dx++)
            {
                if (LabelAt(x + dx, y + dy) is > 0 and var id && ids.Contains(id)) return true;
            }
        }

        return false;
    }

    private List<Glyph> Label(int reach)
    {
        var labels = _labels.AsSpan(0, _window.Width * _window.Height);
        for (var y = 0; y < _window.Height; y++)
        {
            var row = _page.Row(_window.Y + y).Slice(_window.X, _window.Width);
            var target = labels.Slice(y * _window.Width, _window.Width);
            for (var x = 0; x < row.Length; x++) target[x] = Math.Abs(row[x] - _ink) <= reach ? Patches.Ink : 0;
        }

        var unit = Math.Max(1.0, _page.Width / 1024.0);
        List<Glyph> glyphs = [];
        Patches.Label(labels, _window.Width, (id, box, area) =>
        {
            if (IsRule(box) || (box.Width > TallestGlyph && area < MostFrame * box.Width * box.Height)) _rules.Add(id);
            else if (box.Height <= TallestGlyph * unit && box.Width <= 2 * TallestGlyph * unit)
                glyphs.Add(new Glyph(id, new PixelRect(_window.X + box.X, _window.Y + box.Y, box.Width, box.Height), area));
            return glyphs.Count < MostGlyphs;
        });
        return glyphs;
    }

    private static bool IsRule(PixelRect box) => (box.Width >= RuleAspect * box.Height && box.Width >= LeastRule) || box.Height >= 3 * RuleAspect * box.Width;

    private HashSet<int> PartsOf(MeasuredBar bar)
    {
        HashSet<int> ids = [];
        for (var y = bar.Line.Top; y < bar.Line.Bottom; y++)
        {
            for (var x = bar.Outline.X; x < bar.Outline.Right; x++)
            {
                if (bar.Gap is { } gap && x >= gap.Left && x < gap.Right) continue;
                if (LabelAt(x, y) is > 0 and var id) ids.Add(id);
            }
        }

        return ids;
    }

    /// <summary>A line that still grows to the right.</summary>
    private sealed class OpenLine(Glyph first)
    {
        private int _left = first.Box.X, _top = first.Box.Y, _right = first.Box.Right, _bottom = first.Box.Bottom, _tallest = first.Box.Height;

        public List<Glyph> Glyphs { get; } = [first];

        public PixelRect Box => new(_left, _top, _right - _left, _bottom - _top);

        public bool Continues(Glyph glyph)
        {
            var (box, height) = (glyph.Box, glyph.Box.Height);
            if (box.X - _right > GapOfLine * Math.Max(height, _tallest)) return false;
            var common = Math.Min(_bottom, box.Bottom) - Math.Max(_top, box.Y);
            return common >= Overlap * height && Math.Max(height, _tallest) <= Likeness * Math.Min(height, _tallest);
        }

        public bool HasDot(Glyph glyph)
        {
            var box = glyph.Box;
            return box.Height <= DotShare * _tallest && box.X - _right <= GapOfLine * _tallest && box.Width <= _tallest && box.Y >= _top - 1 && box.Bottom <= _bottom + 1 + (_tallest / 3)
                && glyph.Area >= Math.Max(1, LeastDot * LeastDot * _tallest * _tallest);
        }

        public void Add(Glyph glyph)
        {
            Glyphs.Add(glyph);
            (_left, _right) = (Math.Min(_left, glyph.Box.X), Math.Max(_right, glyph.Box.Right));
            (_top, _bottom) = (Math.Min(_top, glyph.Box.Y), Math.Max(_bottom, glyph.Box.Bottom));
            _tallest = Math.Max(_tallest, glyph.Box.Height);
        }
    }
}
