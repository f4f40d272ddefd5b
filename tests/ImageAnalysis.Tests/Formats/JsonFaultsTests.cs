using System.Text.Json;
using System.Text.Json.Serialization;
using ImageAnalysis.Formats;

namespace ImageAnalysis.Tests.Formats;

public sealed class JsonFaultsTests
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    [JsonConverter(typeof(JsonStringEnumConverter<Order>))]
    internal enum Order
    {
        [JsonStringEnumMemberName("first-order")]
        First,
        Second,
    }

    [Theory]
    [InlineData("""{ "name": "a", "parts": [], "size": 3, "colour": 1 }""", "$.colour: there is no member of this name.")]
    [InlineData("""{ "name": "a" }""", "$: \"parts\" is missing.")]
    [InlineData("""{ "name": "a", "parts": [ { "order": "third" } ] }""", "$.parts[0].order: one of \"first-order\", \"Second\" is expected here.")]
    [InlineData("""{ "name": "a", "parts": [ { "order": "Second" }, 3 ] }""", "$.parts[1]: an object is expected here.")]
    [InlineData("""{ "name": "a", "parts": [], "size": "large" }""", "$.size: a number is expected here.")]
    [InlineData("""{ "name": [], "parts": [] }""", "$.name: a text is expected here.")]
    [InlineData("""{ "name": "a", "parts": {} }""", "$.parts: a list is expected here.")]
    [InlineData("""{ "name": null, "parts": [] }""", "$.name: a text is expected here, and not null.")]
    [InlineData("""{ "name": "a", "parts": [""", "Line 1, byte 26: from here on it is no JSON; it may have been cut short.")]
    public void A_fault_is_told_by_its_place_and_by_what_is_expected_there(string text, string told)
    {
        var fault = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Whole>(text, Strict));
        Assert.Equal(told, JsonFaults.Of(fault, typeof(Whole)));
    }

    internal sealed record Whole(string Name, IReadOnlyList<Part> Parts, double? Size = null);

    internal sealed record Part(Order Order);
}
