using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Layers;

/// <summary>What a slab of a section is, as a whole.</summary>
internal enum SlabKind
{
    /// <summary>Even, and not as bright as solid: what lies beside the section.</summary>
    Ground,

    /// <summary>Even, and at least about as bright as the solid of the pores' walls.</summary>
    Dense,

    /// <summary>Two phases.</summary>
    Porous,
}

/// <summary>Rows between two boundaries.</summary>
/// <param name="Kind">What they show.</param>
/// <param name="From">First boundary, pixels across the layers at the middle of the picture.</param>
/// <param name="To">Last boundary.</param>
/// <param name="Grey">Mean grey value.</param>
internal readonly record struct Slab(SlabKind Kind, double From, double To, double Grey);

/// <summary>A picture that shows slabs one above the other.</summary>
/// <param name="Slope">Rows down per pixel along the layers.</param>
/// <param name="Slabs">From edge to edge of the picture; the first and last end where the picture does.</param>
/// <param name="VoidGrey">Mean grey value of the void in the porous slabs.</param>
/// <param name="SolidGrey">Of their solid.</param>
internal sealed record Section(double Slope, IReadOnlyList<Slab> Slabs, double VoidGrey, double SolidGrey)
{
    /// <summary>The same on a picture that is larger by a factor.</summary>
    public Section Scaled(double factor) => this with { Slabs = [.. Slabs.Select(s => s with { From = s.From * factor, To = s.To * factor })] };
}

/// <summary>
/// Finds slabs by what all of a row has in common: mean grey and structure. Rows are cut into the runs that explain both best (optimal partition; the mean may
/// drift along a run, as uneven brightness makes it), and a cut counts where it is found at the same height in nearly all strips of the picture.
/// </summary>
internal static class SectionFinder
{
    private const double SteepestSlope = 0.27;
    private const double SlopeStep = 0.01;

    /// <summary>Squared distance, in row scatters, that a cut must explain.</summary>
    private const double CutPenalty = 60;

    private const int MostRows = 200;
    private const double MeanScatter = 0.05;
    private const double StructureScatter = 0.4;

    /// <summary>Covariance added before its logarithm is taken, over the squared contrast: below it all is even.</summary>
    private const double Floor = 0.004;

    /// <summary>Share of a slab's pixels that must belong to the smaller phase for it to be porous.</summary>
    /// <summary>Step of grey values over the contrast by which an even slab is brighter than the ground beyond it.</summary>
    private const double FaintStep = 0.25;

    private const double LeastPhase = 0.02;

    /// <summary>Structure of a slab over that of the one with most, below which it is even.</summary>
    private const double LeastStructure = 0.05;

    /// <summary>Grey value between void (0) and solid (1) from which an even slab is dense.</summary>
    private const double DenseLevel = 0.75;

    /// <summary>And above which it is another material.</summary>
    private const double BrightLevel = 1.1;

    private const int LeastRows = 48;
    private const double HalveNoise = 0.25;
    private const double CalmNoise = 0.1;
    private const double LeastSlabShare = 0.02;
    private const double TransitionShare = 0.06;
    private const int StripsPerPart = 4;
    private const int LeastParts = 5;
    private const double StripTolerance = 0.04;
    private const double StripsAgreeing = 0.8;
    private const double InnerAgreeing = 0.6;

    /// <param name="picture">CV_32FC1, layers along its rows.</param>
    /// <returns>Null where the picture shows no slabs.</returns>
    public static Section? Find(Mat picture)
    {
        var table = StripTable.Of(picture);
        if (table.Rows < LeastRows || table.Columns < 2 * StripTable.Strips) return null;
        var contrast = Contrast(table.Along(0));
        if (table.Noise < HalveNoise * contrast || table.Rows < 2 * LeastRows || table.Columns < 4 * StripTable.Strips) return Find(picture, table);

        // Four pixels joined have half the noise.
        using var half = new Mat();
        Cv2.Resize(picture, half, new Size(picture.Cols / 2, picture.Rows / 2), 0, 0, InterpolationFlags.Area);
        return Find(half, StripTable.Of(half))?.Scaled(2);
    }

    private static Section? Find(Mat picture, StripTable table)
    {
        var slope = Slope(table);
        var profile = table.Along(slope);
        if (profile.Mean.Length < LeastRows) return null;
        var contrast = Contrast(profile);
        if (contrast <= 0) return null;
        var cuts = Cuts(profile, contrast);
        if (cuts.Count == 0) return null;
        return Slabs(picture, table, profile, slope, contrast, cuts);
    }

    /// <summary>The slope along which rows differ most from their neighbours.</summary>
    private static double Slope(StripTable table)
    {
        var step = Math.Max(2, table.Rows / 80);
        var structure = new double[table.Covariance.Length];
        for (var i = 0; i < structure.Length; i++) structure[i] = Math.Sqrt(table.Covariance[i]);
        double best = -1, slope = 0;
        for (var k = 0; k <= (int)(SteepestSlope / SlopeStep); k++)
        {
            for (var sign = -1; sign <= (k == 0 ? -1 : 1); sign += 2)
            {
                var merit = Steps(table, table.Mean, sign * k * SlopeStep, step) + Steps(table, structure, sign * k * SlopeStep, step);
                if (merit > best) (best, slope) = (merit, sign * k * SlopeStep);
            }
        }

        return slope;
    }

    private static double Steps(StripTable table, double[] values, double slope, int step)
    {
        var sums = new double[table.Rows];
        var margin = (int)Math.Ceiling(Math.Abs(slope) * table.Columns / 2);
        for (var s = 0; s < StripTable.Strips; s++)
        {
            var shift = (int)Math.Round(slope * table.Middle(s));
            for (var y = margin; y < table.Rows - margin; y++) sums[y] += values[(s * table.Rows) + Math.Clamp(y + shift, 0, table.Rows - 1)];
        }

        double merit = 0;
        for (var y = margin; y < table.Rows - margin - step; y++) merit += (sums[y + step] - sums[y]) * (sums[y + step] - sums[y]);
        return merit;
    }

    /// <summary>The picture with its noise brought below a tenth of the contrast, where it is above.</summary>
    private static Mat Calm(Mat picture, double noise, double contrast)
    {
        var calm = new Mat();
        var sigma = noise / (2 * Math.Sqrt(Math.PI) * CalmNoise * contrast);
        if (sigma < 0.4) picture.CopyTo(calm);
        else Cv2.GaussianBlur(picture, calm, new Size(0, 0), Math.Min(sigma, 2));
        return calm;
    }

    /// <summary>Difference between two even phases with the structure of the rows that have most.</summary>
    private static double Contrast(RowProfile profile) => 2 * Math.Sqrt(Quantile(profile.Covariance, 0.95));

    /// <summary>Optimal partition of the rows: least squared distance to a straight run of means and a constant structure, and a penalty for each cut.</summary>
    private static List<int> Cuts(RowProfile profile, double contrast)
    {
        // Cut to about 200 rows; the faces are placed on the picture itself later.
        var bin = (profile.Mean.Length + MostRows - 1) / MostRows;
        var n = profile.Mean.Length / bin;
        var cost = new RunCost(n);
        for (var y = 0; y < n; y++)
        {
            var mean = profile.Mean.AsSpan(y * bin, bin);
            var structure = profile.Covariance.AsSpan(y * bin, bin);
            double grey = 0, covariance = 0;
            for (var i = 0; i < bin; i++) (grey, covariance) = (grey + mean[i], covariance + structure[i]);
            cost.Add(y, grey / (bin * contrast * MeanScatter), Math.Log((covariance / bin) + (Floor * contrast * contrast)) / (2 * StructureScatter));
        }

        return [.. Partition.Cuts(n, Math.Max(3, (int)(LeastSlabShare * n)), CutPenalty, cost.Of).Select(cut => cut * bin)];
    }

    private static Section? Slabs(Mat picture, StripTable table, RowProfile profile, double slope, double contrast, List<int> cuts)
    {
        int[] ends = [0, .. cuts, profile.Mean.Length];
        var structure = new double[ends.Length - 1];
        var greys = new double[ends.Length - 1];
        for (var i = 0; i < structure.Length; i++)
        {
            structure[i] = profile.Covariance[ends[i]..ends[i + 1]].Average();
            greys[i] = profile.Mean[ends[i]..ends[i + 1]].Average();
        }

        // The run with most structure shows what void and solid look like.
        var model = Array.IndexOf(structure, structure.Max());
        using var calm = Calm(picture, table.Noise, contrast);
        var tally = new SlabTally(calm, slope, profile.First);
        if (tally.Phases(ends[model], ends[model + 1]) is not { } phases) return null;
        var kinds = new SlabKind[structure.Length];
        for (var i = 0; i < kinds.Length; i++)
        {
            // Structure tells pores from noise, and the share of the smaller phase tells them from texture.
            var porous = i == model || (structure[i] >= LeastStructure * structure[model] && tally.SmallerPhase(ends[i], ends[i + 1], phases) >= LeastPhase);
            kinds[i] = porous ? SlabKind.Porous : (greys[i] - phases.Void) / (phases.Solid - phases.Void) >= DenseLevel ? SlabKind.Dense : SlabKind.Ground;
        }

        // Even, beside pores and brighter than the ground beyond: a layer whose pores are too fine for the picture.
        for (var i = 1; i < kinds.Length - 1; i++)
        {
            if (kinds[i] != SlabKind.Ground) continue;
            var (before, after) = (kinds[i - 1] == SlabKind.Ground && kinds[i + 1] != SlabKind.Ground, kinds[i + 1] == SlabKind.Ground && kinds[i - 1] != SlabKind.Ground);
            var step = before ? Step(i) : after ? -Step(i + 1) : 0;
            if (step > FaintStep * (phases.Solid - phases.Void)) kinds[i] = SlabKind.Dense;
        }

        // As bright as the walls, with pores on both sides: a stretch of a layer that has few pores.
        for (var i = 1; i < kinds.Length - 1; i++)
        {
            if (kinds[i] == SlabKind.Dense && kinds[i - 1] == SlabKind.Porous && kinds[i + 1] == SlabKind.Porous && (greys[i] - phases.Void) / (phases.Solid - phases.Void) < BrightLevel)
                kinds[i] = SlabKind.Porous;
        }

        var slabs = new List<Slab>();
        for (var i = 0; i < kinds.Length; i++)
        {
            var (start, end) = (ends[i] + profile.First, ends[i + 1] + profile.First);
            if (slabs.Count > 0 && slabs[^1].Kind == kinds[i])
                slabs[^1] = slabs[^1] with { To = end, Grey = ((slabs[^1].Grey * (slabs[^1].To - slabs[^1].From)) + (greys[i] * (end - start))) / (end - slabs[^1].From) };
            else slabs.Add(new Slab(kinds[i], start, end, greys[i]));
        }

        slabs = WithoutTransitions(slabs, table.Rows);
        return Aligned(table, slope, contrast, slabs) is { } aligned
            ? new Section(aligned.Slope, aligned.Slabs, phases.Void, phases.Solid)
            : null;

        // Grey values just below the cut before run i, less those just above it.
        double Step(int i)
        {
            var (above, below) = (Math.Max(2, (ends[i] - ends[i - 1]) / 4), Math.Max(2, (ends[i + 1] - ends[i]) / 4));
            return profile.Mean[ends[i]..(ends[i] + below)].Average() - profile.Mean[(ends[i] - above)..ends[i]].Average();
        }
    }

    /// <summary>A thin slab between two even ones is their wavy boundary.</summary>
    private static List<Slab> WithoutTransitions(List<Slab> slabs, int rows)
    {
        for (var i = 1; i < slabs.Count - 1; i++)
        {
            var slab = slabs[i];
            if (slab.Kind != SlabKind.Porous || slab.To - slab.From > TransitionShare * rows || slabs[i - 1].Kind == SlabKind.Porous || slabs[i + 1].Kind == SlabKind.Porous) continue;
            var middle = (slab.From + slab.To) / 2;
            (slabs[i - 1], slabs[i + 1]) = (slabs[i - 1] with { To = middle }, slabs[i + 1] with { From = middle });
            slabs.RemoveAt(i--);
        }

        return slabs;
    }

    /// <summary>The slabs with each boundary on a straight line through its places in the parts of the picture; null where one of the ground is not on such a line in nearly all parts.</summary>
    private static (double Slope, List<Slab> Slabs)? Aligned(StripTable table, double slope, double contrast, List<Slab> slabs)
    {
        var slopes = new List<double>();
        var tolerance = Math.Max(3, StripTolerance * table.Rows);
        for (var i = 1; i < slabs.Count; i++)
        {
            var reach = (int)Math.Clamp(Math.Min(slabs[i - 1].To - slabs[i - 1].From, slabs[i].To - slabs[i].From), 4, table.Rows / 8.0);
            var (along, places) = (new List<double>(), new List<double>());
            for (var s = 0; s + StripsPerPart <= StripTable.Strips; s += StripsPerPart / 2)
            {
                var centre = (table.Middle(s) + table.Middle(s + StripsPerPart - 1)) / 2;
                var at = (int)Math.Round(slabs[i].From + (slope * centre));
                if (at < 4 || at > table.Rows - 4) continue;
                along.Add(centre);
                places.Add(PartStep(table, s, slope, at, reach, contrast));
            }

            var line = RobustLine.Through(along, places);
            var ground = slabs[i - 1].Kind == SlabKind.Ground || slabs[i].Kind == SlabKind.Ground;

            // Few pores say less precisely where they end.
            var agreeing = places.Where((p, k) => Math.Abs(p - line.At(along[k])) <= (ground ? 1 : 2) * tolerance).Count();
            if (places.Count < LeastParts || agreeing < (ground ? StripsAgreeing : InnerAgreeing) * places.Count)
            {
                if (ground) return null;

                // Pores and solid that part on no line belong to one layer, in which the pores are not everywhere.
                slabs[i - 1] = slabs[i - 1] with { Kind = SlabKind.Porous, To = slabs[i].To };
                slabs.RemoveAt(i--);
                continue;
            }

            slopes.Add(line.Slope);
            (slabs[i - 1], slabs[i]) = (slabs[i - 1] with { To = line.At(0) }, slabs[i] with { From = line.At(0) });
        }

        return slopes.Count == 0 ? null : (Quantile([.. slopes], 0.5), slabs);
    }

    /// <summary>The row that parts mean and structure of a few strips best.</summary>
    private static int PartStep(StripTable table, int strip, double slope, int at, int reach, double contrast)
    {
        int from = Math.Max(0, at - reach), to = Math.Min(table.Rows, at + reach);
        var n = to - from;
        var (mean, structure) = (new double[n], new double[n]);
        var centre = (table.Middle(strip) + table.Middle(strip + StripsPerPart - 1)) / 2;
        for (var k = strip; k < strip + StripsPerPart; k++)
        {
            var shift = (int)Math.Round(slope * (table.Middle(k) - centre));
            for (var y = 0; y < n; y++)
            {
                var i = (k * table.Rows) + Math.Clamp(from + y + shift, 0, table.Rows - 1);
                (mean[y], structure[y]) = (mean[y] + table.Mean[i], structure[y] + table.Covariance[i]);
            }
        }

        for (var y = 0; y < n; y++)
        {
            mean[y] /= StripsPerPart * contrast * MeanScatter * 2;
            structure[y] = Math.Log((structure[y] / StripsPerPart) + (Floor * contrast * contrast)) / (4 * StructureScatter);
        }

        return from + StepFit.Best(n, [mean, structure]);
    }

    internal static double Quantile(double[] values, double share)
    {
        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        return sorted[(int)(share * (sorted.Length - 1))];
    }
}
