using ImageAnalysis.Ocr;
using ImageAnalysis.Scale.Bars;

namespace ImageAnalysis.Cli.Runs;

/// <summary>The reader of scale bars' labels. Without Tesseract there is none, and the program runs all the same.</summary>
internal static class InstalledReader
{
    private static readonly Lazy<ITextReader?> Found = new(() => TesseractReader.TryCreate(out _));

    public static ITextReader? Instance => Found.Value;
}
