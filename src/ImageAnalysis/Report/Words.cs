using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Layers;
using ImageAnalysis.Particles;
using ImageAnalysis.Scale;
using ImageAnalysis.Scale.Bars;

namespace ImageAnalysis.Report;

/// <summary>The names that tables use, which are those of analysis.json, and the words that pages use.</summary>
internal static class Words
{
    public static string Structure(StructureClass structure) => structure switch
    {
        StructureClass.Percolation => "percolation",
        StructureClass.SphericalParticle => "spherical-particle",
        StructureClass.Cellular => "cellular",
        _ => "none",
    };

    /// <summary>The structure for a reader: its name and what it looks like.</summary>
    public static (string Name, string Meaning) StructureForPeople(StructureClass structure) => structure switch
    {
        StructureClass.Percolation => ("Percolation", "a branching network of solid around communicating voids"),
        StructureClass.SphericalParticle => ("Spherical particle", "substantially spheres, joined at contact points or isolated"),
        StructureClass.Cellular => ("Cellular", "most voids are rounded, separate pores"),
        _ => ("None of these", "neither percolation, spherical particle nor cellular"),
    };

    public static string LayerName(LayerKind kind) => kind switch
    {
        LayerKind.Inside => "inside",
        LayerKind.SurfaceLayer => "surface-layer",
        LayerKind.PorousMembrane => "porous-membrane",
        LayerKind.ActiveLayer => "active-layer",
        _ => "collector",
    };

    public static string Layer(LayerKind kind) => kind switch
    {
        LayerKind.Inside => "inside of the membrane",
        LayerKind.SurfaceLayer => "surface layer",
        LayerKind.PorousMembrane => "porous membrane",
        LayerKind.ActiveLayer => "active layer",
        _ => "collector",
    };

    public static string ScaleSource(ScaleSource source) => source switch
    {
        Scale.ScaleSource.User => "user",
        Scale.ScaleSource.Metadata => "metadata",
        _ => "bar",
    };

    public static string Standing(BarStanding standing) => standing switch
    {
        BarStanding.Alone => "taken by its label alone",
        BarStanding.Agreed => "another source agrees",
        BarStanding.Stated => "its length is the user's",
        BarStanding.Contradicted => "contradicted, not used",
        BarStanding.Unread => "no label read, not used",
        _ => "not certain, not used",
    };

    public static string Axes(AxisDefinition axes) => axes switch
    {
        AxisDefinition.Feret => "feret",
        AxisDefinition.PerpendicularFeret => "perpendicular-feret",
        _ => "ellipse",
    };

    public static string AxesForPeople(AxisDefinition axes) => axes switch
    {
        AxisDefinition.Feret => "La is the maximum and Lb the minimum Feret diameter",
        AxisDefinition.PerpendicularFeret => "La is the maximum Feret diameter and Lb the width at right angles to it",
        _ => "La and Lb are the axes of the ellipse with the same second moments",
    };

    public static string Role(ImageRole role) => role switch
    {
        ImageRole.Internal => "inside",
        ImageRole.SurfaceA => "surface a",
        ImageRole.SurfaceB => "surface b",
        ImageRole.Particles => "particles",
        _ => "layers in section",
    };

    public static string Failure(FailureWord word) => word switch
    {
        FailureWord.NonPorous => "non-porous",
        FailureWord.IndependentPores => "independent pores",
        FailureWord.Coarse => "coarse",
        FailureWord.SphericalParticle => "spherical-particle",
        _ => "cellular",
    };

    public static string Verdict(Verdict verdict) => verdict switch
    {
        Evaluate.Verdict.Pass => "Pass",
        Evaluate.Verdict.Fail => "Fail",
        Evaluate.Verdict.Indeterminate => "Indeterminate",
        _ => "Not judged",
    };

    public static string Standing(Standing standing) => standing switch
    {
        Evaluate.Standing.Met => "Met",
        Evaluate.Standing.NotMet => "Not met",
        Evaluate.Standing.Undecided => "Undecided",
        _ => "Not judged",
    };
}
