using ImageAnalysis.Training.Verification;

namespace ImageAnalysis.Training.Tests.Verification;

public sealed class VerificationLimitTests
{
    /// <summary>The promises as first written. A stricter limit in limits.json is welcome, a laxer or a missing one is red.</summary>
    public static TheoryData<Estimator, VerificationSubject[], int[], double> Promises { get; } = new()
    {
        { Estimator.Porosity, [VerificationSubject.Sections], [0, 1, 2], 0.3 },
        { Estimator.Porosity, [VerificationSubject.Sections], [3], 1.2 },
        { Estimator.Porosity, [VerificationSubject.ShadedCellular], [0, 1, 2, 3], 6 },
        { Estimator.MeanIntercept, [VerificationSubject.Sections], [0, 1, 2], 1 },
        { Estimator.MeanIntercept, [VerificationSubject.Sections], [3], 1.6 },
        { Estimator.MeanIntercept, [VerificationSubject.ShadedCellular], [0, 1, 2, 3], 10 },
        { Estimator.Diameter, [VerificationSubject.SeparatedLatex], [0, 1, 2, 3], 1.2 },
        { Estimator.Diameter, [VerificationSubject.TouchingLatex], [0, 1, 2, 3], 1.5 },
        { Estimator.Diameter, [VerificationSubject.PiledLatex], [0, 1, 2, 3], 3 },
        { Estimator.Diameter, [VerificationSubject.Sections], [0, 1, 2, 3], 3 },
        { Estimator.Diameter, [VerificationSubject.ShadedPackings], [0, 1, 2, 3], 5 },
        { Estimator.Cv, [VerificationSubject.SeparatedLatex], [0, 1, 2, 3], 0.5 },
        { Estimator.Cv, [VerificationSubject.TouchingLatex], [0, 1, 2, 3], 1 },
        { Estimator.Cv, [VerificationSubject.ShadedPackings], [0, 1, 2, 3], 5 },
        { Estimator.Detection, [VerificationSubject.TouchingLatex, VerificationSubject.PiledLatex], [0, 1, 2, 3], 0.9 },
        { Estimator.Detection, [VerificationSubject.PiledLatex], [0, 1, 2, 3], 0.75 },
        { Estimator.Detection, [VerificationSubject.ShadedPackings], [0, 1, 2, 3], 0.75 },
        { Estimator.MeasuredWithoutFinding, [VerificationSubject.Unmeasurable], [0, 1, 2, 3], 0 },
        { Estimator.Refused, [.. Enum.GetValues<VerificationSubject>().Where(s => s is not (VerificationSubject.Unmeasurable or VerificationSubject.LayerSections))], [0, 1, 2, 3], 2 },
    };

    [Theory]
    [MemberData(nameof(Promises))]
    public void No_promise_is_relaxed(Estimator estimator, VerificationSubject[] subjects, int[] severities, double promise)
    {
        var limit = Assert.Single(VerificationLimit.All, l => l.Estimator == estimator && l.Subjects.SequenceEqual(subjects) && l.Severities.SequenceEqual(severities));

        Assert.True(limit.IsFloor ? limit.Limit >= promise : limit.Limit <= promise, $"{estimator}: {limit.Limit} is laxer than {promise}.");
    }

    /// <summary>Layer sections: medians, and what 90 % of the sections keep to.</summary>
    [Theory]
    [InlineData(Estimator.SectionsFound, 3, null, 80.0)]
    [InlineData(Estimator.SectionsFound, 0, null, 95.0)]
    [InlineData(Estimator.LayersRight, 0, null, 90.0)]
    [InlineData(Estimator.SectionThickness, 0, null, 0.5)]
    [InlineData(Estimator.SectionThickness, 0, 90.0, 2.0)]
    [InlineData(Estimator.InsideThickness, 0, null, 1.0)]
    [InlineData(Estimator.InsideThickness, 0, 90.0, 3.0)]
    [InlineData(Estimator.SurfaceLayerThickness, 0, null, 3.0)]
    [InlineData(Estimator.SurfaceLayerThickness, 0, 90.0, 10.0)]
    [InlineData(Estimator.PorousMembraneThickness, 0, null, 2.0)]
    [InlineData(Estimator.PorousMembraneThickness, 0, 90.0, 5.0)]
    [InlineData(Estimator.ActiveLayerThickness, 0, null, 1.0)]
    [InlineData(Estimator.ActiveLayerThickness, 0, 90.0, 3.0)]
    [InlineData(Estimator.CollectorThickness, 0, null, 2.0)]
    [InlineData(Estimator.CollectorThickness, 0, 90.0, 5.0)]
    [InlineData(Estimator.InsidePorosity, 0, null, 0.5)]
    [InlineData(Estimator.InsidePorosity, 0, 90.0, 2.0)]
    [InlineData(Estimator.ActivePorosity, 0, null, 0.5)]
    [InlineData(Estimator.ActivePorosity, 0, 90.0, 2.0)]
    [InlineData(Estimator.WholeFrameMeasured, 3, null, 0.0)]
    [InlineData(Estimator.DistortedMeasured, 3, null, 0.0)]
    [InlineData(Estimator.FramesTaken, 3, null, 0.0)]
    public void No_promise_of_layers_is_relaxed(Estimator estimator, int severity, double? quantile, double promise)
    {
        var limit = Assert.Single(VerificationLimit.All, l => l.Estimator == estimator && l.Severities.Contains(severity) && l.Quantile == quantile);

        Assert.Equal([VerificationSubject.LayerSections], limit.Subjects);
        Assert.True(severity == 3 || limit.Severities.SequenceEqual([0, 1, 2]));
        Assert.True(limit.IsFloor ? limit.Limit >= promise : limit.Limit <= promise, $"{estimator}: {limit.Limit} is laxer than {promise}.");
    }

    /// <summary>Shares of intervals that must hold, and their widest width over the ideal one.</summary>
    [Theory]
    [InlineData(Estimator.RatioCoverage, 90.0, 98.0)]
    [InlineData(Estimator.RatioWidth, null, 1.5)]
    [InlineData(Estimator.DiameterCoverage, 90.0, 98.0)]
    [InlineData(Estimator.DiameterWidth, null, 1.5)]
    [InlineData(Estimator.CvCoverage, 90.0, 98.0)]
    [InlineData(Estimator.CvWidth, null, 1.5)]
    [InlineData(Estimator.SegmentationCoverage, 90.0, 100.0)]
    [InlineData(Estimator.ScaleCoverage, 90.0, 98.0)]
    public void No_promise_of_intervals_is_relaxed(Estimator estimator, double? atLeast, double limit)
    {
        var kept = Assert.Single(VerificationLimit.All, l => l.Estimator == estimator);

        Assert.True(kept.Limit <= limit && !(kept.AtLeast < atLeast) && atLeast.HasValue == kept.AtLeast.HasValue, $"{estimator}: {kept.AtLeast} to {kept.Limit} is laxer than {atLeast} to {limit}.");
    }
}
