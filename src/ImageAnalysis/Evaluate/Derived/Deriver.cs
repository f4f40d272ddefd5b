using ImageAnalysis.Findings;

namespace ImageAnalysis.Evaluate.Derived;

/// <summary>Computes from curves, sweeps and laboratory values what the source documents define by them, and joins it to what the sample states.</summary>
public static class Deriver
{
    /// <summary>Keys that several derivations share: the later ones read what the earlier ones found.</summary>
    private static readonly Action<DerivationContext>[] Derivations =
    [
        Porometry.Derive, DissolutionSweep.Derive, ResidualStrain.Derive, SpecimenPorosity.Derive, ColeCole.Derive, DscPeak.Derive, Affinity.Derive,
        SofteningPoint.Derive, Decomposition.Derive, BatteryGrades.Derive,
    ];

    /// <summary>Derives all that the sample gives the data for.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="curves">The files that it names, see <see cref="FilesOf"/>; what is missing is a reason for no value.</param>
    /// <param name="options">Constants.</param>
    /// <param name="sets">Rule sets that it will be judged by: what one of them names is judged, also where no source document limits it.</param>
    /// <exception cref="CurveInvalidException">A file is no usable table, or a sweep has a wrong step; every fault of the file is named.</exception>
    public static (DerivedResults Results, IReadOnlyList<Finding> Findings) Derive(Sample sample, IReadOnlyList<CurveFile> curves, DerivationOptions options, IReadOnlyList<CriteriaSet>? sets = null)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var context = new DerivationContext(sample, curves, options, Vocabulary.Of(sets ?? []), (sets ?? []).SelectMany(s => s.Quantities).Select(q => q.Key).ToHashSet());
        foreach (var derivation in Derivations) derivation(context);
        foreach (var curve in sample.Curves.Where(c => !DerivedInputs.Quantities.Any(q => q.Key == c.Key)))
        {
            context.Find($"curve-not-used:{curve.Key}", Severity.Warning, $"The curve {curve.File} is kept, and nothing is computed from a curve \"{curve.Key}\".",
                "Only curves of which a source document says what follows are computed.", $"State the values themselves, or name one of {string.Join(", ", DerivedInputs.Quantities.Where(q => q.Kind == QuantityKind.Curve).Select(q => q.Key))}.");
        }

        return (context.Results, context.Findings);
    }

    /// <summary>The files that a sample names: curves, then the sweep, each once.</summary>
    public static IReadOnlyList<string> FilesOf(Sample sample) =>
        [.. sample.Curves.Select(c => c.File).Concat(sample.Sweep is { } sweep ? [sweep] : []).Distinct(StringComparer.Ordinal)];

    /// <summary>The sample with the derived values that are judged among its laboratory values. What it states itself stays as it is.</summary>
    internal static Sample Joined(Sample sample, DerivedResults derived) => sample with
    {
        Laboratory =
        [
            .. sample.Laboratory,
            .. derived.Quantities.Where(q => q.Use == DerivedUse.Judged && q.Unit is not null)
                .Select(q => new LaboratoryValue(q.Key, q.Value, q.Interval?.Lower, q.Interval?.Upper, q.Unit!)),
        ],
    };
}
