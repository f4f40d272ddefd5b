namespace ImageAnalysis.Quantities;

/// <summary>Student's t distribution.</summary>
public static class Student
{
    private static readonly double[] _tabulated =
    [
        12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139,
    ];

    /// <summary>
    /// The 97.5 % point, the half-width of a two-sided 95 % interval in standard errors. Tabulated to 10 degrees of freedom, then Fisher's expansion
    /// about the normal distribution (Abramowitz and Stegun 26.7.5), which is within 2e-4 there.
    /// </summary>
    public static double Quantile975(int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        if (degreesOfFreedom <= _tabulated.Length) return _tabulated[degreesOfFreedom - 1];
        const double z = 1.959963984540054;
        double n = degreesOfFreedom, z2 = z * z;
        var g1 = z * (z2 + 1) / 4;
        var g2 = z * ((((5 * z2) + 16) * z2) + 3) / 96;
        var g3 = z * ((((((3 * z2) + 19) * z2) + 17) * z2) - 15) / 384;
        return z + ((g1 + ((g2 + (g3 / n)) / n)) / n);
    }
}
