using ImageAnalysis.Quantities;

namespace ImageAnalysis.Tests.Quantities;

public sealed class PixelSizeTests
{
    private static readonly PixelSize Oblong = new(Length.FromNanometres(3), Length.FromNanometres(4));

    [Fact]
    public void A_step_is_measured_along_each_side_apart()
    {
        Assert.Equal(3, Oblong.StepNanometres(1, 0));
        Assert.Equal(4, Oblong.StepNanometres(0, -1));
        Assert.Equal(5, Oblong.StepNanometres(1, 1));
    }

    [Fact]
    public void The_mean_side_keeps_the_area() =>
        Assert.Equal(12, Oblong.MeanNanometres * Oblong.MeanNanometres, 12);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_side_is_positive(double nm) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PixelSize.Square(Length.FromNanometres(nm)));
}
