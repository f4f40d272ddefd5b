using OpenCvSharp;

namespace ImageAnalysis.Report.Pictures;

/// <summary>The strip below a picture with the scale bar and what the colours mean. It lies beside the picture so that it hides nothing.</summary>
internal static class Footer
{
    private const HersheyFonts Font = HersheyFonts.HersheyDuplex;

    /// <summary>Adds the strip to the canvas.</summary>
    public static void AddTo(Canvas canvas, ScaleBar bar, IReadOnlyList<LegendEntry> legend)
    {
        var width = canvas.Image.Cols;
        var pen = new Pen(Math.Clamp(width / 1000.0, 0.75, 4));
        var items = new List<(double Width, Action<Mat, double, double> Draw)>
        {
            (pen.BarWidth(bar, canvas.ScaleX), (strip, x, y) => pen.Bar(strip, x, y, bar, canvas.ScaleX)),
        };
        items.AddRange(legend.Select(entry =>
            (pen.EntryWidth(entry), (Action<Mat, double, double>)((strip, x, y) => pen.Entry(strip, x, y, entry)))));

        var places = Places([.. items.Select(i => i.Width)], width, pen.Gap, pen.Margin, out var rows);
        using var strip = new Mat((int)Math.Ceiling((rows * pen.RowHeight) + pen.Margin), width, MatType.CV_8UC3, Ink.Ground.Scalar);
        for (var i = 0; i < items.Count; i++)
            items[i].Draw(strip, places[i].X, (pen.Margin / 2) + ((places[i].Row + 0.5) * pen.RowHeight));
        canvas.Append(strip);
    }

    /// <summary>Left to right, and on to the next row where the width is used up.</summary>
    internal static IReadOnlyList<(double X, int Row)> Places(IReadOnlyList<double> widths, double width, double gap, double margin, out int rows)
    {
        var places = new (double X, int Row)[widths.Count];
        var (x, row) = (margin, 0);
        for (var i = 0; i < places.Length; i++)
        {
            if (i > 0 && x + widths[i] > width - margin) (x, row) = (margin, row + 1);
            places[i] = (x, row);
            x += widths[i] + gap;
        }

        rows = row + 1;
        return places;
    }

    /// <summary>Draws at one size; y is the middle of a row.</summary>
    private sealed class Pen(double unit)
    {
        private readonly double _fontScale = 0.52 * unit;
        private readonly int _thickness = Math.Max(1, (int)Math.Round(0.9 * unit));

        public double RowHeight => 26 * unit;

        public double Margin => 12 * unit;

        public double Gap => 26 * unit;

        public double BarWidth(ScaleBar bar, double scale) => (bar.LengthPx * scale) + (10 * unit) + TextWidth($"{bar.Number} {bar.Unit}");

        public double EntryWidth(LegendEntry entry) => (30 * unit) + TextWidth(entry.Text);

        public void Bar(Mat strip, double x, double y, ScaleBar bar, double scale)
        {
            var end = x + (bar.LengthPx * scale);
            Solid(strip, x, y - (2.5 * unit), end, y + (2.5 * unit), Ink.White);
            Solid(strip, x, y - (6 * unit), x + (1.5 * unit), y + (6 * unit), Ink.White);
            Solid(strip, end - (1.5 * unit), y - (6 * unit), end, y + (6 * unit), Ink.White);
            Text(strip, end + (10 * unit), y, $"{bar.Number} {bar.Unit}");
        }

        public void Entry(Mat strip, double x, double y, LegendEntry entry)
        {
            Solid(strip, x, y - (2 * unit), x + (22 * unit), y + (2 * unit), entry.Ink);
            Text(strip, x + (30 * unit), y, entry.Text);
        }

        /// <summary>The stroke fonts know ASCII only: µ is a u with a stroke down at its left.</summary>
        private void Text(Mat strip, double x, double y, string text)
        {
            var ascii = text.Replace('µ', 'u');
            var height = Cv2.GetTextSize("0", Font, _fontScale, _thickness, out _).Height;
            var (left, base_) = ((int)Math.Round(x), (int)Math.Round(y + (height / 2.0)));
            Cv2.PutText(strip, ascii, new Point(left, base_), Font, _fontScale, Ink.White.Scalar, _thickness, LineTypes.AntiAlias);
            var micro = text.IndexOf('µ', StringComparison.Ordinal);
            if (micro < 0) return;

            // In the Duplex font the left stem of u stands 4 units right of its origin, and 7 units reach below the line as for p; 1 unit is the font scale in px.
            var stem = left + Width(ascii[..micro]) + (4 * _fontScale);
            const int shift = 4;
            Cv2.Line(strip, Fixed(stem, base_ - (5 * _fontScale)), Fixed(stem, base_ + (7 * _fontScale)), Ink.White.Scalar, _thickness, LineTypes.AntiAlias, shift);

            static Point Fixed(double px, double py) => new((int)Math.Round(px * (1 << shift)), (int)Math.Round(py * (1 << shift)));
        }

        private double TextWidth(string text) => Width(text.Replace('µ', 'u'));

        private double Width(string ascii) => ascii.Length == 0 ? 0 : Cv2.GetTextSize(ascii, Font, _fontScale, _thickness, out _).Width;

        private static void Solid(Mat strip, double x0, double y0, double x1, double y1, Ink ink) => Cv2.Rectangle(
            strip,
            new Rect((int)Math.Round(x0), (int)Math.Round(y0), Math.Max(1, (int)Math.Round(x1) - (int)Math.Round(x0)), Math.Max(1, (int)Math.Round(y1) - (int)Math.Round(y0))),
            ink.Scalar,
            -1);
    }
}
