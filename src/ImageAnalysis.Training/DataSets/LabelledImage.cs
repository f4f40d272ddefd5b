using System.Text.Json.Serialization;
using ImageAnalysis.Classify;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Training.DataSets;

/// <summary>What a picture of a data set is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DataSetSplit>))]
public enum DataSetSplit
{
    /// <summary>Learnt from, and scored by cross-validation in the folds that its group is left out of.</summary>
    [JsonStringEnumMemberName("training")]
    Training,

    /// <summary>Never learnt from.</summary>
    [JsonStringEnumMemberName("test")]
    Test,
}

/// <summary>A picture of a data set.</summary>
/// <param name="File">Path below the folder of the set, with "/".</param>
/// <param name="Sha256">Hash of the file, lower-case hexadecimal: another picture under the same name is found out.</param>
/// <param name="Class">What it shows.</param>
/// <param name="Group">The specimen, or the recipe that it was rendered from: pictures of one group are never on two sides of a split.</param>
/// <param name="PerceptualHash">What it looks like (<see cref="DataSets.PerceptualHash"/>): a copy in another format or size is found out.</param>
/// <param name="Split">What it is for.</param>
/// <param name="Licence">Where it differs from that of the set.</param>
/// <param name="Origin">Where it came from, such as the path that it was copied from, relative to the folder of the set where both lie in one folder below the root.</param>
public sealed record LabelledImage(
    string File,
    string Sha256,
    StructureClass Class,
    string Group,
    string PerceptualHash,
    DataSetSplit Split = DataSetSplit.Training,
    string? Licence = null,
    string? Origin = null)
{
    /// <summary>What is known exactly of a picture that this project's generator made.</summary>
    public RenderedPicture? Rendered { get; init; }
}

/// <summary>How a rendered picture is made again, and what is true of it.</summary>
/// <param name="PixelSizeNm">Width of a pixel, nm.</param>
/// <param name="WholeParticles">Particles that the frame does not cut.</param>
/// <param name="Carrier">Where the file states its pixel size.</param>
/// <param name="Recipe">What it is rendered from.</param>
/// <param name="Porosity">Share of void in the field, 0 to 1; absent where the family has no void.</param>
public sealed record RenderedPicture(double PixelSizeNm, int WholeParticles, ScaleCarrier Carrier, RenderRecipe Recipe, double? Porosity = null);

/// <summary>The file manifest.json of a data set.</summary>
public sealed record DataSetManifest
{
    /// <summary>Version of this format.</summary>
    public const string CurrentFormat = "imageanalysis-dataset/1";

    public required string Format { get; init; }

    /// <summary>Name of the set.</summary>
    public required string Name { get; init; }

    /// <summary>Under what terms its pictures may be used; "unstated" where nobody said.</summary>
    public required string Licence { get; init; }

    /// <summary>Where they all come from.</summary>
    public string? Origin { get; init; }

    /// <summary>Its pictures in ordinal order of their paths.</summary>
    public required IReadOnlyList<LabelledImage> Images { get; init; }
}
