using OpenCvSharp;

namespace ImageAnalysis.Layers;

/// <summary>A section between even ground.</summary>
/// <param name="Upper">Its upper face, about the middle of the picture; absent where the frame cuts it.</param>
/// <param name="Lower">Its lower face likewise.</param>
/// <param name="Rows">Rows of the picture.</param>
internal sealed record Section(RobustLine? Upper, RobustLine? Lower, double Rows)
{
    /// <summary>Rows down per pixel along the layers.</summary>
    public double Slope => Upper is { } a ? Lower is { } b ? (a.Slope + b.Slope) / 2 : a.Slope : Lower?.Slope ?? 0;

    /// <summary>First row, at the middle of the picture.</summary>
    public double From => Upper?.Offset ?? 0;

    /// <summary>Last row, at the middle of the picture.</summary>
    public double To => Lower?.Offset ?? Rows;

    /// <summary>Whether both faces are seen.</summary>
    public bool IsWhole => Upper is not null && Lower is not null;

    /// <summary>The same on a picture that is larger by a factor.</summary>
    public Section Scaled(double factor) => new(Upper?.Scaled(factor), Lower?.Scaled(factor), Rows * factor);
}

/// <summary>What lies along the edges of a picture.</summary>
internal enum Beside
{
    /// <summary>What is everywhere.</summary>
    Nothing,

    /// <summary>A band without structure, too deep for chance.</summary>
    Band,

    /// <summary>Ground that ends on a straight line.</summary>
    Ground,
}

/// <summary>What was found in a picture.</summary>
/// <param name="Section">A section; absent where there is none.</param>
/// <param name="Beside">What lies along its edges.</param>
internal readonly record struct Finds(Section? Section, Beside Beside);

/// <summary>
/// Finds a section by the ground beside it: from an edge of the picture inwards, ground holds no edges; where structure or another grey value begins and stays, in every
/// window along the picture, and on one straight line, there is a face.
/// </summary>
internal static class SectionFinder
{
    private const int LeastRows = 48, LeastColumns = 64;
    private const double SteepestSlope = 0.27;

    /// <summary>Noise over contrast that remains after smoothing.</summary>
    private const double CalmNoise = 0.06;

    /// <summary>Rows, over all, that must follow a face with what it begins: a streak of charge is thinner.</summary>
    private const double StayShare = 0.03;

    private const int LeastStay = 8;
    private const double StayOn = 0.6, GoOn = 0.3;

    /// <summary>Step of grey values over the contrast that begins an even layer, and share of the window in which the edge must be seen.</summary>
    private const double LeastStep = 0.2, LineShare = 0.3;

    /// <summary>Distance of a face from its line, over the rows, and share of the windows that must agree.</summary>
    private const double Tolerance = 0.03, Agreeing = 0.75;

    private const int LeastWindows = 7;

    /// <summary>Depth of ground over the rows.</summary>
    private const double LeastDepth = 0.015, LeastDepthAlone = 0.06;

    /// <summary>Share of the rows between the faces that must hold pores.</summary>
    private const double LeastPorous = 0.2;

    /// <summary>Difference of grey value over the contrast below which an even run between the faces is ground too.</summary>
    private const double GroundGrey = 0.12;

    private const int NarrowGap = 3, MostGaps = 2;

    /// <summary>Edges at either end of the rows over those of whole rows: a section goes on beyond the picture.</summary>
    private const double LeastAtEnds = 0.25;

    /// <summary>Depth of ground over the rows, from which the numbers of the whole frame are none of the structure's.</summary>
    private const double DeepGround = 0.06;

    /// <summary>Structure of a band over that of the rows with most.</summary>
    private const double EvenBand = 0.01;

    /// <summary>Mean of the positive half of a normal distribution.</summary>
    private const double ClippedNoise = 0.4;

    /// <summary>Scatter of a face over the rows, up to which it is straight beyond doubt.</summary>
    private const double StraightFace = 0.008;

    private const double DenseShare = 0.7;

    /// <summary>Depth of a band over the rows that pores leave empty, and share of the windows in which it must be as deep.</summary>
    private const double BandGaps = 2, BandWindows = 0.8;

    /// <summary>Scatter of a face over the rows that pores leave empty, below which they did not make it.</summary>
    private const double StraightGap = 0.3;

    /// <summary>Step of a faint face over the contrast, and over the noise of what is compared; share of the windows that must show it; and rows compared.</summary>
    private const double FaintStep = 0.1, FaintNoise = 5, FaintAgreeing = 0.8;

    private const int FaintLeastRows = 4, FaintMostRows = 10;

    /// <param name="picture">CV_32FC1, layers along its rows.</param>
    public static Finds Find(Mat picture)
    {
        if (picture.Rows < LeastRows || picture.Cols < LeastColumns) return default;
        var strips = StripTable.Of(picture);
        var profile = strips.Along(0);
        var contrast = 2 * Math.Sqrt(Quantile(profile.Covariance, 0.95));
        if (contrast <= 0) return default;
        var sigma = Math.Clamp(strips.Noise / (2 * Math.Sqrt(Math.PI) * CalmNoise * contrast), 1, 2.5);
        var level = GroundTable.Of(picture, 0, strips.Noise, sigma);
        var (first, last) = (Face(level, contrast, 1), Face(level, contrast, -1));
        if (first is null && last is null) return new Finds(null, IsBand(level, strips, contrast) ? Beside.Band : Beside.Nothing);
        var slope = Slope(first, last);
        if (Math.Abs(slope) > SteepestSlope) return default;

        // Once more along the layers, where windows are not smeared by their slope.
        var table = Math.Abs(slope) * picture.Cols < 6 ? level : GroundTable.Of(picture, slope, strips.Noise, sigma);
        if (table != level) (first, last) = (Face(table, contrast, 1), Face(table, contrast, -1));
        var gap = Gap(table, first, last);
        if (first is { } f && !IsGround(f)) first = null;
        if (last is { } l && !IsGround(l)) last = null;
        if (first is null && last is null) return new Finds(null, IsBand(level, strips, contrast) ? Beside.Band : Beside.Nothing);
        if (first is { } near) first = Faint(table, near, contrast, strips.Noise, 1);
        if (last is { } far) last = Faint(table, far, contrast, strips.Noise, -1);
        var turned = table == level ? 0 : slope;
        var section = new Section(Line(first), Line(last), table.Rows);
        var isSection = section.To - section.From > LeastStay && (section.IsWhole || IsCut(table, first, last)) && IsOne(table, section, contrast);
        var beside = !IsStraight(first) && !IsStraight(last) ? (IsEmpty(first, 1) || IsEmpty(last, -1) ? Beside.Band : Beside.Nothing)
            : IsDense(table, section) ? Beside.Ground
            : Beside.Band;
        return new Finds(isSection ? section : null, beside);

        bool IsEmpty(Found? face, int down) => face is { } known && IsEven(strips, down, 0.8 * known.Depth, contrast);

        bool IsStraight(Found? face) => face is { } known && known.Depth >= DeepGround * table.Rows && known.Scatter <= StraightFace * table.Rows;

        // Pores too leave a band without edges now and then, but not with a straight end.
        bool IsGround(Found face) => face.Depth >= LeastDepth * table.Rows && (face.Depth >= gap || face.Scatter <= StraightGap * gap);

        RobustLine? Line(Found? face) => face is { } known ? known.Line with { Slope = known.Line.Slope + turned } : null;
    }

    /// <summary>Whether along either edge nearly all windows hold no edges for longer than pores leave empty.</summary>
    private static bool IsBand(GroundTable table, StripTable strips, double contrast)
    {
        var stay = Math.Max(LeastStay, (int)(StayShare * table.Rows));
        var least = Math.Max(DeepGround * table.Rows, BandGaps * Gap(table, null, null));
        return (Wide(1) && IsEven(strips, 1, least, contrast)) || (Wide(-1) && IsEven(strips, -1, least, contrast));

        bool Wide(int down) => Enumerable.Range(0, GroundTable.Windows).Count(w => First(table, w, contrast, down, stay) >= least && Empty(w, down)) >= BandWindows * GroundTable.Windows;

        bool Empty(int window, int down)
        {
            for (var d = 1; d < least; d++)
            {
                if (table.IsOn(window, down > 0 ? d : table.Rows - 1 - d)) return false;
            }

            return true;
        }
    }

    /// <summary>Whether the rows along an edge of the picture hold no structure at all: where the picture is dim, it has no strong edges but is there.</summary>
    private static bool IsEven(StripTable strips, int down, double depth, double contrast)
    {
        var profile = strips.Along(0);
        var rows = (int)Math.Clamp(depth, 1, profile.Covariance.Length);
        var band = down > 0 ? profile.Covariance[..rows] : profile.Covariance[^rows..];

        // Covariances of noise that are below 0 count as none. There may be more of it here than in the calmest rows.
        var first = down > 0 ? 0 : strips.Rows - rows;
        var differences = new double[rows * StripTable.Strips];
        for (var i = 0; i < differences.Length; i++) differences[i] = strips.Difference[(i / rows * strips.Rows) + first + (i % rows)];
        var noise = ClippedNoise * Quantile(differences, 0.5) / Math.Sqrt((double)strips.Columns / StripTable.Strips);
        return 4 * (Quantile(band, 0.5) - noise) < EvenBand * contrast * contrast;
    }

    /// <summary>Whether a section with one face in sight goes on to the other edge of the picture.</summary>
    private static bool IsCut(GroundTable table, Found? first, Found? last)
    {
        var stay = Math.Max(LeastStay, (int)(StayShare * table.Rows));
        var on = 0;
        for (var k = 0; k < stay; k++) on += table.ShareOn(first is null ? k : table.Rows - 1 - k) >= 0.5 ? 1 : 0;
        return (first ?? last)!.Value.Depth >= LeastDepthAlone * table.Rows && on >= StayOn * stay;
    }

    /// <param name="Line">Where it is, in the table.</param>
    /// <param name="Depth">Rows of ground before it.</param>
    /// <param name="Scatter">Distance from the line that half of the windows keep.</param>
    private readonly record struct Found(RobustLine Line, double Depth, double Scatter);

    private static double Slope(Found? first, Found? last) =>
        first is { } a ? last is { } b ? (a.Line.Slope + b.Line.Slope) / 2 : a.Line.Slope : last!.Value.Line.Slope;

    /// <summary>The face seen first from an edge of the picture; null where the windows do not agree on one.</summary>
    /// <param name="down">1 from the upper edge, -1 from the lower one.</param>
    private static Found? Face(GroundTable table, double contrast, int down)
    {
        var stay = Math.Max(LeastStay, (int)(StayShare * table.Rows));
        var (along, places) = (new List<double>(), new List<double>());
        for (var w = 0; w < GroundTable.Windows; w++)
        {
            if (First(table, w, contrast, down, stay) is not { } depth || depth < 3) continue;
            along.Add(table.Middle(w));
            places.Add(down > 0 ? depth : table.Rows - depth);
        }

        if (places.Count < LeastWindows) return null;
        var line = RobustLine.Through(along, places);
        var tolerance = Math.Max(3, Tolerance * table.Rows);
        var agreeing = places.Where((p, k) => Math.Abs(p - line.At(along[k])) <= tolerance).Count();
        if (agreeing < Agreeing * GroundTable.Windows) return null;
        var depths = places.Select(p => down > 0 ? p : table.Rows - p).ToArray();
        return new Found(line, Quantile(depths, 0.25), Quantile([.. places.Select((p, k) => Math.Abs(p - line.At(along[k])))], 0.5));
    }

    /// <summary>Rows from the edge of the picture to the first that something begins in and stays; null where nothing does.</summary>
    private static int? First(GroundTable table, int window, double contrast, int down, int stay)
    {
        var rows = table.Rows;
        int At(int depth) => down > 0 ? depth : rows - 1 - depth;
        var on = 0;
        for (var k = 0; k < stay; k++) on += table.IsOn(window, At(k)) ? 1 : 0;
        for (var depth = 0; depth < rows - (2 * stay); depth++)
        {
            // Structure begins.
            if (on >= StayOn * stay && GoesOn(depth + stay))
            {
                while (!table.IsOn(window, At(depth))) depth++;
                return depth;
            }

            // A line beyond which the grey value is another one.
            if (depth > 3 && table.Edges(window, At(depth)) >= LineShare && IsPeak(depth))
            {
                // Middle values: a streak of charge has few rows.
                var reach = Math.Min(stay, depth - 2);
                if (Math.Abs(Grey(depth + 3, stay) - Grey(depth - 2 - reach, reach)) >= LeastStep * contrast) return depth;
            }

            on += (table.IsOn(window, At(depth + stay)) ? 1 : 0) - (table.IsOn(window, At(depth)) ? 1 : 0);
        }

        return null;

        // A streak ends soon.
        bool GoesOn(int from)
        {
            var further = 0;
            for (var k = 0; k < stay; k++) further += table.IsOn(window, At(from + k)) ? 1 : 0;
            return further >= GoOn * stay;
        }

        double Grey(int from, int count)
        {
            var values = new double[count];
            for (var k = 0; k < count; k++) values[k] = table.Mean(window, At(from + k));
            return Quantile(values, 0.5);
        }

        bool IsPeak(int depth) =>
            table.Edges(window, At(depth)) >= table.Edges(window, At(depth - 1)) && table.Edges(window, At(depth)) >= table.Edges(window, At(depth + 1));
    }

    /// <summary>
    /// A line in the ground at which it becomes brighter by little, but along the whole picture: the face of an even layer nearly as bright as the ground beyond.
    /// </summary>
    private static Found Faint(GroundTable table, Found face, double contrast, double noise, int down)
    {
        var rows = table.Rows;
        var depth = (int)(down > 0 ? face.Line.Offset : rows - face.Line.Offset);
        var far = Math.Clamp(depth / 4, FaintLeastRows, FaintMostRows);
        var least = Math.Max(FaintStep * contrast, FaintNoise * noise / Math.Sqrt(far * table.Columns / GroundTable.Windows));
        int At(int d) => down > 0 ? d : rows - 1 - d;
        var (best, place) = (0.0, 0);
        for (var d = far + 3; d < depth - far - 3; d++)
        {
            var jumps = new double[GroundTable.Windows];
            for (var w = 0; w < jumps.Length; w++) jumps[w] = Jump(w, d);
            var middle = Quantile(jumps, 0.5);
            if (middle <= Math.Max(best, least) || jumps.Count(j => j >= least / 2) < FaintAgreeing * jumps.Length) continue;

            // It must last up to the face: a streak does not.
            if (Enumerable.Range(0, GroundTable.Windows).Count(w => Grey(w, d + 2, depth - 2) - Grey(w, d - 2 - far, d - 2) >= least / 2) < FaintAgreeing * jumps.Length) continue;
            (best, place) = (middle, d);
        }

        return place == 0 ? face : new Found(face.Line with { Offset = At(place) }, place, face.Scatter);

        // The middle grey values on either side, less what changes evenly.
        double Jump(int window, int d)
        {
            var (before, after) = (Grey(window, d - 2 - far, d - 2), Grey(window, d + 2, d + 2 + far));
            var drift = d - 2 - (2 * far) >= 0 ? before - Grey(window, d - 2 - (2 * far), d - 2 - far) : 0;
            var on = d + 2 + (2 * far) <= depth - 2 ? Grey(window, d + 2 + far, d + 2 + (2 * far)) - after : 0;
            var even = drift != 0 && on != 0 ? (drift + on) / 2 : drift + on;
            return after - before - (even * (far + 4) / far);
        }

        double Grey(int window, int from, int to)
        {
            var values = new double[to - from];
            for (var k = 0; k < values.Length; k++) values[k] = table.Mean(window, At(from + k));
            return Quantile(values, 0.5);
        }
    }

    /// <summary>Rows without structure that a window of the inside holds now and then by chance.</summary>
    private static double Gap(GroundTable table, Found? first, Found? last)
    {
        var (from, to) = ((int)Math.Max(0, first?.Line.Offset ?? 0), (int)Math.Min(table.Rows, last?.Line.Offset ?? table.Rows));
        var gaps = new List<double>();
        for (var w = 0; w < GroundTable.Windows; w++)
        {
            var run = 0;
            for (var y = from; y < to; y++)
            {
                // Rows without structure in any window are an even layer.
                if (table.ShareOn(y) < 0.2) continue;
                if (!table.IsOn(w, y)) run++;
                else if (run > 0)
                {
                    gaps.Add(run);
                    run = 0;
                }
            }
        }

        return gaps.Count == 0 ? 0 : Quantile([.. gaps], 0.9);
    }

    /// <summary>Whether rows beside the ground hold structure in most windows, where they hold any: else there are single things on ground.</summary>
    private static bool IsDense(GroundTable table, Section section)
    {
        var (sum, count) = (0.0, 0);
        for (var y = (int)Math.Max(0, section.From); y < Math.Min(table.Rows, section.To); y++)
        {
            if (table.IsEven(y)) continue;
            (sum, count) = (sum + table.ShareOn(y), count + 1);
        }

        return sum >= DenseShare * count;
    }

    /// <summary>One body between the faces: enough rows with pores, up to both other edges of the picture, and no more ground among them.</summary>
    private static bool IsOne(GroundTable table, Section section, double contrast)
    {
        var (from, to) = ((int)Math.Max(0, section.From + 2), (int)Math.Min(table.Rows, section.To - 2));
        var porous = 0;
        for (var y = from; y < to; y++) porous += table.ShareOn(y) >= 0.5 ? 1 : 0;
        if (porous < LeastPorous * (to - from) || table.AtEnds(from, to) < LeastAtEnds) return false;
        var stay = Math.Max(LeastStay, (int)(StayShare * table.Rows));
        double[] grounds = [.. section.Upper is null ? [] : (double[])[Grey(0, from - 5)], .. section.Lower is null ? [] : (double[])[Grey(to + 5, table.Rows)]];
        var (run, gaps) = (0, 0);
        for (var y = from; y < to; y++)
        {
            if (table.IsEven(y))
            {
                run++;
                continue;
            }

            // One broad gap, or several narrow ones, as between lines of text.
            if (run >= NarrowGap && y - run > from + 3 && grounds.Any(g => Math.Abs(Grey(y - run + 1, y - 1) - g) < GroundGrey * contrast))
            {
                gaps++;
                if (run >= stay || gaps >= MostGaps) return false;
            }

            run = 0;
        }

        return true;

        double Grey(int start, int end)
        {
            double sum = 0;
            var count = 0;
            for (var y = Math.Max(0, start); y < Math.Min(table.Rows, Math.Max(end, start + 1)); y++)
            {
                for (var w = 0; w < GroundTable.Windows; w++) sum += table.Mean(w, y);
                count += GroundTable.Windows;
            }

            return count == 0 ? double.NaN : sum / count;
        }
    }

    internal static double Quantile(double[] values, double share)
    {
        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        return sorted[(int)(share * (sorted.Length - 1))];
    }
}
