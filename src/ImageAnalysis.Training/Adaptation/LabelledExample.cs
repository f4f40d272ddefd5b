using ImageAnalysis.Classify;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Segment;
using ImageAnalysis.Training.DataSets;
using ImageAnalysis.Training.Structure;

namespace ImageAnalysis.Training.Adaptation;

/// <summary>A labelled picture as the classifier sees it.</summary>
/// <param name="Image">Its label and group.</param>
/// <param name="Descriptors">Its descriptors; absent where it did not pass the classifier's gates, which answer none without the model.</param>
internal sealed record LabelledExample(LabelledImage Image, IReadOnlyList<double>? Descriptors)
{
    /// <summary>The class as the index of <see cref="StructureCard.KnownLabels"/>.</summary>
    public int Label => (int)Image.Class;

    /// <summary>Describes the pictures of a set by the code that describes a user's picture, in the order of the set.</summary>
    /// <exception cref="DataSetInvalidException">A picture cannot be read; every one is named.</exception>
    public static LabelledExample[] Describe(DataSet set, OpeningsModel? openings, AdaptationRequest request, Action<int, int>? progress, CancellationToken cancellation)
    {
        var images = set.Manifest.Images;
        var examples = new LabelledExample[images.Count];
        var faults = new string?[images.Count];
        var (done, gate) = (0, new Lock());
        Parallel.For(0, images.Count, new ParallelOptions { MaxDegreeOfParallelism = request.Parallelism, CancellationToken = cancellation }, i =>
        {
            try
            {
                using var micrograph = Ingestor.Read(InputFileLoader.Load(set.PathOf(images[i]), images[i].File), null, request.Ingest);
                using var segmented = Examples.Segmented(micrograph.Grey, micrograph.Field, openings, request.Segment);
                examples[i] = new LabelledExample(images[i], StructureClassifier.Describe(segmented));
            }
            catch (AnalysisException fault)
            {
                faults[i] = fault.Message;
            }

            lock (gate) progress?.Invoke(++done, images.Count);
        });
        string[] named = [.. faults.OfType<string>()];
        return named.Length == 0 ? examples : throw new DataSetInvalidException(set.Folder, named, "Take these pictures out of the set, or put whole ones in their place.");
    }
}
