using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate.Derived;

/// <summary>
/// Grades of the battery tests. Rate property: capacity at 3.0 C over capacity at 1.0 C, A from 70 %, B from 65, C from 60, D below. Cycle property: capacity
/// after 100 cycles at 60 °C over the initial one, A from 80 %, B from 75, C from 70, D below. Reliability: Good where no short circuit occurred within 1 h at
/// 150 °C, else Bad. US 9,793,527 Evaluation Methods.
/// </summary>
internal static class BatteryGrades
{
    private const string Source = "US 9,793,527 Evaluation Methods";

    private static readonly (DerivedDefinition Definition, string Over, string Under, double A)[] Properties =
    [
        (new("rate-property", "Charging-discharging rate property", "%", true, "Capacity at 3.0 C / capacity at 1.0 C x 100; A ≥ 70, B ≥ 65, C ≥ 60, D below", Source), "capacity-3c", "capacity-1c", 70),
        (new("cycle-property", "High-temperature cycle property", "%", true, "C1 / C0 x 100 after 100 cycles at 60 °C; A ≥ 80, B ≥ 75, C ≥ 70, D below", Source), "capacity-100-cycles", "capacity-initial", 80),
    ];

    private static readonly DerivedDefinition Reliability = new("reliability", "Reliability", null, false, "Good: no short circuit within 1 h at 150 °C. Bad: a short circuit", Source);

    public static void Derive(DerivationContext context)
    {
        foreach (var (definition, over, under, a) in Properties)
        {
            if (!context.States(definition.Key, over, under)) continue;
            List<DerivedInput> inputs = [];
            var (upper, lower) = (context.Number(over, "mAh", inputs), context.Number(under, "mAh", inputs));
            Reading? quotient = upper?.Value >= 0 && lower?.Value > 0 ? Percent(Reading.Quotient(upper.Value, lower.Value)) : null;
            var value = quotient ?? context.Number(definition.Key, "%", inputs);
            if (quotient?.Value > DerivedInputs.MostPercent)
                context.Add(definition, Outcome.None($"\"{over}\" is {Phrases.Number(Math.Round(quotient.Value.Value!.Value, 1))} % of \"{under}\", which no cell gives: see whether they were exchanged, or one is in another unit", null, inputs));
            else if (value is { IsNumber: true } known)
                context.Add(quotient is null ? definition with { Judged = false } : definition, new Outcome(known) { Answer = $"{Grade(known, a)} ({Phrases.Reading(known, "%")})", Inputs = inputs, IsStated = quotient is null });
            else
                context.Add(definition, Outcome.None($"\"{over}\" and \"{under}\" above zero are needed, or \"{definition.Key}\" itself", null, inputs));
        }

        if (context.Sample.Declared.FirstOrDefault(d => d.Key == "short-circuit") is { } declared)
            context.Add(Reliability, new Outcome(null) { Answer = declared.Holds ? "Bad" : "Good" });
    }

    /// <summary>A, B, C or D, or all that the interval leaves open.</summary>
    /// <param name="value">The property, %.</param>
    /// <param name="a">Where A begins, %; the others follow by 5 %.</param>
    public static string Grade(Reading value, double a)
    {
        string At(double percent) => percent >= a ? "A" : percent >= a - 5 ? "B" : percent >= a - 10 ? "C" : "D";
        var ends = value.Interval is { } i ? (At(i.Lower), At(i.Upper)) : (At(value.Value!.Value), At(value.Value.Value));
        return ends.Item1 == ends.Item2 ? ends.Item1 : $"{ends.Item2} to {ends.Item1}";
    }

    /// <summary>To 1e-9 %, so that 2.1 over 3 is 70 % and not a bit less.</summary>
    private static Reading Percent(Reading ratio)
    {
        static double Of(double share) => Math.Round(share * 100, 9);
        return new(ratio.Value is { } v ? Of(v) : null, ratio.Interval is { } i ? new Interval(Of(i.Lower), Of(i.Upper)) : null);
    }
}
