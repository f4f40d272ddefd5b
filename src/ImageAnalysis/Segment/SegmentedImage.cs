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

    internal SegmentedImage(Mat smoothed, Mat signal, Mat mask, SegmentationBand band, SegmentationResult result) =>
        (Smoothed, Signal, Void, Grown, Shrunk, Result) = (smoothed, signal, mask, band.Grown, band.Shrunk, result);

    /// <summary>The part of the page.</summary>
    public PixelRect Field => Result.Field;

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
    public Mat Grown { get; }

    /// <summary>CV_8UC1, <see cref="Void"/> shrunk likewise.</summary>
    public Mat Shrunk { get; }

    /// <summary>How far the neighbouring levels lie from zero in the signal, grey values: a tenth of the contrast.</summary>
    public double LevelStep => SegmentationBand.LevelStep(Result.Contrast);

    public SegmentationResult Result { get; internal set; }

    /// <summary>Why the grey values alone do not allow to measure the frame, whatever was decided about it.</summary>
    public PhaseDoubt Doubt { get; internal init; }

    /// <summary>What the model of openings thinks of the field; absent where it was not asked.</summary>
    public CutCellsLook? Look { get; internal set; }

    /// <summary>Leaves the numbers of void and solid empty, because they would mean nothing; the pictures stay.</summary>
    /// <param name="why">Why.</param>
    public void Withhold(Finding why) =>
        Result = Result with { Measurable = false, Porosity = null, Network = null, Findings = [.. Result.Findings, why] };

    /// <summary>Adds what else bears on the numbers.</summary>
    /// <param name="finding">What.</param>
    public void Note(Finding finding) => Result = Result with { Findings = [.. Result.Findings, finding] };

    public void Dispose()
    {
        Smoothed.Dispose();
        Signal.Dispose();
        Void.Dispose();
        Grown.Dispose();
        Shrunk.Dispose();
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
