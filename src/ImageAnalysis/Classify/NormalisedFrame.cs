using System.Numerics;
using System.Runtime.Intrinsics;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Classify;

/// <summary>
/// A segmented field brought to one scale and one contrast, so that what is computed from it knows neither the magnification nor the detector's gain: the
/// <see cref="ChordPx">chord</see> is about <see cref="TargetChordPx"/> pixels, and solid lies 1 above void in the mean. Of a field with very many structures
/// the middle is kept. Owns its matrices.
/// </summary>
internal sealed class NormalisedFrame : IDisposable
{
    /// <summary>Chord aimed at, px: small enough to be quick, large enough that a wall of a quarter of it is still seen.</summary>
    public const double TargetChordPx = 8;

    /// <summary>Pixels kept at most: about 190 periods of structure.</summary>
    private const double LargestArea = 256 * 192;

    private const double LargestEnlargement = 3;

    /// <summary>Blur after resampling, px of the frame: evens out noise that shrinking has averaged more in one picture than in another.</summary>
    private const double BlurPx = 0.8;

    /// <summary>One correction: more would climb from the structure to its clusters, and from these to the shading.</summary>
    private const int LargestRounds = 2;

    private const double SmoothChords = 0.2;

    private Mat? _smooth;

    private NormalisedFrame(Mat signal, Mat mask, double chordPx, double scale, double fieldArea) =>
        (Signal, Void, ChordPx, Scale, FieldPeriods) = (signal, mask, chordPx, scale, fieldArea * scale * scale / (4 * chordPx * chordPx));

    /// <summary>CV_32FC1: distance from the level between void and solid in units of their contrast, negative in void.</summary>
    public Mat Signal { get; }

    /// <summary>CV_8UC1, 255 in void.</summary>
    public Mat Void { get; }

    /// <summary>CV_32FC1, <see cref="Signal"/> blurred by 0.2 h, made when first asked for: what gradients are taken of.</summary>
    public Mat Smooth
    {
        get
        {
            if (_smooth is not null) return _smooth;
            var sigma = SmoothChords * ChordPx;
            _smooth = new Mat();
            Cv2.GaussianBlur(Signal, _smooth, default, sigma, sigma, BorderTypes.Reflect101);
            return _smooth;
        }
    }

    /// <summary>
    /// Harmonic mean h of the mean chords of void and solid, px: 4φ(1-φ) over the boundary crossings per length of rows and columns. The plain mean of both would
    /// follow the ground where particles are few.
    /// </summary>
    public double ChordPx { get; }

    /// <summary>Pixels of the frame per pixel of the field.</summary>
    public double Scale { get; }

    public int Width => Void.Cols;

    public int Height => Void.Rows;

    /// <summary>Number of squares of the side of one period (two chords) in the frame.</summary>
    public double Periods => Width * (double)Height / (4 * ChordPx * ChordPx);

    /// <summary>The same in the whole field, of which the frame may be the middle.</summary>
    public double FieldPeriods { get; }

    /// <summary>The frame, or null where one phase is absent. The caller disposes it.</summary>
    public static NormalisedFrame? Of(SegmentedImage image)
    {
        if (MeanChord(image.Void) is not { } chord) return null;
        for (var round = 1; ; round++)
        {
            var scale = Math.Min(TargetChordPx / chord, LargestEnlargement);
            if (Resample(image.Signal, scale) is not { } frame) return null;
            // Specks that shrinking has removed made the first chord too short.
            if (round == LargestRounds || scale == LargestEnlargement || frame.ChordPx < 1.25 * TargetChordPx) return frame;
            chord = frame.ChordPx / scale;
            frame.Dispose();
        }
    }

    /// <summary>The frame for a mask that is already at scale, for tests.</summary>
    internal static NormalisedFrame? OfMask(Mat mask)
    {
        using var signal = new Mat();
        mask.ConvertTo(signal, MatType.CV_32FC1, -1 / 255.0, 0.5);
        return MeanChord(mask) is { } chord ? Resample(signal, Math.Min(TargetChordPx / chord, LargestEnlargement)) : null;
    }

    public void Dispose()
    {
        _smooth?.Dispose();
        Signal.Dispose();
        Void.Dispose();
    }

    private static NormalisedFrame? Resample(Mat field, double scale)
    {
        var keep = Math.Min(1, Math.Sqrt(LargestArea / (field.Cols * (double)field.Rows * scale * scale)));
        var (width, height) = (Math.Max(1, (int)Math.Round(field.Cols * keep)), Math.Max(1, (int)Math.Round(field.Rows * keep)));
        var size = new Size(Math.Max(3, (int)Math.Round(width * scale)), Math.Max(3, (int)Math.Round(height * scale)));
        using var middle = field.SubMat(new Rect((field.Cols - width) / 2, (field.Rows - height) / 2, width, height));
        var signal = new Mat();
        var mask = new Mat();
        try
        {
            using (var resized = new Mat())
            {
                Cv2.Resize(middle, resized, size, 0, 0, scale < 1 ? InterpolationFlags.Area : InterpolationFlags.Linear);
                Cv2.GaussianBlur(resized, signal, default, BlurPx, BlurPx, BorderTypes.Reflect101);
            }

            Cv2.Compare(signal, Scalar.All(0), mask, CmpTypes.LT);
            var area = (double)mask.Rows * mask.Cols;
            var voids = Cv2.CountNonZero(mask);
            if (voids > 0 && voids < area && MeanChord(mask) is { } chord)
            {
                var mean = Cv2.Mean(signal).Val0;
                var voidMean = Cv2.Mean(signal, mask).Val0;
                var contrast = (mean - voidMean) * area / (area - voids);
                if (contrast > 0)
                {
                    signal.ConvertTo(signal, MatType.CV_32FC1, 1 / contrast);
                    return new NormalisedFrame(signal, mask, chord, scale, field.Cols * (double)field.Rows);
                }
            }

            signal.Dispose();
            mask.Dispose();
            return null;
        }
        catch
        {
            signal.Dispose();
            mask.Dispose();
            throw;
        }
    }

    private static double? MeanChord(Mat mask)
    {
        if (mask.Rows < 3 || mask.Cols < 3) return null;
        var (width, height) = (mask.Cols, mask.Rows);
        ReadOnlySpan<byte> pixels = mask.AsSpan<byte>();
        var (along, down) = (0L, (double)Differing(pixels[width..], pixels[..^width]));
        for (var y = 0; y < height; y++)
        {
            var row = pixels.Slice(y * width, width);
            along += Differing(row[1..], row[..^1]);
        }

        var crossings = (along / (height * (width - 1.0))) + (down / ((height - 1.0) * width));
        var share = Cv2.CountNonZero(mask) / ((double)mask.Rows * mask.Cols);
        return crossings > 0 && share is > 0 and < 1 ? 8 * share * (1 - share) / crossings : null;
    }

    /// <summary>How many bytes of two equally long stretches differ.</summary>
    private static long Differing(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var differing = 0L;
        var i = 0;
        for (; i <= one.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
            differing += BitOperations.PopCount(~Vector256.Equals(Vector256.Create(one[i..]), Vector256.Create(other[i..])).ExtractMostSignificantBits());
        for (; i < one.Length; i++) differing += one[i] == other[i] ? 0 : 1;
        return differing;
    }
}
