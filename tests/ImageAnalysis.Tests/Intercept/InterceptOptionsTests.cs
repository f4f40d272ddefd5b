using ImageAnalysis.Intercept;

namespace ImageAnalysis.Tests.Intercept;

public sealed class InterceptOptionsTests
{
    [Theory]
    [InlineData("frame")]
    [InlineData("16um")]
    [InlineData("400 px")]
    public void A_frame_or_the_side_of_a_square_is_a_region(string region) =>
        Assert.Empty(new InterceptOptions { Region = region }.Validate());

    [Theory]
    [InlineData("Frame")]
    [InlineData("16")]
    [InlineData("0 px")]
    [InlineData("0um")]
    [InlineData("-3 px")]
    public void Anything_else_is_refused_by_name(string region) =>
        Assert.StartsWith("region:", Assert.Single(new InterceptOptions { Region = region }.Validate()), StringComparison.Ordinal);
}
