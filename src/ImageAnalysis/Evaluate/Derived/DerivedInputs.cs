namespace ImageAnalysis.Evaluate.Derived;

/// <summary>
/// What a sample may state for derivations beside the quantities of the rule sets: the curves of which the program knows what follows, and the numbers that
/// belong to them. They stand here alone, and no rule set repeats them.
/// </summary>
internal static class DerivedInputs
{
    private const string Membrane = "EP 1 063 256", Electrode = "US 9,793,527";

    /// <summary>A charge that a cell gives at a higher rate, or after cycles, over that before: what two measurements differ by may lift it over 100 %, no more.</summary>
    public const double MostPercent = 105;

    private static readonly Limits Share = new(AtLeast: new Bound(0, null), AtMost: new Bound(MostPercent, null));

    private static readonly Limits Positive = new(Above: new Bound(0, null)), Amount = new(AtLeast: new Bound(0, null));

    public static IReadOnlyList<QuantityDefinition> Quantities { get; } =
    [
        Curve("porometry", "Wet and dry flow against pressure", $"{Membrane} [0089](5)(6)", "avg-pore", "max-pore", "bubble-point", "pore-ratio"),
        Curve("cole-cole", "Impedance of a cell with the membrane: real and imaginary part, and frequency", $"{Membrane} [0089](13)", "conductivity", "real-axis-intercept"),
        Curve("dsc-heating", "DSC of polymer and solvent on heating at 5 °C/min", $"{Membrane} [0089](11)", "tm"),
        Curve("dsc-cooling", "DSC of polymer and solvent on cooling at 2 °C/min after 20 min at the dissolution temperature", $"{Membrane} [0089](12)", "tc"),
        Curve("dsc-neat", "DSC of the neat polymer on heating", $"{Membrane} [0078]", "tm100"),
        Curve("dsc-mixture", "DSC of polymer and cooling medium 30 : 70 on heating", $"{Membrane} [0078]", "tm30"),
        Curve("dsc", "DSC curve, -100 to 500 °C at 10 °C/min", $"{Electrode} §4.1", "softening", "glass-transition"),
        Curve("tg", "TG curve from 30 °C at 10 °C/min in nitrogen", $"{Electrode} Evaluation Methods", "decomposition"),

        Number("pore-constant", Dimension.Number, "", "C of d = C·γ/p, d in µm, γ in mN/m, p in Pa", "ASTM F316-86, not in the patent", Positive),
        Number("surface-tension", Dimension.SurfaceTension, "mN/m", "Surface tension of the liquid that wets the membrane in the porometer", "not in the patent", Positive),
        Number("surface-tension-temperature", Dimension.Temperature, "°C", "Temperature of that surface tension", "not in the patent"),
        Number("cell-thickness", Dimension.Length, "µm", "Thickness of the electrolyte support between the electrodes", $"{Membrane} [0089](13)", Positive),
        Number("cell-area", Dimension.Area, "cm²", "Area of the electrodes that face each other", $"{Membrane} [0089](13)", Positive),
        Number("length-before", Dimension.Length, "mm", "Length of the specimen before stretching", $"{Membrane} [0082] [0089](10)", Positive),
        Number("length-after", Dimension.Length, "mm", "Length of the specimen after stretching and relaxing", $"{Membrane} [0082] [0089](10)", Positive),
        Number("width-before", Dimension.Length, "mm", "Width of the specimen before biaxial stretching", $"{Membrane} [0082]", Positive),
        Number("width-after", Dimension.Length, "mm", "Width of the specimen after biaxial stretching and relaxing", $"{Membrane} [0082]", Positive),
        Number("specimen-mass", Dimension.Mass, "g", "Mass of the dry specimen", $"{Membrane} [0089](7)", Positive),
        Number("polymer-density", Dimension.Density, "g/cm³", "Density of the solid polymer", $"{Membrane} [0089](7)", Positive),
        Number("specimen-volume", Dimension.Volume, "cm³", "Volume of the specimen, voids included", $"{Membrane} [0089](7)", Positive),
        Number("specimen-length", Dimension.Length, "mm", "Length of the specimen", $"{Membrane} [0089](7)", Positive),
        Number("specimen-width", Dimension.Length, "mm", "Width of a flat specimen", $"{Membrane} [0089](7)", Positive),
        Number("specimen-thickness", Dimension.Length, "µm", "Thickness of a flat specimen", $"{Membrane} [0089](7)", Positive),
        Number("fibre-outer-diameter", Dimension.Length, "mm", "Outside diameter of a hollow fibre", $"{Membrane} [0089](7)", Positive),
        Number("fibre-inner-diameter", Dimension.Length, "mm", "Inside diameter of a hollow fibre", $"{Membrane} [0089](7)", Positive),
        Number("dsc-mass", Dimension.Mass, "mg", "Mass of the sample of the curve \"dsc\", where its heat flow is not per mass", $"{Electrode} §4.1", Positive),
        Number("dsc-heating-rate", Dimension.HeatingRate, "°C/min", "Heating rate of the curve \"dsc\"", $"{Electrode} §4.1", Positive),
        Number("tg-weight-loss", Dimension.MassFraction, "wt%", "Weight reduction that counts as decomposition; the share is lost in the scan of the document", $"{Electrode} Evaluation Methods", new Limits(Above: new Bound(0, null), Below: new Bound(100, null))),
        Number("capacity-1c", Dimension.Capacity, "mAh", "Capacity at 1.0 C", $"{Electrode} Evaluation Methods", Positive),
        Number("capacity-3c", Dimension.Capacity, "mAh", "Capacity at 3.0 C", $"{Electrode} Evaluation Methods", Amount),
        Number("rate-property", Dimension.Fraction, "%", "Capacity at 3.0 C over capacity at 1.0 C", $"{Electrode} Evaluation Methods", Share),
        Number("capacity-initial", Dimension.Capacity, "mAh", "Initial capacity C0", $"{Electrode} Evaluation Methods", Positive),
        Number("capacity-100-cycles", Dimension.Capacity, "mAh", "Capacity C1 after 100 cycles at 60 °C", $"{Electrode} Evaluation Methods", Amount),
        Number("cycle-property", Dimension.Fraction, "%", "Capacity after 100 cycles at 60 °C over initial capacity", $"{Electrode} Evaluation Methods", Share),
        // What follows and no source document limits: a rule set of one's own may.
        Number("glass-transition", Dimension.Temperature, "°C", "Glass transition temperature of the curve \"dsc\"", $"{Electrode} §4.1"),
        Number("real-axis-intercept", Dimension.Resistance, "Ω", "Real-axis intercept of the Cole-Cole plot", $"{Membrane} [0089](13)", Amount),
        Number("tu-minus-tl", Dimension.TemperatureDifference, "°C", "Width of the window of dissolution temperatures", $"{Membrane} [0019] [0055]"),
        Number("affinity", Dimension.TemperatureDifference, "°C", "Tm100 less Tm30: affinity of the cooling medium where above zero", $"{Membrane} [0078]"),
        new("short-circuit", QuantityKind.Declaration, null, null, "A short circuit occurred within 1 h at 150 °C", $"{Electrode} Evaluation Methods", []),
    ];

    private static QuantityDefinition Curve(string key, string what, string source, params string[] gives) => new(key, QuantityKind.Curve, null, null, what, source, gives);

    private static QuantityDefinition Number(string key, Dimension dimension, string unit, string what, string source, Limits? possible = null) =>
        new(key, QuantityKind.Number, dimension, unit, what, source, []) { Possible = possible };
}
