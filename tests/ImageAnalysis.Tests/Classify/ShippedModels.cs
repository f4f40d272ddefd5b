using ImageAnalysis.Classify;
using ImageAnalysis.Particles;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Tests.Classify;

/// <summary>The models that pipeline.json names by default.</summary>
internal static class ShippedModels
{
    public static StructureModel Structure() => Load(new ClassifyOptions().Model, StructureModel.Load);

    public static MeasurableModel Measurable() => Load(new ClassifyOptions().MeasurableModel, MeasurableModel.Load);

    public static OpeningsModel Openings() => Load(new SegmentOptions().OpeningsModel, OpeningsModel.Load);

    public static NecksModel Necks() => Load(new SegmentOptions().NecksModel, NecksModel.Load);

    public static CentresModel Centres() => Load(new ParticleOptions().CentresModel, CentresModel.Load);

    private static T Load<T>(string name, Func<byte[], byte[], string, T> load)
    {
        var folder = Path.Combine(Repository.Root, name);
        return load(File.ReadAllBytes(Path.Combine(folder, "model.onnx")), File.ReadAllBytes(Path.Combine(folder, "card.json")), name);
    }
}
