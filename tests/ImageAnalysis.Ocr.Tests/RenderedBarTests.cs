using ImageAnalysis.Ingest;
using ImageAnalysis.Scale;
using ImageAnalysis.Scale.Bars;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Ocr.Tests;

/// <summary>Bars in the strips of six makers as the project draws them, read with Tesseract and without metadata.</summary>
public sealed class RenderedBarTests
{
    private static readonly DataBarLayout[] Layouts =
        [DataBarLayout.Zeiss, DataBarLayout.Fei, DataBarLayout.Tescan, DataBarLayout.Jeol, DataBarLayout.Hitachi, DataBarLayout.Philips];

    // Beyond the project's tolerance: the renderer's ticks stand inside the length, as thick as the line.
    private const double Tolerance = 0.02;

    private static (ScaleDecision Decision, RenderedMicrograph Truth) Decide(TesseractReader reader, DataBarLayout layout, uint seed, double nm, int width)
    {
        var recipe = new RenderRecipe
        {
            Family = seed % 2 == 0 ? RenderFamily.GaussianSection : RenderFamily.CellSection, Seed = seed, Width = width, Height = width * 3 / 4, StructurePx = 30, Severity = 1,
            PixelSizeNm = nm, DataBar = layout,
        };
        var picture = MicrographRenderer.Render(recipe);
        var file = MicrographFile.Write(picture, ScaleCarrier.None, "rendered")[0];
        using var micrograph = Ingestor.Read(new InputFile(file.Name, file.Bytes, []), null, new IngestOptions());
        return (ScaleFinder.Find("rendered", micrograph, [], null, reader, new ScaleOptions()), picture);
    }

    [Fact]
    public void No_bar_is_read_wrong_and_few_are_refused()
    {
        using var reader = TesseractReader.Create();
        List<string> wrong = [], refused = [];
        var count = 0;
        foreach (var layout in Layouts)
        {
            foreach (var (seed, nm) in new (uint, double)[] { (1, 2.3), (2, 17.0), (3, 140.0), (4, 0.8) })
            {
                count++;
                var (decision, picture) = Decide(reader, layout, seed, nm, 1024);
                var what = $"{layout}, seed {seed}, {nm} nm, \"{picture.Bar!.Label}\": {decision.Bar?.Evidence}";
                if (decision.PixelSize is not { } size)
                {
                    refused.Add(what);
                    continue;
                }

                // Its length is between the outer ends of ticks; makers mean the middles, and so does the reader.
                var slack = decision.Bar!.Form is BarForm.Ticked or BarForm.Split ? 3 / decision.Bar.LengthPx : 0;
                var ratio = size.X.Nanometres / nm;
                if (ratio < 1 - Tolerance || ratio > 1 + Tolerance + slack) wrong.Add($"{what}: {size}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(refused.Count <= count / 10, $"{refused.Count} of {count} refused:\n{string.Join("\n", refused)}");
    }

    [Fact]
    public void The_same_picture_gives_the_same_decision_again()
    {
        using var reader = TesseractReader.Create();
        var (first, _) = Decide(reader, DataBarLayout.Zeiss, 5, 12, 800);
        var (again, _) = Decide(reader, DataBarLayout.Zeiss, 5, 12, 800);
        Assert.Equal(first.Bar, again.Bar);
        Assert.Equal(first.Candidates, again.Candidates);
    }
}
