namespace ImageAnalysis.Ingest.Headers;

/// <summary>What a file says about its picture before anything is decoded.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Bits">Bits of one sample.</param>
/// <param name="Orientation">EXIF orientation, 1 where the file has none.</param>
internal readonly record struct ImageHeader(int Width, int Height, int Bits, int Orientation = 1);
