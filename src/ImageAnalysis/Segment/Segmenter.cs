using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>Void against solid: noise suppression, shading, level, specks, and the numbers of the mask.</summary>
public static class Segmenter
{
    private const double ClaheClipLimit = 2;
    private const int ClaheTiles = 8;

    /// <summary>Blur of half a pixel and more takes this much of the noise from the finest kernel; where it seems to take more, it is structure that is seen.</summary>
    private const double MostGrain = 2.5;

    /// <summary>The same from which a picture was enlarged: by half and more 3.1 to 13 times; as recorded up to 3.4. And the least noise, of 255, that can tell: rounding looks like more.</summary>
    private const double EnlargedGrain = 3.5, LeastEnlargedGrain = 2;

    /// <summary>Noise that was enlarged up to twice mostly grows by less when seen in a picture of half the size; the bends of a smooth structure grow by more, up to 23 times, and so does noise enlarged more.</summary>
    private const double MostHalf = 3;

    /// <summary>Specks below a disc of this diameter are removed where the option states a unit of length and there is no scale.</summary>
    private const double SpeckPxWithoutScale = 3;

    /// <summary>Segments the field of a page.</summary>
    /// <param name="page">CV_8UC1 or CV_16UC1, the whole page; borrowed.</param>
    /// <param name="field">The part to segment: the page less its data bar.</param>
    /// <param name="pixelSize">For speck sizes in units of length; absent where there is no scale.</param>
    /// <param name="options">How.</param>
    /// <exception cref="OptionNotApplicableException">An option cannot be applied to grey values of this depth.</exception>
    public static SegmentedImage Segment(Mat page, PixelRect field, PixelSize? pixelSize, SegmentOptions options)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(options);
        if (page.Type() != MatType.CV_8UC1 && page.Type() != MatType.CV_16UC1)
            throw new ArgumentException($"Grey values of 8 or 16 bits are segmented; these are {page.Type()}.", nameof(page));
        var highest = page.Depth() == MatType.CV_8U ? 255 : 65535;
        CheckLevel(options, highest);

        var findings = new List<Finding>();
        using var raw = page.SubMat(new Rect(field.X, field.Y, field.Width, field.Height));
        var noise = GreyNoise.StandardDeviation(raw);
        var grain = GreyNoise.Grain(raw);
        if (noise > 0 && grain > EnlargedGrain * noise && grain > LeastEnlargedGrain * (1 << GreyNoise.UsedRange(raw, 8).Shift)
            && GrainOfHalf(raw) is var half && half < MostHalf * grain && FineStructure.Of(raw, noise) is null)
        {
            findings.Add(Enlarged(grain / noise));
            grain = Math.Max(grain, half);
        }
        else
        {
            grain = Math.Clamp(grain, noise, MostGrain * noise);
        }

        using var owned = new Owned();
        var sigmaPx = options.DenoiseSigmaPx ?? SmoothingScale.For(raw, grain);
        if (options.DenoiseSigmaPx is null && sigmaPx > SmoothingScale.Least && FineStructure.Of(raw, noise) is { } fine)
        {
            (noise, grain) = (Math.Min(noise, fine.MostNoise), Math.Min(grain, fine.MostNoise));
            sigmaPx = Math.Round(Math.Min(SmoothingScale.For(raw, grain), Math.Max(SmoothingScale.Least, fine.MostSmoothingPx)), 2);
        }

        var smoothing = Smoothing.Of(options, sigmaPx);
        var smoothed = owned.Take(Denoiser.Apply(raw, options.Denoise, sigmaPx, noise));
        var (shading, surface) = CorrectShading(smoothed, options.Shading, owned, out var exact);
        var histogram = smoothed.Depth() == MatType.CV_8U ? GreyHistogram.Of(smoothed.AsSpan<byte>()) : GreyHistogram.Of(smoothed.AsSpan<ushort>());
        var level = options.Method switch
        {
            ThresholdMethod.Otsu => Thresholds.OtsuLevel(histogram),
            ThresholdMethod.Li => Thresholds.LiLevel(histogram),
            ThresholdMethod.Triangle => Thresholds.TriangleLevel(histogram),
            ThresholdMethod.Fixed => options.Level,
            _ => null,
        };

        var edges = FindsOneLevel(options.Method) && level is not null ? options.Edges : EdgePlacement.Level;
        var placed = edges is EdgePlacement.Profile or EdgePlacement.CutPlane or EdgePlacement.Openings && shading != ShadingCorrection.Clahe
            ? ProfiledEdges.Find(raw, smoothed, surface, level!.Value, edges, options.Void, smoothing, grain)
            : null;
        var restored = placed is { Restores: true } ? owned.Take(Restored(raw, exact ?? smoothed, surface, smoothing, placed)) : null;
        var calm = Calm();
        var signal = restored ?? calm;
        if (placed is not null) level = placed.Level;
        var mask = owned.Take(new Mat());
        Cv2.Compare(signal, Scalar.All(0), mask, CmpTypes.LT);
        if (placed is { IsCutPlane: false }) EdgeReach.LimitInPlace(mask, signal, placed.Halfway);
        var preparation = new Preparation(
            options.Denoise,
            options.Denoise == DenoiseMethod.None ? 0 : sigmaPx,
            shading,
            surface?.Coefficients,
            Placement(edges, placed),
            placed?.Fit,
            SpeckPx(options.MinimumObject, "minimumObject", pixelSize, findings),
            SpeckPx(options.MinimumHole, "minimumHole", pixelSize, findings));
        var runs = PhaseRuns.Of(mask.AsSpan<byte>(), field.Width, field.Height);
        RemoveSpecks(runs, mask, signal, preparation);
        if (placed is { IsCutPlane: true }) runs = WindowRims.RemoveInPlace(mask, signal, runs);
        var contrast = PhaseFigures.Of(raw, smoothed, calm, mask, histogram, noise);
        var doubt = PhaseFigures.Judge(contrast, options, sigmaPx, highest, findings);
        var measurable = !findings.Exists(f => f.Code == PhaseFigures.NotMeasurable);
        if (measurable && preparation.Edges == EdgePlacement.HalfMaximum)
        {
            HalfMaximum.PlaceInPlace(smoothed, options.Void, mask, signal);
            runs = PhaseRuns.Of(mask.AsSpan<byte>(), field.Width, field.Height);
            RemoveSpecks(runs, mask, signal, preparation);
        }

        var quality = measurable ? FrameQuality.Of(raw, calm, contrast, preparation.DenoiseSigmaPx) : null;
        quality?.Judge(findings);
        var decided = new SegmentationResult(field, options.Method, level, options.Void, measurable, null, null, contrast, preparation, findings) { Quality = quality };
        return owned.Release(new SegmentedImage(smoothed, signal, mask, runs, decided) { Doubt = doubt });

        // The corrected grey values are needed no more once a signal is restored from them.
        Mat Calm()
        {
            if (placed is null) return owned.Take(Signal(exact ?? smoothed, level, options, highest));
            if (exact is null) return owned.Take(placed.Signal(smoothed));
            placed.SignalInPlace(exact);
            return exact;
        }
    }

    /// <summary>The signal of the field with the fine smoothing, restored; the caller disposes it.</summary>
    private static Mat Restored(Mat raw, Mat grey, ShadingSurface? surface, Smoothing smoothing, ProfiledEdges placed)
    {
        var signal = new Mat();
        if (placed.FinePx == smoothing.SigmaPx)
        {
            grey.ConvertTo(signal, MatType.CV_32FC1);
        }
        else
        {
            using var fine = Denoiser.Apply(raw, DenoiseMethod.Gaussian, placed.FinePx, 0);
            fine.ConvertTo(signal, MatType.CV_32FC1);
            surface?.SubtractInPlace(signal.AsSpan<float>(), signal.Cols, signal.Rows);
        }

        placed.RestoreInPlace(signal);
        return signal;
    }

    /// <summary>The grain of the picture at half its size, as of the whole: enlarged more than twice, a picture hides its noise from means over 2 x 2 pixels too.</summary>
    private static double GrainOfHalf(Mat raw)
    {
        if (raw.Cols < 8 || raw.Rows < 8) return 0;
        using var half = new Mat();
        Cv2.Resize(raw, half, new Size(raw.Cols / 2, raw.Rows / 2), 0, 0, InterpolationFlags.Area);
        return 2 * GreyNoise.Grain(half);
    }

    private static Finding Enlarged(double ratio) => new("enlarged", Severity.Warning,
        FormattableString.Invariant($"Neighbouring pixels share their noise ({ratio:F1} times as much of it is left in means over 2 x 2 pixels as a camera leaves)."),
        "That is the mark of a picture that was enlarged, or smoothed, after it was recorded: it holds fewer points than pixels, and a pixel size from its metadata may not be its own.",
        "Use the file as the microscope wrote it; if there is none, reduce the picture to the number of points that were scanned.");

    /// <summary>What was done: of a cut plane or a profile, asked for or not, either or neither may have been found.</summary>
    private static EdgePlacement Placement(EdgePlacement asked, ProfiledEdges? placed) => placed switch
    {
        { IsCutPlane: true } => EdgePlacement.CutPlane,
        not null => EdgePlacement.Profile,
        null when asked == EdgePlacement.HalfMaximum => asked,
        _ => EdgePlacement.Level,
    };

    private static bool FindsOneLevel(ThresholdMethod method) => method is ThresholdMethod.Otsu or ThresholdMethod.Li or ThresholdMethod.Triangle;

    private static void CheckLevel(SegmentOptions options, int highest)
    {
        if (options.Method != ThresholdMethod.Fixed || options.Level is not { } level || level <= highest) return;
        throw new OptionNotApplicableException(FormattableString.Invariant($"segment.level {level}"),
            $"The grey values of this image end at {highest}.", "State a level between 0 and that.");
    }

    /// <summary>Corrects <paramref name="smoothed"/> in place; <paramref name="exact"/> holds the corrected values unrounded where a surface was subtracted.</summary>
    private static (ShadingCorrection Applied, ShadingSurface? Surface) CorrectShading(Mat smoothed, ShadingCorrection shading, Owned owned, out Mat? exact)
    {
        exact = null;
        switch (shading)
        {
            case ShadingCorrection.None:
                return (ShadingCorrection.None, null);
            case ShadingCorrection.Clahe:
                using (var clahe = Cv2.CreateCLAHE(ClaheClipLimit, new Size(ClaheTiles, ClaheTiles)))
                using (var before = smoothed.Clone())
                {
                    clahe.Apply(before, smoothed);
                }

                return (ShadingCorrection.Clahe, null);
        }

        var samples = smoothed.Depth() == MatType.CV_8U
            ? GreySamples.Of(smoothed.AsSpan<byte>(), smoothed.Cols, smoothed.Rows)
            : GreySamples.Of(smoothed.AsSpan<ushort>(), smoothed.Cols, smoothed.Rows);
        var surface = shading == ShadingCorrection.Surface ? ShadingSurface.Fit(samples) : ShadingSurface.FitIfMaterial(samples);
        if (surface is null) return (ShadingCorrection.None, null);
        exact = owned.Take(new Mat());
        smoothed.ConvertTo(exact, MatType.CV_32FC1);
        surface.SubtractInPlace(exact.AsSpan<float>(), exact.Cols, exact.Rows);
        exact.ConvertTo(smoothed, smoothed.Type());
        return (ShadingCorrection.Surface, surface);
    }

    /// <summary>Distance from the level, negative in void. The caller disposes it. Without a level (one grey value only) nothing is void.</summary>
    private static Mat Signal(Mat grey, double? level, SegmentOptions options, int highest)
    {
        var signal = new Mat();
        var sign = options.Void == VoidPhase.Dark ? 1 : -1;
        if (level is { } global)
        {
            grey.ConvertTo(signal, MatType.CV_32FC1, sign, -sign * global);
            return signal;
        }

        if (options.Method is not (ThresholdMethod.Sauvola or ThresholdMethod.Adaptive))
        {
            signal.Dispose();
            return new Mat(grey.Rows, grey.Cols, MatType.CV_32FC1, Scalar.All(0));
        }

        // Bright void is dark void on the negative: local rules are not symmetric.
        grey.ConvertTo(signal, MatType.CV_32FC1, sign, sign == 1 ? 0 : highest);
        using var local = options.Method == ThresholdMethod.Sauvola
            ? LocalLevels.Sauvola(signal, options.WindowPx, options.SauvolaK)
            : LocalLevels.Adaptive(signal, options.WindowPx, options.AdaptiveOffset * highest);
        Cv2.Subtract(signal, local, signal);
        return signal;
    }

    private static double SpeckPx(string text, string member, PixelSize? pixelSize, List<Finding> findings)
    {
        if (!Extent.TryParse(text, out var extent))
            throw new ArgumentException($"{member}: \"{text}\" is no length.", member);
        if (extent.ToPixels(pixelSize?.MeanNanometres) is { } px) return px;
        findings.Add(new Finding("speck-size-without-scale", Severity.Warning,
            FormattableString.Invariant($"segment.{member} is {extent}, and the pixel size is unknown; {SpeckPxWithoutScale} px was used."),
            "A length needs the pixel size to become a number of pixels.", "Give the pixel size, or state the speck size in px."));
        return SpeckPxWithoutScale;
    }

    /// <summary>Solid specks first: a speck inside a void must be gone before that void's own size is judged.</summary>
    internal static void RemoveSpecks(PhaseRuns runs, Mat mask, Mat signal, Preparation preparation)
    {
        runs.Flip(voids: false, DiscArea(preparation.MinimumObjectPx), Turn(255));
        runs.Flip(voids: true, DiscArea(preparation.MinimumHolePx), Turn(0));

        Action<int, int, int> Turn(byte phase) => (row, start, end) =>
        {
            mask.RowSpan<byte>(row)[start..end].Fill(phase);
            foreach (ref var value in signal.RowSpan<float>(row)[start..end])
                value = phase == 0 ? Math.Abs(value) : -Math.Max(Math.Abs(value), float.Epsilon);
        };
    }

    private static double DiscArea(double diameter) => Math.PI / 4 * diameter * diameter;

    /// <summary>Mats that are disposed unless the result that owns them is reached.</summary>
    private sealed class Owned : IDisposable
    {
        private readonly List<Mat> _mats = [];
        private SegmentedImage? _result;

        public Mat Take(Mat mat)
        {
            _mats.Add(mat);
            return mat;
        }

        public SegmentedImage Release(SegmentedImage result) => _result = result;

        public void Dispose()
        {
            foreach (var mat in _mats)
            {
                if (_result is { } r && (mat == r.Smoothed || mat == r.Signal || mat == r.Void)) continue;
                mat.Dispose();
            }
        }
    }
}
