using ImageAnalysis.Segment;

namespace ImageAnalysis.Tests.Segment;

public sealed class SegmentOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(new SegmentOptions().Validate());

    [Fact]
    public void The_fixed_method_needs_a_level()
    {
        Assert.StartsWith("level:", Assert.Single(new SegmentOptions { Method = ThresholdMethod.Fixed }.Validate()), StringComparison.Ordinal);
        Assert.Empty(new SegmentOptions { Method = ThresholdMethod.Fixed, Level = 90 }.Validate());
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        var faults = new SegmentOptions { WindowPx = 50, MinimumObject = "3", MinimumHole = "small" }.Validate().ToArray();
        Assert.Equal(["windowPx", "minimumObject", "minimumHole"], faults.Select(f => f[..f.IndexOf(':', StringComparison.Ordinal)]));
    }
}
