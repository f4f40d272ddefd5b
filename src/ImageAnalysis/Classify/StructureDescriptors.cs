using static ImageAnalysis.Classify.DescriptorSources;
using static ImageAnalysis.Classify.DescriptorUnits;

namespace ImageAnalysis.Classify;

/// <summary>What a descriptor is.</summary>
/// <param name="Name">Kebab-case, stable: models are bound to it.</param>
/// <param name="Meaning">Definition in a line that stands alone.</param>
/// <param name="Unit">1 for pure numbers; lengths in chords h (harmonic mean of the mean chords of void and solid), a period being 2h long and (2h)² large; grey values in contrasts (mean solid less mean void).</param>
/// <param name="Source">Where the quantity is from.</param>
public sealed record DescriptorDefinition(string Name, string Meaning, string Unit, string Source);

/// <summary>
/// The numbers on which the structure's name rests, computed on a <see cref="NormalisedFrame"/>: magnification and the detector's gain are gone before anything is
/// measured. <see cref="All"/> holds definition, unit and source of each. All are finite for every picture that has two phases; what has no meaning in a picture (the solidity of particles where there are none) is 0.
/// </summary>
public static class StructureDescriptors
{
    /// <summary>Levels of the grey value, in contrasts from the level of the segmentation, at which area, boundary and Euler number are taken.</summary>
    internal static readonly double[] Levels = [-0.3, -0.15, 0, 0.15, 0.3];

    private static readonly string[] Phases = ["void", "solid"];

    private static readonly string[] LevelNames = ["low", "lowish", "middle", "highish", "high"];

    /// <summary>All of them in their fixed order.</summary>
    public static readonly IReadOnlyList<DescriptorDefinition> All =
    [
        new("void-fraction", "Void area over the whole.", One, Torquato),
        .. Phases.Select(phase => new DescriptorDefinition($"{phase}-chord-cv", $"Standard deviation over mean of the {phase} chords of rows and columns that end inside the frame.", One, Torquato)),
        .. Phases.Select(phase => new DescriptorDefinition($"{phase}-chord-skew", $"Third central moment of the {phase} chords of rows and columns that end inside the frame, over the cube of their standard deviation.", One, Torquato)),
        new("chord-anisotropy", "Amplitude of the second harmonic of the boundary crossings over direction, over their mean; 0 where no direction is preferred.", One, Crofton),
        new("chord-fourfold", "Boundary crossings along rows and columns less crossings along diagonals, over their sum; magnitude.", One, Crofton),
        .. OfLevels("area", "Area share below the level {0} contrasts from that of the segmentation.", One, Minkowski, middle: false),
        .. OfLevels("boundary", "Boundary length (Crofton, four directions) at the level {0} contrasts from that of the segmentation, over that at the segmentation's own.", One, Minkowski, middle: false),
        .. OfLevels("euler", "Components less holes of the part below the level {0} contrasts from that of the segmentation, sides joined.", PerPeriod, Euler, middle: true),
        new("correlation-minimum", "Depth of the first minimum of the mask's autocovariance over its variance, rows and columns averaged.", One, Correlation),
        new("correlation-minimum-place", "Distance at which the mask's autocovariance has its first minimum.", H, Correlation),
        new("correlation-maximum", "Height of the maximum that follows the first minimum of the mask's autocovariance, over the variance.", One, Correlation),
        new("spectrum-place", "Median wave number of the grey values' power between 0.15 and 4 waves per period.", WavesPerPeriod, Spectrum),
        new("spectrum-width", "Upper less lower quartile over median of the wave numbers of the grey values' power between 0.15 and 4 waves per period.", One, Spectrum),
        new("spectrum-fine", "Share of the grey values' power between 0.15 and 4 waves per period that lies beyond 2.", One, Spectrum),
        .. OfPhase("void", "void", "solid"),
        .. OfPhase("solid", "solid", "void"),
        new("isophote-low", "Mean curvature of the lines of equal grey more than 0.25 contrasts on the void side of the level, times h, weighted by the gradient; positive where the bright side is convex.", One, Isophotes),
        new("isophote-middle", "Mean curvature of the lines of equal grey within 0.25 contrasts of the level, times h, weighted by the gradient; positive where the bright side is convex.", One, Isophotes),
        new("isophote-high", "Mean curvature of the lines of equal grey more than 0.25 contrasts on the solid side of the level, times h, weighted by the gradient; positive where the bright side is convex.", One, Isophotes),
        new("convex-solid", "Share of the gradient within 0.25 contrasts of the level where the lines of equal grey curve by more than 0.3/h around solid.", One, Isophotes),
        new("convex-void", "Share of the gradient within 0.25 contrasts of the level where the lines of equal grey curve by more than 0.3/h around void.", One, Isophotes),
        new("convex-solid-high", "Share of the gradient more than 0.25 contrasts on the solid side of the level where the lines of equal grey curve by more than 0.3/h around solid.", One, Isophotes),
        new("convex-void-low", "Share of the gradient more than 0.25 contrasts on the void side of the level where the lines of equal grey curve by more than 0.3/h around void.", One, Isophotes),
        .. ((string[])["cap", "ridge", "saddle", "rut", "cup"]).Select(shape => new DescriptorDefinition($"shape-{shape}", $"Share of the second derivatives' magnitude where the grey relief is a {shape}.", One, ShapeIndex)),
        new("direction-twofold", "Magnitude of the mean of exp(2iθ) over gradient directions, weighted by the gradient: 1 for one direction, 0 for none.", One, Directions),
        new("direction-fourfold", "Magnitude of the mean of exp(4iθ) over gradient directions, weighted by the gradient: high for grids, boxes and text.", One, Directions),
        new("direction-sixfold", "Magnitude of the mean of exp(6iθ) over gradient directions, weighted by the gradient: high for hexagonal order.", One, Directions),
        new("centres-bright", "Strongest gathering of gradients on bright centres: dispersion (variance over mean) of the votes that every steep pixel casts at 0.5, 1, 2 and 3 h up its gradient.", One, Gathering),
        new("centres-bright-reach", "Distance up the gradient at which the gathering on bright centres is strongest.", H, Gathering),
        new("centres-dark", "Strongest gathering of gradients on dark centres: dispersion (variance over mean) of the votes that every steep pixel casts at 0.5, 1, 2 and 3 h down its gradient.", One, Gathering),
        new("centres-dark-reach", "Distance down the gradient at which the gathering on dark centres is strongest.", H, Gathering),
        new("centres-balance", "Gathering of gradients on bright less that on dark centres, over their sum.", One, Gathering),
        new("patchiness", "Standard deviation of the void share among squares of three periods.", One, Torquato),
        new("separability", "Variance between the phases over all variance of the grey values.", One, Otsu),
        new("steepness", "Mean gradient within 0.25 contrasts of the level over the mean gradient anywhere: 1 where the boundary is just a level of a relief.", One, ScaleSpace),
        new("gradient", "Mean gradient of the grey values.", ContrastsPerH, ScaleSpace),
        .. EdgeDescriptors.All,
        new("cut-cells", "Log odds, by the model of openings, of a view into cut-open cells, held to ±12; -12 where the phases are too far apart for one, 0 where no such model is installed.", One, Own),
    ];

    /// <summary>Their names in the same order.</summary>
    public static readonly IReadOnlyList<string> Names = [.. All.Select(d => d.Name)];

    /// <summary>Computes all of them.</summary>
    /// <param name="frame">The frame; borrowed.</param>
    /// <param name="cutCells">What the model of openings thinks of its field.</param>
    internal static double[] Of(NormalisedFrame frame, double cutCells)
    {
        var values = new DescriptorValues();
        LevelDescriptors.Add(frame, values);
        CorrelationDescriptors.Add(frame, values);
        using (var solid = new OpenCvSharp.Mat())
        {
            OpenCvSharp.Cv2.BitwiseNot(frame.Void, solid);
            var shapes = PhaseOutlines.Of(solid);
            var runs = Segment.PhaseRuns.Of(frame.Void.AsSpan<byte>(), frame.Width, frame.Height);
            PhaseDescriptors.Add("void", frame, frame.Void, solid, runs, shapes.Voids, -1, values);
            PhaseDescriptors.Add("solid", frame, solid, frame.Void, runs, shapes.Solids, 1, values);
        }

        ReliefDescriptors.Add(frame, values);
        EdgeDescriptors.Add(frame, values);
        values.Add("cut-cells", cutCells);
        return values.Finish();
    }

    private static IEnumerable<DescriptorDefinition> OfLevels(string what, string meaning, string unit, string source, bool middle)
    {
        for (var i = 0; i < Levels.Length; i++)
        {
            if (!middle && Levels[i] == 0) continue;
            yield return new DescriptorDefinition($"{what}-{LevelNames[i]}", string.Format(System.Globalization.CultureInfo.InvariantCulture, meaning, Levels[i]), unit, source);
        }
    }

    internal static string LevelName(string what, int level) => $"{what}-{LevelNames[level]}";

    private static IEnumerable<DescriptorDefinition> OfPhase(string phase, string self, string other) =>
    [
        new($"{phase}-largest", $"Share of all {self} that its largest component holds.", One, Torquato),
        new($"{phase}-count", $"Components of {self}.", PerPeriod, Torquato),
        new($"{phase}-solidity", $"Area over that of the convex hull, mean over {self} components inside the frame, weighted by area; times e/(e + 0.1), e the share of {self} in them.", One, Shape),
        new($"{phase}-circularity", $"4π area over squared hull perimeter, mean over {self} components inside the frame, weighted by area; times e/(e + 0.1), e the share of {self} in them.", One, Shape),
        new($"{phase}-enclosed", $"Share of {self} that lies in components inside the frame.", One, Torquato),
        new($"{phase}-part-solidity", $"Area over that of the convex hull of the parts into which {self} falls where it is shrunk by half of its inscribed radius (95th percentile), weighted by area.", One, Shape),
        new($"{phase}-part-circularity", $"4π area over squared hull perimeter of the parts into which {self} falls where it is shrunk by half of its inscribed radius (95th percentile), weighted by area.", One, Shape),
        new($"{phase}-part-count", $"Parts into which {self} falls where it is shrunk by half of its inscribed radius (95th percentile).", PerPeriod, Granulometry),
        new($"{phase}-opened-fine", $"Share of {self} that discs of radius 0.4 h inside it cover (opening).", One, Granulometry),
        new($"{phase}-opened-coarse", $"Share of {self} that discs of radius 0.75 h inside it cover (opening).", One, Granulometry),
        new($"{phase}-depth", $"95th percentile of the distance of {self} to {other}.", H, Torquato),
        new($"{phase}-depth-mean", $"Mean of the distance of {self} to {other} over its 95th percentile: 1/3 for discs of one size, more for plates.", One, Torquato),
        new($"{phase}-disc-cover", $"Share of {self} covered by its largest inscribed discs, taken greedily, none overlapping another by more than a tenth.", One, Discs),
        new($"{phase}-disc-cv", $"Standard deviation over mean of the radii of the largest inscribed discs of {self}, weighted by area.", One, Discs),
        new($"{phase}-disc-count", $"Largest inscribed discs of {self}.", PerPeriod, Discs),
        new($"{phase}-ring-other", $"Share of {other} on the circles of 1.25 radii around the largest inscribed discs of {self}.", One, Discs),
        new($"{phase}-ring-arms", $"Number of arcs of {self} on the circles of 1.25 radii around its largest inscribed discs, mean.", One, Discs),
        new($"{phase}-shading-centre", $"Grey value at the centre of the largest inscribed discs of {self} less that at half radius.", Contrasts, Shading),
        new($"{phase}-shading-rim", $"Grey value at 0.85 radii of the largest inscribed discs of {self} less that at half radius.", Contrasts, Shading),
        new($"{phase}-shading-side", $"Amplitude of the first harmonic of the grey value around the circle of 0.7 radii of the largest inscribed discs of {self}.", Contrasts, Shading),
        new($"{phase}-skin", $"Mean grey value of {self} within 0.25 h of the boundary less that farther in; positive towards solid.", Contrasts, Shading),
    ];
}

/// <summary>Collects descriptors and holds them to their order.</summary>
internal sealed class DescriptorValues
{
    private readonly double[] _values = new double[StructureDescriptors.Names.Count];
    private int _count;

    public void Add(string name, double value)
    {
        if (StructureDescriptors.Names[_count] != name)
            throw new InvalidOperationException($"Descriptor {_count} is {StructureDescriptors.Names[_count]} and was given {name}.");
        // Far digits are no information, and a file of results is shorter without them.
        _values[_count++] = double.IsFinite(value) ? Math.Round(value, 6) + 0.0 : 0;
    }

    public double[] Finish() => _count == _values.Length ? _values : throw new InvalidOperationException($"{_count} of {_values.Length} descriptors were given.");
}
