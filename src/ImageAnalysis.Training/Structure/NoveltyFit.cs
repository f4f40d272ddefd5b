using ImageAnalysis.Classify;
using ImageAnalysis.Models;
using MathNet.Numerics.LinearAlgebra;

namespace ImageAnalysis.Training.Structure;

/// <summary>Fits the test for pictures that are like none of the three classes.</summary>
internal static class NoveltyFit
{
    private const double Clip = 5;
    private const double Shrinkage = 0.3;
    private const double OuterShare = 0.01;
    private const double Floor = 0.02;
    private const int Known = 3;

    /// <summary>Median and spread of each descriptor over examples of the three classes.</summary>
    public static DescriptorSpread[] Spreads(IReadOnlyList<StructureExample> training)
    {
        var rows = training.Where(e => e.Label < Known).ToArray();
        return
        [
            .. StructureDescriptors.Names.Select((name, column) =>
            {
                var values = rows.Select(e => e.Descriptors![column]).Order().ToArray();
                var median = values.Length % 2 == 1 ? values[values.Length / 2] : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2;
                var (low, high) = (values[(int)(OuterShare * (values.Length - 1))], values[(int)((1 - OuterShare) * (values.Length - 1))]);
                var mean = values.Average(v => Math.Clamp(v, low, high));
                var spread = Math.Sqrt(values.Average(v => Math.Pow(Math.Clamp(v, low, high) - mean, 2)));
                return new DescriptorSpread(name, Rounded(median), spread > 1e-6 ? Rounded(spread) : 1);
            }),
        ];
    }

    /// <summary>The test without its threshold.</summary>
    public static NoveltyTest Fit(IReadOnlyList<StructureExample> training, DescriptorSpread[] spreads)
    {
        var count = spreads.Length;
        var means = new List<float>();
        var covariance = Matrix<double>.Build.Dense(count, count);
        var total = 0;
        for (var label = 0; label < Known; label++)
        {
            var rows = training.Where(e => e.Label == label).Select(e => Scaled(e, spreads)).ToArray();
            var matrix = Matrix<double>.Build.DenseOfRowArrays(rows);
            var mean = matrix.ColumnSums() / rows.Length;
            means.AddRange(mean.Select(m => (float)m));
            for (var i = 0; i < rows.Length; i++) matrix.SetRow(i, matrix.Row(i) - mean);
            covariance += matrix.TransposeThisAndMultiply(matrix);
            total += rows.Length;
        }

        covariance /= total;
        var shrunk = covariance * (1 - Shrinkage);
        // No direction is taken for certain: what the renderer never varies, a microscope may.
        for (var i = 0; i < count; i++) shrunk[i, i] = covariance[i, i] + Floor;
        var precision = shrunk.Inverse();
        var triangle = new List<float>();
        for (var i = 0; i < count; i++)
            for (var j = i; j < count; j++) triangle.Add((float)((precision[i, j] + precision[j, i]) / 2));
        return new NoveltyTest
        {
            Clip = Clip,
            Means = NoveltyTest.Pack([.. means]),
            Precision = NoveltyTest.Pack([.. triangle]),
            Threshold = 1,
            Passed = 1,
        };
    }

    private static double[] Scaled(StructureExample example, DescriptorSpread[] spreads) =>
        [.. example.Descriptors!.Select((v, i) => Math.Clamp(spreads[i].Scale(v), -Clip, Clip))];

    // Six digits are more than the data hold, and keep the card short.
    private static double Rounded(double value) =>
        double.Parse(value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
