using ImageAnalysis.Quantities;
using ImageAnalysis.Scale.Bars;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Scale.Bars;

/// <summary>A page drawn by a test: 600 x 400 grey pixels. Rectangles are given as left, top, right, bottom, the last two excluded.</summary>
internal sealed class Drawn : IDisposable
{
    public const int Width = 600, Height = 400;

    public Drawn(byte ground = 20)
    {
        Page = new Mat(Height, Width, MatType.CV_8UC1, new Scalar(ground));
    }

    public Mat Page { get; }

    /// <summary>Grey noise of a seeded generator over part of the page, evenly between two levels.</summary>
    public Drawn Noise(int top, int bottom, byte low, byte high, ulong seed = 1)
    {
        var random = new SeededRandom(seed);
        for (var y = top; y < bottom; y++)
        {
            foreach (ref var level in Page.RowSpan<byte>(y)) level = (byte)(low + random.NextInt(high - low + 1));
        }

        return this;
    }

    public Drawn Box(int left, int top, int right, int bottom, byte ink = 255)
    {
        for (var y = top; y < bottom; y++) Page.RowSpan<byte>(y)[left..right].Fill(ink);
        return this;
    }

    /// <summary>The bars that are found in the whole page.</summary>
    public List<MeasuredBar> Bars()
    {
        using var page = GreyPage.Of(Page);
        return [.. LineBars.Find(page, (0, Height), halves: true), .. TickRows.Find(page, (Height * 7 / 10, Height))];
    }

    public void Dispose() => Page.Dispose();
}
