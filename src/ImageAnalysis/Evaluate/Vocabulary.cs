using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Evaluate;

/// <summary>All values that a sample may state: the quantities of several rule sets, each key once.</summary>
internal static class Vocabulary
{
    /// <summary>The quantities by key. The built-in sets are always part of it: a sample may state more than the chosen set asks for.</summary>
    /// <exception cref="CriteriaInvalidException">Two sets define one key differently.</exception>
    public static IReadOnlyDictionary<string, QuantityDefinition> Of(IEnumerable<CriteriaSet> sets)
    {
        // What derivations read comes first: a rule set that names one of these keys means the same.
        var known = DerivedInputs.Quantities.ToDictionary(q => q.Key);
        foreach (var set in CriteriaSets.BuiltIn.Concat(sets).Distinct())
        {
            foreach (var quantity in set.Quantities)
            {
                if (!known.TryAdd(quantity.Key, quantity) && (known[quantity.Key].Kind != quantity.Kind || known[quantity.Key].Dimension != quantity.Dimension))
                    throw new CriteriaInvalidException(set.Name, [$"quantities: another rule set has \"{quantity.Key}\" of another kind or dimension; give it a key of its own."]);
            }
        }

        return known;
    }
}
