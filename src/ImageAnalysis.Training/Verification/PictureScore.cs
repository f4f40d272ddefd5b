using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Quantities;
using ImageAnalysis.Report;
using ImageAnalysis.Scale;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Training.Verification;

/// <summary>What is compared with the truth.</summary>
public enum Estimator
{
    /// <summary>Areal porosity; error in points (1 point = 1 % of the field).</summary>
    Porosity,

    /// <summary>Literal mean intercept; error in percent of the truth.</summary>
    MeanIntercept,

    /// <summary>Mean intercept over complete segments; error in percent of the truth.</summary>
    CompleteIntercept,

    /// <summary>Mean intercept by the ratio estimator; error in percent of the truth.</summary>
    RatioIntercept,

    /// <summary>Number-average diameter; error in percent of the truth.</summary>
    Diameter,

    /// <summary>Coefficient of variation of the diameters; error in points.</summary>
    Cv,

    /// <summary>Detection of particles: no error but F1 itself, 0 to 1.</summary>
    Detection,

    /// <summary>Share of frames that cannot be measured and got a number without the finding not-measurable, percent.</summary>
    MeasuredWithoutFinding,

    /// <summary>Share of frames that can be measured and carry the finding not-measurable, percent.</summary>
    Refused,

    /// <summary>Share of layer sections of which the thickness was measured, percent.</summary>
    SectionsFound,

    /// <summary>Share of these in which every layer was told, and by its name, percent.</summary>
    LayersRight,

    /// <summary>Thickness from face to face; error in percent of the truth.</summary>
    SectionThickness,

    /// <summary>Thickness of the inside of a membrane; error in percent of the truth, as that of all single layers where all were told.</summary>
    InsideThickness,

    /// <summary>Thickness of a surface layer.</summary>
    SurfaceLayerThickness,

    /// <summary>Thickness of the porous membrane of an electrode.</summary>
    PorousMembraneThickness,

    /// <summary>Thickness of an active layer.</summary>
    ActiveLayerThickness,

    /// <summary>Thickness of a collector.</summary>
    CollectorThickness,

    /// <summary>Areal porosity of the inside of a membrane; error in points.</summary>
    InsidePorosity,

    /// <summary>Areal porosity of an active layer; error in points.</summary>
    ActivePorosity,

    /// <summary>Share of layer sections of which the whole frame, ground and all, was measured without a word, percent.</summary>
    WholeFrameMeasured,

    /// <summary>Share of tilted views and sections with macrovoids that got a number, percent.</summary>
    DistortedMeasured,

    /// <summary>Share of frames full of one structure that were taken for a section, percent.</summary>
    FramesTaken,

    /// <summary>Share of sampling intervals of the unbiased mean intercept that hold the specimen's, percent.</summary>
    RatioCoverage,

    /// <summary>Median width of these over the ideal one.</summary>
    RatioWidth,

    /// <summary>Share of sampling intervals of the number-average diameter that hold the specimen's, percent.</summary>
    DiameterCoverage,

    /// <summary>Median width of these over the ideal one.</summary>
    DiameterWidth,

    /// <summary>Share of sampling intervals of the coefficient of variation that hold the specimen's, percent.</summary>
    CvCoverage,

    /// <summary>Median width of these over the ideal one.</summary>
    CvWidth,

    /// <summary>Share of segmentation bands of the literal mean intercept that hold that of the exact mask, percent.</summary>
    SegmentationCoverage,

    /// <summary>Share of scale intervals that hold the value at the true pixel size, percent.</summary>
    ScaleCoverage,
}

/// <summary>One picture, measured.</summary>
/// <param name="Picture">Which.</param>
/// <param name="Errors">Signed error per estimator (F1 for <see cref="Estimator.Detection"/>). An estimator that gave no number is absent.</param>
/// <param name="NotMeasurable">Whether the result carries the finding not-measurable.</param>
/// <param name="HasNumber">Whether a pore or particle number was given.</param>
/// <param name="Failure">Why there is no result at all; absent where there is one.</param>
/// <param name="IsSection">Whether it was taken for a section through layers.</param>
public sealed record PictureScore(
    VerificationPicture Picture, IReadOnlyDictionary<Estimator, double> Errors, bool NotMeasurable, bool HasNumber, string? Failure, bool IsSection = false);

/// <summary>Renders a picture, hands it to the façade as a file that states its pixel size, and compares what comes back with the truth.</summary>
internal static class PictureScorer
{
    private const double MostlyVisible = 0.5, NearlyWhole = 0.9;

    public static PictureScore Score(VerificationPicture picture, MicrographAnalyzer analyzer)
    {
        var image = MicrographRenderer.Render(picture.Recipe);
        var file = MicrographFile.Write(image, ScaleCarrier.None, "picture")[0];
        var pixel = Length.FromNanometres(picture.Recipe.PixelSizeNm);
        var request = new AnalysisRequest(null, [new ScaleCandidate(ScaleSource.User, PixelSize.Square(pixel), "the recipe")]);
        try
        {
            using var analysed = analyzer.Analyze(new InputFile(file.Name, file.Bytes), request);
            return Compare(picture, image.Truth, analysed.Analysis);
        }
        catch (AnalysisException fault)
        {
            return new PictureScore(picture, new Dictionary<Estimator, double>(), false, false, fault.Message);
        }
    }

    private static PictureScore Compare(VerificationPicture picture, RenderTruth truth, Analysis analysis)
    {
        var errors = new Dictionary<Estimator, double>();
        if (truth.Void is not null) AddPores(errors, picture, truth, analysis);
        if (HasParticles(picture)) AddParticles(errors, picture, truth, analysis);
        var notMeasurable = analysis.Findings.Any(f => f.Code == "not-measurable");
        var hasNumber = analysis.Segmentation.Porosity is not null || analysis.Intercept?.Main.Px is not null || analysis.Particles?.Statistics is not null;
        
        // A frame that cannot be measured may be refused for its margins too.
        var isSection = analysis.Layers is { Boundaries.Count: > 0 } || (analysis.Layers?.Refused == true && picture.Subject != VerificationSubject.Unmeasurable);
        return new PictureScore(picture, errors, notMeasurable, hasNumber, null, isSection);
    }

    private static bool HasParticles(VerificationPicture picture) =>
        picture.Recipe.Structure == Classify.StructureClass.SphericalParticle;

    private static void AddPores(Dictionary<Estimator, double> errors, VerificationPicture picture, RenderTruth truth, Analysis analysis)
    {
        if (analysis.Segmentation.Porosity is { } porosity)
        {
            var band = truth.PorosityBand!.Value;
            errors[Estimator.Porosity] = 100 * (porosity.Value - Math.Clamp(porosity.Value, band.Lower, band.Upper));
        }

        // Where void is a matter of depth, or the ground between particles, a mean intercept has no one truth.
        if (picture.Subject is not (VerificationSubject.Sections or VerificationSubject.ShadedCellular) || analysis.Intercept?.Main.Px is not { } px) return;
        var lines = LineTruth.Count(truth.Void, picture.Recipe.Width, picture.Recipe.Height);
        AddRelative(errors, Estimator.MeanIntercept, px.Literal.Value, lines.Literal);
        AddRelative(errors, Estimator.CompleteIntercept, px.CompleteOnly?.Value, lines.CompleteOnly);
        AddRelative(errors, Estimator.RatioIntercept, px.Ratio?.Value, lines.Ratio);
    }

    private static void AddParticles(Dictionary<Estimator, double> errors, VerificationPicture picture, RenderTruth truth, Analysis analysis)
    {
        errors[Estimator.Detection] = ParticleMatch.Of(truth.Particles, analysis.Particles?.Particles ?? [], MostlyVisible).F1;
        // The diameter of a packing is that of the particles that are seen nearly whole.
        var visible = picture.Subject == VerificationSubject.ShadedPackings ? NearlyWhole : MostlyVisible;
        var diameters = truth.Particles.Where(p => ParticleMatch.Counts(p, visible)).Select(p => (p.La + p.Lb) / 2).ToArray();
        if (diameters.Length < 5 || analysis.Particles?.Statistics is not { } statistics) return;
        var mean = diameters.Average();
        var cv = 100 * Math.Sqrt(diameters.Sum(d => (d - mean) * (d - mean)) / (diameters.Length - 1)) / mean;
        AddRelative(errors, Estimator.Diameter, statistics.MeanDiameterPx.Value, mean);
        if (statistics.CvPercent is { } measured) errors[Estimator.Cv] = measured.Value - cv;
    }

    private static void AddRelative(Dictionary<Estimator, double> errors, Estimator estimator, double? measured, double? truth)
    {
        if (measured is { } value && truth is { } exact) errors[estimator] = 100 * ((value / exact) - 1);
    }
}
