using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>How the openings of cut cells were found.</summary>
/// <param name="Model">Name and SHA-256 of the model.</param>
/// <param name="CellsProbability">Of the frame to be a view into cut cells, among the pictures that the model was trained on.</param>
/// <param name="Scale">Pixels that the model saw per pixel of the field.</param>
public sealed record OpeningsFit(string Model, double CellsProbability, double Scale);

/// <summary>What the model of openings thinks of a field.</summary>
/// <param name="LogOdds">Of the field to be a view into cut cells, among the pictures that the model was trained on.</param>
public sealed record CutCellsLook(double LogOdds)
{
    /// <summary>The openings; absent where the middle of the field is no such view at all.</summary>
    internal Openings? Found { get; init; }

    /// <summary>Diameter of void as grey values have it, pixels.</summary>
    internal double Diameter { get; init; }

    /// <summary>Name and SHA-256 of the model.</summary>
    internal string Model { get; init; } = "";
}

/// <summary>Asks the model of openings whether a field is a view into cut cells, and where their openings are.</summary>
public static class CutCells
{
    /// <summary>A first look at the middle of the field: this many pixels of the frame each way.</summary>
    private const int LookPx = 128;

    /// <summary>Log odds of a view into cut cells from which it is taken for one, and those in the first look from which the whole field is worth it.</summary>
    private const double LeastOdds = 2, LeastInLook = -4;

    /// <summary>Probability from which the structure's model is sure of cells, the log odds that are then enough, and the probability below which it sees none.</summary>
    private const double SureOfCells = 0.7, LeastWhereSure = 0, NoCells = 0.02;

    /// <summary>
    /// Share of the field by which the openings must be more than what is dark: where they are not, grey values draw the boundary better. The second where the model alone would not
    /// be sure: what is a flat section all the same gains little.
    /// </summary>
    private const double LeastGain = 0.01, LeastGainInDoubt = 0.03;

    /// <summary>How far the model's boundary may be off, diameters.</summary>
    private const double Reach = 0.06;

    /// <summary>Share of what is dark that may be surely of the plane: shadows and dirt.</summary>
    private const double MostDarkPlane = 0.15;

    /// <summary>A diameter that turns out so many times larger or smaller than was thought asks for another frame, once.</summary>
    private const double MostMisjudged = 1.3;

    /// <summary>Noise left in the field, in contrasts, beyond which the phases of a section are as little apart as those of a shaded view.</summary>
    private const double MostNoise = 0.7;

    /// <summary>Places that the plane is fitted to, at most and at least, and how often it is.</summary>
    private const double Samples = 10_000;
    private const int LeastSamples = 300, Rounds = 3;

    /// <summary>Of what is narrow, a probability nearer to one half than this is no sign of a wall.</summary>
    private const double Doubt = 0.1;

    /// <summary>Beyond this distance from one half a probability is plain.</summary>
    private const double Sure = 0.4;

    /// <summary>Void begins this many standard deviations below the plane, never nearer than the least drop; where that is more than the most, in contrasts, the plane is none.</summary>
    private const double PlaneDeviations = 3, LeastDrop = 0.15, MostDrop = 0.6;

    /// <summary>Whether the phases are as little apart as those of a view into cut cells, and not because of noise alone.</summary>
    public static bool CanBeView(PhaseContrast contrast)
    {
        ArgumentNullException.ThrowIfNull(contrast);
        return contrast.IsShaded && contrast.Noise < MostNoise * contrast.Step;
    }

    /// <summary>Asks the model what it thinks of a field, where it can be such a view or the user says that it is; the answer stays with the field.</summary>
    /// <param name="page">The whole page; borrowed.</param>
    /// <param name="first">Void and solid by their grey values; borrowed.</param>
    /// <param name="options">How that was made; edges openings: the user says that it is such a view.</param>
    /// <param name="model">The model; borrowed.</param>
    /// <exception cref="OptionNotApplicableException">Openings are asked for where void is bright.</exception>
    /// <exception cref="ModelInvalidException">The model does not run.</exception>
    public static void Look(Mat page, SegmentedImage first, SegmentOptions options, OpeningsModel model)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(model);
        var isAsked = options.Edges == EdgePlacement.Openings;
        if (isAsked && options.Void != VoidPhase.Dark)
            throw new OptionNotApplicableException("segment.edges openings", "The model was trained on dark openings; segment.void is bright.", "Choose another placement of the boundary.");
        if (!isAsked && (options.Edges != EdgePlacement.Profile || options.Void != VoidPhase.Dark || !CanBeView(first.Decided.Contrast))) return;
        var field = first.Field;
        using var raw = page.SubMat(new Rect(field.X, field.Y, field.Width, field.Height));
        first.Look = LookAt(raw, first.Void, isAsked, model);
    }

    /// <summary>The field with its boundary at the openings of the cut plane, where it is a view into cut cells whose floors are lit; null where it is not. The caller disposes it.</summary>
    /// <param name="first">Void and solid by their grey values, after <see cref="Look"/>; borrowed. What is known of contrast and frame stays.</param>
    /// <param name="options">How that was made.</param>
    /// <param name="cells">Probability of cells, as the structure's model has it; absent where it was not asked.</param>
    public static SegmentedImage? Segment(SegmentedImage first, SegmentOptions options, double? cells = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(options);
        var isAsked = options.Edges == EdgePlacement.Openings;
        var (field, result) = (first.Field, first.Decided);
        if (!result.Measurable || first.Look is not { Found: { } found } look || (!isAsked && !IsView(look.LogOdds, cells))) return null;
        var contrast = result.Contrast.Step;
        using var openings = Signal(found, field.Width, field.Height, (float)contrast);
        if (Joined(openings, first, look.Diameter, contrast, isAsked ? 0 : look.LogOdds < LeastOdds ? LeastGainInDoubt : LeastGain) is not { } signal) return null;
        AddDark(signal, openings, first.Smoothed, contrast);
        var mask = new Mat();
        Cv2.Compare(signal, Scalar.All(0), mask, CmpTypes.LT);
        var fit = new OpeningsFit(look.Model, 1 / (1 + Math.Exp(-look.LogOdds)), (double)found.Width / field.Width);
        var preparation = result.Preparation with { Edges = EdgePlacement.Openings, Openings = fit };
        var runs = PhaseRuns.Of(mask.AsSpan<byte>(), field.Width, field.Height);
        Segmenter.RemoveSpecks(runs, mask, signal, preparation);
        runs = WindowRims.RemoveInPlace(mask, signal, runs, Doubt * contrast, OpeningsFrame.CellPx / fit.Scale);
        return new SegmentedImage(first.Smoothed.Clone(), signal, mask, runs, result with
        {
            Porosity = null, Network = null, Preparation = preparation, Findings = [.. result.Findings, .. isAsked ? [] : new[] { ByModel() }],
        }) { Doubt = first.Doubt, Look = look };
    }

    /// <summary>Two witnesses: where the structure's model is sure of cells, less is asked of the model of openings, and where it sees none, nothing helps.</summary>
    private static bool IsView(double odds, double? cells) => cells switch
    {
        >= SureOfCells => odds >= LeastWhereSure,
        < NoCells => false,
        _ => odds >= LeastOdds,
    };

    private static Finding ByModel() => new("openings-by-model", Severity.Warning,
        "Floors of cut-open cells are about as bright as the plane between them: a model told the openings from the plane, not their grey value.",
        "On pictures of another renderer the porosity was off by 2 to 6 points in the median, and mean intercepts by 6 to 20 %, most where shallow bowls overlap; the stated intervals do not hold that.",
        "Compare the boundary with the picture; segment.openingsModel none leaves it to grey values.");

    private static CutCellsLook? LookAt(Mat raw, Mat mask, bool isAsked, OpeningsModel model)
    {
        var diameter = Diameter(mask);
        if (diameter < 1) return null;
        if (!isAsked && LookAtMiddle(raw, diameter, model) is var odds && odds < LeastInLook) return new CutCellsLook(odds);
        var found = model.Find(OpeningsFrame.Of(raw, diameter));
        if (Diameter(found) * raw.Cols / found.Width is var better && better > 0 && Math.Max(better / diameter, diameter / better) > MostMisjudged)
            found = model.Find(OpeningsFrame.Of(raw, better));
        return new CutCellsLook(found.CellsLogOdds) { Found = found, Diameter = diameter, Model = model.Identity };
    }

    /// <summary>
    /// What is dark and what the model takes for open are void. Along the edges of what is dark, no deeper in an opening than the model errs, the grey values' boundary stays: it is
    /// finer. Where much of the plane is darker than the floors, the model alone decides.
    /// </summary>
    /// <returns>Null where less than a share of the field is gained; the caller disposes it.</returns>
    private static Mat? Joined(Mat openings, SegmentedImage first, double diameter, double contrast, double leastGain)
    {
        using var open = new Mat();
        Cv2.Compare(openings, Scalar.All(0), open, CmpTypes.LT);
        using var lit = open.Clone();
        lit.SetTo(Scalar.All(0), first.Void);
        var reach = Math.Max(1, (int)Math.Round(Reach * diameter));
        using var disc = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size((2 * reach) + 1, (2 * reach) + 1));
        using var gained = new Mat();
        Cv2.Erode(open, gained, disc);
        Cv2.BitwiseAnd(gained, lit, gained);
        Cv2.Dilate(gained, gained, disc);
        Cv2.BitwiseAnd(gained, lit, gained);
        if (Cv2.CountNonZero(gained) < leastGain * gained.Total()) return null;
        if (Contradicts(openings, first.Void, contrast)) return openings.Clone();
        using var near = new Mat();
        using var cross = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(3, 3));
        Cv2.Dilate(gained, near, cross);
        var signal = first.Signal.Clone();
        openings.CopyTo(signal, gained);

        // Beside a gained piece the model's own solid goes on, so that the zero between the two lies where the model has it.
        Cv2.Subtract(near, open, near);
        near.SetTo(Scalar.All(0), first.Void);
        openings.CopyTo(signal, near);
        return signal;
    }

    /// <summary>Whether much of what is dark is the plane: floors are brighter, and grey values have it the wrong way round.</summary>
    private static bool Contradicts(Mat openings, Mat dark, double contrast)
    {
        using var plane = new Mat();
        Cv2.Compare(openings, Scalar.All(Sure * contrast), plane, CmpTypes.GT);
        Cv2.BitwiseAnd(plane, dark, plane);
        return Cv2.CountNonZero(plane) > MostDarkPlane * Cv2.CountNonZero(dark);
    }

    private static double LookAtMiddle(Mat raw, double diameter, OpeningsModel model)
    {
        var side = (int)Math.Min(Math.Min(raw.Cols, raw.Rows), LookPx * diameter / OpeningsFrame.CellPx);
        using var middle = raw.SubMat(new Rect((raw.Cols - side) / 2, (raw.Rows - side) / 2, side, side));
        return model.Find(OpeningsFrame.Of(middle, diameter)).CellsLogOdds;
    }

    private static double Diameter(Openings found)
    {
        using var mask = new Mat(found.Height, found.Width, MatType.CV_8UC1);
        var values = mask.AsSpan<byte>();
        for (var i = 0; i < values.Length; i++) values[i] = found.LogOdds[i] > 0 ? (byte)255 : (byte)0;
        return Diameter(mask);
    }

    /// <summary>Six times the mean distance of void from its boundary: the diameter of a disc; little more where discs overlap, so unlike a chord it does not know whether they do. Pixels.</summary>
    private static double Diameter(Mat mask)
    {
        using var distance = new Mat();
        Cv2.DistanceTransform(mask, distance, DistanceTypes.L2, DistanceTransformMasks.Mask3, MatType.CV_32F);
        var (sum, count) = (0.0, 0);
        foreach (var value in distance.AsSpan<float>())
        {
            if (value <= 0) continue;
            sum += value;
            count++;
        }

        return count == 0 ? 0 : 6 * sum / count;
    }

    /// <summary>What is plainly darker than the plane is void as well, whatever the network thinks of it: the plane has one grey value.</summary>
    private static void AddDark(Mat signal, Mat openings, Mat grey, double contrast)
    {
        using var exact = new Mat();
        grey.ConvertTo(exact, MatType.CV_32FC1);
        var values = exact.AsSpan<float>();
        var ofSignal = signal.AsSpan<float>();
        int width = signal.Cols, height = signal.Rows;
        if (Plane(values, openings.AsSpan<float>(), width, height, contrast) is not { } plane) return;
        for (var y = 0; y < height; y++)
        {
            var v = GreySamples.Position(y, height);
            for (var x = 0; x < width; x++)
            {
                var i = (y * width) + x;
                ofSignal[i] = Math.Min(ofSignal[i], values[i] - (float)(QuadraticFit.Value(plane.Surface, GreySamples.Position(x, width), v) - plane.Drop));
            }
        }
    }

    /// <summary>The plane's grey values, and how far below them void begins; null where the plane scatters too much for that.</summary>
    private static (double[] Surface, double Drop)? Plane(ReadOnlySpan<float> grey, ReadOnlySpan<float> openings, int width, int height, double contrast)
    {
        var step = Math.Max(1, (int)Math.Sqrt(width * (double)height / Samples));
        var places = new List<(double U, double V, double Grey)>();
        var (dark, darks) = (0.0, 0);
        for (var y = step / 2; y < height; y += step)
        {
            for (var x = step / 2; x < width; x += step)
            {
                var i = (y * width) + x;
                if (openings[i] > Sure * contrast) places.Add((GreySamples.Position(x, width), GreySamples.Position(y, height), grey[i]));
                if (openings[i] >= -Sure * contrast) continue;
                dark += grey[i];
                darks++;
            }
        }

        var (surface, deviation) = (default(double[]), double.PositiveInfinity);
        for (var round = 0; round < Rounds; round++)
        {
            var fit = new QuadraticFit();
            foreach (var (u, v, value) in places)
                if (surface is null || Math.Abs(value - QuadraticFit.Value(surface, u, v)) < 2.5 * deviation) fit.Add(u, v, value);
            if (fit.Count < LeastSamples || fit.Surface() is not { } next) return null;
            surface = next;
            var strays = places.Select(p => Math.Abs(p.Grey - QuadraticFit.Value(next, p.U, p.V))).ToArray();
            deviation = Selection.Nth(strays.AsSpan(), strays.Length / 2) / 0.67448975;
        }

        if (darks == 0 || surface is null) return null;
        var depth = places.Average(p => QuadraticFit.Value(surface, p.U, p.V)) - (dark / darks);
        var drop = Math.Max(LeastDrop * depth, PlaneDeviations * deviation);
        return depth > 0 && drop < MostDrop * depth ? (surface, drop) : null;
    }

    private static Mat Signal(Openings found, int width, int height, float contrast)
    {
        using var small = new Mat(found.Height, found.Width, MatType.CV_32FC1);
        found.LogOdds.CopyTo(small.AsSpan<float>());
        var signal = new Mat();
        Cv2.Resize(small, signal, new Size(width, height), 0, 0, InterpolationFlags.Cubic);
        foreach (ref var value in signal.AsSpan<float>()) value = contrast * ((1 / (1 + MathF.Exp(value))) - 0.5f);
        return signal;
    }
}
