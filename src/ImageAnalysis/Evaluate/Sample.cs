using System.Text.Json.Serialization;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Evaluate;

/// <summary>What an image of a sample shows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImageRole>))]
public enum ImageRole
{
    /// <summary>The internal structure: a section seen at right angles. EP 1 063 256 [0089](2).</summary>
    [JsonStringEnumMemberName("internal")]
    Internal,

    /// <summary>One surface of the membrane.</summary>
    [JsonStringEnumMemberName("surface-a")]
    SurfaceA,

    /// <summary>The other surface.</summary>
    [JsonStringEnumMemberName("surface-b")]
    SurfaceB,

    /// <summary>Non-conductive particles. US 9,793,527 §4.1.</summary>
    [JsonStringEnumMemberName("particles")]
    Particles,

    /// <summary>Section through the layers of an electrode.</summary>
    [JsonStringEnumMemberName("layer-section")]
    LayerSection,
}

/// <summary>An image of a sample, by its path relative to the sample file.</summary>
public sealed record SampleImage(string File, ImageRole Role);

/// <summary>
/// A laboratory value as stated. Without uncertainty both ends equal the value: an exact point. A one-sided bound such as "&lt;=2.0" has no value
/// and one open end.
/// </summary>
/// <param name="Key">Key of the quantity.</param>
/// <param name="Value">The value; absent for a bound.</param>
/// <param name="Lower">Lower end at 95 %; absent where open.</param>
/// <param name="Upper">Upper end at 95 %; absent where open.</param>
/// <param name="Unit">Unit of all three.</param>
public sealed record LaboratoryValue(string Key, double? Value, double? Lower, double? Upper, string Unit)
{
    /// <summary>Whether an end of a bound is not among the values that it allows: ">2", not ">=2".</summary>
    public bool IsStrict { get; init; }

    /// <summary>The value with its ends in another unit.</summary>
    internal Reading Read(Dimension dimension, string unit)
    {
        double? In(double? number) => number is { } n ? Units.Convert(n, dimension, Unit, unit) : null;
        var (lower, upper) = (In(Lower) ?? double.NegativeInfinity, In(Upper) ?? double.PositiveInfinity);
        return new Reading(In(Value), lower <= upper ? new Quantities.Interval(lower, upper) : null) { LeavesLowerOut = IsStrict && Lower is not null, LeavesUpperOut = IsStrict && Upper is not null };
    }

    public static LaboratoryValue Exact(string key, double value, string unit) => new(key, value, value, value, unit);
}

/// <summary>A file with a measured curve, named and kept.</summary>
public sealed record CurveReference(string Key, string File);

/// <summary>Something about a sample that its owner declares.</summary>
public sealed record Declaration(string Key, bool Holds);

/// <summary>A sample: images with their roles, and what a laboratory knows about it. Read by <see cref="SampleReader"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Criteria">Rule sets that it asks for, by name.</param>
/// <param name="Images">Its images.</param>
/// <param name="Laboratory">Laboratory values.</param>
/// <param name="Curves">Curves by file.</param>
/// <param name="Sweep">File of the sweep of dissolution temperatures made with the same polymer, solvent, weight fraction and forming method.</param>
/// <param name="Declared">Declarations.</param>
/// <param name="Findings">What reading it brought up.</param>
public sealed record Sample(
    string Name,
    IReadOnlyList<string> Criteria,
    IReadOnlyList<SampleImage> Images,
    IReadOnlyList<LaboratoryValue> Laboratory,
    IReadOnlyList<CurveReference> Curves,
    string? Sweep,
    IReadOnlyList<Declaration> Declared,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>The role of an image: by its path as written ("/" and "\" are one), else by its base name if only one image has it; null for others.</summary>
    public ImageRole? RoleOf(string file)
    {
        static string Path(string text) => text.Replace('\\', '/');
        static string Base(string text) => Path(text)[(Path(text).LastIndexOf('/') + 1)..];
        if (Images.FirstOrDefault(i => Path(i.File) == Path(file)) is { } exact) return exact.Role;
        var alike = Images.Where(i => Base(i.File) == Base(file)).ToList();
        return alike.Count == 1 ? alike[0].Role : null;
    }
}

/// <summary>One row of a table of samples: the sample, or what is wrong with the row.</summary>
/// <param name="Name">Name of the sample; the line where the row has none.</param>
/// <param name="Sample">The sample; absent where the row is faulty.</param>
/// <param name="Fault">Every fault of the row; absent where there is none.</param>
public sealed record SampleRow(string Name, Sample? Sample, SampleInvalidException? Fault);
