using ImageAnalysis.Training.Boosting;

namespace ImageAnalysis.Training.Tests.Boosting;

public class FeatureTableTests
{
    [Fact]
    public void Missing_is_allowed_and_infinite_is_refused_by_its_place()
    {
        Assert.Equal(2, new FeatureTable([1, float.NaN, 3, 4, 5, 6], 3).Rows);
        var error = Assert.Throws<ArgumentException>(() => new FeatureTable([1, 2, 3, 4, float.PositiveInfinity, 6], 3));
        Assert.Contains("Row 1, feature 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_not_whole_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new FeatureTable([1, 2, 3, 4], 3));
        Assert.Throws<ArgumentException>(() => new FeatureTable([], 3));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_label_beside_the_classes_is_refused(int label) =>
        Assert.Throws<ArgumentException>(() => new LabelledTable(new FeatureTable([1, 2], 1), [0, label], 2));

    [Theory]
    [InlineData(0)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_weight_that_is_not_positive_is_refused(float weight) =>
        Assert.Throws<ArgumentException>(() => new LabelledTable(new FeatureTable([1, 2], 1), [0, 1], 2, [1, weight]));
}
