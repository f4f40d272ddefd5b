using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>
/// Void against solid as pictures, all of the size of the field; pixel (0, 0) of each is pixel (Field.X, Field.Y) of the page. It owns them: dispose it
/// when the stages that read it are done.
/// </summary>
public sealed class SegmentedImage : IDisposable
{
    /// <summary>
    /// How far, on average over all directions of a boundary, <see cref="Grown"/> and <see cref="Shrunk"/> moved it, pixels: the mean of max(|cos|, |sin|).
    /// What they change is divided by this to speak for one pixel.
    /// </summary>
    public const double BandStepPx = 0.90031631615710617;

    private SegmentationBand? _band;
    private PhaseRuns _runs;

    internal SegmentedImage(Mat smoothed, Mat signal, Mat mask, PhaseRuns runs, SegmentationResult decided) =>
        (Smoothed, Signal, Void, _runs, Decided) = (smoothed, signal, mask, runs, decided);

    /// <summary>The part of the page.</summary>
    public PixelRect Field => Decided.Field;

    /// <summary>Grey values after noise suppression and shading correction; CV_8UC1 or CV_16UC1 as the page.</summary>
    public Mat Smoothed { get; }

    /// <summary>
    /// CV_32FC1, grey values: how far a pixel is from the level, negative in void and not negative in solid, for either void phase. Its zero, interpolated
    /// between pixel centres, is the boundary. Where a speck was removed its sign is turned, so that <c>Void == 255</c> wherever it is negative and nowhere else.
    /// </summary>
    public Mat Signal { get; }

    /// <summary>CV_8UC1, 255 in void and 0 in solid, after the smallest objects and holes were removed.</summary>
    public Mat Void { get; }

    /// <summary>CV_8UC1, <see cref="Void"/> grown by its four neighbours: the boundary moved into the solid by <see cref="BandStepPx"/>.</summary>
    public Mat Grown => Band.Grown;

    /// <summary>CV_8UC1, <see cref="Void"/> shrunk likewise.</summary>
    public Mat Shrunk => Band.Shrunk;

    /// <summary>How far the neighbouring levels lie from zero in the signal, grey values: a tenth of the contrast.</summary>
    public double LevelStep => SegmentationBand.LevelStep(Decided.Contrast);

    /// <summary>What was done and found.</summary>
    public SegmentationResult Result
    {
        get
        {
            if (Decided is { Measurable: true, Porosity: null }) Decided = Decided with { Porosity = Porosity.Of(Void, Band, Signal, LevelStep), Network = _runs.Network() };
            return Decided;
        }
    }

    /// <summary>The same for those who need no number of the mask, which may still change: porosity and network are empty until <see cref="Result"/> is first asked for.</summary>
    internal SegmentationResult Decided { get; private set; }

    /// <summary>Why the grey values alone do not allow to measure the frame, whatever was decided about it.</summary>
    public PhaseDoubt Doubt { get; internal init; }

    /// <summary>What the model of openings thinks of the field; absent where it was not asked.</summary>
    public CutCellsLook? Look { get; internal set; }

    /// <summary>Leaves the numbers of void and solid empty, because they would mean nothing; the pictures stay.</summary>
    /// <param name="why">Why.</param>
    public void Withhold(Finding why) =>
        Decided = Decided with { Measurable = false, Porosity = null, Network = null, Findings = [.. Decided.Findings, why] };

    /// <summary>Adds what else bears on the numbers.</summary>
    /// <param name="finding">What.</param>
    public void Note(Finding finding) => Decided = Decided with { Findings = [.. Decided.Findings, finding] };

    /// <summary>Takes note that mask and signal were changed: their numbers are no longer those known.</summary>
    /// <param name="runs">The mask's.</param>
    /// <param name="preparation">How it was made.</param>
    internal void Redrawn(PhaseRuns runs, Preparation preparation)
    {
        _runs = runs;
        _band?.Draw(Void);
        Decided = Decided with { Porosity = null, Network = null, Preparation = preparation };
    }

    /// <summary>Drawn when first asked for.</summary>
    private SegmentationBand Band => _band ??= SegmentationBand.Of(Void);

    public void Dispose()
    {
        Smoothed.Dispose();
        Signal.Dispose();
        Void.Dispose();
        _band?.Grown.Dispose();
        _band?.Shrunk.Dispose();
    }
}

/// <summary>The void mask with its boundary moved either way.</summary>
internal readonly record struct SegmentationBand(Mat Grown, Mat Shrunk)
{
    /// <summary>Neighbouring levels, as a share of the contrast: methods of finding a level differ by about as much.</summary>
    private const double NeighbourShare = 0.1;

    /// <summary>How far neighbouring levels lie from the boundary's, grey values.</summary>
    public static double LevelStep(PhaseContrast contrast) => NeighbourShare * contrast.Step;

    /// <summary>Both masks; the caller disposes them.</summary>
    public static SegmentationBand Of(Mat mask)
    {
        var band = new SegmentationBand(new Mat(), new Mat());
        band.Draw(mask);
        return band;
    }

    /// <summary>Draws both masks anew.</summary>
    public void Draw(Mat mask)
    {
        using var cross = Cv2.GetStructuringElement(MorphShapes.Cross, new Size(3, 3));
        Cv2.Dilate(mask, Grown, cross);
        Cv2.Erode(mask, Shrunk, cross);
    }
}
