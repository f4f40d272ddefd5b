using System.Globalization;
using System.Text.RegularExpressions;
using ImageAnalysis.Evaluate;

namespace ImageAnalysis.Tests.Evaluate;

/// <summary>The shipped rule sets against the list of requirements: here by id and weight, and where the list itself lies beside the working tree, row by row.</summary>
public sealed partial class CriteriaListTests
{
    /// <summary>Criteria that hold what a row says beside its limit about another value.</summary>
    private static readonly Dictionary<string, string[]> Companions = new()
    {
        ["surface-layer"] = ["surface-layer-pore"],
        ["active-material"] = ["carbon-silicon"],
        ["membrane-polymer"] = ["cross-linking-groups"],
    };

    /// <summary>Rows of the separator, which have names and no ids, and their criteria.</summary>
    private static readonly Dictionary<string, string[]> Separator = new()
    {
        ["molecular weight of the polyalkylene glycol di(meth)acrylate"] = ["diacrylate-mw"],
        ["PVDF molecular weight"] = ["pvdf-mw"],
        ["oxidation"] = ["oxidation-temperature", "oxidation-time", "oxidation-under-oxygen"],
        ["reaction with the diacrylate"] = ["diacrylate-reaction-time"],
        ["inorganic filler"] = ["filler"],
        ["NMP"] = ["nmp"],
        ["thermal initiator"] = ["initiator"],
        ["gelling"] = ["gelling-temperature", "gelling-time"],
    };

    private const string MembraneIds = "mw two-phase-gel structure isotropy through-voids avg-pore pore-ratio surface-ratio surface-layer surface-layer-pore virus-pore residual-strain concentration "
        + "resin-ratio ts ts-planar cooling-medium porosity strength extension bubble-point permeability thickness cooling stretching-temperature heat-treatment";

    private const string ElectrodeIds = "particle-diameter particle-cv softening acrylate membrane-polymer cross-linking-groups electrode-polymer active-material carbon-silicon solvent-pair binder "
        + "membrane-thickness electrode-polymer-diameter electrode-polymer-tg electrode-polymer-amount active-layer-thickness active-layer-porosity collector slurry-solids";

    private const string SeparatorIds = "diacrylate-mw pvdf-mw oxidation-temperature oxidation-time oxidation-under-oxygen diacrylate-reaction-time filler nmp initiator gelling-temperature gelling-time";

    [Theory]
    [InlineData("membrane", MembraneIds)]
    [InlineData("electrode", ElectrodeIds)]
    [InlineData("gel-separator", SeparatorIds)]
    public void A_set_holds_every_requirement_in_the_order_of_the_list(string set, string ids) => Assert.Equal(ids.Split(' '), Set(set).Criteria.Select(c => c.Id));

    [Theory]
    [InlineData("membrane", "mw", CriterionKind.Claim, "≥ 100000 g/mol", "300000 .. 2000000 g/mol")]
    [InlineData("membrane", "avg-pore", CriterionKind.Claim, "0.005 .. 5 µm", "0.05 .. 5 µm|0.005 .. 0.1 µm|0.005 .. 0.03 µm")]
    [InlineData("membrane", "pore-ratio", CriterionKind.Claim, "≤ 2", "≤ 1.5")]
    [InlineData("membrane", "surface-ratio", CriterionKind.Claim, "≥ 1", "< 1")]
    [InlineData("membrane", "ts", CriterionKind.Claim, "tl .. tu °C", "tl + 2 .. tu - 2 °C")]
    [InlineData("membrane", "ts-planar", CriterionKind.Claim, "≥ cloud-point + 10 °C", "cloud-point + 20 .. cloud-point + 40 °C")]
    [InlineData("membrane", "cooling-medium", CriterionKind.Necessary, "> 100 °C", "< tm100 °C")]
    [InlineData("membrane", "cooling", CriterionKind.Preference, "≤ tm - 50 °C", "")]
    [InlineData("membrane", "heat-treatment", CriterionKind.Usual, "50 .. melting-temperature - 20 °C", "")]
    [InlineData("electrode", "particle-cv", CriterionKind.Claim, "≤ 26 %", "≤ 23 %|≤ 20 %")]
    [InlineData("electrode", "acrylate", CriterionKind.Claim, "98.8 .. 100 wt%", "≥ 50 wt%")]
    [InlineData("electrode", "softening", CriterionKind.Claim, "≥ 175 °C", "≥ 200 °C|≥ 225 °C|≤ 500 °C")]
    [InlineData("gel-separator", "gelling-time", CriterionKind.Usual, "0.25 .. 4 h", "0.5 .. 1.5 h")]
    public void A_requirement_has_its_limits(string set, string id, CriterionKind kind, string limit, string better)
    {
        var criterion = Set(set).Criteria.Single(c => c.Id == id);
        Assert.Equal(kind, criterion.Kind);
        Assert.Equal(limit, Phrases.Limit(criterion.Limits, criterion.Unit));
        Assert.Equal(better, string.Join('|', criterion.Ranges.Select(r => Phrases.Limit(r.Limits, criterion.Unit))));
    }

    [Fact]
    public void Every_criterion_says_by_which_image_or_which_value_it_is_judged()
    {
        foreach (var set in CriteriaSets.BuiltIn)
        {
            foreach (var criterion in set.Criteria)
            {
                Assert.True(criterion.Value.Measure is not null || criterion.Value.Keys.Count > 0, $"{set.Name}, {criterion.Id}");
                Assert.All(criterion.Value.Keys, key => Assert.Contains(set.Quantities, q => q.Key == key && q.What.Length > 0 && q.Source.Length > 0));
            }
        }
    }

    [Fact]
    public void Every_limit_of_a_claim_stands_in_the_claims_whose_numbers_it_has()
    {
        foreach (var set in CriteriaSets.BuiltIn)
        {
            foreach (var criterion in set.Criteria.Where(c => c.Claim is not null))
            {
                foreach (var number in criterion.Claim!.Numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)))
                    Assert.Contains(set.Claims, c => c.Claim == number && c.Limits.Contains(criterion.Id));
                Assert.Contains(set.Claims, c => c.Limits.Contains(criterion.Id));
            }
        }
    }

    [SharedDataTheory]
    [InlineData("C", "membrane")]
    [InlineData("D", "electrode")]
    [InlineData("E", "gel-separator")]
    public void Every_row_of_the_list_stands_in_its_set_with_its_weight_limits_and_source(string section, string name)
    {
        var set = Set(name);
        var listed = new List<string>();
        foreach (var row in Rows(section))
        {
            var criteria = Criteria(set, row);
            listed.AddRange(criteria.Select(c => c.Id));
            var first = criteria[0];
            if (section != "E")
            {
                Assert.Equal(Kind(row["kind"]), first.Kind);
                var numbers = Numbers(ClaimNumbers().Match(row["kind"]).Groups[1].Value.Replace("and", ",", StringComparison.Ordinal));
                Assert.All(numbers, n => Assert.Contains(set.Claims, c => c.Claim == n.ToString(CultureInfo.InvariantCulture) && c.Limits.Any(l => l.Split(':')[0] == first.Id)));
                Assert.All(Places().Matches(row["source"]), place => Assert.Contains(place.Value, string.Join(' ', criteria.SelectMany(c => c.Ranges.Select(r => r.Source).Append(c.Source))), StringComparison.Ordinal));
            }

            var limits = criteria.Where(c => section == "E" || c == first).SelectMany(c => Ends(c.Limits)).ToList();
            var all = limits.Concat(criteria.SelectMany(c => Ends(c.Limits).Concat(c.Ranges.SelectMany(r => Ends(r.Limits))))).ToList();
            Assert.All(Numbers(row.GetValueOrDefault("limits") ?? Bare(row["range"])), n => Assert.True(all.Contains(n), $"{first.Id}: limit {n}"));
            Assert.All(Numbers(row["better"]), n => Assert.True(all.Contains(n) || About(all, n), $"{first.Id}: better {n}"));
            Assert.All(limits, n => Assert.Contains(n, Numbers(row.GetValueOrDefault("limits") ?? Bare(row["range"])).Append(0.25)));
        }

        Assert.Equal(set.Criteria.Select(c => c.Id).Order(), listed.Order());
    }

    [SharedDataFact]
    public void The_list_knows_no_contradiction_that_a_set_does_not_show()
    {
        var text = File.ReadAllText(SharedData.PathOf("reference/criteria.md"));
        foreach (var (set, word) in new[] { ("membrane", "DIDP"), ("membrane", "Examples 10, 12, 15"), ("membrane", "minus sign"), ("membrane", "130 °C"), ("electrode", "98.8") })
        {
            Assert.Contains(word, text, StringComparison.Ordinal);
            Assert.Contains(Set(set).Contradictions, c => c.Text.Contains(word, StringComparison.Ordinal));
        }
    }

    private static CriteriaSet Set(string name) => CriteriaSets.BuiltIn.Single(s => s.Name == name);

    private static List<Criterion> Criteria(CriteriaSet set, Dictionary<string, string> row)
    {
        var ids = row.TryGetValue("id", out var id) ? [id, .. Companions.GetValueOrDefault(id, [])] : Separator[row["quantity"]];
        return [.. ids.Select(i => set.Criteria.Single(c => c.Id == i))];
    }

    private static CriterionKind Kind(string cell) =>
        cell.StartsWith("claim", StringComparison.Ordinal) ? CriterionKind.Claim
        : cell.StartsWith("necessary", StringComparison.Ordinal) ? CriterionKind.Necessary
        : cell.StartsWith("preference", StringComparison.Ordinal) ? CriterionKind.Preference
        : CriterionKind.Usual;

    /// <summary>The numbers of a cell. "40:60" stands for its first part, "claim 2" for no number, "15 min" for its share of an hour.</summary>
    private static List<double> Numbers(string cell)
    {
        var text = ClaimWords().Replace(cell, "");
        text = Parts().Replace(text, "$1").Replace("15 min", "0.25", StringComparison.Ordinal).Replace("per 100", "", StringComparison.Ordinal).Replace("Tm100", "", StringComparison.Ordinal).Replace("Tm30", "", StringComparison.Ordinal);
        return [.. Number().Matches(text).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];
    }

    private static string Bare(string range) => InBrackets().Replace(range, "");

    private static IEnumerable<double> Ends(Limits limits) =>
        new[] { limits.AtLeast, limits.AtMost, limits.Above, limits.Below }.OfType<Bound>().Where(b => b.Of is null || b.Plus != 0).Select(b => b.Of is null ? b.Plus : Math.Abs(b.Plus));

    /// <summary>A single number of the list is the middle of the range of what rounds to it.</summary>
    private static bool About(List<double> ends, double number) => ends.Any(lower => lower < number && ends.Any(upper => Math.Abs(((lower + upper) / 2) - number) < 1e-9 && upper > number));

    private static IEnumerable<Dictionary<string, string>> Rows(string section)
    {
        var lines = File.ReadAllLines(SharedData.PathOf("reference/criteria.md")).SkipWhile(l => !l.StartsWith($"## {section}.", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal)).Where(l => l.StartsWith('|')).Select(l => l.Trim('|', ' ').Split('|').Select(c => c.Trim()).ToArray()).ToList();
        Assert.True(lines.Count > 8, section);
        return lines.Skip(2).Select(cells => lines[0].Zip(cells.Concat(Enumerable.Repeat("", 5))).ToDictionary(x => x.First, x => x.Second));
    }

    [GeneratedRegex(@"claims? ([\d, and]+)")]
    private static partial Regex ClaimNumbers();

    [GeneratedRegex(@"\[00\d\d\]|§\d(\.\d)?")]
    private static partial Regex Places();

    [GeneratedRegex(@"claims? \d+|\[00\d\d\]|0/45/90/135")]
    private static partial Regex ClaimWords();

    [GeneratedRegex(@"(\d+) ?: ?\d+")]
    private static partial Regex Parts();

    [GeneratedRegex(@"\(.*?\)")]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"(?<![\w.])-?\d+(\.\d+)?(e\d+)?")]
    private static partial Regex Number();
}
