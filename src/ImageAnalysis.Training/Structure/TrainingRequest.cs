using ImageAnalysis.Classify;
using ImageAnalysis.Training.Boosting;

namespace ImageAnalysis.Training.Structure;

/// <summary>What to train a structure model on.</summary>
public sealed record TrainingRequest
{
    /// <summary>Fewest pictures from which every class has some on each side of the split.</summary>
    public const int LeastCount = 120;

    /// <summary>Name and version that the card states. Default <value>structure/1</value>.</summary>
    public string Name { get; init; } = "structure/1";

    /// <summary>Seed of the recipes. Default <value>1</value>.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Pictures to render, all classes alike. Default <value>24000</value>.</summary>
    public int Count { get; init; } = 24000;

    /// <summary>Pictures rendered at once; the model does not depend on it. Default: one per processor.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>How trees are grown.</summary>
    public BoostingParameters Boosting { get; init; } = new() { Rounds = 240, Depth = 6, LearningRate = 0.08, LeafWeight = 20, Penalty = 3, RowShare = 0.7, FeatureShare = 0.4 };
}

/// <summary>How far a training is.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Done">Steps done of it.</param>
/// <param name="Total">Steps in all.</param>
public sealed record TrainingProgress(TrainingStage Stage, int Done, int Total);

/// <summary>The parts of a training, in order.</summary>
public enum TrainingStage
{
    /// <summary>Pictures are rendered, segmented and described.</summary>
    Rendering,

    /// <summary>Trees are grown.</summary>
    Boosting,

    /// <summary>A network's weights are changed step by step.</summary>
    Learning,

    /// <summary>The model is exported, calibrated and scored.</summary>
    Scoring,
}

