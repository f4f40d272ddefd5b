namespace ImageAnalysis.Training.Rendering;

/// <summary>
/// A plain sans-serif stroke font, so that text needs no font file and scales. Glyphs are polylines of points "xy" on a grid 4 wide and 6 high above the
/// base line, "a" and "b" being 1 and 2 below it; a leading "~" rounds the corners.
/// </summary>
internal static class StrokeFont
{
    private const double CapUnits = 6, GapUnits = 1.7;

    private static readonly Dictionary<char, string> Glyphs = new()
    {
        ['0'] = "~200006464020", ['1'] = "052620", ['2'] = "~05062646443200 0040", ['3'] = "~0506464313 ~1343400001", ['4'] = "30360242",
        ['5'] = "460603 ~03144440000001", ['6'] = "~4546060040440402", ['7'] = "064610", ['8'] = "~230306464323 ~230300404323",
        ['9'] = "~0100404606024244", ['A'] = "002640 1232", ['B'] = "0006 ~06464303 ~03434000", ['C'] = "~454606004041", ['D'] = "0006 ~06464000",
        ['E'] = "46060040 0333", ['F'] = "460600 0333", ['G'] = "~454606004043 4323", ['H'] = "0006 4046 0343", ['I'] = "2026", ['J'] = "~46400001",
        ['K'] = "0006 4602 1340", ['L'] = "060040", ['M'] = "0006234640", ['N'] = "00064046", ['O'] = "~200006464020", ['P'] = "0006 ~06464303",
        ['Q'] = "~200006464020 2240", ['R'] = "0006 ~06464303 2340", ['S'] = "~4546060343400001", ['T'] = "0646 2026", ['U'] = "~06004046",
        ['V'] = "062046", ['W'] = "0610243046", ['X'] = "0046 0640", ['Y'] = "062346 2320", ['Z'] = "06460040",
        ['a'] = "4440 ~434404004041", ['b'] = "0600 ~030444400001", ['c'] = "~434404004041", ['d'] = "4640 ~434404004041", ['e'] = "0242 ~424404004041",
        ['f'] = "~46262220 0444", ['g'] = "~434404004041 ~444b0b0a", ['h'] = "0600 ~03044440", ['i'] = "2420 2626", ['j'] = "~242b0b 2626",
        ['k'] = "0600 4401 1240", ['l'] = "2620", ['m'] = "0400 ~03042420 ~23244440", ['n'] = "0400 ~03044440", ['o'] = "~200004444020",
        ['p'] = "040b ~030444400001", ['q'] = "444b ~434404004041", ['r'] = "0400 ~020444", ['s'] = "~4344040242400001", ['t'] = "~262040 0444",
        ['u'] = "4440 ~04004041", ['v'] = "042044", ['w'] = "0410233044", ['x'] = "0044 0440", ['y'] = "0420 440b", ['z'] = "04440040",
        ['µ'] = "040b ~01004041 4440", ['.'] = "2020", [','] = "201a", [':'] = "2020 2424", ['-'] = "1333", ['/'] = "0046", ['='] = "0242 0444",
        ['+'] = "0343 2521", ['('] = "~36161030", [')'] = "~16363010", ['_'] = "0040", ['%'] = "0046 0606 4040", ['×'] = "0145 0541",
    };

    /// <summary>Width of the text, px.</summary>
    public static double Measure(string text, double capHeightPx) => Lay(text, capHeightPx / CapUnits, (_, _) => { });

    /// <summary>Writes the text with its base line starting at (x, y).</summary>
    /// <returns>Its width, px.</returns>
    public static double Draw(Plane canvas, string text, double x, double y, double capHeightPx, double strokePx, double ink)
    {
        var unit = capHeightPx / CapUnits;
        return Lay(text, unit, (glyph, at) =>
        {
            foreach (var line in glyph)
            {
                for (var i = 0; i + 1 < line.Length; i++)
                    Line(canvas, x + at + (line[i].X * unit), y - (line[i].Y * unit), x + at + (line[i + 1].X * unit), y - (line[i + 1].Y * unit), strokePx, ink);
            }
        });
    }

    /// <summary>A straight stroke with round ends, blended at its edges.</summary>
    public static void Line(Plane canvas, double x0, double y0, double x1, double y1, double strokePx, double ink)
    {
        var half = strokePx / 2;
        var (dx, dy) = (x1 - x0, y1 - y0);
        var perLength = 1 / Math.Max((dx * dx) + (dy * dy), 1e-9);
        for (var y = (int)Math.Max(0, Math.Min(y0, y1) - half - 1); y <= Math.Min(canvas.Height - 1, Math.Max(y0, y1) + half + 1); y++)
        {
            for (var x = (int)Math.Max(0, Math.Min(x0, x1) - half - 1); x <= Math.Min(canvas.Width - 1, Math.Max(x0, x1) + half + 1); x++)
            {
                var t = Math.Clamp((((x - x0) * dx) + ((y - y0) * dy)) * perLength, 0, 1);
                var (ex, ey) = (x - x0 - (t * dx), y - y0 - (t * dy));
                var cover = Math.Clamp(0.5 + half - Math.Sqrt((ex * ex) + (ey * ey)), 0, 1);
                if (cover > 0) canvas[x, y] += (float)(cover * (ink - canvas[x, y]));
            }
        }
    }

    /// <summary>Fills a rectangle given by its first and one-past-last pixel.</summary>
    public static void Box(Plane canvas, int left, int top, int right, int bottom, double ink)
    {
        for (var y = Math.Max(0, top); y < Math.Min(canvas.Height, bottom); y++)
        {
            for (var x = Math.Max(0, left); x < Math.Min(canvas.Width, right); x++) canvas[x, y] = (float)ink;
        }
    }

    private static double Lay(string text, double unit, Action<(double X, double Y)[][], double> place)
    {
        var at = 0.0;
        foreach (var letter in text)
        {
            if (!Glyphs.TryGetValue(letter, out var strokes))
            {
                at += 3.2 * unit;
                continue;
            }

            var glyph = Array.ConvertAll(strokes.Split(' '), Parse);
            var (left, right) = (glyph.Min(line => line.Min(p => p.X)), glyph.Max(line => line.Max(p => p.X)));
            place(glyph, at - (left * unit));
            at += (right - left + GapUnits) * unit;
        }

        return Math.Max(0, at - (GapUnits * unit));
    }

    private static (double X, double Y)[] Parse(string stroke)
    {
        var round = stroke[0] == '~';
        var body = round ? stroke[1..] : stroke;
        var points = new (double X, double Y)[body.Length / 2];
        for (var i = 0; i < points.Length; i++)
            points[i] = (body[2 * i] - '0', body[(2 * i) + 1] switch { 'a' => -1, 'b' => -2, var digit => digit - '0' });
        return round ? CutCorners(CutCorners(points)) : points;
    }

    /// <summary>Chaikin's corner cutting, which keeps both ends.</summary>
    private static (double X, double Y)[] CutCorners((double X, double Y)[] points)
    {
        var cut = new List<(double, double)> { points[0] };
        for (var i = 0; i + 1 < points.Length; i++)
        {
            var ((ax, ay), (bx, by)) = (points[i], points[i + 1]);
            if (i > 0) cut.Add(((0.72 * ax) + (0.28 * bx), (0.72 * ay) + (0.28 * by)));
            if (i + 2 < points.Length) cut.Add(((0.28 * ax) + (0.72 * bx), (0.28 * ay) + (0.72 * by)));
        }

        cut.Add(points[^1]);
        return cut.ToArray();
    }
}
