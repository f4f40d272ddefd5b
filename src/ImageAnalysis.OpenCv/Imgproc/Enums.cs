namespace OpenCvSharp;

public enum AdaptiveThresholdTypes
{
    MeanC = 0,
    GaussianC = 1,
}

/// <summary>Conversions between colour spaces that are in use.</summary>
public enum ColorConversionCodes
{
    BGR2BGRA = 0,
    BGRA2BGR = 1,
    BGR2RGBA = 2,
    RGB2BGRA = BGR2RGBA,
    RGBA2BGR = 3,
    BGR2RGB = 4,
    RGB2BGR = BGR2RGB,
    BGRA2RGBA = 5,
    RGBA2BGRA = BGRA2RGBA,
    BGR2GRAY = 6,
    RGB2GRAY = 7,
    GRAY2BGR = 8,
    GRAY2RGB = GRAY2BGR,
    GRAY2BGRA = 9,
    BGRA2GRAY = 10,
    RGBA2GRAY = 11,
    BGR2HSV = 40,
    BGR2Lab = 44,
    HSV2BGR = 54,
    Lab2BGR = 56,
}

/// <summary>Columns of the statistics matrix of connected components.</summary>
public enum ConnectedComponentsTypes
{
    Left = 0,
    Top = 1,
    Width = 2,
    Height = 3,
    Area = 4,
}

public enum ContourApproximationModes
{
    ApproxNone = 1,
    ApproxSimple = 2,
    ApproxTC89L1 = 3,
    ApproxTC89KCOS = 4,
}

/// <summary>Whether zero pixels that touch share a label, or each has its own.</summary>
public enum DistanceTransformLabelTypes
{
    CComp = 0,
    Pixel = 1,
}

[Flags]
public enum DistanceTransformMasks
{
    Mask3 = 3,
    Mask5 = 5,
    Precise = 0,
}

public enum DistanceTypes
{
    User = -1,
    L1 = 1,
    L2 = 2,
    C = 3,
    L12 = 4,
    Fair = 5,
    Welsch = 6,
    Huber = 7,
}

[Flags]
public enum FloodFillFlags
{
    Link4 = 4,
    Link8 = 8,
    FixedRange = 1 << 16,
    MaskOnly = 1 << 17,
}

/// <summary>Stroke fonts that OpenCV draws.</summary>
[Flags]
public enum HersheyFonts
{
    HersheySimplex = 0,
    HersheyPlain = 1,
    HersheyDuplex = 2,
    HersheyComplex = 3,
    HersheyTriplex = 4,
    HersheyComplexSmall = 5,
    HersheyScriptSimplex = 6,
    HersheyScriptComplex = 7,
    Italic = 16,
}

public enum HoughModes
{
    Standard = 0,
    Probabilistic = 1,
    MultiScale = 2,
    Gradient = 3,
    GradientAlt = 4,
}

[Flags]
public enum InterpolationFlags
{
    Nearest = 0,
    Linear = 1,
    Cubic = 2,
    Area = 3,
    Lanczos4 = 4,
    LinearExact = 5,
    Max = 7,
    WarpFillOutliers = 8,
    WarpInverseMap = 16,
}

public enum LineTypes
{
    Link8 = 8,
    Link4 = 4,
    AntiAlias = 16,
}

public enum MorphShapes
{
    Rect = 0,
    Cross = 1,
    Ellipse = 2,
}

public enum MorphTypes
{
    Erode = 0,
    Dilate = 1,
    Open = 2,
    Close = 3,
    Gradient = 4,
    TopHat = 5,
    BlackHat = 6,
    HitMiss = 7,
}

public enum PixelConnectivity
{
    Connectivity4 = 4,
    Connectivity8 = 8,
}

public enum RetrievalModes
{
    External = 0,
    List = 1,
    CComp = 2,
    Tree = 3,
    FloodFill = 4,
}

public enum TemplateMatchModes
{
    SqDiff = 0,
    SqDiffNormed = 1,
    CCorr = 2,
    CCorrNormed = 3,
    CCoeff = 4,
    CCoeffNormed = 5,
}

[Flags]
public enum ThresholdTypes
{
    Binary = 0,
    BinaryInv = 1,
    Trunc = 2,
    Tozero = 3,
    TozeroInv = 4,
    Mask = 7,
    Otsu = 8,
    Triangle = 16,
}
