namespace ImageAnalysis.Evaluate.Derived;

/// <summary>
/// A column of a curve table by its name. "Wet flow [L/min]", "wet-flow (L/min)" and "wet_flow" are one name; a unit stands in brackets or, in words, at the
/// end of the name: "porosity_percent", "pressure_kpa".
/// </summary>
/// <param name="Name">The product's own name.</param>
/// <param name="Dimensions">What its unit may measure.</param>
/// <param name="NeedsUnit">Whether a header without unit is refused: true wherever the number itself counts, not its ratio to another of the same column.</param>
/// <param name="Aliases">Other names.</param>
internal sealed record CurveColumn(string Name, IReadOnlyList<Dimension> Dimensions, bool NeedsUnit, params string[] Aliases)
{
    /// <summary>Units in words, as names of columns end in them.</summary>
    private static readonly Dictionary<string, string> Words = new()
    {
        ["c"] = "°C", ["degc"] = "°C", ["k"] = "K", ["f"] = "°F", ["percent"] = "%", ["pct"] = "%", ["fraction"] = "fraction", ["pa"] = "Pa", ["kpa"] = "kPa",
        ["mpa"] = "MPa", ["bar"] = "bar", ["mbar"] = "mbar", ["psi"] = "psi", ["kgf-per-cm2"] = "kgf/cm²", ["l-per-min"] = "L/min", ["ml-per-min"] = "mL/min",
        ["ohm"] = "Ω", ["kohm"] = "kΩ", ["hz"] = "Hz", ["khz"] = "kHz", ["mg"] = "mg", ["g"] = "g", ["mw"] = "mW", ["mw-per-mg"] = "mW/mg", ["w-per-g"] = "W/g", ["s"] = "s", ["min"] = "min",
    };

    public IEnumerable<string> Names => Aliases.Prepend(Name);

    /// <summary>The unit that a header states at the end of its name, "" for none; null where the header is not of this column.</summary>
    public string? UnitInName(string normalised)
    {
        if (Names.Contains(normalised)) return "";
        foreach (var name in Names)
        {
            if (normalised.StartsWith(name + "-", StringComparison.Ordinal) && Words.TryGetValue(normalised[(name.Length + 1)..], out var unit)
                && Dimensions.Any(d => Units.Canonical(d, unit) is not null))
                return unit;
        }

        return null;
    }

    /// <summary>"pressure [kPa]": a header as it could be written.</summary>
    public string Example(string? unit = null) => Dimensions.Count == 0 ? $"\"{Name}\"" : $"\"{Name} [{unit ?? Units.Names(Dimensions[0])[0]}]\"";

    /// <summary>Lower case, words joined by "-"; "Z'" is its real and "Z''" its imaginary part.</summary>
    public static string Normalise(string header)
    {
        var text = header.Replace("''", "-imaginary", StringComparison.Ordinal).Replace("\"", "-imaginary", StringComparison.Ordinal).Replace("'", "-real", StringComparison.Ordinal).ToLowerInvariant();
        var words = new string([.. text.Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('-', words);
    }
}
