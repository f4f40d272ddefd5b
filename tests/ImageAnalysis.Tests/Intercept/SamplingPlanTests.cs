using ImageAnalysis.Intercept;
using ImageAnalysis.Quantities;
using ImageAnalysis.Tests.Segment;

namespace ImageAnalysis.Tests.Intercept;

public sealed class SamplingPlanTests
{
    private const int Frames = 10, Places = 4;

    [Fact]
    public void Lines_closer_than_the_pores_repeat_each_other_and_more_of_them_do_not_help()
    {
        var plan = Plan();

        Assert.True(plan.DesignEffect > 1.2, $"design effect {plan.DesignEffect}");
        Assert.InRange(plan.HalfWidthPercentWithTwiceTheLines / plan.HalfWidthPercent, 0.9, 1);
        Assert.Contains("More lines will hardly help: 100 instead of 50", plan.Advice, StringComparison.Ordinal);
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

    [Fact]
    public void What_more_lines_are_said_to_bring_is_what_they_bring()
    {
        double promised = 0, reached = 0;
        for (var seed = 1UL; seed <= Frames; seed++)
        {
            var (small, large) = (Drawn.Discs(640, 480, 120, 9, seed), Drawn.Discs(640, 480, 40, 20, seed + 100));
            using var page = Drawn.Page(640, 480, (x, y) => small(x, y) || large(x, y));
            using var image = Drawn.Segment(page);
            var variance = new List<double>();
            foreach (var lines in new[] { 25, 50, 100, 200 })
            {
                // Lines at several places, so that what is compared is not how one set of them happens to fall.
                var plans = Enumerable.Range(0, Places).Select(place => SamplingPlan.For(DirectionMeter.Measure(image, Shifted(image.Field, lines, (place + 0.5) / Places), null, 0))!).ToList();
                variance.Add(plans.Average(p => p.HalfWidthPercent * p.HalfWidthPercent));
                if (lines < 200) promised += plans.Average(p => Math.Log(p.HalfWidthPercentWithTwiceTheLines / p.HalfWidthPercent));
            }

            reached += Math.Log(variance[^1] / variance[0]) / 2;
        }

        var (said, measured) = (Math.Exp(promised / 3 / Frames), Math.Exp(reached / 3 / Frames));
        Assert.True(Math.Abs(said - measured) <= 0.05, $"said {said}, reached {measured}");

        static LineSet Shifted(PixelRect region, int lines, double at)
        {
            var set = LineSet.Across(region, 0, lines);
            var by = (at - 0.5) * region.Height / lines;
            return set with { Lines = [.. set.Lines.Select(l => l with { Y0 = l.Y0 + by, Y1 = l.Y1 + by })] };
        }
    }

    [Theory]
    [InlineData(6.0, 5.9, 8.2, 3, "±6.0 % as far as sampling goes; 3 more images like this one for ±5 %. More lines will hardly help: 100 instead of 50 would bring it to about ±5.9 %, since neighbours repeat each other (design effect 8.2).")]
    [InlineData(6.0, 5.98, 8.2, 3, "More lines will not help: 100 instead of 50 would leave it at that, since neighbours repeat each other (design effect 8.2).")]
    [InlineData(6.0, 4.9, 8.2, 3, "3 more images like this one for ±5 %. More lines may do as well: 100 instead of 50 would bring it to about ±4.9 %.")]
    [InlineData(5.3, 4.9, 8.2, 3, "More lines may do as well: 100 instead of 50 would bring it to about ±4.9 %.")]
    [InlineData(8.0, 6.0, 1, 3, "More lines help less than images: 100 instead of 50 would bring it to about ±6.0 %.")]
    [InlineData(5.03, 5.01, 1, 1, "±5.03 % as far as sampling goes; 1 more image like this one for ±5 %. More lines will hardly help: 100 instead of 50 would bring it to about ±5.01 %.")]
    [InlineData(4.0, 3.9, 2, 0, "no further image is needed for ±5 %. More lines will hardly help: 100 instead of 50 would bring it to about ±3.9 %, since neighbours repeat each other (design effect 2.0).")]
    [InlineData(4.6, 3.3, 1, 0, "no further image is needed for ±5 %.")]
    public void The_words_follow_from_the_numbers(double half, double twice, double design, int more, string end) =>
        Assert.EndsWith(end, SamplingPlan.Sentence(half, twice, design, more, 50), StringComparison.Ordinal);

    /// <summary>Discs of radius 16 at random places; the lines' pitch is 9.6 px.</summary>
    private static SamplingPlan Plan()
    {
        using var page = Drawn.Page(640, 480, Drawn.Discs(640, 480, 90, 16, 3));
        using var image = Drawn.Segment(page);
        return Interceptor.Measure(image, null, 0, new InterceptOptions()).Plan!;
    }
}
