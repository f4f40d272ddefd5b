using ImageAnalysis.Intercept;
using ImageAnalysis.Layers;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;
using ImageAnalysis.Segment;
using ImageAnalysis.Training.Rendering;
using OpenCvSharp;
using Xunit;

namespace ImageAnalysis.Training.Tests.Rendering;

/// <summary>Layers measured on rendered sections whose truth is exact.</summary>
public class LayerAccuracyTests
{
    [Fact]
    public void Rendered_sections_are_found_and_their_thickness_is_right_to_a_hundredth()
    {
        var errors = new List<double>();
        foreach (var recipe in LayerBook.Accuracy(99, 3).Where(r => r.Severity < 3))
        {
            var made = LayerRenderer.Render(recipe);
            var truth = made.Layers.Sum(l => l.ThicknessPx);
            errors.Add(Measure(made.Image)?.Thickness is { } t ? Math.Abs((t.Px.Value / truth) - 1) : 1);
        }

        errors.Sort();
        Assert.InRange(errors[errors.Count / 2], 0, 0.004);
        Assert.InRange(errors.Count(e => e < 0.02), errors.Count - 2, errors.Count);
    }

    [Fact]
    public void Frames_full_of_one_structure_have_no_layers()
    {
        foreach (var recipe in RecipeBook.Accuracy(99, 1)) Assert.Null(Measure(MicrographRenderer.Render(recipe)));
    }

    [Fact]
    public void Membranes_tilted_towards_the_viewer_have_no_numbers()
    {
        foreach (var recipe in LayerBook.Tilted(1, 6).Where(r => r.Severity < 3))
        {
            if (Measure(LayerRenderer.Render(recipe).Image) is { } result) Assert.True(result.Refused);
        }
    }

    private static LayersResult? Measure(RenderedMicrograph image)
    {
        using var page = new Mat(image.Height, image.Width, image.Recipe.BitDepth == 8 ? MatType.CV_8UC1 : MatType.CV_16UC1);
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                if (image.Recipe.BitDepth == 8) page.Set(y, x, (byte)image.Grey(x, y));
                else page.Set(y, x, (ushort)image.Grey(x, y));
            }
        }

        var scale = ScaleResolver.Decide("rendered", image.Width, [], [], [], new ScaleOptions());
        return LayerMeter.Measure(page, new PixelRect(0, 0, image.Width, image.FieldHeight), scale, null, new LayersOptions(), new SegmentOptions(), new InterceptOptions());
    }
}
