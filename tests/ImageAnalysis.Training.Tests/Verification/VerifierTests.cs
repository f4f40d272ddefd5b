using ImageAnalysis.Pipeline;
using ImageAnalysis.Training.Verification;

namespace ImageAnalysis.Training.Tests.Verification;

public sealed class VerifierTests
{
    private static readonly MicrographAnalyzer Analyzer = new(new PipelineOptions(), null, []);

    [Fact]
    public void Any_number_of_threads_gives_the_same_table()
    {
        var request = new VerificationRequest { Seed = 5, PerSeverity = 1, Subjects = [VerificationSubject.SeparatedLatex] };

        var one = VerificationTable.Write(Verifier.Verify(request with { Parallelism = 1 }, Analyzer));
        var four = VerificationTable.Write(Verifier.Verify(request with { Parallelism = 4 }, Analyzer));

        Assert.Equal(one, four);
    }

    [Fact]
    public void Clean_discs_lying_apart_are_all_found()
    {
        var report = Verifier.Verify(new VerificationRequest { Seed = 6, PerSeverity = 1, Subjects = [VerificationSubject.SeparatedLatex] }, Analyzer);

        var clean = Assert.Single(report.Errors, e => e is { Estimator: Estimator.Detection, Severity: 0 });
        Assert.True(clean.Median >= 0.95, $"F1 {clean.Median}");
    }

    [Fact]
    public void Only_promises_over_the_pictures_asked_for_are_judged()
    {
        var report = Verifier.Verify(new VerificationRequest { Seed = 7, PerSeverity = 1, Subjects = [VerificationSubject.Unmeasurable] }, Analyzer);

        Assert.Equal([Estimator.MeasuredWithoutFinding], report.Promises.Select(p => p.Limit.Estimator));
        Assert.Empty(report.Failures);
    }

    [Fact]
    public void Intervals_are_judged_on_every_specimen_with_its_width()
    {
        var request = new VerificationRequest { Seed = 8, PerSeverity = 1, CoverageCases = 2, Parallelism = 2 };

        var fields = CoverageSet.Fields(request.Seed, request.CoverageCases);
        var rows = CoverageReport.Rows([CoverageScorer.Score(fields[0], Analyzer), CoverageScorer.Score(fields[^1], Analyzer)]).ToArray();

        Assert.Equal(
            [
                Estimator.RatioCoverage, Estimator.RatioWidth, Estimator.SegmentationCoverage, Estimator.ScaleCoverage,
                Estimator.DiameterCoverage, Estimator.DiameterWidth, Estimator.CvCoverage, Estimator.CvWidth,
            ],
            rows.Select(r => r.Limit.Estimator));
        Assert.All(rows, r => Assert.Equal((2, 2), (r.Cases, r.Rendered)));
    }

    [Theory]
    [InlineData(89.9, false)]
    [InlineData(90.0, true)]
    [InlineData(98.0, true)]
    [InlineData(98.1, false)]
    [InlineData(null, false)]
    public void Intervals_may_hold_neither_too_seldom_nor_too_often(double? reached, bool holds)
    {
        var limit = VerificationLimit.All.Single(l => l.Estimator == Estimator.RatioCoverage);
        Assert.Equal(holds, new CoverageRow(limit, "network", 200, 200, reached, 0).Holds);
    }

    [Fact]
    public void A_promise_without_a_single_number_does_not_hold() =>
        Assert.False(new PromiseRow(VerificationLimit.All[0], 0, null).Holds);
}
