using System.Numerics;
using System.Runtime.Intrinsics;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Classify;

/// <summary>Components, thickness, inscribed discs and their shading, of one phase.</summary>
internal static class PhaseDescriptors
{
    private const int Angles = 24;
    private const double DepthBinPx = 0.25;
    private const double FineRadius = 0.4, CoarseRadius = 0.75, SkinDepth = 0.25, PartDepth = 0.5, Ring = 1.25;

    /// <summary>Share of a phase in whole components at which their mean shape counts by half: that of a few crumbs is chance.</summary>
    private const double FewShare = 0.1;

    private static readonly (double Cos, double Sin)[] Directions =
        [.. Enumerable.Range(0, Angles).Select(i => (Math.Cos(2 * Math.PI * i / Angles), Math.Sin(2 * Math.PI * i / Angles)))];

    /// <param name="phase">void or solid.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="self">255 where the phase is.</param>
    /// <param name="other">255 where it is not.</param>
    /// <param name="runs">Both phases as runs.</param>
    /// <param name="shapes">Its components inside the frame.</param>
    /// <param name="side">-1 void, 1 solid.</param>
    /// <param name="values">Takes the descriptors.</param>
    public static void Add(
        string phase, NormalisedFrame frame, Mat self, Mat other, PhaseRuns runs, IReadOnlyList<OutlineShape> shapes, int side, DescriptorValues values)
    {
        double area = Cv2.CountNonZero(self);
        var periods = frame.Periods;
        var (count, largest) = runs.Components(voids: side < 0);
        var (solidity, circularity, enclosed) = PhaseOutlines.Mean(shapes);
        values.Add($"{phase}-largest", largest / area);
        values.Add($"{phase}-count", count / periods);
        var share = Math.Min(1, enclosed / area);
        var trust = share / (share + FewShare);
        values.Add($"{phase}-solidity", solidity * trust);
        values.Add($"{phase}-circularity", circularity * trust);
        values.Add($"{phase}-enclosed", share);

        using var distance = new Mat();
        Cv2.DistanceTransform(self, distance, DistanceTypes.L2, DistanceTransformMasks.Mask5, MatType.CV_32F);
        var (depth, mean) = Depth(distance);
        AddParts(phase, distance, depth, periods, values);
        values.Add($"{phase}-opened-fine", Opened(distance, FineRadius * frame.ChordPx) / area);
        values.Add($"{phase}-opened-coarse", Opened(distance, CoarseRadius * frame.ChordPx) / area);
        values.Add($"{phase}-depth", depth / frame.ChordPx);
        values.Add($"{phase}-depth-mean", mean / depth);

        var discs = InscribedDiscs.Of(distance, depth);
        values.Add($"{phase}-disc-cover", Math.Min(1, InscribedDiscs.CoveredArea(discs, frame.Width, frame.Height) / area));
        values.Add($"{phase}-disc-cv", Variation(discs));
        values.Add($"{phase}-disc-count", discs.Count / periods);
        AddRings(phase, frame, other, discs, values);
        values.Add($"{phase}-skin", Skin(frame.Signal, distance, SkinDepth * frame.ChordPx));
    }

    /// <summary>95th percentile and mean of the distance inside the phase, px.</summary>
    private static (double Depth, double Mean) Depth(Mat distance)
    {
        var counts = new int[4096];
        double sum = 0;
        var total = 0;
        ReadOnlySpan<float> distances = distance.AsSpan<float>();
        while (!distances.IsEmpty)
        {
            // Void and solid follow each other in runs.
            var inside = distances.IndexOfAnyExcept(0);
            if (inside < 0) break;
            distances = distances[inside..];
            var end = distances.IndexOf(0);
            foreach (var d in end < 0 ? distances : distances[..end])
            {
                counts[Math.Min(counts.Length - 1, (int)(d / DepthBinPx))]++;
                sum += d;
                total++;
            }

            distances = end < 0 ? [] : distances[end..];
        }

        if (total == 0) return (1, 1);
        var below = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            below += counts[i];
            if (below >= 0.95 * total) return ((i + 0.5) * DepthBinPx, sum / total);
        }

        return (counts.Length * DepthBinPx, sum / total);
    }

    private static void AddParts(string phase, Mat distance, double depth, double periods, DescriptorValues values)
    {
        using var inner = new Mat();
        Cv2.Compare(distance, Scalar.All(PartDepth * depth), inner, CmpTypes.GT);
        var parts = PhaseOutlines.Of(inner).Solids;
        var (solidity, circularity, _) = PhaseOutlines.Mean(parts);
        values.Add($"{phase}-part-solidity", solidity);
        values.Add($"{phase}-part-circularity", circularity);
        values.Add($"{phase}-part-count", parts.Count / periods);
    }

    /// <summary>Area within the given radius of the pixels that are at least that far from the other phase, px².</summary>
    private static double Opened(Mat distance, double radius)
    {
        using var outside = new Mat();
        Cv2.Compare(distance, Scalar.All(radius), outside, CmpTypes.LT);
        if (Cv2.CountNonZero(outside) == outside.Total()) return 0;
        using var reach = new Mat();
        Cv2.DistanceTransform(outside, reach, DistanceTypes.L2, DistanceTransformMasks.Mask3, MatType.CV_32F);
        using var covered = new Mat();
        // Less than the radius by what separates a pixel from the boundary beside it, so that nothing outside the phase is reached.
        Cv2.Compare(reach, Scalar.All(radius - 0.5), covered, CmpTypes.LE);
        return Cv2.CountNonZero(covered);
    }

    private static double Variation(List<Disc> discs)
    {
        double w = 0, s1 = 0, s2 = 0;
        foreach (var disc in discs)
        {
            var weight = disc.R * disc.R;
            w += weight;
            s1 += weight * disc.R;
            s2 += weight * disc.R * disc.R;
        }

        if (w <= 0) return 0;
        var mean = s1 / w;
        return Math.Sqrt(Math.Max(0, (s2 / w) - (mean * mean))) / mean;
    }

    private static void AddRings(string phase, NormalisedFrame frame, Mat other, List<Disc> discs, DescriptorValues values)
    {
        var (width, height) = (frame.Width, frame.Height);
        var mask = (ReadOnlySpan<byte>)other.AsSpan<byte>();
        var grey = (ReadOnlySpan<float>)frame.Signal.AsSpan<float>();
        double weights = 0, others = 0, arms = 0, centre = 0, rim = 0, sided = 0;
        foreach (var disc in discs)
        {
            var reach = (Ring * disc.R) + 1.5;
            if (disc.X < reach || disc.Y < reach || disc.X + reach >= width || disc.Y + reach >= height) continue;
            var weight = disc.R * disc.R;
            weights += weight;
            var at = (disc.Y * width) + disc.X;
            double middle = 0, edge = 0, cosine = 0, sine = 0;
            int outside = 0, changes = 0;
            var before = On(mask, at, width, Angles - 1, (Ring * disc.R) + 0.5);
            for (var k = 0; k < Angles; k++)
            {
                var here = On(mask, at, width, k, (Ring * disc.R) + 0.5);
                if (here != 0) outside++;
                if (here != before) changes++;
                before = here;
                middle += On(grey, at, width, k, 0.5 * disc.R);
                edge += On(grey, at, width, k, 0.85 * disc.R);
                var ring = On(grey, at, width, k, 0.7 * disc.R);
                cosine += ring * Directions[k].Cos;
                sine += ring * Directions[k].Sin;
            }

            middle /= Angles;
            others += weight * outside / Angles;
            arms += weight * changes / 2;
            centre += weight * (Centre(grey, at, width) - middle);
            rim += weight * ((edge / Angles) - middle);
            sided += weight * 2 / Angles * Math.Sqrt((cosine * cosine) + (sine * sine));
        }

        double Mean(double sum) => weights > 0 ? sum / weights : 0;
        values.Add($"{phase}-ring-other", Mean(others));
        values.Add($"{phase}-ring-arms", Mean(arms));
        values.Add($"{phase}-shading-centre", Mean(centre));
        values.Add($"{phase}-shading-rim", Mean(rim));
        values.Add($"{phase}-shading-side", Mean(sided));
    }

    private static T On<T>(ReadOnlySpan<T> pixels, int at, int width, int angle, double radius)
    {
        var (cos, sin) = Directions[angle];
        return pixels[at + ((int)Math.Round(sin * radius) * width) + (int)Math.Round(cos * radius)];
    }

    private static double Centre(ReadOnlySpan<float> grey, int at, int width) =>
        ((2 * grey[at]) + grey[at - 1] + grey[at + 1] + grey[at - width] + grey[at + width]) / 6;

    private static double Skin(Mat signal, Mat distance, double depthPx)
    {
        ReadOnlySpan<float> grey = signal.AsSpan<float>(), far = distance.AsSpan<float>();
        var limit = (float)(depthPx + 0.5);
        Vector256<double> skin = default, core = default;
        double lastSkin = 0, lastCore = 0;
        int skins = 0, cores = 0;
        var i = 0;
        for (; i <= far.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var (d, values) = (Vector256.Create(far[i..]), Vector256.Create(grey[i..]));
            var isInside = Vector256.GreaterThan(d, Vector256<float>.Zero);
            if (isInside == Vector256<float>.Zero) continue;
            var isCore = Vector256.GreaterThan(d, Vector256.Create(limit));
            var (outer, inner) = (Vector256.AndNot(values & isInside, isCore), values & isCore);
            skin += Vector256.WidenLower(outer) + Vector256.WidenUpper(outer);
            core += Vector256.WidenLower(inner) + Vector256.WidenUpper(inner);
            skins += BitOperations.PopCount(Vector256.AndNot(isInside, isCore).ExtractMostSignificantBits());
            cores += BitOperations.PopCount(isCore.ExtractMostSignificantBits());
        }

        for (; i < far.Length; i++)
        {
            if (far[i] <= 0) continue;
            if (far[i] <= limit) (lastSkin, skins) = (lastSkin + grey[i], skins + 1);
            else (lastCore, cores) = (lastCore + grey[i], cores + 1);
        }

        return skins == 0 || cores == 0 ? 0 : ((Vector256.Sum(skin) + lastSkin) / skins) - ((Vector256.Sum(core) + lastCore) / cores);
    }
}
