namespace ImageAnalysis.Evaluate.Derived;

/// <summary>
/// Whether a cooling medium has affinity for the polymer: the melting point of their 30 : 70 mixture lies below that of the neat polymer, Tm100 &gt; Tm30.
/// The pores of the surface then tend to be larger than those inside. EP 1 063 256 [0078].
/// </summary>
internal static class Affinity
{
    private static readonly DerivedDefinition Definition = new("affinity", "Affinity of the cooling medium: Tm100 - Tm30", "°C", false,
        "Tm100 > Tm30, the melting points of the neat polymer and of its 30 : 70 mixture with the cooling medium", "EP 1 063 256 [0078]");

    public static void Derive(DerivationContext context)
    {
        List<DerivedInput> inputs = [];
        if (context.Number("tm100", "°C", inputs) is not { } neat || context.Number("tm30", "°C", inputs) is not { } mixture) return;
        var difference = Reading.Difference(neat, mixture);
        var answer = difference.Interval switch
        {
            { Lower: > 0 } => "affinity, the surface pores tend to be larger than those inside",
            { Upper: <= 0 } => "no affinity",
            _ => "open, the intervals of Tm100 and Tm30 overlap",
        };
        context.Add(Definition, new Outcome(difference) { Answer = $"{Phrases.Reading(difference, "°C")}: {answer}", Inputs = inputs });
    }
}
