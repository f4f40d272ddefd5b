using ImageAnalysis.Ingest;
using ImageAnalysis.Report;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Pipeline;

/// <summary>An analysis with the pictures it was made from, for drawing. It owns them: dispose it.</summary>
public sealed class AnalyzedMicrograph : IDisposable
{
    internal AnalyzedMicrograph(Micrograph micrograph, SegmentedImage segmented, Analysis analysis) =>
        (Micrograph, Segmented, Analysis) = (micrograph, segmented, analysis);

    public Micrograph Micrograph { get; }

    public SegmentedImage Segmented { get; }

    public Analysis Analysis { get; }

    public void Dispose()
    {
        Segmented.Dispose();
        Micrograph.Dispose();
    }
}
