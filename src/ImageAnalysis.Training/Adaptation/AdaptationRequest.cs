namespace ImageAnalysis.Training.Adaptation;

/// <summary>How to adapt a model to labelled pictures.</summary>
public sealed record AdaptationRequest
{
    /// <summary>Fewest pictures of a class that the set has at all.</summary>
    public const int LeastPictures = 3;

    /// <summary>Name and version that the card states.</summary>
    public required string Name { get; init; }

    /// <summary>Pictures described at once; the model does not depend on it.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;
}
