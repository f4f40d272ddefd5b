using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate.Derived;

/// <summary>
/// Stretching residual strain: the increment over the original, of the length where stretched uniaxially, of the area where stretched biaxially, %.
/// EP 1 063 256 [0082]; [0089](10) gives the formula for the length alone.
/// </summary>
internal static class ResidualStrain
{
    private static readonly DerivedDefinition Uniaxial = new("residual-strain", "Stretching residual strain, uniaxial", "%", true,
        "(length after stretching - original length) / original length x 100", "EP 1 063 256 [0082] [0089](10)");

    private static readonly DerivedDefinition Biaxial = Uniaxial with
    {
        Quantity = "Stretching residual strain, biaxial", Definition = "(area after stretching - original area) / original area x 100", Source = "EP 1 063 256 [0082]",
    };

    public static void Derive(DerivationContext context)
    {
        if (!context.States("length-before", "length-after", "width-before", "width-after")) return;
        List<DerivedInput> inputs = [];
        Reading? Mm(string key) => context.Number(key, "mm", inputs);
        var (l0, l1, w0, w1) = (Mm("length-before"), Mm("length-after"), Mm("width-before"), Mm("width-after"));
        // Stretched one way, a specimen draws in the other: the increment is then that of the length.
        var drawn = l1?.Value > l0?.Value && w1?.Value < w0?.Value;
        var definition = drawn || (w0 is null && w1 is null) ? Uniaxial : Biaxial;
        List<string> missing = [.. new[] { ("length-before", l0), ("length-after", l1) }.Concat(definition == Biaxial ? [("width-before", w0), ("width-after", w1)] : [])
            .Where(x => !(x.Item2?.Value > 0)).Select(x => $"\"{x.Item1}\"")];
        if (missing.Count > 0)
        {
            context.Add(definition, Outcome.None($"no length above zero is given for {string.Join(" and ", missing)}", null, inputs));
            return;
        }

        if (drawn)
        {
            context.Find("strain-uniaxial", Severity.Note, FormattableString.Invariant($"The width came out smaller than before stretching, from {w0!.Value.Value:G6} to {w1!.Value.Value:G6} mm, while the length grew: the stretching was uniaxial, and the strain is that of the length."),
                "[0082] takes the increment of the area for biaxial stretching alone; a width that shrinks would hide some of the length's.", "See whether \"width-before\" and \"width-after\" were exchanged.");
        }
        else if (definition == Biaxial && l1!.Value.Value < l0!.Value.Value && w1!.Value.Value > w0!.Value.Value)
        {
            context.Add(definition, Outcome.None("the length came out smaller than before stretching while the width grew: see whether \"length-before\" and \"length-after\" were exchanged; of a specimen stretched along its width, state that as the length", null, inputs));
            return;
        }

        var length = Reading.Quotient(l1!.Value, l0!.Value);
        var strain = Strain(definition == Uniaxial ? length : Arithmetic.Product(length, Reading.Quotient(w1!.Value, w0!.Value)));
        context.Add(definition, strain is { Value: < 0, Interval: not { Upper: >= 0 } }
            ? Outcome.None($"the specimen came out smaller than it was before stretching, by {Phrases.Number(-strain.Value.Value)} %, which no stretching does: see whether \"length-before\" and \"length-after\" were exchanged", null, inputs)
            : new Outcome(strain) { Inputs = inputs });
    }

    private static Reading Strain(Reading ratio) =>
        new((ratio.Value - 1) * 100, ratio.Interval is { } i ? new Interval((i.Lower - 1) * 100, (i.Upper - 1) * 100) : null);
}
