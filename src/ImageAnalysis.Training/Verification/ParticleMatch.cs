using ImageAnalysis.Particles;
using ImageAnalysis.Training.Rendering;

namespace ImageAnalysis.Training.Verification;

/// <summary>
/// How many particles were found. A true particle is found by the nearest measured one whose centre lies within half its radius, one to one. Particles that touch
/// the frame or are less visible than asked for count neither way, and what was measured there does not either.
/// </summary>
/// <param name="Found">True particles that were found.</param>
/// <param name="Missed">True particles that were not.</param>
/// <param name="Invented">Measured particles where there is none.</param>
public sealed record ParticleMatch(int Found, int Missed, int Invented)
{
    /// <summary>Harmonic mean of precision and recall: 2 TP / (2 TP + FN + FP). 1 where there is nothing to find and nothing was found.</summary>
    public double F1 => Found + Missed + Invented == 0 ? 1 : 2.0 * Found / ((2.0 * Found) + Missed + Invented);

    public static ParticleMatch Of(IReadOnlyList<RenderedParticle> truth, IReadOnlyList<Particle> measured, double visibleAtLeast)
    {
        var counted = truth.Select(t => Counts(t, visibleAtLeast)).ToArray();
        var pairs = new List<(double Distance, int True, int Measured)>();
        for (var t = 0; t < truth.Count; t++)
        {
            var radius = (truth[t].La + truth[t].Lb) / 4;
            for (var m = 0; m < measured.Count; m++)
            {
                var distance = Math.Sqrt(Square(measured[m].XPx - truth[t].X) + Square(measured[m].YPx - truth[t].Y)) / radius;
                if (distance <= 0.5) pairs.Add((distance, t, m));
            }
        }

        var (trueTaken, measuredTaken) = (new bool[truth.Count], new bool[measured.Count]);
        // Those that count choose first: a hidden particle must not take away the hit of the one that hides it.
        foreach (var (_, t, m) in pairs.OrderByDescending(p => counted[p.True]).ThenBy(p => p.Distance).ThenBy(p => p.True).ThenBy(p => p.Measured))
            if (!trueTaken[t] && !measuredTaken[m]) (trueTaken[t], measuredTaken[m]) = (true, true);
        var found = truth.Where((_, t) => counted[t] && trueTaken[t]).Count();
        return new ParticleMatch(found, counted.Count(c => c) - found, measuredTaken.Count(m => !m));
    }

    /// <summary>Whether a particle belongs to the truth.</summary>
    public static bool Counts(RenderedParticle particle, double visibleAtLeast) => !particle.TouchesFrame && particle.VisibleFraction >= visibleAtLeast;

    private static double Square(double x) => x * x;
}
