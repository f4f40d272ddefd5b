using ImageAnalysis.Classify;
using ImageAnalysis.Particles;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Benchmarks;

/// <summary>The parts of the working tree that a run needs.</summary>
internal static class Installation
{
    /// <summary>The structure model that pipeline.json names by default.</summary>
    public static StructureModel Model() => Load(new ClassifyOptions().Model, StructureModel.Load);

    /// <summary>The model of measurable frames likewise.</summary>
    public static MeasurableModel Measurable() => Load(new ClassifyOptions().MeasurableModel, MeasurableModel.Load);

    /// <summary>The model of openings likewise.</summary>
    public static OpeningsModel Openings() => Load(new SegmentOptions().OpeningsModel, OpeningsModel.Load);

    /// <summary>The model of centres likewise.</summary>
    public static CentresModel Centres() => Load(new ParticleOptions().CentresModel, CentresModel.Load);

    /// <summary>The model of necks likewise; null where it names none.</summary>
    public static NecksModel? Necks() => new SegmentOptions().NecksModel is var name && name != "none" ? Load(name, NecksModel.Load) : null;

    private static T Load<T>(string name, Func<byte[], byte[], string, T> load)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ImageAnalysis.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The benchmarks run inside the working tree.");
        var model = Path.Combine(folder.FullName, name);
        return load(File.ReadAllBytes(Path.Combine(model, "model.onnx")), File.ReadAllBytes(Path.Combine(model, "card.json")), model);
    }
}
