namespace ImageAnalysis.Evaluate.Derived;

/// <summary>A table with a measured curve or a sweep, as text; whoever reads files hands it in.</summary>
/// <param name="Name">As the sample names it.</param>
/// <param name="Text">Its text; a byte order mark is tolerated.</param>
public sealed record CurveFile(string Name, string Text);
