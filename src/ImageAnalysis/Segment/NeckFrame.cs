using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Segment;

/// <summary>
/// Where in a flat section a wall or a gap may lie that blur and noise took below the level: a ridge of the void's signal or a valley of the solid's that does not reach the boundary's
/// height; and what the model of necks is told of such a place.
/// </summary>
public sealed class NeckFrame
{
    /// <summary>Width and height of what the model sees around a place, pixels.</summary>
    public const int Side = 9;

    /// <summary>Numbers beside the picture: blur, noise, height of the boundary, noise left.</summary>
    private const int Figures = 4;

    /// <summary>Numbers that the model is given of a place.</summary>
    public const int Inputs = (Side * Side) + Figures;

    /// <summary>How far to either side a ridge is compared with its surroundings, blurs, and the least number of pixels.</summary>
    private const double ReachInBlurs = 2;
    private const int LeastReachPx = 2;

    /// <summary>Least height of a ridge above its surroundings, contrasts, besides one standard deviation of the noise that the fine smoothing leaves; and the farthest that it may stay below the boundary's height.</summary>
    private const double LeastRidge = 0.1, MostBelow = 0.5;

    /// <summary>The signal is cut off here, contrasts: how bright a bright place is says nothing about a wall.</summary>
    private const float MostSignal = 1.2f;

    /// <summary>
    /// Log odds of a view into cut cells above which what is bright in a void may be its floor, and no wall. Of 1600 rendered pictures, half of them disturbed, so little apart that it is asked for,
    /// it keeps out five of six views into cells, and lets in 17 to 100 % of the flat sections by family, those between thin walls least.
    /// </summary>
    private const double MostViewOdds = -2.5;

    private readonly SegmentedImage _image;
    private readonly float _contrast;
    private readonly int _reach, _margin, _width;
    private readonly float _least;
    private readonly float[] _figures;

    private NeckFrame(SegmentedImage image, float contrast, double blurPx, double finePx, double relativeNoise, double height)
    {
        (_image, _contrast, _width) = (image, contrast, image.Field.Width);
        var blur = Math.Sqrt((blurPx * blurPx) + (finePx * finePx));
        var left = relativeNoise * SmoothingScale.NoiseFactor(finePx);
        _reach = Math.Max(LeastReachPx, (int)Math.Round(ReachInBlurs * blur));
        _margin = Math.Max(_reach, Side / 2);
        _least = (float)(LeastRidge + left);
        _figures = [(float)blur - 1, (float)(3 * relativeNoise), (float)((2 * height) - 1), (float)(6 * left)];
    }

    /// <summary>The frame of a section whose phases have one grey value each and whose blur is known; null of any other.</summary>
    /// <param name="image">Void and solid; borrowed as long as the frame is used.</param>
    public static NeckFrame? Of(SegmentedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var result = image.Decided;
        if (result.Preparation is not { Edges: EdgePlacement.Profile, Profile: { BlurPx: { } blur, Restored: { } restored } profile } || MayHaveDepth(image)) return null;
        var contrast = Math.Abs(QuadraticFit.Mean(profile.SolidSurface) - QuadraticFit.Mean(profile.VoidSurface));
        return contrast > 0 && result.Contrast.Step > 0
            ? new NeckFrame(image, (float)contrast, blur, restored.FineSigmaPx, result.Contrast.Noise / result.Contrast.Step, profile.Height) : null;
    }

    /// <summary>Where the phases are as little apart as those of a view into cut cells, the model of openings must be sure that it is none.</summary>
    private static bool MayHaveDepth(SegmentedImage image) => CutCells.CanBeView(image.Decided.Contrast) && !(image.Look?.LogOdds < MostViewOdds);

    /// <summary>Grey values between void and solid.</summary>
    internal float Contrast => _contrast;

    /// <summary>Indices of the pixels that are asked about, in order.</summary>
    public IReadOnlyList<int> Places() => Places(1, false);

    /// <summary>The same of some rows only.</summary>
    /// <param name="everyRow">Every so manieth row, for a first look.</param>
    /// <param name="others">Whether it is all the other rows instead.</param>
    internal IReadOnlyList<int> Places(int everyRow, bool others)
    {
        var found = new List<int>();
        var signal = _image.Signal.AsSpan<float>();
        var diagonal = Math.Max(1, (int)Math.Round(_reach * Math.Sqrt(0.5)));
        int[] steps = [_reach, _reach * _width, diagonal * (_width + 1), diagonal * (_width - 1)];
        float least = _least * _contrast, most = (float)MostBelow * _contrast;
        for (var y = _margin; y < _image.Field.Height - _margin; y++)
        {
            if ((y - _margin) % everyRow == 0 != others) AddRow(signal, (y * _width) + _margin, ((y + 1) * _width) - _margin, steps, least, most, found);
        }

        return found;
    }

    /// <summary>What the model is told of a place: the signal around it in contrasts, and the picture's figures.</summary>
    /// <param name="place">Index of the pixel.</param>
    /// <param name="row"><see cref="Inputs"/> numbers.</param>
    public void Tell(int place, Span<float> row)
    {
        var signal = _image.Signal.AsSpan<float>();
        var (gain, most) = (Vector256.Create(1 / _contrast), Vector256.Create(MostSignal));
        for (var dy = 0; dy < Side; dy++)
        {
            var from = signal.Slice(place + ((dy - (Side / 2)) * _width) - (Side / 2), Side);
            var to = row.Slice(dy * Side, Side);

            // Nine are eight from the first on, and eight to the last.
            Vector256.ClampNative(Vector256.Create(from) * gain, -most, most).CopyTo(to);
            Vector256.ClampNative(Vector256.Create(from[^Vector256<float>.Count..]) * gain, -most, most).CopyTo(to[^Vector256<float>.Count..]);
        }

        _figures.CopyTo(row[(Side * Side)..]);
    }

    private static void AddRow(ReadOnlySpan<float> signal, int start, int end, ReadOnlySpan<int> steps, float least, float most, List<int> found)
    {
        var (below, height) = (Vector256.Create(most), Vector256.Create(least));
        ref var first = ref MemoryMarshal.GetReference(signal);
        var at = start;
        for (; at + Vector256<float>.Count <= end; at += Vector256<float>.Count)
        {
            var here = Vector256.LoadUnsafe(ref first, (nuint)at);
            var isNear = Vector256.LessThan(Vector256.Abs(here), below);
            if (isNear == Vector256<float>.Zero) continue;

            // Of the directions that one is best in which the higher of both sides is lowest; of solid the other way round.
            var (lowest, highest) = (Vector256.Create(float.PositiveInfinity), Vector256.Create(float.NegativeInfinity));
            foreach (var step in steps)
            {
                var (one, other) = (Vector256.LoadUnsafe(ref first, (nuint)(at - step)), Vector256.LoadUnsafe(ref first, (nuint)(at + step)));
                lowest = Vector256.MinNative(lowest, Vector256.MaxNative(one, other));
                highest = Vector256.MaxNative(highest, Vector256.MinNative(one, other));
            }

            var rise = Vector256.ConditionalSelect(Vector256.LessThan(here, Vector256<float>.Zero), here - lowest, highest - here);
            for (var lanes = (Vector256.GreaterThan(rise, height) & isNear).ExtractMostSignificantBits(); lanes != 0; lanes &= lanes - 1) found.Add(at + BitOperations.TrailingZeroCount(lanes));
        }

        for (; at < end; at++)
        {
            var here = signal[at];
            var (lowest, highest) = (float.PositiveInfinity, float.NegativeInfinity);
            foreach (var step in steps)
            {
                var (one, other) = (signal[at - step], signal[at + step]);
                (lowest, highest) = (Math.Min(lowest, Math.Max(one, other)), Math.Max(highest, Math.Min(one, other)));
            }

            if (Math.Abs(here) < most && (here < 0 ? here - lowest : highest - here) > least) found.Add(at);
        }
    }
}
