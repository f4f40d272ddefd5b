using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate.Derived;

namespace ImageAnalysis.Evaluate;

/// <summary>Finds for each criterion what images and sample say about it, in its unit. It compares nothing.</summary>
internal sealed class EvidenceFinder(EvaluationInput input, CriteriaSet set)
{
    private readonly Dictionary<string, QuantityDefinition> _quantities = set.Quantities.ToDictionary(q => q.Key);
    private readonly ImageEvidence _images = new(input);
    private readonly SectionEvidence _sections = new(input);

    public Evidence Find(Criterion criterion)
    {
        var keys = criterion.Value.Keys;
        return criterion.Value.From switch
        {
            ValueOrigin.Declaration => Declared(keys[0]),
            ValueOrigin.Laboratory => Number(keys[0], criterion.Unit!) is { } reading ? AgainstDerived(criterion, keys[0], reading) : Evidence.None(NotGiven(keys[0], criterion.NotComparable)),
            ValueOrigin.Lowest => Lowest(keys, criterion.Unit!),
            ValueOrigin.Quotient => Contradicted(criterion, Quotient(criterion.Value)),
            ValueOrigin.Passage => Passage(keys[0], criterion),
            _ => Unmeasured(criterion, Image(criterion)),
        };
    }

    /// <summary>Where an image that the sample names was not measured, what it would have shown stays open.</summary>
    private Evidence Unmeasured(Criterion criterion, Evidence evidence)
    {
        ImageRole[] roles = criterion.Value.Measure switch
        {
            ImageMeasure.Structure or ImageMeasure.Isotropy => [ImageRole.Internal],
            ImageMeasure.SurfaceRatio or ImageMeasure.DenseSurfacePore => [ImageRole.Internal, ImageRole.SurfaceA, ImageRole.SurfaceB],
            ImageMeasure.NumberAverageDiameter or ImageMeasure.CoefficientOfVariation => [ImageRole.Particles],
            _ => [ImageRole.LayerSection, .. input.Images.Where(i => i.Layers is not null).Select(i => i.Role).OfType<ImageRole>()],
        };
        return Unmeasured(roles, evidence);
    }

    private Evidence Unmeasured(IReadOnlyList<ImageRole> roles, Evidence evidence)
    {
        var images = input.Unmeasured.Where(i => roles.Contains(i.Role)).ToList();
        if (images.Count == 0) return evidence;
        var names = string.Join(" and ", images.Select(Phrases.Image));
        if (evidence.Missing is { } missing) return evidence with { Missing = $"{missing}: {names} {(images.Count == 1 ? "was" : "were")} not measured" };
        var why = $"{names} {(images.Count == 1 ? "was" : "were")} not measured, and could show something else";
        return evidence.Doubted(why, new Remedy(RemedyKind.Image, $"Have {names} measured, or take {(images.Count == 1 ? "it" : "them")} out of the sample."));
    }

    /// <summary>The reading of a quantity that a limit refers to, in the unit of the criterion; null where it is not known.</summary>
    public Reading? Reference(string key, string unit) =>
        key == CriteriaReader.IsotropyTolerance
            ? _images.IsotropyTolerance() is { } tolerance ? Reading.Exact(tolerance) : null
            : Number(key, unit);

    /// <summary>Why a quantity that a limit refers to is not known, as a clause.</summary>
    public string NoReference(string key)
    {
        if (!_quantities.TryGetValue(key, out var q) || q.Kind != QuantityKind.FromSweep) return NotGiven(key, null);
        return input.Sample?.Sweep is { } sweep
            ? $"the sweep {sweep} gives no {key}{Because(key)}"
            : "the sample names no sweep, and a window holds only for its own polymer, solvent, weight fraction and forming method";
    }

    /// <summary>A laboratory value in the given unit.</summary>
    public Reading? Number(string key, string unit)
    {
        if (input.Sample?.Laboratory.FirstOrDefault(v => v.Key == key) is not { } value || !_quantities.TryGetValue(key, out var quantity) || quantity.Dimension is not { } dimension) return null;
        return value.Read(dimension, unit);
    }

    /// <summary>A stated ratio of pore sizes and the quotient of the stated sizes, where all are given. Derived sizes are compared where they are derived, within their own tolerance.</summary>
    public (Reading Stated, Reading Quotient)? StatedAgainstQuotient(Criterion criterion)
    {
        var keys = criterion.Value.Keys;
        return criterion.Value.From == ValueOrigin.Quotient && !keys.Any(k => Derived(k) is { Use: DerivedUse.Judged }) && Number(keys[0], _quantities[keys[0]].Unit!) is { IsNumber: true } stated && Sizes(keys) is { IsNumber: true } quotient
            ? (stated, quotient)
            : null;
    }

    private Reading? Sizes(IReadOnlyList<string> keys)
    {
        var unit = _quantities[keys[1]].Unit!;
        if (Number(keys[1], unit) is not { } a || Number(keys[2], unit) is not { } b) return null;
        // What is stated as below a size is not below nothing.
        var isAmount = (_quantities[keys[2]].Possible is { } possible ? possible.AtLeast ?? possible.Above : null)?.Plus >= 0;
        return Reading.Quotient(a, isAmount && b.Interval is { Lower: double.NegativeInfinity } open ? b with { Interval = new(0, open.Upper) } : b);
    }

    private Evidence Declared(string key) =>
        input.Sample?.Declared.FirstOrDefault(d => d.Key == key) is { } declaration
            ? new Evidence { Declared = declaration.Holds }
            : Evidence.None($"nothing is declared about \"{key}\"");

    private Evidence Quotient(ValueSource source)
    {
        var keys = source.Keys;
        // A curve knows the ratio of its own sizes, also where it only bounds one of them; its size over one that was stated is the ratio of two measurements.
        if (Derived(keys[0]) is { Use: DerivedUse.Judged } && keys.Skip(1).Any(k => Derived(k) is { Use: DerivedUse.Judged }) && Number(keys[0], _quantities[keys[0]].Unit!) is { } own)
            return Impossible(own, source) ?? Evidence.Of(own, Origin(keys[0]) ?? "as stated");
        if (Sizes(keys) is { } quotient) return Impossible(quotient, source) ?? Evidence.Of(quotient, $"from {keys[1]} over {keys[2]}{string.Concat(keys.Skip(1).Select(k => Origin(k) is { } origin ? $"; {k} {origin}" : ""))}");
        if (Number(keys[0], _quantities[keys[0]].Unit!) is { } stated) return Impossible(stated, source) ?? Evidence.Of(stated, "as stated");
        var given = keys.Skip(1).Where(k => Number(k, _quantities[k].Unit!) is not null).ToList();
        return Evidence.None(given.Count == 0
            ? $"neither \"{keys[0]}\" nor \"{keys[1]}\" and \"{keys[2]}\" are given{Curve(keys[1])}"
            : $"no laboratory value \"{keys.Skip(1).Except(given).Single()}\" is given{Curve(keys[1])}");
    }

    /// <summary>Where a ratio is stated too, and the sizes exclude it and would be judged otherwise, neither passes nor fails.</summary>
    private Evidence Contradicted(Criterion criterion, Evidence evidence)
    {
        if (evidence.Missing is not null || StatedAgainstQuotient(criterion) is not { } both || Reading.Apart(both.Stated, both.Quotient) <= Reading.RatioRounding) return evidence;
        Verdict Of(Reading reading) => Judge.Range(reading, criterion.Limits, k => Reference(k, criterion.Unit!)).Guarded;
        return Of(both.Stated) == Of(both.Quotient) ? evidence
            : evidence.Doubted($"{criterion.Value.Keys[0]} is stated as {Phrases.Reading(both.Stated, criterion.Unit)}, which the sizes exclude", new Remedy(RemedyKind.Laboratory, $"Check \"{criterion.Value.Keys[0]}\", \"{criterion.Value.Keys[1]}\" and \"{criterion.Value.Keys[2]}\": the sizes exclude the ratio that is stated.", null, criterion.Value.Keys[0]));
    }

    /// <summary>A stated value is judged before what follows from a curve; where that is judged to the opposite, neither passes nor fails.</summary>
    private Evidence AgainstDerived(Criterion criterion, string key, Reading stated)
    {
        var evidence = Evidence.Of(stated, Origin(key));
        if (Derived(key) is not { Use: DerivedUse.StatedValueJudged, Unit: { } unit } derived || _quantities[key].Dimension is not { } dimension) return evidence;
        var reading = new LaboratoryValue(key, derived.Value, derived.Interval?.Lower, derived.Interval?.Upper, unit).Read(dimension, criterion.Unit!);
        Verdict Of(Reading value) => Judge.Range(value, criterion.Limits, k => Reference(k, criterion.Unit!)).Guarded;
        return (Of(stated), Of(reading)) is not ((Verdict.Pass, Verdict.Fail) or (Verdict.Fail, Verdict.Pass)) ? evidence
            : evidence.Doubted($"{Phrases.Reading(reading, criterion.Unit)} is judged to the opposite, and the evidence contradicts itself", new Remedy(RemedyKind.Laboratory, $"Check the stated \"{key}\" against {derived.File ?? "the values that it follows from"}: one passes where the other fails.", null, key));
    }

    /// <summary>No evidence where a quotient is smaller than it can be.</summary>
    private static Evidence? Impossible(Reading ratio, ValueSource source) => source.Least is { } least && (ratio.Value ?? ratio.Interval?.Upper) < least
        ? Evidence.None($"{source.Keys[0]} comes to less than {Phrases.Number(least)}, which no {source.Keys[1]} over {source.Keys[2]} can be: look for a wrong unit or digit")
        : null;

    private Evidence Lowest(IReadOnlyList<string> keys, string unit)
    {
        var given = keys.Select(k => (Key: k, Reading: Number(k, unit))).Where(x => x.Reading is not null).Select(x => (x.Key, Reading: x.Reading!.Value)).ToList();
        if (given.Count == 0) return Evidence.None($"none of {string.Join(", ", keys.Select(k => $"\"{k}\""))} is given{string.Concat(keys.Select(Curve).Distinct())}");

        // One that is not known can be lower than all that are: these then bound the lowest from above, and pass no lower limit.
        var missing = keys.Except(given.Select(x => x.Key)).ToList();
        var lowest = Reading.Lowest([.. given.Select(x => x.Reading), .. missing.Select(_ => Reading.Unknown)]);
        var remark = missing.Count > 0 ? $"{string.Join(" and ", given.Select(x => $"{x.Key} is {Phrases.Reading(x.Reading, unit)}"))}, and the {(keys.Count == 2 ? "lower of both" : "lowest")} counts: no \"{string.Join("\", \"", missing)}\" is given{string.Concat(missing.Select(Curve).Distinct())}"
            : lowest.Value is not null && given.MinBy(x => x.Reading.Value ?? double.PositiveInfinity) is var least ? $"the lower one is {least.Key}"
            : string.Join(", ", given.Select(x => $"{x.Key} {Phrases.Reading(x.Reading, unit)}"));
        string?[] remarks = [remark, .. given.Select(x => Origin(x.Key) is { } origin ? $"{x.Key} {origin}" : null)];
        return Evidence.Of(lowest, string.Join("; ", remarks.OfType<string>()));
    }

    private Evidence Image(Criterion criterion)
    {
        var unit = criterion.Unit;
        var found = criterion.Value.Measure switch
        {
            ImageMeasure.Structure => _images.Structure(),
            ImageMeasure.Isotropy => _images.IsotropyRatio(),
            ImageMeasure.SurfaceRatio => _images.SurfaceRatio(),
            ImageMeasure.DenseSurfacePore => _images.DenseSurfacePore(unit!),
            ImageMeasure.NumberAverageDiameter => _images.Diameter(unit!, criterion.MinimumParticles ?? 0),
            ImageMeasure.CoefficientOfVariation => _images.Variation(unit!, criterion.MinimumParticles ?? 0),
            { } layer => _sections.Find(layer, unit!),
            null => throw new InvalidOperationException($"{criterion.Id} names no measure."),
        };
        if (criterion.Value.Keys is not [var key] || Number(key, unit!) is not { } stated) return found;
        var laboratory = criterion.Value.Measure == ImageMeasure.SurfaceRatio
            ? new Evidence { Readings = [("one side, not stated", stated)], Together = Together.Any, Complete = false }
            : Evidence.Of(stated, Origin(key) ?? "a laboratory value");
        if (found.Missing is not null) return laboratory;

        // Beyond the whole interval of every image the two disagree, whatever follows for the limit.
        if (found.Readings.Count > 0 && found.Readings.All(r => r.Reading.Interval is { } i && stated.Interval is { } s && (s.Lower > i.Upper || s.Upper < i.Lower)))
            found = found with { Excludes = $"{key} is stated as {Phrases.Reading(stated, unit)}, and images show {string.Join(", ", found.Readings.Select(r => $"{Phrases.Reading(r.Reading, unit)} ({Phrases.Interval(r.Reading, unit, [])})"))}" };

        // What images show goes first; where the laboratory says the opposite, neither passes nor fails.
        Verdict Of(Evidence evidence) => Judge.Several(evidence.Readings.Select(r => Judge.Range(r.Reading, criterion.Limits, k => Reference(k, unit!))), evidence.Together, evidence.Complete).Guarded;
        return (Of(found), Of(laboratory)) is not ((Verdict.Pass, Verdict.Fail) or (Verdict.Fail, Verdict.Pass)) ? found
            : found.Doubted($"the laboratory states {Phrases.Reading(stated, unit)}, and the evidence contradicts itself", new Remedy(RemedyKind.Laboratory, $"Check \"{key}\" and the images: one passes where the other fails.", null, key));
    }

    /// <summary>
    /// A permeability above zero proves that voids reach through. A permeability of zero, a surface without pores, or an inside without pores refutes
    /// it: EP 1 063 256 [0093], [0101], [0105].
    /// </summary>
    private Evidence Passage(string key, Criterion criterion)
    {
        var unit = criterion.Unit!;
        var permeability = Number(key, unit);
        var flow = permeability is { } reading ? Judge.Range(reading, criterion.Limits, _ => null) : Judgement.NotJudged;
        var closed = _images.NonPorousSurfaces();
        var nonPorous = _images.NonPorousInside(HasPoresByLaboratory());
        var readings = permeability is { } p ? new[] { ((string?)null, p) } : [];
        if (closed.Count > 0 || nonPorous is not null)
        {
            var what = closed.Count > 0 ? $"the surface on {string.Join(" and ", closed.Select(i => i.File))} is non-porous" : $"the inside on {nonPorous!.File} is non-porous";
            if (flow.Guarded is Verdict.Pass or Verdict.Indeterminate)
                return new Evidence { Readings = readings, Weighed = (new(Verdict.Indeterminate, Verdict.Indeterminate), $"{what}, while water passes at {Phrases.Reading(permeability!.Value, unit)}: the evidence contradicts itself") };
            var refuted = new Evidence
            {
                Readings = readings,
                Weighed = (new(Verdict.Fail, Verdict.Fail), $"{what}, so that no voids reach from side to side"),
                Failure = new NamedFailure(FailureWord.NonPorous, Phrases.Sentence(what), closed.Count > 0 ? "[0101]" : "[0093]"),
            }.In(ImageSubject.NoPores, closed.Count > 0 ? closed : [nonPorous!]);
            // One surface without pores is enough; the inside is non-porous where all its images are.
            return closed.Count > 0 ? refuted : Unmeasured([ImageRole.Internal], refuted);
        }

        if (flow.Guarded == Verdict.NotJudged)
            return Evidence.None($"{NotGiven(key, null)}, and no image shows a surface without pores (an image alone cannot show that voids reach through)");
        var pores = HasPoresByLaboratory() || _images.Structure().Structure is not (null or StructureClass.None);
        return new Evidence
        {
            Readings = readings,
            Failure = pores ? new NamedFailure(FailureWord.IndependentPores, Phrases.Sentence($"there are pores, and the water permeability is {Phrases.Reading(permeability!.Value, unit)}"), "[0105]") : null,
        };
    }

    /// <summary>Whether the laboratory found pores: a sample with them is not non-porous, whatever one image shows.</summary>
    public bool HasPoresByLaboratory() =>
        input.Sample?.Laboratory.Any(v => v.Key is "avg-pore" or "max-pore" or "porosity" or "permeability" && (v.Value ?? v.Lower) > 0) ?? false;

    /// <summary>The document's word for a structure that is not the one asked for.</summary>
    public NamedFailure? StructureFailure(StructureClass structure) => structure switch
    {
        StructureClass.SphericalParticle => new(FailureWord.SphericalParticle, "The polymer is substantially spheres joined at contact points.", "[0033] [0096]"),
        StructureClass.Cellular => new(FailureWord.Cellular, "Most voids are substantially spherical or ellipsoidal pores.", "[0034]"),
        StructureClass.None when _images.NonPorousInside(HasPoresByLaboratory()) is { } image => new(FailureWord.NonPorous, $"The inside on {image.File} shows no structure and no pores, and none are stated.", "[0054] [0093]"),
        _ => null,
    };

    private string NotGiven(string key, NotComparable? notComparable) => $"no laboratory value \"{key}\" is given{Curve(key)}" + notComparable switch
    {
        NotComparable.SemPore when _images.SemPoreText() is { } pore => $"; the SEM pore size of {pore} is another quantity and is not taken for it (EP 1 063 256 [0089](3) against (5))",
        NotComparable.ArealPorosity when _images.ArealPorosityText() is { } share => $"; the share of void in the image's area, {share}, is another quantity and is not taken for it",
        _ => "",
    };

    /// <summary>Why no value followed from what the sample gives for it, if it gives anything.</summary>
    private string Curve(string key) =>
        Derived(key) is { Use: DerivedUse.None } none ? $" and none follows from {none.File ?? "the other laboratory values"}{Because(key)}" : "";

    private string Because(string key) => Derived(key)?.Reason is { } why ? $": {char.ToLowerInvariant(why[0])}{why[1..].TrimEnd('.')}" : "";

    /// <summary>For a value that was derived, from what; for a stated one that could have been, what follows instead.</summary>
    private string? Origin(string key) => Derived(key) switch
    {
        { Use: DerivedUse.Judged } derived => $"computed from {derived.File ?? "other laboratory values"}",
        { Use: DerivedUse.StatedValueJudged } beside => $"as stated; {beside.Answer} follows from {beside.File ?? "other laboratory values"}",
        _ => null,
    };

    private DerivedQuantity? Derived(string key) => input.Derived.Quantities.FirstOrDefault(q => q.Key == key);
}
