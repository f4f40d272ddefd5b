using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Tests.Segment;

public sealed class PhaseRunsTests
{
    private const int Width = 37;
    private const int Height = 23;

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.35)]
    [InlineData(3, 0.65)]
    [InlineData(4, 0.9)]
    [InlineData(5, 0.05)]
    public void Components_are_those_of_a_flood_fill(ulong seed, double voidShare)
    {
        var mask = RandomMask(seed, voidShare);
        var network = PhaseRuns.Of(mask, Width, Height).Network();
        var voids = Flood(mask).Where(c => c.IsVoid).ToArray();
        Assert.Equal(voids.Length, network.Components);
        Assert.Equal((double)voids.Max(c => c.Pixels.Count) / voids.Sum(c => c.Pixels.Count), network.LargestShare, 12);
        Assert.Equal(voids.Any(Spans), network.TouchesOppositeSides);
    }

    [Theory]
    [InlineData(1, 0.5, true)]
    [InlineData(2, 0.5, false)]
    [InlineData(3, 0.8, false)]
    [InlineData(4, 0.2, true)]
    public void Flipping_small_components_is_that_of_a_flood_fill(ulong seed, double voidShare, bool voids)
    {
        const double belowArea = 5;
        var mask = RandomMask(seed, voidShare);
        var expected = mask.ToArray();
        foreach (var small in Flood(mask).Where(c => c.IsVoid == voids && c.Pixels.Count < belowArea))
        {
            foreach (var p in small.Pixels) expected[p] = (byte)(voids ? 0 : 255);
        }

        var runs = PhaseRuns.Of(mask, Width, Height);
        runs.Flip(voids, belowArea, (y, start, end) => mask.AsSpan((y * Width) + start, end - start).Fill((byte)(voids ? 0 : 255)));
        Assert.Equal(expected, mask);

        // The runs themselves followed.
        Assert.Equal(PhaseRuns.Of(expected, Width, Height).Network(), runs.Network());
        Assert.Equal(PhaseRuns.Of(expected, Width, Height).MeanPeriodPx, runs.MeanPeriodPx);
    }

    private static byte[] RandomMask(ulong seed, double voidShare)
    {
        var random = new SeededRandom(seed);
        var mask = new byte[Width * Height];
        foreach (ref var value in mask.AsSpan()) value = (byte)(random.NextDouble() < voidShare ? 255 : 0);
        return mask;
    }

    private static bool Spans((bool IsVoid, List<int> Pixels) c) =>
        (c.Pixels.Any(p => p % Width == 0) && c.Pixels.Any(p => p % Width == Width - 1))
        || (c.Pixels.Any(p => p < Width) && c.Pixels.Any(p => p >= Width * (Height - 1)));

    private static List<(bool IsVoid, List<int> Pixels)> Flood(byte[] mask)
    {
        var seen = new bool[mask.Length];
        var components = new List<(bool, List<int>)>();
        for (var start = 0; start < mask.Length; start++)
        {
            if (seen[start]) continue;
            var isVoid = mask[start] != 0;
            var pixels = new List<int> { start };
            seen[start] = true;
            for (var i = 0; i < pixels.Count; i++)
            {
                var (x, y) = (pixels[i] % Width, pixels[i] / Width);
                for (var dy = -1; dy <= 1; dy++)
                {
                    for (var dx = -1; dx <= 1; dx++)
                    {
                        if (isVoid && dx != 0 && dy != 0) continue;
                        if (x + dx is < 0 or >= Width || y + dy is < 0 or >= Height) continue;
                        var next = ((y + dy) * Width) + x + dx;
                        if (seen[next] || mask[next] != 0 != isVoid) continue;
                        seen[next] = true;
                        pixels.Add(next);
                    }
                }
            }

            components.Add((isVoid, pixels));
        }

        return components;
    }
}
