using System.ComponentModel.DataAnnotations;

namespace ImageAnalysis.Evaluate.Derived;

/// <summary>Constants of derivations from laboratory curves that no source document fixes. What a sample states of them goes first.</summary>
public sealed record DerivationOptions
{
    /// <summary>
    /// C of d = C·γ/p, d in µm, γ in mN/m, p in Pa. Default <value>2860</value>, as commonly used with ASTM F316-86: 0.715 times the 4000 of a straight
    /// cylinder. EP 1 063 256 does not state it: check it against the standard. Sample: "pore-constant".
    /// </summary>
    [Range(1.0, 10000.0)]
    public double PoreConstant { get; init; } = 2860;

    /// <summary>Surface tension γ of the wetting liquid, mN/m. Default <value>22</value>, ethanol at about 25 °C. Not stated by EP 1 063 256. Sample: "surface-tension".</summary>
    [Range(1.0, 500.0)]
    public double SurfaceTensionMnPerM { get; init; } = 22;

    /// <summary>Temperature of that surface tension, °C. Default <value>25</value>. It is stated beside the result and enters no formula. Sample: "surface-tension-temperature".</summary>
    [Range(-50.0, 200.0)]
    public double SurfaceTensionCelsius { get; init; } = 25;

    /// <summary>
    /// The bubble point is where the wet flow reaches this share of the dry flow at the same pressure, %. Default <value>1</value>. An instrument's flow
    /// never is exactly zero; the largest pore of an observed first bubble lies above this one.
    /// </summary>
    [Range(0.01, 20.0)]
    public double BubblePointFlowPercent { get; init; } = 1;

    /// <summary>Half width of the stretch over which the slope of a DSC curve is taken, °C. Default <value>2</value>. Results at half and at twice of it give the interval.</summary>
    [Range(0.1, 20.0)]
    public double DscSlopeHalfWidthCelsius { get; init; } = 2;

    /// <summary>A stated value and a derived one that differ by more, % of the derived one, are a finding. Default <value>5</value>.</summary>
    [Range(0.0, 100.0)]
    public double AgreementPercent { get; init; } = 5;

    /// <summary>The same for temperatures, whose zero is arbitrary, °C. Default <value>2</value>.</summary>
    [Range(0.0, 50.0)]
    public double AgreementCelsius { get; init; } = 2;
}
