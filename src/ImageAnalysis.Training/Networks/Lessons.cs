using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Networks;

/// <summary>What one picture needs while a network learns from it; used by one thread.</summary>
internal interface ILesson<in T>
{
    /// <summary>Derivative of the loss by each weight, of the last <see cref="Derive"/>.</summary>
    float[] Gradient { get; }

    /// <summary>Passes a picture through the network and the derivative of its loss back.</summary>
    /// <param name="picture">The picture and what is to be answered.</param>
    /// <param name="turn">Which of the eight ways to turn or mirror it.</param>
    void Derive(T picture, int turn);
}

/// <summary>Lets a network learn from pictures in batches, each picture turned or mirrored otherwise whenever it is seen. The outcome is the same for any number of threads.</summary>
internal static class Lessons
{
    private const int Batch = 8;

    private const double HighestRate = 4e-3;

    /// <summary>Changes a network's weights.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="pictures">What it learns from.</param>
    /// <param name="rounds">How often each picture is seen.</param>
    /// <param name="warmUp">Share of the steps in which the rate rises.</param>
    /// <param name="lesson">Makes what a thread needs.</param>
    /// <param name="random">Draws order and turns.</param>
    /// <param name="parallelism">Threads.</param>
    /// <param name="report">Told the steps done, and all.</param>
    /// <param name="cancellation">Stops it.</param>
    public static void Learn<T>(
        float[] weights, T[] pictures, int rounds, double warmUp, Func<ILesson<T>> lesson, SeededRandom random, int parallelism, Action<int, int>? report, CancellationToken cancellation)
    {
        var adam = new Adam(weights.Length);
        ILesson<T>[] lessons = [.. Enumerable.Range(0, Batch).Select(_ => lesson())];
        var gradient = new float[weights.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellation };
        var steps = Math.Max(1, pictures.Length * rounds / Batch);
        var order = Enumerable.Range(0, pictures.Length).ToArray();
        var at = order.Length;
        var taken = new (T Picture, int Turn)[Batch];
        for (var step = 0; step < steps; step++)
        {
            for (var i = 0; i < Batch; i++)
            {
                if (at == order.Length)
                {
                    random.Shuffle(order.AsSpan());
                    at = 0;
                }

                taken[i] = (pictures[order[at++]], random.NextInt(8));
            }

            Parallel.For(0, Batch, options, i => lessons[i].Derive(taken[i].Picture, taken[i].Turn));

            // One after the other, so that the sum is the same whichever thread made which part.
            gradient.AsSpan().Clear();
            foreach (var one in lessons)
                for (var w = 0; w < gradient.Length; w++) gradient[w] += one.Gradient[w] / Batch;
            adam.Step(weights, gradient, Rate((step + 0.5) / steps, warmUp));
            report?.Invoke(step + 1, steps);
        }
    }

    /// <summary>Index of the pixel that one of the eight ways to turn or mirror a square brings to a place.</summary>
    public static int Turned(int x, int y, int side, int turn)
    {
        if ((turn & 1) != 0) x = side - 1 - x;
        if ((turn & 2) != 0) y = side - 1 - y;
        return (turn & 4) != 0 ? (x * side) + y : (y * side) + x;
    }

    /// <summary>Up along a line, then down along half a cosine (L. N. Smith and N. Topin, 2018).</summary>
    private static double Rate(double done, double warmUp) =>
        HighestRate * (done < warmUp ? (0.05 + (0.95 * done / warmUp)) : 0.5 * (1 + Math.Cos(Math.PI * (done - warmUp) / (1 - warmUp))));
}
