namespace ImageAnalysis.Layers;

/// <param name="Curve">Where it lies.</param>
/// <param name="Places">Number of places in which it was determined independently.</param>
internal sealed record Edge(Curve Curve, int Places);

/// <summary>A layer with its boundaries in the turned picture; absent where the frame cuts it.</summary>
internal sealed record Body(SubLayer Is, Edge? Upper, Edge? Lower)
{
    public LayerKind Layer { get; set; } = LayerKind.Inside;

    public double Rows => Is.Rows;

    public double Porosity => Is.Is.Share;
}
