namespace ImageAnalysis.Classify;

/// <summary>Units of descriptors; see <see cref="DescriptorDefinition"/>.</summary>
internal static class DescriptorUnits
{
    public const string One = "1", H = "h", PerPeriod = "per period", WavesPerPeriod = "waves per period", Contrasts = "contrasts", ContrastsPerH = "contrasts per h", Pixels = "px";
}

/// <summary>Where the quantities that describe a frame are from.</summary>
internal static class DescriptorSources
{
    public const string
        Torquato = "Torquato, Random Heterogeneous Materials, 2002, chapter 2",
        Crofton = "Crofton's formula by direction: Santaló, Integral Geometry and Geometric Probability, 1976",
        Minkowski = "Minkowski functionals against the level: Mantz, Jacobs and Mecke, J. Stat. Mech. (2008) P12015",
        Euler = "Minkowski functionals against the level: Mantz, Jacobs and Mecke, J. Stat. Mech. (2008) P12015; by 2x2 windows: Gray, IEEE Trans. Computers 20 (1971) 551",
        Correlation = "Two-point correlation: Debye, Anderson and Brumberger, J. Appl. Phys. 28 (1957) 679",
        Spectrum = "Power spectrum, the Fourier transform of the correlation: Debye, Anderson and Brumberger, J. Appl. Phys. 28 (1957) 679",
        Granulometry = "Granulometry: Matheron, Random Sets and Integral Geometry, 1975",
        Shape = "ISO 9276-6:2008",
        Discs = "Inscribed discs as of granulometry: Matheron, Random Sets and Integral Geometry, 1975; taken greedily here",
        Shading = "Shading of a sphere against a bowl: this project's own, on the discs of the granulometry",
        Isophotes = "Isophote curvature: Lindeberg, Scale-Space Theory, 1994, section 6.2",
        ShapeIndex = "Shape index: Koenderink and van Doorn, Image and Vision Computing 10 (1992) 557",
        Directions = "Circular statistics of orders: Mardia and Jupp, Directional Statistics, 2000",
        Gathering = "Radial symmetry: Loy and Zelinsky, IEEE Trans. PAMI 25 (2003) 959",
        Otsu = "Otsu, IEEE Trans. SMC 9 (1979) 62",
        ScaleSpace = "Gradient at a scale: Lindeberg, Scale-Space Theory, 1994",
        Blur = "Survival of a blur: Lindeberg, Scale-Space Theory, 1994, chapter 7; a boundary without a size of its own loses length at once: Mandelbrot, Science 156 (1967) 636",
        Course = "Autocorrelation of the gradient along its own level line, this project's own: for circles it falls to 0 at a quarter of the circumference, for strands and strokes at their length",
        Projections = "Variance of projections against that of independent structures, this project's own: rows and columns differ in writing and stripes",
        Own = "This project's own";
}
