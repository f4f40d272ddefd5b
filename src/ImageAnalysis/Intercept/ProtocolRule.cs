using ImageAnalysis.Quantities;

namespace ImageAnalysis.Intercept;

/// <summary>The rule that every line crosses a number of voids (EP 1 063 256 [0089](3)), and the frame at which it would hold.</summary>
internal static class ProtocolRule
{
    /// <summary>A void counts once per visible segment. Oblique lines are judged where they are at least as long as the region's shorter side.</summary>
    public static ProtocolCheck Check(DirectionMeasurement main, PixelRect region, int required, PixelSize? pixelSize)
    {
        var shorter = Math.Min(region.Width, region.Height);
        var below = new List<int>();
        int judged = 0, least = int.MaxValue;
        double sum = 0;
        for (var k = 0; k < main.PerLine.Count; k++)
        {
            // A thousandth of a pixel for the rounding of the clipping.
            if (main.Set.Lines[k].LengthPx < shorter - 1e-3) continue;
            var voids = main.PerLine[k].Count;
            judged++;
            sum += voids;
            least = Math.Min(least, voids);
            if (voids < required) below.Add(k);
        }

        if (below.Count == 0) return new ProtocolCheck(required, true, below, null, null, null);
        var mean = sum / judged;
        if (mean <= 0) return new ProtocolCheck(required, false, below, null, null, null);

        // Voids on a line grow with its length w and their scatter with √w: the poorest line has mean w - (mean - least) √w of them, which is to be `required`.
        var lack = mean - least;
        var root = (lack + Math.Sqrt((lack * lack) + (4 * mean * required))) / (2 * mean);
        var widthPx = region.Width * root * root;
        return new ProtocolCheck(required, false, below, widthPx, pixelSize is { } size ? size.StepNanometres(widthPx, 0) : null, region.Width / widthPx);
    }
}
