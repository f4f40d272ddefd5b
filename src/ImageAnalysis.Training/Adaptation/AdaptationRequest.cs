using ImageAnalysis.Ingest;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Training.Adaptation;

/// <summary>How to adapt a model to labelled pictures.</summary>
public sealed record AdaptationRequest
{
    /// <summary>Fewest pictures of a class that the set has at all.</summary>
    public const int LeastPictures = 3;

    /// <summary>Name and version that the card states.</summary>
    public required string Name { get; init; }

    /// <summary>How the pictures are read: as the pipeline reads those that the model is for.</summary>
    public IngestOptions Ingest { get; init; } = new();

    /// <summary>How void and solid are told apart: likewise.</summary>
    public SegmentOptions Segment { get; init; } = new();

    /// <summary>Pictures described at once; the model does not depend on it.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;
}
