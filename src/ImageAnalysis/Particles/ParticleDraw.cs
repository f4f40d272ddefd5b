using ImageAnalysis.Quantities;

namespace ImageAnalysis.Particles;

/// <summary>The random selection of particles (US 9,793,527 §4.1: 200 particles randomly selected).</summary>
public static class ParticleDraw
{
    /// <summary>
    /// Draws without replacement, with chances in proportion to the weights (Efraimidis and Spirakis, Information Processing Letters 97 (2006)
    /// 181): the indices drawn, ascending.
    /// </summary>
    /// <param name="weights">Positive weights.</param>
    /// <param name="count">How many to draw; at most as many as there are weights.</param>
    /// <param name="random">Used once per weight, in order.</param>
    public static int[] WithoutReplacement(IReadOnlyList<double> weights, int count, SeededRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, weights.Count);
        var keys = new double[weights.Count];
        for (var i = 0; i < keys.Length; i++) keys[i] = Math.Log(1 - random.NextDouble()) / weights[i];
        return [.. Enumerable.Range(0, keys.Length).OrderByDescending(i => keys[i]).ThenBy(i => i).Take(count).Order()];
    }

    /// <summary>Miles-Lantuéjoul weight of a whole particle: the reciprocal of the share of positions at which the frame holds its bounding box.</summary>
    public static double Weight(double boxWidth, double boxHeight, double frameWidth, double frameHeight) =>
        frameWidth * frameHeight / ((frameWidth - boxWidth) * (frameHeight - boxHeight));
}
