namespace ImageAnalysis.Quantities;

/// <summary>So many of so many.</summary>
/// <param name="Hits">Those that count.</param>
/// <param name="Of">All.</param>
public readonly record struct Proportion(int Hits, int Of)
{
    private const double Normal975 = 1.959963984540054;

    /// <summary>The share, 0 to 1; absent where there are none.</summary>
    public double? Value => Of == 0 ? null : (double)Hits / Of;

    /// <summary>
    /// The score interval at 95 %, each of them taken for independent of the others; absent where there are none. E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209. The usual
    /// p ± 1.96 √(p(1 - p)/n) is no width at all for 8 of 8.
    /// </summary>
    public Interval? Wilson
    {
        get
        {
            if (Value is not { } p) return null;
            const double Square = Normal975 * Normal975;
            var middle = (p + (Square / (2 * Of))) / (1 + (Square / Of));
            var half = Normal975 / (1 + (Square / Of)) * Math.Sqrt((p * (1 - p) / Of) + (Square / (4.0 * Of * Of)));
            return new Interval(Math.Max(0, middle - half), Math.Min(1, middle + half));
        }
    }
}
