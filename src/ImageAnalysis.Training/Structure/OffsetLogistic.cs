using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace ImageAnalysis.Training.Structure;

/// <summary>
/// A correction of a classifier: softmax(log p + W z + b), p being its probabilities and z scaled descriptors. W and b are those of the least mean
/// cross-entropy plus strength/2 · (|W|² + |b|²): the stronger, the less the labelled pictures may change, down to nothing. Multinomial logistic regression with
/// an offset; McCullagh and Nelder, Generalized Linear Models, 1989, sections 2.5 and 5.2.4.
/// </summary>
/// <param name="Weights">F x C, row-major.</param>
/// <param name="Bias">C values.</param>
internal sealed record OffsetLogistic(double[] Weights, double[] Bias)
{
    /// <summary>Probabilities below this are raised to it: no picture is impossible.</summary>
    public const double LeastProbability = 1e-4;

    private const double Tolerance = 1e-7;
    private const int Memory = 10;

    /// <summary>Fits the correction.</summary>
    /// <param name="rows">Scaled descriptors, row by row.</param>
    /// <param name="offsets">Logarithms of the probabilities, row by row.</param>
    /// <param name="labels">True class of each row.</param>
    /// <param name="strength">Positive.</param>
    public static OffsetLogistic Fit(double[][] rows, double[][] offsets, int[] labels, double strength)
    {
        var (features, classes) = (rows[0].Length, offsets[0].Length);
        var objective = ObjectiveFunction.Gradient(at => Loss(at.AsArray(), rows, offsets, labels, strength));
        var start = Vector<double>.Build.Dense((features + 1) * classes);
        double[] best;
        try
        {
            best = new LimitedMemoryBfgsMinimizer(Tolerance, Tolerance, 0, Memory).FindMinimum(objective, start).MinimizingPoint.AsArray();
        }
        catch (OptimizationException)
        {
            // The search along a line has come to the last digits of the loss: where it stands is the minimum as far as numbers can tell.
            best = objective.Point.AsArray();
        }

        return new OffsetLogistic(best[..(features * classes)], best[(features * classes)..]);
    }

    /// <summary>Corrected probabilities of one picture.</summary>
    public double[] Probabilities(double[] row, double[] offset)
    {
        var margins = Margins(row, offset);
        Softmax(margins);
        return margins;
    }

    /// <summary>Logarithms of the corrected probabilities, up to a number that is the same for all classes.</summary>
    public double[] Margins(double[] row, double[] offset) => Margins(row, offset, [.. Weights, .. Bias]);

    private static (double Value, Vector<double> Gradient) Loss(double[] at, double[][] rows, double[][] offsets, int[] labels, double strength)
    {
        var (features, classes) = (rows[0].Length, offsets[0].Length);
        var gradient = new double[at.Length];
        var loss = 0.0;
        for (var r = 0; r < rows.Length; r++)
        {
            var p = Margins(rows[r], offsets[r], at);
            Softmax(p);
            loss -= Math.Log(Math.Max(p[labels[r]], 1e-300)) / rows.Length;
            p[labels[r]] -= 1;
            for (var c = 0; c < classes; c++) p[c] /= rows.Length;
            for (var f = 0; f < features; f++)
                for (var c = 0; c < classes; c++) gradient[(f * classes) + c] += p[c] * rows[r][f];
            for (var c = 0; c < classes; c++) gradient[(features * classes) + c] += p[c];
        }

        for (var i = 0; i < at.Length; i++)
        {
            loss += strength / 2 * at[i] * at[i];
            gradient[i] += strength * at[i];
        }

        return (loss, Vector<double>.Build.Dense(gradient));
    }

    private static double[] Margins(double[] row, double[] offset, double[] at)
    {
        var classes = offset.Length;
        var margins = new double[classes];
        for (var c = 0; c < classes; c++) margins[c] = offset[c] + at[(row.Length * classes) + c];
        for (var f = 0; f < row.Length; f++)
        {
            var value = row[f];
            for (var c = 0; c < classes; c++) margins[c] += value * at[(f * classes) + c];
        }

        return margins;
    }

    private static void Softmax(double[] margins)
    {
        var highest = margins.Max();
        var sum = 0.0;
        for (var c = 0; c < margins.Length; c++) sum += margins[c] = Math.Exp(margins[c] - highest);
        for (var c = 0; c < margins.Length; c++) margins[c] /= sum;
    }
}
