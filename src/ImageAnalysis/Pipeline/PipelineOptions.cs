using System.ComponentModel.DataAnnotations;
using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Ingest;
using ImageAnalysis.Intercept;
using ImageAnalysis.Layers;
using ImageAnalysis.Particles;
using ImageAnalysis.Scale;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Pipeline;

/// <summary>Everything a run is told: the members of pipeline.json.</summary>
public sealed record PipelineOptions
{
    /// <summary>Seed of every random draw. Default <value>20</value>.</summary>
    [Range(0, 9007199254740991)]
    public long Seed { get; init; } = 20;

    public IngestOptions Ingest { get; init; } = new();

    public ScaleOptions Scale { get; init; } = new();

    public SegmentOptions Segment { get; init; } = new();

    public InterceptOptions Intercept { get; init; } = new();

    public ParticleOptions Particles { get; init; } = new();

    public LayersOptions Layers { get; init; } = new();

    public ClassifyOptions Classify { get; init; } = new();

    public EvaluateOptions Evaluate { get; init; } = new();
}
