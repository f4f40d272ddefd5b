using ImageAnalysis.Intercept;
using ImageAnalysis.Quantities;
using ImageAnalysis.Tests.Segment;

namespace ImageAnalysis.Tests.Intercept;

public sealed class SamplingPlanTests
{
    [Fact]
    public void Lines_closer_than_the_pores_repeat_each_other_and_more_of_them_do_not_help()
    {
        var plan = Plan();

        Assert.True(plan.DesignEffect > 1.2, $"design effect {plan.DesignEffect}");
        Assert.InRange(plan.HalfWidthPercentWithTwiceTheLines / plan.HalfWidthPercent, 0.7, 1);
        Assert.Contains("More lines", plan.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void The_number_of_images_is_that_of_the_half_width()
    {
        var plan = Plan();
        var deviation = plan.HalfWidthPercent / 100 / Student.Quantile975(FieldSums.DegreesOfFreedom);

        Assert.Equal(FieldPool.FieldsFor(deviation, 0.05, plan.HalfWidthPercent / 100) - 1, plan.MoreImages);
        Assert.Equal(5, plan.TargetPercent, 12);
    }

    [Fact]
    public void Without_void_there_is_no_plan()
    {
        using var page = Drawn.Page(200, 150, (_, _) => false);
        using var image = Drawn.Segment(page);
        Assert.Null(Interceptor.Measure(image, null, 0, new InterceptOptions()).Plan);
    }

    /// <summary>Discs of radius 16 at random places; the lines' pitch is 9.6 px.</summary>
    private static SamplingPlan Plan()
    {
        using var page = Drawn.Page(640, 480, Drawn.Discs(640, 480, 90, 16, 3));
        using var image = Drawn.Segment(page);
        return Interceptor.Measure(image, null, 0, new InterceptOptions()).Plan!;
    }
}
