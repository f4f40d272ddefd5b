using ImageAnalysis.Classify;
using ImageAnalysis.Particles;

namespace ImageAnalysis.Evaluate;

/// <summary>What the images of a sample say together, by their roles.</summary>
internal sealed class ImageEvidence(EvaluationInput input)
{
    private IEnumerable<ImageMeasurements> Inside => input.Images.Where(i => i.Role is ImageRole.Internal or null);

    private IEnumerable<ImageMeasurements> Surfaces => input.Images.Where(i => i.Role is ImageRole.SurfaceA or ImageRole.SurfaceB);

    private List<ImageMeasurements> OfPores => [.. Inside.Concat(Surfaces).Where(i => i.SemPoreNm is not null)];

    private List<ImageMeasurements> Sections => [.. input.Images.Where(i => i.Layers is not null)];

    private IEnumerable<ImageMeasurements> OfParticles => input.Images.Where(i => i.Role is ImageRole.Particles or null);

    public Evidence Structure()
    {
        var images = Inside.ToList();
        if (images.Count == 0) return Evidence.None("there is no image of the inside (role internal)");
        var clear = images.Where(i => i.Structure is not null && !i.StructureAbstained && !CannotBeMeasured(i) && !Isolated(i) && !Unnamed(i)).ToList();
        if (clear.Count == 0)
        {
            var undecided = images.Where(i => i.StructureAbstained && !CannotBeMeasured(i) && !Isolated(i) && !Unnamed(i)).ToList();
            if (undecided.Count > 0)
            {
                return new Evidence
                {
                    Words = string.Join(", ", undecided.Select(Between).Distinct()),
                    Weighed = (new(Verdict.Indeterminate, Verdict.Indeterminate), $"the classifier abstained: {string.Join("; ", undecided.Select(i => $"{i.File} shows {Between(i)}, and neither can be ruled out"))}"),
                };
            }

            return Evidence.None(
                images.Exists(CannotBeMeasured) ? "the image cannot be measured"
                : images.Exists(i => i.Structure is not null && Isolated(i)) ? "the image shows isolated particles, which are no network"
                : images.Exists(Unnamed) ? "the image shows too little of a pattern to name one"
                : "no structure was determined on the image");
        }

        var answers = clear.Select(i => i.Structure!.Value).Distinct().ToList();
        if (answers.Count > 1)
        {
            return new Evidence
            {
                Words = string.Join(", ", answers.Select(Phrases.Structure)),
                Weighed = (new(Verdict.Indeterminate, Verdict.Indeterminate), $"the images disagree: {string.Join(", ", clear.Select(i => $"{i.File} shows {Phrases.Structure(i.Structure!.Value)}"))}"),
            };
        }

        return new Evidence
        {
            Structure = answers[0],
            Remark = clear.Count < images.Count ? $"{clear.Count} of {images.Count} images gave an answer" : null,
            Doubtful = ImageDoubts.OfStructure(clear),
            Cures = [.. ImageDoubts.Remedies(ImageSubject.Structure, clear)],
        };
    }

    /// <summary>The classes between which the classifier abstained.</summary>
    private static string Between(ImageMeasurements image) =>
        AmbiguousStructure.Between(image.FindingCodes) ?? $"{Phrases.Structure(image.Structure!.Value)} or another structure";

    /// <summary>Why the ratio has no interval of its own.</summary>
    private const string Scatter = "the tolerance is the uncertainty: one frame's directions scatter by as much";

    public Evidence IsotropyRatio()
    {
        var structure = Structure();
        if (structure.Structure is not { } shown) return Evidence.None($"isotropy is asked of a network, and {structure.Missing ?? structure.Weighed?.Why}");
        if (shown != StructureClass.Percolation) return Evidence.None($"isotropy is asked of a network, and the image shows {Phrases.Structure(shown)}");
        var ratios = Inside.Select(i => i.Isotropy).OfType<Intercept.Isotropy>().ToList();
        return ratios.Count == 0
            ? Evidence.None("the mean intercepts of the four directions are not known")
            : Evidence.Of(Reading.Exact(ratios.Max(r => r.LargestOverSmallest)), ratios.Count > 1 ? $"the largest of the images; {Scatter}" : Scatter).In(ImageSubject.Isotropy, [.. Inside.Where(i => i.Isotropy is not null)]);
    }

    public double? IsotropyTolerance() => Inside.Select(i => i.Isotropy?.Tolerance).Min();

    public Evidence SurfaceRatio()
    {
        if (!Surfaces.Any() && new SectionEvidence(input).Surfaces() is { Count: > 0 } layers)
        {
            return new Evidence
            {
                Readings = [.. layers.Select(l => ((string?)l.Name, Reading.Quotient(Reading.Of(l.Surface, l.Name), Reading.Of(l.Inside, "the inside"))))],
                Together = Together.Any,
                Complete = layers.Count == 2,
                Remark = "surface layer and inside of one section",
            }.In(ImageSubject.LayerPores, Sections);
        }

        if (MeanPore(Inside, "the inside") is not { } inside) return Evidence.None(NoPore(Inside, "the inside (role internal)"));
        var sides = Sides().Select(s => (s.Name, Reading: Reading.Quotient(s.Pore, inside))).ToList();
        return sides.Count == 0
            ? Evidence.None(NoPore(Surfaces, "a surface (role surface-a or surface-b)"))
            : new Evidence { Readings = [.. sides.Select(s => ((string?)s.Name, s.Reading))], Together = Together.Any, Complete = sides.Count == 2 }.In(ImageSubject.PoreSize, OfPores).In(ImageSubject.Lengths, OfPores);
    }

    public Evidence DenseSurfacePore(string unit)
    {
        var ratio = SurfaceRatio();
        if (ratio.Missing is not null) return ratio;
        var dense = ratio.Readings.Where(r => r.Reading.Value < 1).Select(r => r.Name).ToList();
        if (dense.Count == 0) return Evidence.None("no surface measured is denser than the inside");
        var factor = Units.Convert(1, Dimension.Length, "nm", unit);
        var pores = new Evidence { Readings = [.. Sides().Where(s => dense.Contains(s.Name)).Select(s => ((string?)s.Name, s.Pore.Scaled(factor)))], Doubtful = ratio.Doubtful, Cures = ratio.Cures };

        // The ratio of a section needs no scale, its pore size does.
        return Surfaces.Any() ? pores : pores.In(ImageSubject.Lengths, Sections);
    }

    public Evidence Diameter(string unit, int minimum)
    {
        var factor = Units.Convert(1, Dimension.Length, "nm", unit);
        var diameter = Particles(i => i.NumberAverageDiameterNm, factor, minimum,
            OfParticles.Any(i => !i.HasScale) ? "the pixel size of the image is unknown" : "no particle was measured");
        return diameter.Missing is null ? diameter.In(ImageSubject.Lengths, [.. OfParticles.Where(i => i.NumberAverageDiameterNm is not null)]) : diameter;
    }

    public Evidence Variation(string unit, int minimum)
    {
        var factor = Units.Convert(1, Dimension.Fraction, "%", unit);
        return Particles(i => i.CvPercent, factor, minimum, "no variation of particle diameters was measured");
    }

    /// <summary>Images of surfaces on which no pores are seen.</summary>
    public IReadOnlyList<ImageMeasurements> NonPorousSurfaces() => [.. Surfaces.Where(IsNonPorous)];

    /// <summary>An image of the inside on which no pores are seen, unless other images or the laboratory found some.</summary>
    public ImageMeasurements? NonPorousInside(bool poresByLaboratory) =>
        !poresByLaboratory && Inside.Any() && Inside.All(IsNonPorous) ? Inside.First() : null;

    public string? SemPoreText() =>
        input.Images.Select(i => i.SemPoreNm).OfType<Quantities.Estimate>().Select(e => Phrases.WithUnit(Phrases.Number(e.Value), "nm")).FirstOrDefault();

    public string? ArealPorosityText() =>
        input.Images.Select(i => i.ArealPorosity).OfType<Quantities.Estimate>().Select(p => Phrases.WithUnit(Phrases.Number(p.Value * 100), "%")).FirstOrDefault();

    private Evidence Particles(Func<ImageMeasurements, Quantities.Estimate?> measure, double factor, int minimum, string none)
    {
        if (!OfParticles.Any()) return Evidence.None("there is no image of particles (role particles)");
        var ofParticles = OfParticles.Where(i => !i.FindingCodes.Contains(ParticleMeter.PiecesOfANetwork)).ToList();
        if (ofParticles.Count == 0) return Evidence.None("the image shows a network, and what was measured are its pieces and no particles");
        var measured = ofParticles.Select(i => (i.ParticlesMeasured, Estimate: measure(i), Image: i)).Where(x => x.Estimate is not null).ToList();
        if (measured.Count == 0) return Evidence.None(none);
        var enough = measured.Where(x => x.ParticlesMeasured >= minimum).ToList();
        return enough.Count == 0
            ? Evidence.None($"{minimum} particles are asked for, and {measured.Max(x => x.ParticlesMeasured)} were measured")
            : Evidence.Of(Pooling.Read([.. enough.Select(x => x.Estimate!)], "the particles").Scaled(factor), enough.Count > 1 ? $"mean of {enough.Count} images" : null).In(ImageSubject.Particles, [.. enough.Select(x => x.Image)]);
    }

    private List<(string Name, Reading Pore)> Sides() =>
    [
        .. new[] { (Name: "surface-a", Role: ImageRole.SurfaceA), (Name: "surface-b", Role: ImageRole.SurfaceB) }
            .Select(s => (s.Name, Pore: MeanPore(input.Images.Where(i => i.Role == s.Role), s.Name)))
            .Where(s => s.Pore is not null)
            .Select(s => (s.Name, s.Pore!.Value)),
        .. Surfaces.Any() ? [] : new SectionEvidence(input).Surfaces().Where(s => s.SurfaceNm is not null).Select(s => (s.Name, Reading.Of(s.SurfaceNm!, s.Name))),
    ];

    private static Reading? MeanPore(IEnumerable<ImageMeasurements> images, string what)
    {
        var pores = images.Select(i => i.SemPoreNm).OfType<Quantities.Estimate>().ToList();
        return pores.Count == 0 ? null : Pooling.Read(pores, what);
    }

    private static string NoPore(IEnumerable<ImageMeasurements> images, string what) =>
        images.Any(i => !i.HasScale) ? $"the pixel size of the image of {what} is unknown"
        : images.Any() ? $"no SEM pore size was measured on the image of {what}"
        : $"there is no image of {what}";

    private static bool CannotBeMeasured(ImageMeasurements image) => image.FindingCodes.Contains(ImageMeasurements.NotMeasurable);

    private static bool Isolated(ImageMeasurements image) => image.FindingCodes.Contains(ImageMeasurements.IsolatedParticles);

    /// <summary>The frame was not shown to the classifier, and yet has pores.</summary>
    private static bool Unnamed(ImageMeasurements image) =>
        image.FindingCodes.Any(c => c is ImageMeasurements.TooFewStructures or ImageMeasurements.NoPhases or ImageMeasurements.Clipped) && !IsNonPorous(image);

    /// <summary>Neither structure nor pores, on a frame that can be measured.</summary>
    private static bool IsNonPorous(ImageMeasurements image) =>
        image is { Structure: StructureClass.None, StructureAbstained: false, Layers: not { Refused: true } } && !CannotBeMeasured(image)
        && !(image.SemPoreNm?.Value > 0) && !(image.ArealPorosity?.Value > 0);
}
