namespace OpenCvSharp;

/// <summary>How pixels beyond the edge are made up.</summary>
public enum BorderTypes
{
    Constant = 0,
    Replicate = 1,
    Reflect = 2,
    Wrap = 3,
    Reflect101 = 4,
    Transparent = 5,
    Default = Reflect101,
    Isolated = 16,
}

/// <summary>Comparison of two values.</summary>
public enum CmpTypes
{
    EQ = 0,
    GT = 1,
    GE = 2,
    LT = 3,
    LE = 4,
    NE = 5,
}

[Flags]
public enum DftFlags
{
    None = 0,
    Inverse = 1,
    Scale = 2,
    Rows = 4,
    ComplexOutput = 16,
    RealOutput = 32,
}

[Flags]
public enum NormTypes
{
    INF = 1,
    L1 = 2,
    L2 = 4,
    L2SQR = 5,
    Hamming = 6,
    Hamming2 = 7,
    Relative = 8,
    MinMax = 32,
}

/// <summary>What a reduction leaves: one row, or one column.</summary>
public enum ReduceDimension
{
    Row = 0,
    Column = 1,
    Auto = -1,
}

public enum ReduceTypes
{
    Sum = 0,
    Avg = 1,
    Max = 2,
    Min = 3,
}

public enum RotateFlags
{
    Rotate90Clockwise = 0,
    Rotate180 = 1,
    Rotate90Counterclockwise = 2,
}

/// <summary>Axis about which to mirror.</summary>
public enum FlipMode
{
    X = 0,
    Y = 1,
    XY = -1,
}
