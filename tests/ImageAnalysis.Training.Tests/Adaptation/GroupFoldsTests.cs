using ImageAnalysis.Training.Adaptation;

namespace ImageAnalysis.Training.Tests.Adaptation;

public sealed class GroupFoldsTests
{
    [Fact]
    public void A_group_is_in_one_part_and_every_part_has_some_of_every_class()
    {
        string[] groups = [.. Enumerable.Range(0, 60).Select(i => $"g{i / 3}")];
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => i / 3 % 3)];

        var parts = GroupFolds.Of(groups, labels, 5);

        Assert.All(groups.Zip(parts).GroupBy(p => p.First), g => Assert.Single(g.Select(p => p.Second).Distinct()));
        for (var part = 0; part < 5; part++)
            Assert.Equal([0, 1, 2], labels.Where((_, i) => parts[i] == part).Distinct().Order());
    }

    [Fact]
    public void There_are_no_more_parts_than_groups() => Assert.Equal([0, 1, 0], GroupFolds.Of(["a", "b", "a"], [0, 1, 0], 5));
}
