namespace ImageAnalysis.Scale.Bars;

/// <summary>Reads one line of printed text. The library recognises no characters itself: who runs it hands in a reader, or none.</summary>
public interface ITextReader
{
    /// <summary>Name and version, for the record of what made a result.</summary>
    string Identity { get; }

    /// <summary>The text of a picture of one line, dark on bright; may be called from several threads at once, and gives the same text each time.</summary>
    /// <param name="grey">Row after row, one byte per pixel.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    TextReading Read(ReadOnlySpan<byte> grey, int width, int height);
}

/// <summary>What a reader made of a line.</summary>
/// <param name="Text">The text; empty where it saw none.</param>
/// <param name="Confidence">0 to 1, as the reader states it.</param>
public readonly record struct TextReading(string Text, double Confidence);
