using System.Runtime.InteropServices;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using ImageAnalysis.Training.Rendering;
using OpenCvSharp;

namespace ImageAnalysis.Training.Structure;

/// <summary>What the trainers' sets of examples have in common.</summary>
internal static class Examples
{
    /// <summary>Every so many examples one is kept for the scores, where groups need not be kept together.</summary>
    private const int TestEvery = 13;

    /// <summary>The examples of a request, to learn from and for the scores.</summary>
    /// <exception cref="ArgumentException">The request asks for too few pictures.</exception>
    public static (TExample[] Training, TExample[] Test) Drawn<TRecipe, TExample>(
        TrainingRequest request, Func<ulong, int, IReadOnlyList<TRecipe>> set, Func<TRecipe, TExample> describe, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Count < TrainingRequest.LeastCount)
            throw new ArgumentException($"{request.Count} pictures are asked for; {TrainingRequest.LeastCount} is the least.", nameof(request));
        var examples = InOrder(set(request.Seed, request.Count), describe, request.Parallelism, progress, cancellation);
        return ([.. examples.Where((_, i) => i % TestEvery != 0)], [.. examples.Where((_, i) => i % TestEvery == 0)]);
    }

    /// <summary>Examples in the order of the recipes, for any number of threads.</summary>
    public static TExample[] InOrder<TRecipe, TExample>(
        IReadOnlyList<TRecipe> recipes, Func<TRecipe, TExample> describe, int parallelism, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var examples = new TExample[recipes.Count];
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellation };
        Parallel.For(0, recipes.Count, options, i =>
        {
            examples[i] = describe(recipes[i]);
            if (progress is null) return;
            // One at a time and in order: a listener need not be safe for threads.
            lock (options) progress.Report(new TrainingProgress(TrainingStage.Rendering, ++done, recipes.Count));
        });
        return examples;
    }

    /// <summary>A field as a user's pipeline has it before it is described, one with default options where none are given. The caller disposes it.</summary>
    public static SegmentedImage Segmented(Mat page, PixelRect field, OpeningsModel? openings, SegmentOptions? options = null)
    {
        options ??= new SegmentOptions();
        var segmented = Segmenter.Segment(page, field, null, options);
        if (openings is not null) CutCells.Look(page, segmented, options, openings);
        return segmented;
    }

    /// <summary>The pixels of a rendered picture, data bar included. The caller disposes it.</summary>
    public static Mat Page(RenderedMicrograph picture, int bitDepth)
    {
        var page = new Mat(picture.Height, picture.Width, bitDepth == 16 ? MatType.CV_16UC1 : MatType.CV_8UC1);
        if (bitDepth == 16) MemoryMarshal.Cast<byte, ushort>(picture.Pixels).CopyTo(page.AsSpan<ushort>());
        else picture.Pixels.CopyTo(page.AsSpan<byte>());
        return page;
    }
}
