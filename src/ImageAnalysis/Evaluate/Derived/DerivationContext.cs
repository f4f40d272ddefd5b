using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate.Derived;

/// <summary>What a derivation works with, and where it puts what it finds.</summary>
internal sealed class DerivationContext(Sample sample, IReadOnlyList<CurveFile> files, DerivationOptions options, IReadOnlyDictionary<string, QuantityDefinition> known, IReadOnlySet<string> asked)
{
    private readonly List<DerivedQuantity> _quantities = [];
    private readonly List<DerivedSeries> _series = [];
    private readonly List<Finding> _findings = [];

    public DerivationOptions Options => options;

    public Sample Sample => sample;

    public DissolutionWindow? Window { get; set; }

    public IReadOnlyList<Finding> Findings => _findings;

    public DerivedResults Results => new(_quantities, Window, _series);

    /// <summary>Whether the sample states any of these numbers.</summary>
    public bool States(params string[] keys) => sample.Laboratory.Any(v => keys.Contains(v.Key));

    /// <summary>A number of the sample in the given unit, else one that was derived before; null where there is none. It is noted among the inputs.</summary>
    public Reading? Number(string key, string unit, List<DerivedInput> inputs)
    {
        Reading? reading = null;
        var origin = InputOrigin.Sample;
        if (sample.Laboratory.FirstOrDefault(v => v.Key == key) is { } stated)
            reading = In(key, stated.Value, stated.Lower, stated.Upper, stated.Unit, unit);
        else if (_quantities.Find(q => q.Key == key && q.Use != DerivedUse.None) is { } derived)
            (reading, origin) = (In(key, derived.Value, derived.Interval?.Lower, derived.Interval?.Upper, derived.Unit!, unit), InputOrigin.Derived);
        if (reading?.Value is { } value) inputs.Add(new DerivedInput(key, value, unit, origin));
        return reading;
    }

    /// <summary>A number of the sample, else that of an option.</summary>
    public double Constant(string key, string unit, double option, List<DerivedInput> inputs)
    {
        var number = Number(key, unit, inputs);
        if (number?.Value is { } stated) return stated;
        if (number is { } bound)
        {
            Find($"constant-not-exact:{key}", Severity.Warning, $"{key} is stated as {Phrases.Reading(bound, unit)}, and the option, {Phrases.Number(option)}, was taken.",
                "A constant is one number; from a bound no value follows.", $"State the value of \"{key}\" itself.");
        }

        inputs.Add(new DerivedInput(key, option, unit, InputOrigin.Option));
        return option;
    }

    /// <summary>The file of a curve that the sample names; null where it names none. One that was not handed in is a reason for no value.</summary>
    public (string Name, CurveFile? File)? Curve(string key) =>
        sample.Curves.FirstOrDefault(c => c.Key == key) is { } reference ? (reference.File, FileOf(reference.File)) : null;

    public CurveFile? FileOf(string name) => files.FirstOrDefault(f => f.Name == name);

    public void Find(string code, Severity severity, string what, string why, string mend) => _findings.Add(new Finding(code, severity, what, why, mend));

    public void Plot(string key, string file, string xName, string xUnit, string yName, string yUnit, Curve curve)
    {
        var points = Thinned(curve);
        _series.Add(new DerivedSeries(key, file, xName, xUnit, yName, yUnit, [.. points.Select(p => p.X)], [.. points.Select(p => p.Y)]));
    }

    /// <summary>Adds a result. A quantity that criteria are about is compared with what the sample states of it: the stated value is its owner's decision and is judged.</summary>
    public void Add(DerivedDefinition definition, Outcome result)
    {
        var (reading, unit) = (result.Reading, definition.Unit);
        var has = reading is { IsNumber: true };
        var stated = sample.Laboratory.FirstOrDefault(v => v.Key == definition.Key);
        var judged = known.ContainsKey(definition.Key) && (definition.Judged || asked.Contains(definition.Key));
        var use = !has && result.Answer is null ? DerivedUse.None : judged && stated is not null ? DerivedUse.StatedValueJudged : judged ? DerivedUse.Judged : DerivedUse.Information;
        var reason = result.Why is { } why ? Phrases.Sentence(why + Bounds(why)) : null;
        // A value that was itself read from the sample is not compared with itself.
        if (has && stated is not null && known.GetValueOrDefault(definition.Key)?.Dimension is { } dimension && !result.IsStated)
            reason = Compare(definition, dimension, reading!.Value, stated, result.File);
        _quantities.Add(new DerivedQuantity(
            definition.Key,
            definition.Quantity,
            has ? reading!.Value.Value : null,
            unit,
            has ? reading!.Value.ToBounds() : null,
            has ? result.Answer ?? Phrases.Reading(reading!.Value, unit) : result.Answer,
            use,
            reason,
            definition.Definition,
            definition.Source,
            result.File,
            result.Inputs,
            result.Points));
    }

    /// <summary>Of the values that a reason names as missing, those that are there and are no numbers.</summary>
    private string Bounds(string why) => string.Concat(sample.Laboratory.Where(v => v.Value is null && why.Contains($"\"{v.Key}\"", StringComparison.Ordinal))
        .Select(v => $"; what is stated of \"{v.Key}\" is a bound, and a number is needed"));

    private string Compare(DerivedDefinition definition, Dimension dimension, Reading derived, LaboratoryValue stated, string? file)
    {
        var unit = definition.Unit!;
        var own = In(definition.Key, stated.Value, stated.Lower, stated.Upper, stated.Unit, unit);
        var from = file is null ? "the other laboratory values" : file;
        var (left, right) = (Phrases.Reading(own, unit), Phrases.Reading(derived, unit));
        if (Differs(derived, own, dimension) is { } tolerance)
        {
            Find($"derived-differs:{definition.Key}", Severity.Warning, $"{definition.Key} is stated as {left}, and {right} follows from {from}.",
                $"They differ by more than {tolerance}. {Judged(definition)}.", $"Check both; take \"{definition.Key}\" out of the sample to judge what follows from {from}.");
        }

        return $"The sample states {left}; {right} follows from {from}. {Judged(definition)}.";
    }

    private static string Judged(DerivedDefinition definition) => definition.Judged ? "The stated value is judged" : "What the derived values give is judged";

    /// <summary>The tolerance that is exceeded, in words; null where the two agree.</summary>
    private string? Differs(Reading derived, Reading own, Dimension dimension)
    {
        var isTemperature = dimension == Dimension.Temperature;
        var allowed = isTemperature ? options.AgreementCelsius : options.AgreementPercent / 100 * Math.Abs(derived.Value ?? own.Value ?? 0);
        var words = isTemperature ? $"{Phrases.Number(options.AgreementCelsius)} °C" : $"{Phrases.Number(options.AgreementPercent)} %";
        var apart = derived.Value is { } d && own.Value is { } o ? Math.Abs(d - o)
            : Math.Max(Above(own, derived), Above(derived, own));
        return apart > allowed ? words : null;
    }

    /// <summary>By how much all of a lies above all of b.</summary>
    private static double Above(Reading a, Reading b) => (a.Interval?.Lower ?? double.NegativeInfinity) - (b.Interval?.Upper ?? double.PositiveInfinity);

    private Reading In(string key, double? value, double? lower, double? upper, string from, string to)
    {
        double? Converted(double? number) => number is { } n ? known.TryGetValue(key, out var q) && q.Dimension is { } dimension ? Units.Convert(n, dimension, from, to) : n : null;
        var (low, high) = (Converted(lower) ?? double.NegativeInfinity, Converted(upper) ?? double.PositiveInfinity);
        return new Reading(Converted(value), low <= high ? new Interval(low, high) : null);
    }

    private static IReadOnlyList<CurvePoint> Thinned(Curve curve)
    {
        const int Stretches = 100;
        if (curve.Count <= 2 * Stretches) return curve.Points;
        var kept = new SortedSet<int> { 0, curve.Count - 1 };
        for (var s = 0; s < Stretches; s++)
        {
            var (from, to) = (s * curve.Count / Stretches, (s + 1) * curve.Count / Stretches);
            var indices = Enumerable.Range(from, to - from).ToList();
            kept.Add(indices.MinBy(i => curve[i].Y));
            kept.Add(indices.MaxBy(i => curve[i].Y));
        }

        return [.. kept.Select(i => curve[i])];
    }
}

/// <summary>What a derived quantity is.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Quantity">In words.</param>
/// <param name="Unit">Of its value; null for one without number.</param>
/// <param name="Judged">Whether it takes the place of a laboratory value of the same key.</param>
/// <param name="Definition">How it is defined.</param>
/// <param name="Source">Paragraph or section.</param>
internal sealed record DerivedDefinition(string Key, string Quantity, string? Unit, bool Judged, string Definition, string Source);

/// <summary>What a derivation found.</summary>
/// <param name="Reading">The value, or a bound; null where there is none.</param>
/// <param name="Why">Why there is none, as a clause.</param>
internal sealed record Outcome(Reading? Reading, string? Why = null)
{
    public string? Answer { get; init; }

    public string? File { get; init; }

    /// <summary>Whether it was itself read from the sample: it is then not compared with itself.</summary>
    public bool IsStated { get; init; }

    public IReadOnlyList<DerivedInput> Inputs { get; init; } = [];

    public IReadOnlyList<DerivedPoint> Points { get; init; } = [];

    public static Outcome None(string why, string? file = null, IReadOnlyList<DerivedInput>? inputs = null) => new(null, why) { File = file, Inputs = inputs ?? [] };
}
