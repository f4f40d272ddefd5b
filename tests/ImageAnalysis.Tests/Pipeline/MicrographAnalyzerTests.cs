using System.Globalization;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Quantities;
using ImageAnalysis.Report;
using ImageAnalysis.Scale;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Pipeline;

/// <summary>The façade on the samples that ship with the program.</summary>
public sealed class MicrographAnalyzerTests
{
    [Theory]
    [InlineData("percolation.tif", 40)]
    [InlineData("spherical-particle.tif", 10)]
    [InlineData("cellular.tif", 50)]
    public void A_sample_has_its_makers_scale_and_numbers_in_nanometres(string file, double pixelSizeNm)
    {
        var analysis = Analyze(file);
        Assert.Equal(pixelSizeNm, analysis.Scale.PixelSize!.Value.X.Nanometres, pixelSizeNm * 0.001);
        Assert.Equal(ScaleSource.Metadata, analysis.Scale.Source);
        var (px, nm) = (analysis.Intercept!.Main.Px!.Literal, analysis.Intercept.Main.Nm!.Literal);
        Assert.Equal(px.Value * pixelSizeNm, nm.Value, nm.Value * 0.001);
        Assert.True(nm.Combined!.Value.Contains(nm.Value));
    }

    [Fact]
    public void Without_a_scale_numbers_are_in_pixels_only_and_it_is_said()
    {
        var analysis = Analyze("none.tif");
        Assert.Null(analysis.Scale.PixelSize);
        Assert.Contains(analysis.Findings, f => f.Code == "scale-unknown");
        Assert.Null(analysis.Intercept?.Main.Nm);
        Assert.Null(analysis.Particles?.Statistics?.MeanDiameterNm);
    }

    [Fact]
    public void Doubling_the_pixel_size_doubles_every_length_and_changes_no_count()
    {
        var one = Analyze("percolation.tif", User(30));
        var two = Analyze("percolation.tif", User(60));
        Assert.Equal(2 * one.Intercept!.Main.Nm!.Literal.Value, two.Intercept!.Main.Nm!.Literal.Value, 6);
        Assert.Equal(2 * one.Intercept.Main.Nm.Ratio!.Value, two.Intercept.Main.Nm.Ratio!.Value, 6);
        Assert.Equal(one.Intercept.Chords, two.Intercept.Chords);
        Assert.Equal(one.Particles!.Particles.Count, two.Particles!.Particles.Count);
        Assert.Equal(one.Segmentation.Porosity, two.Segmentation.Porosity);
    }

    [Fact]
    public void The_users_scale_wins_and_the_contradiction_is_a_finding()
    {
        var analysis = Analyze("percolation.tif", User(30));
        Assert.Equal(ScaleSource.User, analysis.Scale.Source);
        Assert.Contains(analysis.Findings, f => f.Code == "scale-overruled");
    }

    [Theory]
    [InlineData("percolation.tif")]
    [InlineData("spherical-particle.tif")]
    public void The_same_bytes_come_out_for_any_number_of_threads_and_any_culture(string file)
    {
        var (threads, culture) = (Cv2.GetNumThreads(), CultureInfo.CurrentCulture);
        try
        {
            Cv2.SetNumThreads(1);
            var one = AnalysisJson.Write(Analyze(file));
            Cv2.SetNumThreads(2);
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(one, AnalysisJson.Write(Analyze(file)));
        }
        finally
        {
            Cv2.SetNumThreads(threads);
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("percolation.tif")]
    [InlineData("none.tif")]
    public void An_analysis_reads_back_and_writes_the_same_bytes(string file)
    {
        var bytes = AnalysisJson.Write(Analyze(file));
        Assert.Equal(bytes, AnalysisJson.Write(AnalysisJson.Read(bytes, file)));
    }

    [Fact]
    public void A_result_that_is_no_analysis_is_refused()
    {
        Assert.Throws<ResultInvalidException>(() => AnalysisJson.Read("{}"u8, "x"));
        Assert.Throws<ResultInvalidException>(() => AnalysisJson.Read("{\"format\":\"imageanalysis/analysis/0\"}"u8, "x"));
        Assert.Throws<ResultInvalidException>(() => AnalysisJson.Read("no json"u8, "x"));
    }

    [Fact]
    public void A_file_that_is_no_image_is_refused_and_nothing_leaks() =>
        Assert.Throws<UnreadableImageException>(() => Analyzer().Analyze(new InputFile("x.tif", new byte[100]), AnalysisRequest.Default));

    private static ScaleCandidate User(double nm) => ScaleResolver.FromCommandLine(PixelSize.Square(Length.FromNanometres(nm)));

    private static MicrographAnalyzer Analyzer() => new(new PipelineOptions(), null, CriteriaSets.Select(["membrane"], _ => ""));

    private static Analysis Analyze(string file, params ScaleCandidate[] user)
    {
        var input = InputFileLoader.Load(Path.Combine(Repository.Root, "datasets", "samples", file), file);
        using var analyzed = Analyzer().Analyze(input, new AnalysisRequest(null, user));
        return analyzed.Analysis;
    }
}
