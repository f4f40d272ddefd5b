using System.Globalization;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>
/// Adds a data bar in the manner of a maker: place, colours, order of the texts and form of the scale bar. Numbers agree with the recipe's pixel size;
/// acceleration voltage, working distance and the like are invented.
/// </summary>
internal sealed class DataBar
{
    private readonly Plane _canvas;
    private readonly RenderRecipe _recipe;
    private readonly SeededRandom _random;
    private readonly double _unit;
    private readonly string _voltage, _distance, _magnification, _fieldWidth;
    private readonly double _barNm;

    private DataBar(Plane canvas, RenderRecipe recipe, SeededRandom random)
    {
        (_canvas, _recipe, _random) = (canvas, recipe, random);
        _unit = recipe.Width / 640.0;
        _voltage = Text(random.NextInt(2) == 0 ? 1 + random.NextInt(20) : 5 + (5 * random.NextInt(4)), "F1");
        _distance = Text(random.NextDouble(3, 16), "F1");
        var fieldNm = recipe.Width * recipe.PixelSizeNm;
        // Magnification as on a print 127 mm wide.
        _magnification = Magnification(127e6 / fieldNm);
        _fieldWidth = LengthText(fieldNm, 3);
        _barNm = RoundLength(fieldNm * random.NextDouble(0.14, 0.3));
    }

    private int BarPx => (int)Math.Round(_barNm / _recipe.PixelSizeNm);

    private string BarLabel => LengthText(_barNm, 3);

    /// <summary>The field with its bar, and the bar's length; the field alone where there is no bar.</summary>
    public static (Plane Canvas, RenderedScaleBar? Bar) Compose(Plane field, RenderRecipe recipe, SeededRandom random)
    {
        if (recipe.DataBar == DataBarLayout.None) return (field, null);
        var canvas = new Plane(field.Width, field.Height + StripHeight(recipe));
        field.Data.CopyTo(canvas.Data.AsSpan());
        var bar = new DataBar(canvas, recipe, random);
        switch (recipe.DataBar)
        {
            case DataBarLayout.Zeiss: bar.Zeiss(); break;
            case DataBarLayout.Fei: bar.Fei(); break;
            case DataBarLayout.Tescan: bar.Tescan(); break;
            case DataBarLayout.Jeol: bar.Jeol(); break;
            case DataBarLayout.Hitachi: bar.Hitachi(); break;
            default: bar.Philips(); break;
        }

        return (canvas, new RenderedScaleBar(bar.BarPx, bar._barNm, bar.BarLabel));
    }

    /// <summary>Rows added below the field.</summary>
    public static int StripHeight(RenderRecipe recipe) => recipe.DataBar switch
    {
        DataBarLayout.None or DataBarLayout.Philips => 0,
        DataBarLayout.Zeiss => recipe.Width * 44 / 640,
        DataBarLayout.Fei => recipe.Width * 34 / 640,
        DataBarLayout.Tescan => recipe.Width * 60 / 640,
        DataBarLayout.Jeol => recipe.Width * 38 / 640,
        _ => recipe.Width * 28 / 640,
    };

    private void Zeiss()
    {
        var (top, cap) = (_recipe.Height, 9 * _unit);
        StrokeFont.Box(_canvas, 0, top, _canvas.Width, _canvas.Height, 1);
        var left = 12 * _unit;
        var y = top + (31 * _unit);
        Write(BarLabel, left + (BarPx / 2.0) - (Width(BarLabel, cap) / 2), top + (15 * _unit), cap, 0);
        TickedBar((int)left, (int)y, (int)(6 * _unit), 0);
        var column = left + BarPx + (26 * _unit);
        Write($"EHT = {_voltage} kV", column, top + (17 * _unit), cap, 0);
        Write($"WD = {_distance} mm", column, top + (35 * _unit), cap, 0);
        column += 118 * _unit;
        Write("Signal A = " + Pick("InLens", "SE2", "HE-SE2"), column, top + (17 * _unit), cap, 0);
        Write($"Mag = {_magnification} X", column, top + (35 * _unit), cap, 0);
        column += 140 * _unit;
        Write($"Date: {Day()}", column, top + (17 * _unit), cap, 0);
        Write($"Time: {Clock()}", column, top + (35 * _unit), cap, 0);
        StrokeFont.Box(_canvas, 0, top, _canvas.Width, top + 1, 0);
    }

    private void Fei()
    {
        var (top, cap) = (_recipe.Height, 6.5 * _unit);
        StrokeFont.Box(_canvas, 0, top, _canvas.Width, _canvas.Height, 0.02);
        var columns = new (string Head, string Value)[]
        {
            ("HV", $"{_voltage} kV"), ("det", Pick("ETD", "TLD", "CBS")), ("mag", $"{_magnification} x"), ("HFW", _fieldWidth), ("WD", $"{_distance} mm"),
            ("spot", Text(1 + (0.5 * _random.NextInt(8)), "F1")),
        };
        var x = 26 * _unit;
        foreach (var (head, value) in columns)
        {
            var width = Math.Max(Width(head, cap), Width(value, cap)) + (12 * _unit);
            if (x + width > _canvas.Width - (BarPx * 1.05) - (36 * _unit)) break;
            Write(head, x + ((width - Width(head, cap)) / 2), top + (13 * _unit), cap, 0.95);
            Write(value, x + ((width - Width(value, cap)) / 2), top + (28 * _unit), cap, 0.95);
            x += width;
            StrokeFont.Box(_canvas, (int)x, top + 3, (int)x + 1, _canvas.Height - 3, 0.6);
        }

        var left = _canvas.Width - BarPx - (int)(16 * _unit);
        var y = top + (int)(11 * _unit);
        var gap = Width(BarLabel, cap * 1.1) + (8 * _unit);
        TickedBar(left, y, (int)(5 * _unit), 0.95);
        StrokeFont.Box(_canvas, (int)(left + ((BarPx - gap) / 2)), y - (int)(5 * _unit), (int)(left + ((BarPx + gap) / 2)), y + (int)(6 * _unit), 0.02);
        Write(BarLabel, left + ((BarPx - gap) / 2) + (4 * _unit), y + (4 * _unit), cap * 1.1, 0.95);
        Write(Pick("Sample A", "Membrane 12", "Lab 3"), left + (BarPx * 0.2), top + (28 * _unit), cap, 0.95);
    }

    private void Tescan()
    {
        var (top, cap, ink) = (_recipe.Height, 7 * _unit, 0.9);
        StrokeFont.Box(_canvas, 0, top, _canvas.Width, _canvas.Height, 0.08);
        var rows = new[] { top + (15 * _unit), top + (33 * _unit), top + (51 * _unit) };
        foreach (var y in new[] { 0, 21, 39 }) StrokeFont.Box(_canvas, 0, top + (int)(y * _unit), _canvas.Width, top + (int)(y * _unit) + 1, 0.5);
        Write($"SEM HV: {_voltage} kV", 8 * _unit, rows[0], cap, ink);
        Write($"SEM MAG: {_magnification}x", 8 * _unit, rows[1], cap, ink);
        Write($"View field: {_fieldWidth}", 8 * _unit, rows[2], cap, ink);
        Write($"WD: {_distance} mm", 150 * _unit, rows[0], cap, ink);
        Write("Det: " + Pick("SE", "BSE", "InBeam"), 150 * _unit, rows[1], cap, ink);
        Write($"Date(m/d/y): {Day()}", 150 * _unit, rows[2], cap, ink);
        var left = (int)(300 * _unit);
        for (var tick = 0; tick <= 10; tick++)
        {
            var x = left + (int)Math.Round(tick / 10.0 * (BarPx - 1));
            var length = (int)((tick % 5 == 0 ? 9 : 5) * _unit);
            StrokeFont.Box(_canvas, x, top + (int)(16 * _unit) - length, x + 1, top + (int)(16 * _unit), ink);
        }

        StrokeFont.Box(_canvas, left, top + (int)(16 * _unit), left + BarPx, top + (int)(16 * _unit) + 2, ink);
        Write(BarLabel, left + (BarPx / 2.0) - (Width(BarLabel, cap) / 2), rows[1], cap, ink);
        Write("Materials laboratory", 440 * _unit, rows[2], cap * 0.9, ink);
    }

    private void Jeol()
    {
        var (top, cap) = (_recipe.Height, 8 * _unit);
        StrokeFont.Box(_canvas, 0, top, _canvas.Width, _canvas.Height, 0);
        Write($"SED   {_voltage}kV   WD {_distance}mm   x{_magnification}   Std.P.C. {30 + _random.NextInt(40)}.0", 12 * _unit, top + (15 * _unit), cap, 0.97);
        Write($"FOV:{_fieldWidth}   HV   {Day()}", 120 * _unit, top + (32 * _unit), cap, 0.97);
        var left = _canvas.Width - BarPx - (int)(18 * _unit);
        StrokeFont.Box(_canvas, left, top + (int)(8 * _unit), left + BarPx, top + (int)(13 * _unit), 0.97);
        Write(BarLabel, left + (BarPx / 2.0) - (Width(BarLabel, cap) / 2), top + (32 * _unit), cap, 0.97);
    }

    private void Hitachi()
    {
        var (top, cap) = (_recipe.Height, 9 * _unit);
        StrokeFont.Box(_canvas, 0, top, _canvas.Width, _canvas.Height, 0);
        Write($"{_voltage}kV {_distance}mm x{_magnification} {Pick("SE(M)", "BSE", "SE(U)")}", 8 * _unit, top + (21 * _unit), cap, 0.98);
        var label = Width(BarLabel, cap);
        var left = _canvas.Width - BarPx - (int)(label + (20 * _unit));
        for (var tick = 0; tick <= 10; tick++)
        {
            var x = left + (int)Math.Round(tick / 10.0 * (BarPx - 2));
            StrokeFont.Box(_canvas, x, top + (int)(8 * _unit), x + 2, top + (int)((tick % 5 == 0 ? 16 : 12) * _unit), 0.98);
        }

        Write(BarLabel, _canvas.Width - label - (10 * _unit), top + (21 * _unit), cap, 0.98);
    }

    private void Philips()
    {
        var (cap, ink) = (8.5 * _unit, 0.97);
        var (top, right) = (_canvas.Height - (int)(46 * _unit), (int)Math.Max(330 * _unit, (225 * _unit) + BarPx + (90 * _unit)));
        StrokeFont.Box(_canvas, (int)(20 * _unit), top, Math.Min(right, _canvas.Width), _canvas.Height - (int)(8 * _unit), 0);
        Write("E Beam Spot Magn  WD", 26 * _unit, top + (14 * _unit), cap, ink);
        Write($"{_voltage} kV {1 + _random.NextInt(4)}.0 {_magnification}x {_distance}", 26 * _unit, top + (31 * _unit), cap, ink);
        var left = (int)(215 * _unit);
        TickedBar(left, top + (int)(10 * _unit), (int)(6 * _unit), ink);
        Write(BarLabel, left + BarPx + (10 * _unit), top + (14 * _unit), cap, ink);
        Write(Pick("Central facility", "Materials lab"), left, top + (31 * _unit), cap, ink);
    }

    /// <summary>A line with a tick at each end; its outer ends are the bar's length apart.</summary>
    private void TickedBar(int left, int y, int tick, double ink)
    {
        var thick = Math.Max(1, (int)(1.5 * _unit));
        StrokeFont.Box(_canvas, left, y, left + BarPx, y + thick, ink);
        StrokeFont.Box(_canvas, left, y - tick, left + thick, y + thick + tick, ink);
        StrokeFont.Box(_canvas, left + BarPx - thick, y - tick, left + BarPx, y + thick + tick, ink);
    }

    private void Write(string text, double x, double y, double cap, double ink) =>
        StrokeFont.Draw(_canvas, text, x, y, cap, Math.Max(1.05, cap * 0.14), ink);

    private static double Width(string text, double cap) => StrokeFont.Measure(text, cap);

    private string Pick(params string[] choices) => choices[_random.NextInt(choices.Length)];

    private string Day() => $"{1 + _random.NextInt(12):00}/{1 + _random.NextInt(28):00}/20{10 + _random.NextInt(16)}";

    private string Clock() => $"{8 + _random.NextInt(11):00}:{_random.NextInt(60):00}:{_random.NextInt(60):00}";

    /// <summary>The largest of 1, 2, 5 times a power of ten that is not longer.</summary>
    private static double RoundLength(double nm)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(nm)));
        return (nm / power) switch { >= 5 => 5 * power, >= 2 => 2 * power, _ => power };
    }

    private static string LengthText(double nm, int digits) => nm switch
    {
        < 1e3 => $"{Text(nm, $"G{digits}")} nm",
        < 1e6 => $"{Text(nm / 1e3, $"G{digits}")} µm",
        _ => $"{Text(nm / 1e6, $"G{digits}")} mm",
    };

    private static string Magnification(double value) => value switch
    {
        < 1e3 => Text(value, "F0"),
        < 1e5 => $"{Text(value / 1e3, "F2")} k",
        _ => $"{Text(value / 1e3, "F0")} k",
    };

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
