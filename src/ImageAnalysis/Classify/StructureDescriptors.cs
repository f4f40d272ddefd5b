namespace ImageAnalysis.Classify;

/// <summary>What a descriptor is.</summary>
/// <param name="Name">Kebab-case, stable: models are bound to it.</param>
/// <param name="Meaning">Definition in a line. Lengths are in chords h (harmonic mean of those of void and solid), areas in periods (2h)², grey values in contrasts (mean solid less mean void).</param>
public sealed record DescriptorDefinition(string Name, string Meaning);

/// <summary>
/// The numbers on which the structure's name rests, computed on a <see cref="NormalisedFrame"/>: magnification and the detector's gain are gone before anything is
/// measured. All are finite for every picture that has two phases; what has no meaning in a picture (the solidity of particles where there are none) is 0.
/// </summary>
/// <remarks>
/// Sources. Chord moments: Torquato, Random Heterogeneous Materials, 2002, section 2.5. Minkowski functionals against the level: Mantz, Jacobs and Mecke, J. Stat. Mech.
/// (2008) P12015; Euler number by 2x2 windows: Gray, IEEE Trans. Computers 20 (1971) 551. Two-point correlation: Debye, Anderson and Brumberger, J. Appl. Phys. 28 (1957) 679.
/// Granulometry: Matheron, Random Sets and Integral Geometry, 1975. Solidity and circularity: ISO 9276-6:2008. Gathering of gradients: Loy and Zelinsky, IEEE Trans. PAMI 25 (2003) 959. Isophote curvature: Lindeberg, Scale-Space Theory,
/// 1994, section 6.2. Shape index: Koenderink and van Doorn, Image and Vision Computing 10 (1992) 557.
/// </remarks>
public static class StructureDescriptors
{
    /// <summary>Levels of the grey value, in contrasts from the level of the segmentation, at which area, boundary and Euler number are taken.</summary>
    internal static readonly double[] Levels = [-0.3, -0.15, 0, 0.15, 0.3];

    private static readonly string[] LevelNames = ["low", "lowish", "middle", "highish", "high"];

    /// <summary>All of them in their fixed order.</summary>
    public static readonly IReadOnlyList<DescriptorDefinition> All =
    [
        new("void-fraction", "Void area over the whole."),
        new("void-chord-cv", "Standard deviation over mean of the void chords of rows and columns that end inside the frame."),
        new("solid-chord-cv", "The same of the solid chords."),
        new("void-chord-skew", "Third central moment of those void chords over the cube of their standard deviation."),
        new("solid-chord-skew", "The same of the solid chords."),
        new("chord-anisotropy", "Amplitude of the second harmonic of the boundary crossings over direction, over their mean; 0 where no direction is preferred."),
        new("chord-fourfold", "Crossings along rows and columns less those along diagonals, over their sum; magnitude."),
        .. OfLevels("area", "Area share below the level {0} contrasts from that of the segmentation.", middle: false),
        .. OfLevels("boundary", "Boundary length (Crofton, four directions) at the level {0}, over that at the segmentation's level.", middle: false),
        .. OfLevels("euler", "Components less holes of the part below the level {0}, sides joined, per period.", middle: true),
        new("correlation-minimum", "Depth of the first minimum of the mask's autocovariance over its variance, rows and columns averaged."),
        new("correlation-minimum-place", "Where that minimum lies, in h."),
        new("correlation-maximum", "Height of the maximum that follows it, over the variance."),
        new("spectrum-place", "Median wave number of the grey values' power between 0.15 and 4 waves per period, waves per period."),
        new("spectrum-width", "Upper less lower quartile of those wave numbers over the median."),
        new("spectrum-fine", "Share of that power beyond 2 waves per period."),
        .. OfPhase("void", "void", "solid"),
        .. OfPhase("solid", "solid", "void"),
        new("isophote-low", "Mean curvature of the lines of equal grey more than 0.25 contrasts on the void side, times h, weighted by the gradient; positive where the bright side is convex."),
        new("isophote-middle", "The same within 0.25 contrasts."),
        new("isophote-high", "The same beyond 0.25 contrasts on the solid side."),
        new("convex-solid", "Share of the gradient within 0.25 contrasts where that curvature is above 0.3/h."),
        new("convex-void", "Share where it is below -0.3/h."),
        new("convex-solid-high", "As convex-solid, beyond 0.25 contrasts on the solid side."),
        new("convex-void-low", "As convex-void, beyond 0.25 contrasts on the void side."),
        new("shape-cap", "Share of the second derivatives' magnitude where the grey relief is a cap."),
        new("shape-ridge", "The same: ridge."),
        new("shape-saddle", "The same: saddle."),
        new("shape-rut", "The same: rut."),
        new("shape-cup", "The same: cup."),
        new("direction-twofold", "Magnitude of the mean of exp(2iθ) over gradient directions, weighted by the gradient: 1 for one direction, 0 for none."),
        new("direction-fourfold", "The same of exp(4iθ): grids, boxes and text."),
        new("direction-sixfold", "The same of exp(6iθ): hexagonal order."),
        new("centres-bright", "Strongest gathering of gradients on bright centres: dispersion (variance over mean) of the votes that every steep pixel casts at 0.5, 1, 2 and 3 h up its gradient."),
        new("centres-bright-reach", "The distance at which it is strongest, in h."),
        new("centres-dark", "The same down the gradient, on dark centres."),
        new("centres-dark-reach", "The distance at which it is strongest, in h."),
        new("centres-balance", "Bright less dark gathering, over their sum."),
        new("patchiness", "Standard deviation of the void share among squares of three periods."),
        new("separability", "Variance between the phases over all variance of the grey values. Otsu 1979."),
        new("steepness", "Mean gradient within 0.25 contrasts of the level over the mean gradient anywhere: 1 where the boundary is just a level of a relief."),
        new("gradient", "Mean gradient, contrasts per h."),
        .. EdgeDescriptors.All,
        new("cut-cells", "Log odds, by the model of openings, of a view into cut-open cells, held to ±12; -12 where the phases are too far apart for one, 0 where no such model is installed."),
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
            PhaseDescriptors.Add("void", frame, frame.Void, solid, shapes.Voids, -1, values);
            PhaseDescriptors.Add("solid", frame, solid, frame.Void, shapes.Solids, 1, values);
        }

        ReliefDescriptors.Add(frame, values);
        EdgeDescriptors.Add(frame, values);
        values.Add("cut-cells", cutCells);
        return values.Finish();
    }

    private static IEnumerable<DescriptorDefinition> OfLevels(string what, string meaning, bool middle)
    {
        for (var i = 0; i < Levels.Length; i++)
        {
            if (!middle && Levels[i] == 0) continue;
            yield return new DescriptorDefinition($"{what}-{LevelNames[i]}", string.Format(System.Globalization.CultureInfo.InvariantCulture, meaning, Levels[i]));
        }
    }

    internal static string LevelName(string what, int level) => $"{what}-{LevelNames[level]}";

    private static IEnumerable<DescriptorDefinition> OfPhase(string phase, string self, string other) =>
    [
        new($"{phase}-largest", $"Share of all {self} that its largest component holds."),
        new($"{phase}-count", $"Components of {self} per period."),
        new($"{phase}-solidity", $"Area over that of the convex hull, mean over {self} components inside the frame, weighted by area; times e/(e + 0.1), e the share of {self} in them."),
        new($"{phase}-circularity", $"4π area over squared hull perimeter, likewise."),
        new($"{phase}-enclosed", $"Share of {self} that lies in components inside the frame."),
        new($"{phase}-part-solidity", $"Solidity of the parts into which {self} falls where it is shrunk by half of its inscribed radius (95th percentile), weighted by area."),
        new($"{phase}-part-circularity", "Circularity of those parts."),
        new($"{phase}-part-count", "Those parts per period."),
        new($"{phase}-opened-fine", $"Share of {self} that discs of radius 0.4 h inside it cover (opening)."),
        new($"{phase}-opened-coarse", "The same with 0.75 h."),
        new($"{phase}-depth", $"95th percentile of the distance of {self} to {other}, in h."),
        new($"{phase}-depth-mean", "Mean of that distance over its 95th percentile: 1/3 for discs of one size, more for plates."),
        new($"{phase}-disc-cover", $"Share of {self} covered by its largest inscribed discs, taken greedily, none overlapping another by more than a tenth."),
        new($"{phase}-disc-cv", "Standard deviation over mean of the radii of those discs, weighted by area."),
        new($"{phase}-disc-count", "Those discs per period."),
        new($"{phase}-ring-other", $"Share of {other} on the circles of 1.25 radii around them."),
        new($"{phase}-ring-arms", $"Number of arcs of {self} on those circles, mean."),
        new($"{phase}-shading-centre", "Grey value at the centre of those discs less that at half radius, in contrasts."),
        new($"{phase}-shading-rim", "Grey value at 0.85 radii less that at half radius, in contrasts."),
        new($"{phase}-shading-side", "Amplitude of the first harmonic of the grey value around the circle of 0.7 radii, in contrasts."),
        new($"{phase}-skin", $"Mean grey value of {self} within 0.25 h of the boundary less that farther in, in contrasts; positive towards solid."),
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
