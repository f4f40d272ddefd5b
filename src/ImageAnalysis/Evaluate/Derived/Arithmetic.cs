namespace ImageAnalysis.Evaluate.Derived;

/// <summary>Readings times and beside each other, uncertainties as <see cref="Reading"/> joins them.</summary>
internal static class Arithmetic
{
    /// <summary>a · b of positive values: a over the reciprocal of b.</summary>
    public static Reading Product(Reading a, Reading b) => Reading.Quotient(a, Reading.Quotient(Reading.Exact(1), b));
}
