using ImageAnalysis.Intercept;
using ImageAnalysis.Layers;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;
using ImageAnalysis.Segment;
using ImageAnalysis.Tests.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Layers;

/// <summary>Sections drawn from a formula: discs of void in a solid between straight faces.</summary>
internal static class Sections
{
    public const int Width = 480;
    public const int Height = 360;

    public static readonly ScaleDecision TenNanometres = ScaleResolver.Decide(
        "drawn", Width, [ScaleResolver.FromCommandLine(PixelSize.Square(Length.FromNanometres(10)))], [], [], new ScaleOptions());

    /// <summary>A membrane with void discs from one height to another at the middle of the page; void beside it.</summary>
    public static Mat Membrane(double top, double bottom, double slope = 0, double radius = 5, int discs = 500, double noise = 4, double surface = 0)
    {
        var (pores, fine) = (Drawn.Discs(Width, Height, discs, radius, 3), Drawn.Discs(Width, Height, 1800, 2.6, 4));
        var page = Drawn.Page(Width, Height, (x, y) =>
        {
            var shift = slope * (x - (Width / 2.0));
            if (y < top + shift || y > bottom + shift) return true;
            return y < top + shift + surface ? fine(x, y) : pores(x, y);
        });
        return Drawn.WithNoise(page, noise, 11);
    }

    /// <summary>A section with long voids side by side between two skins.</summary>
    public static Mat Fingers() => Drawn.WithNoise(
        Drawn.Page(Width, Height, (x, y) => y is < 60 or > 300 || (y is > 80 and < 240 && Math.Abs((x % 40) - 20) < 11)), 4, 9);

    /// <summary>One layer of a drawn stack.</summary>
    /// <param name="Rows">Its thickness.</param>
    /// <param name="Radius">Radius of its pores; 0 where it has none.</param>
    /// <param name="Discs">Their number on the whole page.</param>
    /// <param name="Solid">Grey value of its solid.</param>
    public readonly record struct Drawing(int Rows, double Radius = 0, int Discs = 0, byte Solid = 160);

    /// <summary>Layers one below the other on ground, the first at row 60.</summary>
    public static Mat Stack(byte above, byte below, params Drawing[] layers)
    {
        const int First = 60;
        var pores = layers.Select((l, i) => l.Radius > 0 ? Drawn.Discs(Width, Height, l.Discs, l.Radius, (ulong)i + 5) : (Func<double, double, bool>)((_, _) => false)).ToArray();
        var page = new Mat(Height, Width, MatType.CV_8UC1);
        for (var y = 0; y < Height; y++)
        {
            var (layer, top) = (0, First);
            while (layer < layers.Length && y >= top + layers[layer].Rows) top += layers[layer++].Rows;
            for (var x = 0; x < Width; x++)
                page.Set(y, x, y < First ? above : layer == layers.Length ? below : pores[layer](x, y) ? (byte)50 : layers[layer].Solid);
        }

        return Drawn.WithNoise(page, 4, 21);
    }

    public static LayersResult? Measure(Mat page, bool? isSection = null, LayersOptions? options = null) =>
        LayerMeter.Measure(page, Drawn.Whole(page), TenNanometres, isSection, options ?? new LayersOptions(), new SegmentOptions(), new InterceptOptions());
}
