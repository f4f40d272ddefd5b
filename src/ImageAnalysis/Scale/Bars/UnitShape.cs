using System.Text.Json.Serialization;

namespace ImageAnalysis.Scale.Bars;

/// <summary>The letter before the m of a unit of length.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UnitPrefix>))]
public enum UnitPrefix
{
    /// <summary>Not told.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>nm.</summary>
    [JsonStringEnumMemberName("nano")]
    Nano,

    /// <summary>µm, also written um.</summary>
    [JsonStringEnumMemberName("micro")]
    Micro,

    /// <summary>mm.</summary>
    [JsonStringEnumMemberName("milli")]
    Milli,
}

/// <summary>
/// Tells n, µ (or u) and m apart by their shape, measured against the m that follows. Recognisers of text do not know µ; its shape does not need one:
/// µ alone reaches below the base line, at its left; u is open above, n below; and the first m of mm is as wide as the second.
/// </summary>
internal static class UnitShape
{
    // In heights of the m: how far µ reaches below it at least, and how far n, u and m do at most.
    private const double Descends = 0.16, Level = 0.10;

    // Widths in widths of the m.
    private const double LeastLetter = 0.35, MostLetter = 1.1, LeastM = 0.9, LeastWidthOfM = 0.8;

    // In heights of the letter.
    private const double Serif = 0.14;

    public static UnitPrefix Tell(LineShapes map, Glyph letter, Glyph m)
    {
        if (!IsM(map, m)) return UnitPrefix.Unknown;
        var (height, width) = ((double)m.Box.Height, letter.Box.Width / (double)m.Box.Width);
        var below = letter.Box.Bottom - m.Box.Bottom;
        var above = Math.Abs(letter.Box.Y - m.Box.Y);
        if (above > 0.2 * height) return UnitPrefix.Unknown;
        if (below > Descends * height)
            return width is >= LeastLetter and <= 1.05 && LeftShare(map, letter, m.Box.Bottom) > 0.9 && OpensAbove(map, letter, m.Box.Bottom) ? UnitPrefix.Micro : UnitPrefix.Unknown;
        if (below > Level * height) return UnitPrefix.Unknown;
        if (width is < LeastLetter or > MostLetter) return UnitPrefix.Unknown;
        if (IsM(map, letter)) return width >= LeastM ? UnitPrefix.Milli : UnitPrefix.Unknown;
        if (!HasStems(map, letter, 2)) return UnitPrefix.Unknown;
        // Serifs at the very top and bottom may all but meet; the stems between them do not.
        if (MiddleInk(map, letter, 0, 0.34) > 0.5 && MiddleInk(map, letter, 0.62, 1 - Serif) < 0.15) return UnitPrefix.Nano;
        return MiddleInk(map, letter, 0.66, 1) > 0.5 && MiddleInk(map, letter, Serif, 0.38) < 0.15 ? UnitPrefix.Micro : UnitPrefix.Unknown;
    }

    private static bool IsM(LineShapes map, Glyph glyph) => HasStems(map, glyph, 3) && glyph.Box.Width >= LeastWidthOfM * glyph.Box.Height;

    /// <summary>Stems: between half and five sixths down, rows of it cross ink so many times.</summary>
    private static bool HasStems(LineShapes map, Glyph glyph, int stems)
    {
        var rows = 0;
        for (var part = 0.5; part < 0.85; part += 0.1)
        {
            var y = glyph.Box.Y + (int)(part * glyph.Box.Height);
            if (Crossings(map, glyph, y) == stems) rows++;
        }

        return rows >= 2;
    }

    private static int Crossings(LineShapes map, Glyph glyph, int y)
    {
        var (count, inside) = (0, false);
        for (var x = glyph.Box.X; x < glyph.Box.Right; x++)
        {
            var ink = map.Has(glyph, x, y);
            if (ink && !inside) count++;
            inside = ink;
        }

        return count;
    }

    /// <summary>Share of the ink below the base line that lies in the left half.</summary>
    private static double LeftShare(LineShapes map, Glyph glyph, int baseLine)
    {
        var (left, all) = (0, 0);
        for (var y = baseLine + 1; y < glyph.Box.Bottom; y++)
        {
            for (var x = glyph.Box.X; x < glyph.Box.Right; x++)
            {
                if (!map.Has(glyph, x, y)) continue;
                all++;
                if (2 * (x - glyph.Box.X) < glyph.Box.Width) left++;
            }
        }

        return all == 0 ? 0 : left / (double)all;
    }

    /// <summary>µ and y are open above, p is closed there.</summary>
    private static bool OpensAbove(LineShapes map, Glyph glyph, int baseLine)
    {
        var height = baseLine - glyph.Box.Y;
        var open = 0;
        for (var x = glyph.Box.X + (2 * glyph.Box.Width / 5); x <= glyph.Box.X + (3 * glyph.Box.Width / 5); x++)
        {
            var ink = false;
            for (var y = glyph.Box.Y; y < glyph.Box.Y + (height / 3); y++) ink |= map.Has(glyph, x, y);
            if (!ink) open++;
        }

        return open > 0;
    }

    /// <summary>Share of the middle columns that have ink between two heights, from 0 at the top to 1 at the bottom.</summary>
    private static double MiddleInk(LineShapes map, Glyph glyph, double from, double to)
    {
        var (inked, columns) = (0, 0);
        var (first, last) = (glyph.Box.X + (int)(0.4 * glyph.Box.Width), glyph.Box.X + (int)(0.6 * glyph.Box.Width));
        var (top, bottom) = (glyph.Box.Y + (int)(from * glyph.Box.Height), glyph.Box.Y + (int)Math.Ceiling(to * glyph.Box.Height));
        for (var x = first; x <= last; x++)
        {
            columns++;
            for (var y = top; y < bottom; y++)
            {
                if (!map.Has(glyph, x, y)) continue;
                inked++;
                break;
            }
        }

        return inked / (double)Math.Max(1, columns);
    }
}
