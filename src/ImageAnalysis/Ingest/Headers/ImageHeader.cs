namespace ImageAnalysis.Ingest.Headers;

/// <summary>What a file says about its picture before anything is decoded.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Bits">Bits of one sample.</param>
/// <param name="Shortage">Why the file cannot hold the picture it announces; absent where it can. To be looked at after the size is known to be allowed.</param>
internal readonly record struct ImageHeader(int Width, int Height, int Bits, string? Shortage = null);
