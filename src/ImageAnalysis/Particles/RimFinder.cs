using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Particles;

/// <summary>
/// Round particles by their rims: near each silhouette, and where the votes of edges meet (<see cref="RimVotes"/>), outlines are fitted by rays
/// (<see cref="RimFit"/>); the best supported is taken first, and each point of an edge counts for one particle only.
/// </summary>
internal static class RimFinder
{
    /// <summary>Least share of the rim that must be seen and be its own, of a particle with a silhouette.</summary>
    private const double LeastSupport = 0.35;

    /// <summary>The same of a particle that votes alone speak for.</summary>
    private const double LeastVotedSupport = 0.4;

    /// <summary>
    /// Least length of seen edge of a particle that votes alone speak for, pixels, times the smoothing where that is over a pixel: shorter closed rims are also
    /// made by noise and texture.
    /// </summary>
    private const double LeastVotedPx = 30;

    /// <summary>Share of the typical contrast of a rim below which an edge is texture or noise.</summary>
    private const double LeastContrast = 0.3;

    /// <summary>Support from which a rim tells what contrast is typical.</summary>
    private const double TypicalSupport = 0.6;

    /// <summary>A rim of less than this share of the radius of one that it lies on is part of its surface.</summary>
    private const double SurfaceShare = 0.3;

    /// <summary>Smallest silhouette that is looked at, px².</summary>
    private const int LeastArea = 12;

    /// <summary>Slopes are taken on a picture that is smoothed by this at least, pixels; the offset of the edge makes up for it.</summary>
    private const double LeastSmoothingPx = 1;

    /// <summary>Share of the edges that belong to no rim near a silhouette, above which rims are sought apart from silhouettes.</summary>
    private const double MostUnexplained = 0.12;

    /// <summary>A circle of which less is seen may be the end of a long particle.</summary>
    private const double EndSupport = 0.75;

    /// <summary>A rim of less than this share of the radius of one that it lies in front of is a nodule of it, where at least this share of it overlaps.</summary>
    private const double NoduleShare = 0.5, NoduleOverlap = 0.12;

    /// <summary>Aspect that a quarter of the rims have at least where ends of long particles are looked for; fewer rims do not tell.</summary>
    private const double LongAspect = 1.15;

    private const int LeastAspects = 4;

    /// <summary>Blur of an edge over that of the smoothing.</summary>
    private const double BlurShare = 1.2;

    /// <summary>Least share of a grown outline that is seen, and how much more than of the end it grew from.</summary>
    private const double GrownSupport = 0.65, GrownGain = 0.1;

    /// <summary>Of an end less than this share is its own where it belongs to a particle that is known.</summary>
    private const double OwnShare = 0.5;

    /// <summary>Two rims are alternatives where their centres are nearer than this share of the larger radius, and their radii within this ratio.</summary>
    private const double SameCentre = 0.3, SameRadius = 0.6;

    /// <summary>Own share of a rim that must be seen where the model of centres proposes a particle there: the model speaks for it too.</summary>
    private const double LeastProposedSupport = 0.25;

    /// <summary>The same where the model was asked and proposes none: near a silhouette, and where votes alone speak for it.</summary>
    private const double LeastDeniedSilhouette = 0.5, LeastDeniedSupport = 0.75;

    private const int MostLevels = 5;

    /// <summary>The rims of a frame.</summary>
    /// <param name="image">The segmented frame.</param>
    /// <param name="pyramid">Its <see cref="Pyramid"/>.</param>
    /// <param name="blobs">Its silhouettes.</param>
    /// <param name="votes">Whether rims are sought apart from silhouettes in any case; else where many edges belong to none of those near silhouettes.</param>
    /// <param name="proposals">What a model proposes, asked where rims are sought apart from silhouettes; absent: votes alone.</param>
    public static (RimGrid Rims, bool Voted) Find(SegmentedImage image, RimPicture[] pyramid, IReadOnlyList<Blob> blobs, bool votes, RimProposals? proposals = null)
    {
        var px = LeastVotedPx * Math.Max(1, image.Decided.Preparation.DenoiseSigmaPx);
        var fit = new RimFit(pyramid) { Blur = BlurShare * Math.Max(LeastSmoothingPx, image.Decided.Preparation.DenoiseSigmaPx) };
        var (width, height) = (image.Field.Width, image.Field.Height);
        var rims = new RimGrid(width, height, Math.Sqrt(blobs.Count == 0 ? 1 : blobs.Average(b => (double)b.Area)));
        for (var i = 0; i < blobs.Count; i++)
        {
            if (blobs[i].Area < LeastArea) continue;
            if (fit.TryRefine(Start(blobs[i]), out var rim) && rim.Support >= LeastSupport) rims.Add(rim with { Blob = i });
        }

        var voted = votes || UnexplainedEdges(pyramid[Math.Min(1, pyramid.Length - 1)], rims, width, height) > MostUnexplained;
        if (voted)
        {
            var candidates = new List<RimCandidate>();
            var clear = new EdgeMap(width, height);
            foreach (var rim in rims.Rims)
            {
                if (rim.Support >= EndSupport) clear.Claim(rim, true);
            }

            for (var level = 0; level < pyramid.Length; level++) RimVotes.Add(pyramid[level], level, candidates);
            var isLong = AreLong(rims.Rims);
            candidates.Sort(static (a, b) => a.Share != b.Share ? b.Share.CompareTo(a.Share) : a.Y != b.Y ? a.Y.CompareTo(b.Y) : a.X.CompareTo(b.X));
            foreach (var candidate in candidates)
            {
                if (rims.Knows(candidate) || !fit.TryFit(candidate, out var rim)) continue;
                if (isLong && rim.Support < EndSupport && Own(rim, clear) >= OwnShare * rim.Support && fit.TryGrow(rim, out var whole)
                    && whole.Support >= Math.Max(GrownSupport, rim.Support + GrownGain))
                {
                    rims.Add(whole);
                    if (whole.Support >= EndSupport) clear.Claim(whole, true);
                }

                if (rim.Support < LeastVotedSupport || rim.SeenPx(rim.Support) < px) continue;
                rims.Add(rim);
                if (rim.Support >= EndSupport) clear.Claim(rim, true);
            }

            proposals?.Ask(rims.Rims, blobs);
            proposals?.Fit(fit, rims);
        }

        var placed = Placed(Select(rims.Rims, px, width, height, voted ? proposals : null), pyramid[0], width, height);
        if (voted) proposals?.AddUnseen(placed);
        return (placed, voted);
    }

    /// <summary>The rims with their outlines moved from the half-maximum to the edge.</summary>
    private static RimGrid Placed(RimGrid rims, RimPicture grey, int width, int height)
    {
        if (RimProfile.Of(rims.Rims, grey) is not { } edge) return rims;
        var placed = new RimGrid(width, height, rims.Rims.Average(r => r.Outline.MeanRadius)) { Edge = edge };
        foreach (var rim in rims.Rims)
        {
            var o = rim.Outline;
            var growth = edge.Growth(o.MeanRadius);
            placed.Add(rim with { Outline = o with { A = o.A + growth, B = o.B + growth } });
        }

        return placed;
    }

    /// <summary>Share of the edges of the half-size picture that belong to no rim, from every second row.</summary>
    private static double UnexplainedEdges(RimPicture half, RimGrid rims, int width, int height)
    {
        var map = new EdgeMap(width, height);
        foreach (var rim in rims.Rims) map.Claim(rim, false);
        var least = (int)(4 * half.LeastSobel * half.LeastSobel);
        int all = 0, open = 0;
        for (var y = 1; y < half.Height - 1; y += 2)
        {
            ReadOnlySpan<short> dx = half.Dx.AsSpan(y * half.Width, half.Width), dy = half.Dy.AsSpan(y * half.Width, half.Width);
            for (var x = 1; x < dx.Length - 1; x++)
            {
                if ((dx[x] * dx[x]) + (dy[x] * dy[x]) < least) continue;
                all++;
                if (!map.IsClaimed(x, y)) open++;
            }
        }

        return all == 0 ? 0 : (double)open / all;
    }

    /// <summary>The ellipse with the moments of a silhouette.</summary>
    private static RimEllipse Start(Blob blob)
    {
        var axes = Feret.Ellipse(blob, 1, 1);
        return new RimEllipse(blob.SumX / blob.Area, blob.SumY / blob.Area, axes.La / 2, Math.Max(axes.Lb, 1) / 2, -axes.LaAngleDegrees * Math.PI / 180);
    }

    public static RimPicture[] Pyramid(SegmentedImage image)
    {
        var sign = image.Decided.VoidPhase == VoidPhase.Dark ? 1 : -1;
        var pictures = new List<RimPicture>();
        var at = new Mat();
        var gain = 1.0;
        try
        {
            if (image.Smoothed.Depth() == MatType.CV_8U)
            {
                image.Smoothed.CopyTo(at);
            }
            else
            {
                Cv2.MinMaxLoc(image.Smoothed, out double low, out double high);
                gain = high > low ? 255 / (high - low) : 1;
                image.Smoothed.ConvertTo(at, MatType.CV_8UC1, gain, -low * gain);
            }

            var done = image.Decided.Preparation.DenoiseSigmaPx;
            if (done < LeastSmoothingPx)
            {
                var more = Math.Sqrt((LeastSmoothingPx * LeastSmoothingPx) - (done * done));
                Cv2.GaussianBlur(at, at, default, more, more, BorderTypes.Reflect101);
            }

            for (var level = 0; level < MostLevels; level++)
            {
                // Slope of white noise under a Gaussian (Rice 1944); halving averages over squares of variance 4^level / 12.
                var variance = Math.Max(done * done, LeastSmoothingPx * LeastSmoothingPx) + ((Math.Pow(4, level) - 1) / 12);
                pictures.Add(RimPicture.Of(at, sign, gain * image.Decided.Contrast.Noise * Math.Pow(2, level) / (Math.Sqrt(8 * Math.PI) * variance)));
                if (Math.Min(at.Cols, at.Rows) < 64) break;
                var half = new Mat();
                Cv2.Resize(at, half, new Size(at.Cols / 2, at.Rows / 2), 0, 0, InterpolationFlags.Area);
                at.Dispose();
                at = half;
            }
        }
        finally
        {
            at.Dispose();
        }

        return [.. pictures];
    }

    /// <summary>Best first; a point of an edge that a better rim took counts no more.</summary>
    private static RimGrid Select(IReadOnlyList<Rim> rims, double px, int width, int height, RimProposals? proposals)
    {
        var map = new EdgeMap(width, height);
        var typical = TypicalContrast(rims);
        var queue = new PriorityQueue<int, (double, int)>();
        for (var i = 0; i < rims.Count; i++)
        {
            if (rims[i].Contrast >= LeastContrast * typical) queue.Enqueue(i, (-Score(rims[i], rims[i].Support), i));
        }

        var taken = new RimGrid(width, height, MeanRadius(rims));
        while (queue.TryDequeue(out var i, out var priority))
        {
            var rim = rims[i];
            var support = Own(rim, map);
            var isProposed = proposals?.Holds(rim.Outline) == true;
            if (proposals is not null && !isProposed && proposals.Sees(rim.Outline) && support < (rim.Blob >= 0 ? LeastDeniedSilhouette : LeastDeniedSupport)) continue;
            if (isProposed ? support < LeastProposedSupport : rim.Blob >= 0 ? support < LeastSupport : support < LeastVotedSupport || rim.SeenPx(support) < px) continue;
            var score = Score(rim, support);
            if (-score > priority.Item1 + 1e-9)
            {
                queue.Enqueue(i, (-score, i));
                continue;
            }

            if (taken.At(rim.Outline.X, rim.Outline.Y).Exists(other => IsSame(other.Outline, rim.Outline))) continue;
            taken.Add(rim with { Support = support });
            map.Claim(rim, true);
        }

        return WithoutTexture(taken.Rims, typical, width, height);

        double Score(Rim rim, double support) => support * Math.Sqrt(Math.Min(1, rim.Contrast / typical));
    }

    /// <summary>Whether a good part of the rims seen well are longer than wide, or few are seen.</summary>
    private static bool AreLong(IReadOnlyList<Rim> rims)
    {
        var aspects = rims.Where(r => r.Support >= EndSupport).Select(r => r.Outline.A / r.Outline.B).Order().ToArray();
        return aspects.Length < LeastAspects || aspects[3 * aspects.Length / 4] >= LongAspect;
    }

    /// <summary>Share of a rim that was seen and that no other has claimed.</summary>
    private static double Own(Rim rim, EdgeMap map)
    {
        var own = 0;
        foreach (var p in rim.Points)
        {
            if (p.Seen && !map.IsClaimed((int)p.X / 2, (int)p.Y / 2)) own++;
        }

        return (double)own / rim.Points.Length;
    }

    /// <summary>Whether two outlines are so much alike that only one of them can be a particle of which half is seen: the box of either then reaches the other's centre.</summary>
    private static bool IsSame(in RimEllipse a, in RimEllipse b)
    {
        var (dx, dy, r) = (a.X - b.X, a.Y - b.Y, Math.Max(a.MeanRadius, b.MeanRadius));
        return (dx * dx) + (dy * dy) < SameCentre * SameCentre * r * r && Math.Min(a.MeanRadius, b.MeanRadius) > SameRadius * r;
    }

    private static double MeanRadius(IReadOnlyList<Rim> rims) => rims.Count == 0 ? 16 : rims.Average(r => r.Outline.MeanRadius);

    /// <summary>Leaves out small rims on the face of a larger particle.</summary>
    private static RimGrid WithoutTexture(IReadOnlyList<Rim> rims, double typical, int width, int height)
    {
        var mean = MeanRadius(rims);
        var all = new RimGrid(width, height, mean);
        foreach (var rim in rims) all.Add(rim);
        var kept = new RimGrid(width, height, mean);
        foreach (var rim in rims)
        {
            var (o, isSurface) = (rim.Outline, false);
            foreach (var other in all.Near(rim))
            {
                isSurface |= o.MeanRadius < NoduleShare * other.Outline.MeanRadius && RimVisibility.Before(rim, other) >= NoduleOverlap;
                if (other.Outline.MeanRadius < 1.5 * o.MeanRadius || !other.Outline.Holds(o.X, o.Y)) continue;
                isSurface |= o.MeanRadius < SurfaceShare * other.Outline.MeanRadius || rim.Contrast < 0.5 * Math.Min(typical, other.Contrast);
            }

            if (!isSurface) kept.Add(rim);
        }

        return kept;
    }

    /// <summary>Median of the contrast over the area of the well-supported rims.</summary>
    private static double TypicalContrast(IReadOnlyList<Rim> rims)
    {
        var good = rims.Where(r => r.Support >= TypicalSupport).OrderBy(r => r.Contrast).ToArray();
        var half = good.Sum(r => r.Outline.A * r.Outline.B) / 2;
        foreach (var rim in good)
        {
            half -= rim.Outline.A * rim.Outline.B;
            if (half <= 0) return rim.Contrast;
        }

        return 1;
    }
}

/// <summary>Which places of a picture, at half its size, lie near the edge of a rim.</summary>
internal sealed class EdgeMap(int width, int height)
{
    private readonly int _stride = (width / 2) + 3;
    private readonly int _lastColumn = width / 2, _lastRow = height / 2;
    private readonly bool[] _claims = new bool[((width / 2) + 3) * ((height / 2) + 3)];

    public bool IsClaimed(int u, int v) => _claims[((Math.Clamp(v, 0, _lastRow) + 1) * _stride) + Math.Clamp(u, 0, _lastColumn) + 1];

    /// <summary>Claims the places within a cell of the rim's points: those seen, or all of them.</summary>
    public void Claim(Rim rim, bool seenOnly)
    {
        foreach (ref readonly var p in rim.Points.AsSpan())
        {
            if (seenOnly && !p.Seen) continue;
            var (u, v) = (Math.Clamp((int)p.X / 2, 0, _lastColumn), Math.Clamp((int)p.Y / 2, 0, _lastRow));
            for (var row = v; row < v + 3; row++) _claims.AsSpan((row * _stride) + u, 3).Fill(true);
        }
    }
}
