using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageAnalysis.Training.Verification;

/// <summary>One promise: the error of an estimator over the pictures of some subjects and severities.</summary>
/// <param name="Estimator">Of what.</param>
/// <param name="Subjects">Over which pictures, pooled.</param>
/// <param name="Severities">At which severities, pooled.</param>
/// <param name="Limit">Median absolute error that may not be exceeded; F1 that must be reached; share of pictures, share of intervals or width that may not be exceeded.</param>
/// <param name="Unit">Unit of the limit, for the table.</param>
/// <param name="AtLeast">Share of intervals that must be reached; absent elsewhere.</param>
/// <param name="Quantile">Percentage of the pictures whose absolute error may not exceed the limit; absent for the median.</param>
public sealed record VerificationLimit(
    Estimator Estimator, IReadOnlyList<VerificationSubject> Subjects, IReadOnlyList<int> Severities, double Limit, string Unit, double? AtLeast = null, double? Quantile = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The promises of limits.json. They are goals: no change may relax one to get past it.</summary>
    public static IReadOnlyList<VerificationLimit> All { get; } = Read();

    /// <summary>Whether a larger number is better.</summary>
    [JsonIgnore]
    public bool IsFloor => Estimator is Estimator.Detection or Estimator.SectionsFound or Estimator.LayersRight;

    /// <summary>Whether it is about intervals: then each specimen of <see cref="CoverageSet"/> is judged by itself.</summary>
    [JsonIgnore]
    public bool IsCoverage => Estimator >= Estimator.RatioCoverage;

    /// <summary>Whether it is about layer sections.</summary>
    [JsonIgnore]
    public bool IsOfLayers => OfLayers(Estimator);

    internal static bool OfLayers(Estimator estimator) => estimator is >= Estimator.SectionsFound and <= Estimator.FramesTaken;

    private static VerificationLimit[] Read()
    {
        using var stream = typeof(VerificationLimit).Assembly.GetManifestResourceStream("ImageAnalysis.Training.Verification.limits.json")
            ?? throw new InvalidOperationException("limits.json is not built into the assembly.");
        return JsonSerializer.Deserialize<VerificationLimit[]>(stream, Json)!;
    }
}
