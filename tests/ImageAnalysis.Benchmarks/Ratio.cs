using System.Diagnostics;
using System.Globalization;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Report;
using OpenCvSharp;

namespace ImageAnalysis.Benchmarks;

/// <summary>The whole analysis without pictures, classifier and verdict included, over the minimal OpenCV pass: one thread, warm, in turn, median of 30.</summary>
public static class Ratio
{
    private const int Warmups = 40;
    private const int Runs = 30;

    public static void Print(TextWriter output)
    {
        Cv2.SetNumThreads(1);
        var analyzer = new MicrographAnalyzer(new PipelineOptions(), Installation.Model(), CriteriaSets.Select(["membrane"], _ => ""), measurable: Installation.Measurable(), openings: Installation.Openings(), centres: Installation.Centres(), necks: Installation.Necks());
        output.WriteLine("picture              minimal ms   analyze ms   ratio (median of 30, 1280 x 960, one thread)");
        foreach (var name in Pictures.Names)
        {
            var file = Pictures.Load(name);
            var bytes = file.Content.ToArray();
            for (var i = 0; i < Warmups; i++)
            {
                MinimalPass.Run(bytes);
                analyzer.Analyze(file, AnalysisRequest.Default).Dispose();
            }

            double[] minimal = new double[Runs], whole = new double[Runs];
            for (var i = 0; i < Runs; i++)
            {
                minimal[i] = Milliseconds(() => MinimalPass.Run(bytes));
                whole[i] = Milliseconds(() => analyzer.Analyze(file, AnalysisRequest.Default).Dispose());
            }

            var (a, b) = (Median(minimal), Median(whole));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-20} {a,10:F2} {b,12:F2} {b / a,7:F2}"));
        }
    }

    private static double Milliseconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
