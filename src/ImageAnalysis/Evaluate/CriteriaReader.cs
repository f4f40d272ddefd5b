using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ImageAnalysis.Classify;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Evaluate;

/// <summary>A criteria file as text into a <see cref="CriteriaSet"/>; every fault is found before any is reported.</summary>
internal static class CriteriaReader
{
    /// <summary>The quantity that limits may refer to and that is measured beside the isotropy of an image.</summary>
    public const string IsotropyTolerance = "isotropy-tolerance";

    /// <exception cref="CriteriaInvalidException">Names every fault by its JSON path.</exception>
    public static CriteriaSet Read(string json, string source)
    {
        var faults = new List<string>();
        var root = StrictObject.Parse(json, faults, out var document);
        using (document)
        {
            var set = root?.Finish(o => Set(o, json));
            if (set is not null && faults.Count == 0) FindFaults(set, faults);
            return faults.Count == 0 ? set! : throw new CriteriaInvalidException(source, faults);
        }
    }

    private static CriteriaSet Set(StrictObject o, string json)
    {
        _ = o.OptionalText("$schema");
        return new CriteriaSet(
            o.Text("name"),
            o.Text("title"),
            o.Text("document"),
            o.Objects("quantities", Quantity),
            o.Objects("criteria", Criterion),
            o.Objects("contradictions", c => new Contradiction(c.Texts("criteria"), c.Text("text"), c.Text("source"))),
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))) { Claims = o.Objects("claims", Claim) };
    }

    private static ClaimDefinition Claim(StrictObject o) => new(
        o.Text("claim"), o.Enum<ClaimType>("type"), o.Text("subject"), o.Texts("dependsOn"), o.Texts("limits"), o.Texts("notJudged"));

    private static QuantityDefinition Quantity(StrictObject o) => new(
        o.Text("key"),
        o.Enum<QuantityKind>("kind"),
        o.OptionalEnum<Dimension>("dimension"),
        o.OptionalText("unit"),
        o.Text("what"),
        o.Text("source"),
        o.Texts("gives")) { Possible = o.OptionalObject("possible", Limits) };

    private static Criterion Criterion(StrictObject o) => new(
        o.Text("id"),
        o.Text("quantity"),
        o.Enum<CriterionKind>("kind"),
        o.OptionalObject("claim", c => new ClaimReference(c.Integers("numbers"), c.Enum<ClaimType>("type"))),
        o.OptionalText("unit"),
        o.OptionalObject("value", v => new ValueSource(v.Enum<ValueOrigin>("from"), v.Texts("keys"), v.OptionalEnum<ImageMeasure>("measure"), v.OptionalNumber("least")))
            ?? o.Missing("value", new ValueSource(default, [], null)),
        o.OptionalObject("limits", Limits) ?? o.Missing("limits", new Limits()),
        [
            .. o.Objects("better", Better),
            .. o.Objects("alternatives", r => new StatedRange(r.Text("label"), RangeKind.Alternative, Limits(r), r.Text("source"))),
        ],
        o.Text("source"),
        o.Texts("notes"),
        o.OptionalText("evidence") is { } evidence && Supporting(o, evidence),
        o.OptionalInteger("minimumParticles"),
        o.OptionalEnum<FailureWord>("failsAs"),
        o.OptionalEnum<NotComparable>("notComparable"));

    private static StatedRange Better(StrictObject o)
    {
        var range = new StatedRange(o.Text("label"), o.Enum<RangeKind>("kind"), Limits(o), o.Text("source"));
        if (range.Kind == RangeKind.Alternative) o.Faults.Add($"{o.PathOf("kind")}: \"alternative\" is not a better range; it stands under \"alternatives\".");
        return range;
    }

    private static bool Supporting(StrictObject o, string evidence)
    {
        if (evidence != "supporting") o.Faults.Add($"{o.PathOf("evidence")}: \"{evidence}\" is not \"supporting\", the only word allowed here.");
        return evidence == "supporting";
    }

    private static Limits Limits(StrictObject o)
    {
        var limits = new Limits(
            Bound(o, "atLeast"),
            Bound(o, "atMost"),
            Bound(o, "above"),
            Bound(o, "below"),
            o.Words<StructureClass>("oneOf") is { Count: > 0 } structures ? structures : null,
            o.OptionalBoolean("is"));
        var numeric = limits.AtLeast is not null || limits.AtMost is not null || limits.Above is not null || limits.Below is not null;
        if ((numeric ? 1 : 0) + (limits.OneOf is null ? 0 : 1) + (limits.Is is null ? 0 : 1) != 1)
            o.Faults.Add($"{(o.Path.Length == 0 ? "$" : o.Path)}: either ends of a range (atLeast, atMost, above, below), or oneOf, or is, is expected.");
        var lower = (limits.AtLeast ?? limits.Above) is { Of: null } low ? low.Plus : double.NegativeInfinity;
        var upper = (limits.AtMost ?? limits.Below) is { Of: null } high ? high.Plus : double.PositiveInfinity;
        if (limits is { AtLeast: not null, Above: not null } or { AtMost: not null, Below: not null }) o.Faults.Add($"{o.Path}: one lower and one upper end are allowed, and atLeast stands beside above, or atMost beside below.");
        if (lower > upper) o.Faults.Add(FormattableString.Invariant($"{o.Path}: the lower end {lower} is above the upper end {upper}."));
        else if (lower == upper && (limits.Above is not null || limits.Below is not null)) o.Faults.Add(FormattableString.Invariant($"{o.Path}: nothing lies between the ends {lower} and {upper}, one of which is itself left out."));
        return limits;
    }

    private static Bound? Bound(StrictObject o, string name)
    {
        if (o.Member(name) is not { } value) return null;
        return value.ValueKind switch
        {
            JsonValueKind.Object => o.OptionalObject(name, b => new Bound(b.OptionalNumber("plus") ?? 0, b.Text("of"))),
            _ => o.OptionalNumber(name) is { } number ? new Bound(number, null) : null,
        };
    }

    /// <summary>Faults between members: names that nothing defines, units of another dimension, claims that are missing.</summary>
    private static void FindFaults(CriteriaSet set, List<string> faults)
    {
        if (set.Name.Length == 0 || set.Name is "none" || set.Name.EndsWith(".json", StringComparison.Ordinal)) faults.Add("name: a name that is not \"none\" and does not end in \".json\" is expected.");
        if (set.Criteria.Count == 0) faults.Add("criteria: at least one is expected.");
        Repeated(set.Quantities.Select(q => q.Key), "quantities", "key", faults);
        Repeated(set.Criteria.Select(c => c.Id), "criteria", "id", faults);
        var quantities = set.Quantities.DistinctBy(q => q.Key).ToDictionary(q => q.Key);
        for (var i = 0; i < set.Quantities.Count; i++) FindQuantityFaults(set.Quantities[i], $"quantities[{i}]", quantities, faults);
        for (var i = 0; i < set.Criteria.Count; i++) FindCriterionFaults(set.Criteria[i], $"criteria[{i}]", quantities, faults);
        Repeated(set.Claims.Select(c => c.Claim), "claims", "claim", faults);
        for (var i = 0; i < set.Claims.Count; i++) FindClaimFaults(set, i, faults);
        var ids = set.Criteria.Select(c => c.Id).ToList();
        for (var i = 0; i < set.Contradictions.Count; i++)
        {
            foreach (var id in set.Contradictions[i].Criteria.Except(ids))
                faults.Add($"contradictions[{i}].criteria: \"{id}\" is no id of a criterion; {Spelling.Suggest(id, ids)}.");
        }
    }

    private static void FindClaimFaults(CriteriaSet set, int index, List<string> faults)
    {
        var (claim, path) = (set.Claims[index], $"claims[{index}]");
        var before = set.Claims.Take(index).Select(c => c.Claim).ToList();
        foreach (var other in claim.DependsOn.Except(before))
            faults.Add($"{path}.dependsOn: \"{other}\" is no claim that stands before this one; {Spelling.Suggest(other, before)}.");
        foreach (var limit in claim.Limits.Where(l => !ClaimEvaluation.Exists(set, l)))
            faults.Add($"{path}.limits: \"{limit}\" is no id of a criterion, nor \"id: label\" of a range beside its limit; {Spelling.Suggest(limit, [.. set.Criteria.Select(c => c.Id)])}.");
        if (claim.Type == ClaimType.Dependent && claim.DependsOn.Count == 0) faults.Add($"{path}.dependsOn: a dependent claim names the claim that it narrows.");
        if (claim.Limits.Count == 0 && claim.NotJudged.Count == 0) faults.Add($"{path}: a claim has limits, or says under \"notJudged\" what no data show.");
    }

    private static void FindQuantityFaults(QuantityDefinition q, string path, Dictionary<string, QuantityDefinition> quantities, List<string> faults)
    {
        var numeric = q.Kind is QuantityKind.Number or QuantityKind.FromSweep;
        if (numeric && q.Dimension is null) faults.Add($"{path}.dimension: missing, as \"{q.Key}\" is a number.");
        if (!numeric && (q.Dimension is not null || q.Unit is not null)) faults.Add($"{path}: \"{q.Key}\" is no number and has neither dimension nor unit.");
        if (numeric && q.Dimension is { } dimension && (q.Unit is null || Units.Canonical(dimension, q.Unit) != q.Unit))
            faults.Add($"{path}.unit: \"{q.Unit}\" is none of {string.Join(", ", Units.Names(dimension).Select(u => $"\"{u}\""))}.");
        if (q.Possible is { } possible && (!numeric || possible.OneOf is not null || possible.Is is not null || Ends(possible).Any(b => b.Of is not null)))
            faults.Add($"{path}.possible: ends of a range that are numbers are expected, and only of a number.");
        foreach (var key in q.Gives.Where(k => !quantities.ContainsKey(k)))
            faults.Add($"{path}.gives: \"{key}\" is no key of a quantity; {Spelling.Suggest(key, quantities.Keys)}.");
    }

    private static void FindCriterionFaults(Criterion c, string path, Dictionary<string, QuantityDefinition> quantities, List<string> faults)
    {
        if ((c.Kind == CriterionKind.Claim) != (c.Claim is not null)) faults.Add($"{path}.claim: given if and only if kind is \"claim\".");
        var (least, most) = c.Value.From switch
        {
            ValueOrigin.Laboratory or ValueOrigin.Declaration or ValueOrigin.Passage => (1, 1),
            ValueOrigin.Quotient => (3, 3),
            ValueOrigin.Lowest => (1, int.MaxValue),
            _ => (0, 1),
        };
        if (c.Value.Keys.Count < least || c.Value.Keys.Count > most) faults.Add($"{path}.value.keys: {least} expected here, {c.Value.Keys.Count} given.");
        if ((c.Value.From == ValueOrigin.Image) != (c.Value.Measure is not null)) faults.Add($"{path}.value.measure: given if and only if from is \"image\".");
        var declared = c.Value.From == ValueOrigin.Declaration;
        var structure = c.Value.Measure == ImageMeasure.Structure;
        foreach (var limits in c.Ranges.Select(r => r.Limits).Append(c.Limits))
        {
            if ((limits.Is is not null) != declared || (limits.OneOf is not null) != structure)
                faults.Add($"{path}.limits: a declaration is compared by \"is\", a structure by \"oneOf\", all else by the ends of a range.");
        }

        if ((c.Unit is null) != (declared || structure)) faults.Add($"{path}.unit: given for numbers, and for them alone.");
        foreach (var key in c.Value.Keys)
        {
            if (!quantities.TryGetValue(key, out var q) || q.Kind != (declared ? QuantityKind.Declaration : QuantityKind.Number))
                faults.Add($"{path}.value.keys: \"{key}\" is no {(declared ? "declaration" : "number")} among the quantities; {Spelling.Suggest(key, quantities.Keys)}.");
            else if (!declared && c.Value.From != ValueOrigin.Quotient && c.Unit is not null && Units.Canonical(q.Dimension!.Value, c.Unit) != c.Unit)
                faults.Add($"{path}.unit: \"{c.Unit}\" is no unit of \"{key}\"; the nearest is \"{Units.Nearest(q.Dimension.Value, c.Unit)}\".");
        }

        var references = c.Ranges.Select(r => r.Limits).Append(c.Limits).SelectMany(Ends).Select(b => b.Of).OfType<string>();
        foreach (var key in references.Where(k => k != IsotropyTolerance && !(quantities.TryGetValue(k, out var q) && q.Dimension is not null)).Distinct())
            faults.Add($"{path}.limits: \"{key}\" is no number among the quantities; {Spelling.Suggest(key, quantities.Keys)}.");
    }

    private static IEnumerable<Bound> Ends(Limits limits) => new[] { limits.AtLeast, limits.AtMost, limits.Above, limits.Below }.OfType<Bound>();

    private static void Repeated(IEnumerable<string> names, string list, string member, List<string> faults)
    {
        foreach (var name in names.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key))
            faults.Add($"{list}: the {member} \"{name}\" is given more than once.");
    }
}
