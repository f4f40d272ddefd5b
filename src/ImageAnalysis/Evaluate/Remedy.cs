using System.Text.Json.Serialization;

namespace ImageAnalysis.Evaluate;

/// <summary>What kind of step would decide a criterion.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RemedyKind>))]
public enum RemedyKind
{
    /// <summary>An image that the sample lacks.</summary>
    [JsonStringEnumMemberName("image")]
    Image,

    /// <summary>More images of other places: sampling leaves the answer open.</summary>
    [JsonStringEnumMemberName("more-images")]
    MoreImages,

    /// <summary>A higher magnification: where the boundary lies leaves the answer open.</summary>
    [JsonStringEnumMemberName("higher-magnification")]
    HigherMagnification,

    /// <summary>A larger field: too few voids or particles are in the picture.</summary>
    [JsonStringEnumMemberName("larger-field")]
    LargerField,

    /// <summary>A pixel size, or one that is better known.</summary>
    [JsonStringEnumMemberName("scale")]
    Scale,

    /// <summary>A laboratory measurement.</summary>
    [JsonStringEnumMemberName("laboratory")]
    Laboratory,

    /// <summary>A declaration of whoever made the sample.</summary>
    [JsonStringEnumMemberName("declaration")]
    Declaration,

    /// <summary>A sweep of dissolution temperatures.</summary>
    [JsonStringEnumMemberName("sweep")]
    Sweep,

    /// <summary>Another dissolution temperature.</summary>
    [JsonStringEnumMemberName("temperature")]
    Temperature,

    /// <summary>Nothing more to measure: how far the sample itself is from the limit.</summary>
    [JsonStringEnumMemberName("change")]
    Change,
}

/// <summary>A step that would decide a criterion that does not pass.</summary>
/// <param name="Kind">What kind of step.</param>
/// <param name="What">The step in a sentence, with the numbers that it rests on.</param>
/// <param name="Amount">
/// more-images: how many. higher-magnification and larger-field: factor. scale: half-width of the pixel size to be reached, %. laboratory: half-width to
/// be reached, in the unit of the key's quantity or of the criterion. change: difference to the limit, in the criterion's unit. temperature: °C. Absent where it cannot be said.
/// </param>
/// <param name="Key">Key of the quantity that is to be measured or declared.</param>
/// <param name="Together">Whether it decides only together with the others of its list.</param>
public sealed record Remedy(RemedyKind Kind, string What, double? Amount = null, string? Key = null, bool Together = false);
