using ImageAnalysis.Pipeline;

namespace ImageAnalysis.Training.Verification;

/// <summary>What to verify.</summary>
public sealed record VerificationRequest
{
    /// <summary>Seed of the set. Another seed gives other pictures of the same kinds.</summary>
    public ulong Seed { get; init; } = VerificationSet.DefaultSeed;

    /// <summary>Pictures per family and severity.</summary>
    public int PerSeverity { get; init; } = VerificationSet.DefaultPerSeverity;

    /// <summary>Only these subjects; empty: all.</summary>
    public IReadOnlyList<VerificationSubject> Subjects { get; init; } = [];

    /// <summary>Frames per specimen on which intervals are judged; none where only some subjects are asked for.</summary>
    public int CoverageCases { get; init; } = CoverageSet.DefaultCases;

    /// <summary>Pictures at once; the result does not depend on it.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;
}

/// <summary>The accuracy benchmark: renders the set, measures every picture by the façade that users call, and compares with the truth.</summary>
public static class Verifier
{
    /// <summary>The same request gives the same report, for any number of threads.</summary>
    /// <param name="request">Which pictures.</param>
    /// <param name="analyzer">The pipeline under test.</param>
    /// <param name="progress">Called with the number done and the total, one call at a time.</param>
    /// <param name="cancellation">Stops between pictures.</param>
    public static VerificationReport Verify(
        VerificationRequest request, MicrographAnalyzer analyzer, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(analyzer);
        var pictures = VerificationSet.Pictures(request.Seed, request.PerSeverity)
            .Where(p => request.Subjects.Count == 0 || request.Subjects.Contains(p.Subject)).ToArray();
        var scores = new PictureScore[pictures.Length];
        var sections = request.Subjects.Count == 0 || request.Subjects.Contains(VerificationSubject.LayerSections) ? LayerSet.Pictures(request.Seed, request.PerSeverity) : [];
        var layers = new LayerScore[sections.Count];
        var fields = CoverageSet.Fields(request.Seed, request.Subjects.Count == 0 ? request.CoverageCases : 0);
        var covered = new CoverageField[fields.Count];
        var (done, gate) = (0, new Lock());
        var total = pictures.Length + sections.Count + fields.Count;
        Parallel.For(0, total, new ParallelOptions { MaxDegreeOfParallelism = request.Parallelism, CancellationToken = cancellation }, i =>
        {
            if (i < pictures.Length) scores[i] = PictureScorer.Score(pictures[i], analyzer);
            else if (i - pictures.Length is var s && s < sections.Count) layers[s] = LayerScorer.Score(sections[s], analyzer);
            else covered[s - sections.Count] = CoverageScorer.Score(fields[s - sections.Count], analyzer);
            if (progress is null) return;
            lock (gate) progress(++done, total);
        });
        return VerificationReport.From(request.Seed, request.PerSeverity, scores, layers, [.. CoverageReport.Rows(covered)]);
    }
}
