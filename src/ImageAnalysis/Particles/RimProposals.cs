using ImageAnalysis.Models;
using OpenCvSharp;

namespace ImageAnalysis.Particles;

/// <summary>The particles of a field that a model proposes, beside the rims that votes found: where a rim is seen it decides the outline.</summary>
/// <param name="grey">The field as recorded; borrowed.</param>
/// <param name="model">The model; borrowed.</param>
internal sealed class RimProposals(Mat grey, CentresModel model)
{
    /// <summary>A diameter that turns out so many times larger or smaller than was thought asks for another frame, once.</summary>
    private const double MostMisjudged = 1.3;

    /// <summary>Support from which a rim tells how large particles are, and how many such rims do.</summary>
    private const double TypicalSupport = 0.6;
    private const int LeastTypical = 4;

    /// <summary>Standard deviation of the diameters over their mean, above which no one size of frame shows all particles, and the model is not asked.</summary>
    private const double MostSpread = 0.6;

    /// <summary>A rim is that of a proposal where its centre is nearer than this share of the larger radius, and the radii are within this ratio.</summary>
    private const double SameCentre = 0.4, SameRadius = 0.6;

    /// <summary>A proposal of less than this share of the radius of a particle on whose face it lies is a nodule of it.</summary>
    private const double NoduleShare = 0.5;

    /// <summary>Probability from which a particle is taken without a rim of its own.</summary>
    private const double SureWithout = 0.35;

    /// <summary>Diameters that the model sees, in those of its training.</summary>
    private const double LeastSeenShare = 0.6, MostSeenShare = 2.2;

    /// <summary>Rays of an outline that was not seen.</summary>
    private const int Rays = 24;

    private ProposedParticle[] _all = [];
    private double _perPixel;

    /// <summary>Asks the model, unless particles differ too much in size, at the size that the rims found so far, or silhouettes, let expect.</summary>
    public void Ask(IReadOnlyList<Rim> rims, IReadOnlyList<Blob> blobs)
    {
        var typical = rims.Where(r => r.Support >= TypicalSupport).Select(r => 2 * r.Outline.MeanRadius).ToArray();
        if (typical.Length >= LeastTypical && Spread(typical) > MostSpread) return;
        var diameter = typical.Length >= LeastTypical ? typical.Average() : blobs.Count > 0 ? 2 * Math.Sqrt(blobs.Average(b => (double)b.Area) / Math.PI) : CentresFrame.ParticlePx;
        var frame = CentresFrame.Of(grey, diameter);
        _all = Find(frame);
        if (_all.Length < LeastTypical) return;
        var better = 2 * _all.Average(p => p.Radius);
        if (Math.Max(better / diameter, diameter / better) < MostMisjudged) return;
        var other = CentresFrame.Of(grey, better);
        if ((other.Width, other.Height) != (frame.Width, frame.Height)) _all = Find(other);
    }

    /// <summary>Seeks a rim at each proposal that none lies at yet.</summary>
    public void Fit(RimFit fit, RimGrid rims)
    {
        foreach (var p in _all)
        {
            var candidate = new RimCandidate(p.X, p.Y, p.Radius, p.Probability);
            if (!rims.Knows(candidate) && fit.TryFit(candidate, out var rim) && IsSame(p, rim.Outline)) rims.Add(rim);
        }
    }

    /// <summary>Whether a proposal lies where an outline does, and is about as large.</summary>
    public bool Holds(in RimEllipse outline)
    {
        foreach (var p in _all)
        {
            if (IsSame(p, outline)) return true;
        }

        return false;
    }

    private static double Spread(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean))) / mean;
    }

    /// <summary>Whether the model sees particles of this size: they are neither dots in its frame nor larger than those that it was trained on.</summary>
    public bool Sees(in RimEllipse outline) => 2 * outline.MeanRadius * _perPixel is >= LeastSeenShare * CentresFrame.ParticlePx and <= MostSeenShare * CentresFrame.ParticlePx;

    /// <summary>Adds circles where a particle is proposed and no rim was found. Their radii are brought to the scale of the rims that were.</summary>
    public void AddUnseen(RimGrid rims)
    {
        var scale = Scale(rims);
        foreach (var p in _all)
        {
            if (p.Probability < SureWithout || IsTaken(p, rims)) continue;
            var radius = scale * p.Radius;
            var outline = new RimEllipse(p.X, p.Y, radius, radius, 0);
            var points = new RimPoint[Rays];
            for (var i = 0; i < Rays; i++)
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * i / Rays);
                points[i] = new RimPoint((float)(p.X + (radius * cos)), (float)(p.Y + (radius * sin)), false, false);
            }

            rims.Add(new Rim(outline, 0, 0, 0, points) { IsUnseen = true });
        }
    }

    /// <summary>Median radius of rims that are seen well, over what the model proposes there; 1 where they are few.</summary>
    private double Scale(RimGrid rims)
    {
        var ratios = new List<double>();
        foreach (var p in _all)
        {
            foreach (var rim in rims.Rims)
            {
                if (rim.Support < TypicalSupport || !IsSame(p, rim.Outline)) continue;
                ratios.Add(rim.Outline.MeanRadius / p.Radius);
                break;
            }
        }

        if (ratios.Count < LeastTypical) return 1;
        ratios.Sort();
        return ratios[ratios.Count / 2];
    }

    /// <summary>Whether the place of a proposal belongs to a particle that was found: their centres are near, or the proposal is small on its face.</summary>
    private static bool IsTaken(ProposedParticle p, RimGrid rims)
    {
        foreach (var rim in rims.Rims)
        {
            var o = rim.Outline;
            var (dx, dy, r) = (o.X - p.X, o.Y - p.Y, SameCentre * Math.Max(o.MeanRadius, p.Radius));
            if ((dx * dx) + (dy * dy) < r * r) return true;
            if (p.Radius < NoduleShare * o.MeanRadius && o.Holds(p.X, p.Y)) return true;
        }

        return false;
    }

    private static bool IsSame(ProposedParticle p, in RimEllipse o)
    {
        var (dx, dy, larger) = (o.X - p.X, o.Y - p.Y, Math.Max(o.MeanRadius, p.Radius));
        return (dx * dx) + (dy * dy) < SameCentre * SameCentre * larger * larger && Math.Min(o.MeanRadius, p.Radius) > SameRadius * larger;
    }

    private ProposedParticle[] Find(NetworkFrame frame)
    {
        _perPixel = Math.Sqrt(frame.Grey.Length / ((double)grey.Cols * grey.Rows));
        var (perX, perY) = ((double)grey.Cols / frame.Width, (double)grey.Rows / frame.Height);
        return [.. model.Find(frame).Select(p => new ProposedParticle(((p.X + 0.5) * perX) - 0.5, ((p.Y + 0.5) * perY) - 0.5, p.Radius * Math.Sqrt(perX * perY), p.Probability))];
    }
}
