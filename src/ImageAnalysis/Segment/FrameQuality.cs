using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>How well the microscope drew the frame. Measured on the grey values as stored.</summary>
/// <param name="EdgeWidthPx">Distance over which the sharpest quarter of the boundary's edges rises from 10 to 90 % of the step between the phases, 2.56 standard deviations of the beam; pixels. Absent where there is no edge.</param>
/// <param name="StreakedRows">Share of the pixel rows that are over a quarter of their length brighter, or darker, than the rows on both sides, by more than a twelfth of the step between the phases.</param>
/// <param name="LineJitterPx">Root mean square by which one pixel row is shifted along itself against the next, pixels. Absent where too few edges cross the rows.</param>
public sealed record FrameQuality(double? EdgeWidthPx, double StreakedRows, double? LineJitterPx)
{
    /// <summary>Edges wider than this show no more than a picture of a third as many pixels would: a point spread is well sampled by two pixels.</summary>
    private const double BlurredPx = 7;

    /// <summary>From there on streaks are no single accident of the scan.</summary>
    private const double StreakedShare = 0.01;

    /// <summary>A shift that the eye sees as frayed edges, and more than the error of a sub-pixel boundary.</summary>
    private const double JitterPx = 0.2;

    /// <summary>Height of a streak over the step between the phases from which it moves boundaries: by a tenth of the edge's width and more.</summary>
    private const double StreakHeight = 1.0 / 12;

    // Rows on either side, beyond the thickness of a streak and the beam's width.
    private const int StreakReach = 4;
    private const double StandsOut = 5;
    private const int StreakRowStep = 2;
    private const int EdgeReach = 12;
    private const int StreakParts = 4;
    private const int SamplesPerPart = 64;
    private const int TripleStep = 12;
    private const int EdgeRowStep = 16;
    private const double PlainStep = 5;
    private const int LeastEdges = 100;
    private const double TenToNinety = 2.563;

    /// <summary>Measures a frame that shows two phases.</summary>
    /// <param name="raw">CV_8UC1 or CV_16UC1, the field.</param>
    /// <param name="signal">CV_32FC1, smoothed grey value less level.</param>
    /// <param name="contrast">Grey values of the phases and the noise.</param>
    /// <param name="smoothingPx">Standard deviation by which the signal was smoothed.</param>
    public static FrameQuality Of(Mat raw, Mat signal, PhaseContrast contrast, double smoothingPx)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentNullException.ThrowIfNull(contrast);
        var step = contrast.Step;
        if (!raw.IsContinuous())
        {
            using var whole = raw.Clone();
            return Of(whole, signal, contrast, smoothingPx);
        }

        var edge = EdgeWidth(signal.AsSpan<float>(), signal.Cols, signal.Rows, smoothingPx);
        return raw.Depth() == MatType.CV_8U
            ? new FrameQuality(edge, Streaked(raw.AsSpan<byte>(), raw.Cols, raw.Rows, step), Jitter(raw.AsSpan<byte>(), raw.Cols, raw.Rows, step, contrast.Noise))
            : new FrameQuality(edge, Streaked(raw.AsSpan<ushort>(), raw.Cols, raw.Rows, step), Jitter(raw.AsSpan<ushort>(), raw.Cols, raw.Rows, step, contrast.Noise));
    }

    /// <summary>Adds what these figures mean for the reader.</summary>
    internal void Judge(List<Finding> findings)
    {
        if (EdgeWidthPx > BlurredPx)
        {
            findings.Add(new Finding("blurred", Severity.Warning,
                FormattableString.Invariant($"Even the sharper edges are {EdgeWidthPx:F1} pixels wide (from 10 to 90 % of the step)."),
                "Focus, stigmator or beam, and not the pixel, set the resolution: what is smaller than an edge is wide is lost, and boundaries are uncertain by a part of it.",
                "Focus anew and correct the astigmatism; or record with fewer, larger pixels."));
        }

        if (StreakedRows > StreakedShare)
        {
            findings.Add(new Finding("charging-streaks", Severity.Warning,
                FormattableString.Invariant($"{100 * StreakedRows:F1} % of the rows are brighter or darker than the rows beside them over a quarter of their length."),
                "A charging specimen, or a disturbed beam, shifts the grey values row by row, and with them the boundary along these rows.",
                "Record with a lower voltage or current, several fast scans averaged, or a better coating."));
        }

        // Edges sharper than a pixel, as of a mask, snap to it, and so differ from row to row.
        if (LineJitterPx > JitterPx && EdgeWidthPx >= 1)
        {
            findings.Add(new Finding("line-jitter", Severity.Warning,
                FormattableString.Invariant($"Neighbouring rows are shifted against each other by {LineJitterPx:F2} pixels (root mean square)."),
                "Vibration, stray fields or drift during the scan fray every edge across the rows; perimeters and small structures suffer first.",
                "Look for the source (pumps, cables, a stage that still moves), or average several fast scans with drift correction."));
        }
    }

    /// <summary>
    /// The sharpest quarter, since shaded flanks are no edges: slope where the signal changes sign along a row, against the step from the lowest to the highest value near it, which a bright rim is part of.
    /// A step blurred by a Gaussian is steepest at its middle: step / (√(2π) σ). The smoothing is taken off in quadrature.
    /// </summary>
    private static double? EdgeWidth(ReadOnlySpan<float> signal, int width, int height, double smoothingPx)
    {
        var sigmas = new List<float>();
        for (var y = EdgeRowStep / 2; y < height - 1; y += EdgeRowStep)
        {
            var above = signal.Slice((y - 1) * width, width);
            var row = signal.Slice(y * width, width);
            var below = signal.Slice((y + 1) * width, width);
            for (var x = NextTurn(row, EdgeReach); x + EdgeReach + 1 < row.Length; x = NextTurn(row, x + 1))
            {
                var (gx, gy) = (row[x + 1] - row[x], (below[x] + below[x + 1] - above[x] - above[x + 1]) / 4);

                // Where the boundary runs along the row, the row does not show the step.
                if (gy * gy > gx * gx) continue;
                sigmas.Add(Span(row.Slice(x - EdgeReach, (2 * EdgeReach) + 2)) / MathF.Sqrt((gx * gx) + (gy * gy)));
            }
        }

        if (sigmas.Count < LeastEdges) return null;
        var sigma = Selection.Nth(CollectionsMarshal.AsSpan(sigmas), sigmas.Count / 4) / Math.Sqrt(2 * Math.PI);
        return TenToNinety * Math.Sqrt(Math.Max(0, (sigma * sigma) - (smoothingPx * smoothingPx)));
    }

    /// <summary>The first place from one on whose next value has the other sign; the length where there is none.</summary>
    private static int NextTurn(ReadOnlySpan<float> row, int x)
    {
        for (; x + Vector256<float>.Count < row.Length; x += Vector256<float>.Count)
        {
            var here = Vector256.LessThan(Vector256.Create(row[x..]), Vector256<float>.Zero);
            var next = Vector256.LessThan(Vector256.Create(row[(x + 1)..]), Vector256<float>.Zero);
            var turns = (here ^ next).ExtractMostSignificantBits();
            if (turns != 0) return x + BitOperations.TrailingZeroCount(turns);
        }

        while (x + 1 < row.Length && row[x] < 0 == row[x + 1] < 0) x++;
        return x + 1 < row.Length ? x : row.Length;
    }

    /// <summary>Highest less lowest of at least eight values.</summary>
    private static float Span(ReadOnlySpan<float> values)
    {
        var low = Vector256.Create(values[^8..]);
        var high = low;
        for (var i = 0; i + 8 <= values.Length; i += 8)
        {
            var next = Vector256.Create(values[i..]);
            (low, high) = (Vector256.MinNative(low, next), Vector256.MaxNative(high, next));
        }

        var (least, most) = (low[0], high[0]);
        for (var i = 1; i < 8; i++) (least, most) = (low[i] < least ? low[i] : least, high[i] > most ? high[i] : most);
        return most - least;
    }

    /// <summary>
    /// Rows that stand out from both sides, and from what is usual in the frame. Differences are clipped at a quarter of the step, so that the few pixels where structure
    /// begins or ends count little; of the two sides the smaller difference counts, so that an edge along the row, which stands out from one side only, is none.
    /// </summary>
    private static double Streaked<T>(ReadOnlySpan<T> grey, int width, int height, double step)
        where T : unmanaged, INumberBase<T>
    {
        var part = width / StreakParts;
        if (height < (2 * StreakReach) + StreakRowStep || part < SamplesPerPart / 2 || step <= 0) return 0;
        var columnStep = Math.Max(1, part / SamplesPerPart);
        var clip = (int)Math.Ceiling(step / 4);
        var rows = (height - (2 * StreakReach)) / StreakRowStep;
        var samples = ((part - 1) / columnStep) + 1;
        var taken = Samples(grey, width, rows + (2 * StreakReach / StreakRowStep), part, columnStep, samples);
        var heights = new long[rows * StreakParts];
        for (var i = 0; i < heights.Length; i++)
        {
            // A part of a row, and the same of the rows on both sides.
            var above = taken.AsSpan(i * samples, samples);
            var here = taken.AsSpan((i + (StreakReach / StreakRowStep * StreakParts)) * samples, samples);
            var below = taken.AsSpan((i + (2 * StreakReach / StreakRowStep * StreakParts)) * samples, samples);
            var (up, down) = (ClippedSum(here, above, clip), ClippedSum(here, below, clip));
            heights[i] = up < 0 == down < 0 ? Math.Min(Math.Abs(up), Math.Abs(down)) : 0;
        }

        var usual = Selection.Nth(((long[])heights.Clone()).AsSpan(), heights.Length * 3 / 4);
        var limit = Math.Max(step * StreakHeight * samples, StandsOut * usual);
        var streaked = 0;
        for (var y = 0; y < rows; y++)
            if (heights.AsSpan(y * StreakParts, StreakParts).ContainsAnyInRange((long)Math.Ceiling(limit), long.MaxValue)) streaked++;
        return (double)streaked / rows;
    }

    /// <summary>Grey values of every so many columns of every so many rows, part by part: each is looked at three times.</summary>
    private static int[] Samples<T>(ReadOnlySpan<T> grey, int width, int rows, int part, int columnStep, int samples)
        where T : unmanaged, INumberBase<T>
    {
        var taken = new int[rows * StreakParts * samples];
        var at = 0;
        for (var y = 0; y < rows; y++)
        {
            var row = grey.Slice(y * StreakRowStep * width, width);
            for (var p = 0; p < StreakParts; p++)
            {
                for (var x = p * part; x < (p + 1) * part; x += columnStep) taken[at++] = int.CreateTruncating(row[x]);
            }
        }

        return taken;
    }

    /// <summary>Sum of differences, each at most the clip.</summary>
    private static long ClippedSum(ReadOnlySpan<int> values, ReadOnlySpan<int> others, int clip)
    {
        var sums = Vector256<int>.Zero;
        var (most, least) = (Vector256.Create(clip), Vector256.Create(-clip));
        var i = 0;
        for (; i <= values.Length - Vector256<int>.Count; i += Vector256<int>.Count)
            sums += Vector256.Clamp(Vector256.Create(values[i..]) - Vector256.Create(others[i..]), least, most);
        var sum = (long)Vector256.Sum(sums);
        for (; i < values.Length; i++) sum += Math.Clamp(values[i] - others[i], -clip, clip);
        return sum;
    }

    /// <summary>The first place from one on whose neighbours two pixels to either side differ by as much; near the end of the row any place.</summary>
    private static int NextSteep<T>(ReadOnlySpan<T> row, int x, T least)
        where T : unmanaged, INumberBase<T>
    {
        for (; x + 2 + Vector256<T>.Count <= row.Length; x += Vector256<T>.Count)
        {
            var (left, right) = (Vector256.Create(row[(x - 2)..]), Vector256.Create(row[(x + 2)..]));
            var steep = Vector256.GreaterThanOrEqual(Vector256.Max(left, right) - Vector256.Min(left, right), Vector256.Create(least)).ExtractMostSignificantBits();
            if (steep != 0) return x + BitOperations.TrailingZeroCount(steep);
        }

        return x;
    }

    /// <summary>
    /// Shifts between rows by least squares, Σ difference · slope / Σ slope², over the steep pixels of three rows. What is slanted shifts from row to row too, but by as
    /// much from the second to the third as from the first to the second; what jitters does not: half the mean square of the change, less what noise makes of it.
    /// </summary>
    private static double? Jitter<T>(ReadOnlySpan<T> grey, int width, int height, double step, double noise)
        where T : unmanaged, INumberBase<T>
    {
        var plain = Math.Max(4 * noise, step / PlainStep);
        var least = T.CreateSaturating(Math.Ceiling(plain));
        double squares = 0, byNoise = 0;
        var triples = 0;
        for (var y = 0; y + 2 < height; y += TripleStep)
        {
            var a = grey.Slice(y * width, width);
            var b = grey.Slice((y + 1) * width, width);
            var c = grey.Slice((y + 2) * width, width);
            double first = 0, second = 0, slopes = 0;
            for (var x = NextSteep(b, 2, least); x + 2 < width; x = NextSteep(b, x + 1, least))
            {
                var slope = int.CreateTruncating(b[x + 2]) - int.CreateTruncating(b[x - 2]);
                if (Math.Abs(slope) < plain) continue;
                double here = int.CreateTruncating(b[x]);
                first += (here - int.CreateTruncating(a[x])) * slope;
                second += (int.CreateTruncating(c[x]) - here) * slope;
                slopes += (double)slope * slope;
            }

            if (slopes < 20 * plain * plain) continue;
            triples++;
            var change = 4 * (second - first) / slopes;
            squares += change * change / 2;

            // The change is of a - 2b + c, whose noise has six times the variance of a pixel's.
            byNoise += 16 * 6 * noise * noise / slopes / 2;
        }

        return triples < 20 ? null : Math.Sqrt(Math.Max(0, squares - byNoise) / triples);
    }
}
