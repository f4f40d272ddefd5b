using ImageAnalysis.Ingest;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Quantities;
using ImageAnalysis.Report;
using ImageAnalysis.Scale;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Report;

/// <summary>Small analysed pictures, drawn here.</summary>
internal static class Analysed
{
    /// <summary>Bright discs and ellipses on a dark ground, 320 x 240 px; some are cut by the frame.</summary>
    public static AnalyzedMicrograph Discs(double? nmPerPixel = 12.5, PipelineOptions? options = null)
    {
        using var grey = new Mat(240, 320, MatType.CV_8UC1, new Scalar(40));
        for (var row = 0; row < 5; row++)
        {
            for (var column = 0; column < 8; column++)
            {
                var half = new Size(12 + ((row + column) % 4), 9 + (column % 3));
                Cv2.Ellipse(grey, new Point((column * 42) + 8, (row * 52) + 16), half, 23 * (row + column), 0, 360, new Scalar(210), -1, LineTypes.AntiAlias);
            }
        }

        return Of(grey, nmPerPixel, options);
    }

    /// <summary>One even grey: nothing to measure.</summary>
    public static AnalyzedMicrograph Flat()
    {
        using var grey = new Mat(90, 130, MatType.CV_8UC1, new Scalar(128));
        return Of(grey, 5);
    }

    /// <summary>A picture with a pixel size given by the user.</summary>
    public static AnalyzedMicrograph Of(Mat grey, double? nmPerPixel, PipelineOptions? options = null, string name = "made, by \"hand\".png")
    {
        Cv2.ImEncode(".png", grey, out var png, (int[]?)null);
        ScaleCandidate[] scale = nmPerPixel is { } nm
            ? [new ScaleCandidate(ScaleSource.User, PixelSize.Square(Length.FromNanometres(nm)), "stated by the test")]
            : [];
        return new MicrographAnalyzer(options ?? new PipelineOptions(), null, []).Analyze(new InputFile(name, png), new AnalysisRequest(null, scale));
    }
}
