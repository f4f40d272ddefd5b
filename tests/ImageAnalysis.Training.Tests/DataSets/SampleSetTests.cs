using ImageAnalysis.Classify;
using ImageAnalysis.Tests;
using ImageAnalysis.Training.DataSets;
using Xunit;

namespace ImageAnalysis.Training.Tests.DataSets;

public class SampleSetTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "datasets", "samples");

    /// <summary>With IMAGEANALYSIS_WRITE_SAMPLES=1 the samples are written instead of compared; meant for a change of the renderer that is wanted.</summary>
    [Fact]
    public void The_samples_in_the_tree_are_what_the_renderer_makes()
    {
        var write = Environment.GetEnvironmentVariable("IMAGEANALYSIS_WRITE_SAMPLES") == "1";
        foreach (var file in SampleSet.Render())
        {
            var path = Path.Combine(Folder, file.Name);
            if (write) File.WriteAllBytes(path, file.Bytes);
            Assert.True(File.Exists(path), $"{path} is missing");
            Assert.True(file.Bytes.AsSpan().SequenceEqual(File.ReadAllBytes(path)), $"{file.Name} is not what the renderer makes now");
        }
    }

    [Fact]
    public void The_samples_are_a_data_set_that_nothing_is_learnt_from()
    {
        var set = DataSet.Open(Folder);

        Assert.Equal(File.ReadAllBytes(Path.Combine(Folder, DataSet.ManifestFile)), set.ToJson());
        Assert.All(set.Manifest.Images, i => Assert.Equal(DataSetSplit.Test, i.Split));
        Assert.Equal(SampleSet.Recipes.Concat(SampleSet.Surfaces).Select(s => s.Recipe).OrderBy(r => r.Seed), set.Manifest.Images.Select(i => i.Rendered!.Recipe).OrderBy(r => r.Seed));
    }

    [Fact]
    public void There_is_one_small_sample_per_class()
    {
        Assert.Equal(Enum.GetValues<StructureClass>(), SampleSet.Recipes.Select(s => s.Recipe.Structure).Order());
        Assert.All(Directory.GetFiles(Folder, "*.tif"), path => Assert.InRange(new FileInfo(path).Length, 50_000, 300_000));
    }
}
