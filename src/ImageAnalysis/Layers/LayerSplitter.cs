namespace ImageAnalysis.Layers;

/// <summary>Rows of a straight section that are alike.</summary>
/// <param name="From">First boundary in each of <see cref="LayerSplitter.Parts"/> parts of the section, rows.</param>
/// <param name="To">Last boundary likewise.</param>
/// <param name="Is">What they hold, less the rows beside the boundaries.</param>
/// <param name="First">What its first rows hold, beside the boundary.</param>
/// <param name="Last">What its last rows hold.</param>
/// <param name="Columns">Pixels along it.</param>
internal sealed record SubLayer(double[] From, double[] To, RowSum Is, RowSum First, RowSum Last, int Columns)
{
    public double Rows => To.Average() - From.Average();

    /// <summary>Whether there are pores: enough of them, and one at least in a row.</summary>
    public bool IsPorous => LayerSplitter.IsPorous(Is, Columns);
}

/// <summary>
/// Parts a straight section into layers: the optimal partition of its rows by grey value, void, number of void segments and structure. Two neighbours are two layers
/// where they differ by enough, close to their boundary, and do so all along it.
/// </summary>
internal static class LayerSplitter
{
    /// <summary>Parts along the section in which a boundary between layers is placed: five values make a thickness.</summary>
    public const int Parts = 5;

    /// <summary>Share of void below which a layer has no pores.</summary>
    public const double LeastVoid = 0.02;

    /// <summary>Squared distance, in scatters of a row, that a cut must explain for every row of a mean chord: so far do rows repeat each other.</summary>
    private const double PenaltyPerChord = 7;

    private const double LeastPenalty = 30;
    private const int MostRows = 300;
    private const double LeastShare = 0.02;
    private const int LeastRows = 6;

    /// <summary>Differences that make two layers: of porosity, of the logarithms of mean chords and of numbers of segments, and of grey value over the contrast.</summary>
    private const double PorosityStep = 0.1, VoidStep = 0.223, SolidStep = 0.262, NumberStep = 0.7, GreyStep = 0.18, PorousGreyStep = 0.45;

    /// <summary>Mean difference over its standard error among the blocks of the section.</summary>
    private const double AllAlong = 5;

    /// <summary>Rows on either side of a boundary that are compared, over the distance of two pores and over all rows.</summary>
    private const double ReachPeriods = 4, ReachShare = 0.12;

    /// <summary>The same for grey values, which uneven brightness changes too.</summary>
    private const double NearPeriods = 1, NearShare = 0.03;

    /// <summary>Share of the rows below which a layer between two others may be their wavy boundary.</summary>
    private const double TransitionShare = 0.06;

    /// <summary>Two active layers on a collector, a membrane on either.</summary>
    private const int MostLayers = 5;

    private const double PlaceShare = 0.03;

    public static bool IsPorous(RowSum rows, int columns) => rows.Share is >= LeastVoid and <= 1 - LeastVoid && rows.VoidChord + rows.SolidChord <= columns;

    public static IReadOnlyList<SubLayer> Split(SectionRows section)
    {
        var whole = section.Sum(null, 0, section.Rows);
        if (whole.Starts == 0) return [Layer(section, [.. new double[Parts]], [.. Enumerable.Repeat((double)section.Rows, Parts)], section.Rows)];
        var chord = whole.VoidChord;
        var share = Math.Clamp(whole.Share, 0.05, 0.95);
        var scatter = new Scatter(share, chord / share, section.Columns, section.Phases.Contrast);
        var cuts = Cuts(section, chord, scatter);
        var period = chord / share;
        RemoveTransitions(section, cuts);
        Distinct(section, cuts, period);
        var layers = new List<SubLayer>();
        var from = new double[Parts];
        foreach (var cut in cuts)
        {
            var to = Place(section, cut, scatter);
            if (to.Average() - from.Average() < LeastRows || section.Rows - to.Average() < LeastRows) continue;
            layers.Add(Layer(section, from, to, period));
            from = to;
        }

        layers.Add(Layer(section, from, [.. Enumerable.Repeat((double)section.Rows, Parts)], period));
        return layers;
    }

    /// <summary>By how much the rows of one layer differ among each other.</summary>
    private sealed class Scatter(double share, double period, int columns, double contrast)
    {
        public double Period => period;

        public double Share { get; } = Math.Sqrt(Math.Max(0.01, share * (1 - share)) * period / columns);

        public double Grey => Share * contrast;

        public double Number { get; } = Math.Sqrt(0.5 * period / columns);

        public double Structure => 2 * Number;

        public double Contrast => contrast;
    }

    private static SubLayer Layer(SectionRows section, double[] from, double[] to, double period)
    {
        int first = (int)Math.Ceiling(from.Max()), last = (int)to.Min();
        var edge = Math.Min((last - first) / 6, 3);
        (first, last) = (Math.Min(first + edge, section.Rows - 1), last - edge);
        last = Math.Max(last, first + 1);
        var near = (int)Math.Clamp(NearPeriods * period, 1, last - first);
        return new SubLayer(from, to, section.Sum(null, first, last), section.Sum(null, first, first + near), section.Sum(null, last - near, last), section.Columns);
    }

    private static List<int> Cuts(SectionRows section, double chord, Scatter scatter)
    {
        var bin = (section.Rows + MostRows - 1) / MostRows;
        var n = section.Rows / bin;
        var (first, second) = (new RunCost(n), new RunCost(n));
        var third = new RunCost(n);
        for (var y = 0; y < n; y++)
        {
            var rows = section.Sum(null, y * bin, (y + 1) * bin);
            var structure = section.Structure.AsSpan(y * bin, bin);
            double sum = 0;
            foreach (var value in structure) sum += value;
            first.Add(y, rows.Mean / scatter.Grey, rows.Share / scatter.Share);
            second.Add(y, 0, Math.Log((rows.Starts + bin) / rows.Pixels) / scatter.Number);
            third.Add(y, 0, Math.Log((sum / bin) + (0.004 * scatter.Contrast * scatter.Contrast)) / scatter.Structure);
        }

        var least = Math.Max(3, (int)(Math.Max(LeastRows, LeastShare * section.Rows) / bin));
        var penalty = Math.Max(LeastPenalty, PenaltyPerChord * chord) / bin;
        return [.. Partition.Cuts(n, least, penalty, (a, b) => first.Of(a, b) + second.Of(a, b) + third.Of(a, b)).Select(cut => cut * bin)];
    }

    /// <summary>A thin run whose rows are a mixture of what lies on either side is their boundary.</summary>
    private static void RemoveTransitions(SectionRows section, List<int> cuts)
    {
        for (var i = 0; i + 1 < cuts.Count; i++)
        {
            int from = i == 0 ? 0 : cuts[i - 1], to = i + 2 == cuts.Count ? section.Rows : cuts[i + 2];
            if (cuts[i + 1] - cuts[i] > TransitionShare * section.Rows) continue;
            var (a, b, c) = (section.Sum(null, from, cuts[i]), section.Sum(null, cuts[i], cuts[i + 1]), section.Sum(null, cuts[i + 1], to));
            var slack = 0.03 * section.Phases.Contrast;

            // Where a bright layer without pores waves into another, the other's solid seems to be void.
            var beside = !IsPorous(a, section.Columns) || !IsPorous(c, section.Columns);
            if (!IsBetween(a.Mean, b.Mean, c.Mean, slack)) continue;
            if (!beside && (!IsBetween(a.Share, b.Share, c.Share, 0.02) || !IsBetween(Math.Log(a.VoidChord), Math.Log(b.VoidChord), Math.Log(c.VoidChord), 0.1))) continue;
            cuts[i] = (cuts[i] + cuts[i + 1]) / 2;
            cuts.RemoveAt(i + 1);
            i--;
        }

        static bool IsBetween(double a, double b, double c, double slack) => b >= Math.Min(a, c) - slack && b <= Math.Max(a, c) + slack;
    }

    /// <summary>Leaves the cuts between layers that differ, the weakest taken out first.</summary>
    private static void Distinct(SectionRows section, List<int> cuts, double period)
    {
        while (cuts.Count > 0)
        {
            int[] ends = [0, .. cuts, section.Rows];
            var weakest = -1;
            var least = cuts.Count < MostLayers ? 1 : double.PositiveInfinity;
            for (var i = 0; i < cuts.Count; i++)
            {
                var strength = (i == 0 && IsRough(0, ends[1], ends[2])) || (i == cuts.Count - 1 && IsRough(section.Rows, ends[i + 1], ends[i])) ? 0 : Strength(section, ends[i], ends[i + 1], ends[i + 2], period);
                if (strength < least) (weakest, least) = (i, strength);
            }

            if (weakest < 0) break;
            cuts.RemoveAt(weakest);
        }

        // At the face of a layer without pores, rows that seem to hold some, but are fewer than these are wide, are its roughness.
        bool IsRough(int face, int cut, int next)
        {
            var rows = section.Sum(null, Math.Min(face, cut), Math.Max(face, cut));
            return IsPorous(rows, section.Columns) && Math.Abs(cut - face) < rows.VoidChord && !IsPorous(section.Sum(null, Math.Min(cut, next), Math.Max(cut, next)), section.Columns);
        }
    }

    /// <summary>By how much two neighbours differ over what makes two layers: beyond what chance may do, by the differences that remain as each block in turn is left out.</summary>
    private static double Strength(SectionRows section, int from, int cut, int to, double period)
    {
        var margin = Math.Min(Math.Min(cut - from, to - cut) / 5, 2 + (section.Rows / 100));
        var (wide, near) = ((int)Math.Max(ReachPeriods * period, ReachShare * section.Rows), (int)Math.Max(NearPeriods * period, NearShare * section.Rows));
        var (above, below) = (Blocks(Math.Max(from, cut - margin - wide), cut - margin), Blocks(cut + margin, Math.Min(to, cut + margin + wide)));
        var (before, after) = (Blocks(Math.Max(from, cut - margin - near), cut - margin), Blocks(cut + margin, Math.Min(to, cut + margin + near)));
        // Grains and uneven brightness change the grey value of what has pores.
        var step = IsPorous(section.Sum(null, from, cut), section.Columns) && IsPorous(section.Sum(null, cut, to), section.Columns) ? PorousGreyStep : GreyStep;
        return new[]
        {
            Beyond(above, below, r => r.Share / PorosityStep),
            Beyond(above, below, r => Math.Log(r.VoidChord) / VoidStep),
            Beyond(above, below, r => Math.Log(r.SolidChord) / SolidStep),
            Beyond(above, below, r => Math.Log((r.Starts + 1) / r.Pixels) / NumberStep),
            Beyond(before, after, r => r.Mean / (step * section.Phases.Contrast)),
        }.Max();

        RowSum[] Blocks(int first, int end) => [.. Enumerable.Range(0, SectionRows.Blocks).Select(b => section.Sum(b, first, end))];
    }

    private static double Beyond(RowSum[] above, RowSum[] below, Func<RowSum, double> quantity)
    {
        var (a, b) = (above.Aggregate((x, y) => x + y), below.Aggregate((x, y) => x + y));
        var difference = quantity(b) - quantity(a);
        var without = above.Select((x, i) => quantity(b - below[i]) - quantity(a - x)).ToArray();
        var mean = without.Average();
        var error = Math.Sqrt(without.Sum(d => (d - mean) * (d - mean)) * (without.Length - 1) / without.Length);
        return error <= 0 ? Math.Abs(difference) : Math.Min(Math.Abs(difference), Math.Abs(difference) / (AllAlong * error));
    }

    private static double[] Place(SectionRows section, int cut, Scatter scatter)
    {
        var reach = Math.Min(Math.Min(cut, section.Rows - cut), Math.Max(6, (int)(PlaceShare * section.Rows)));
        var places = new double[Parts];
        for (var part = 0; part < Parts; part++)
        {
            var (share, number, grey) = (new double[2 * reach], new double[2 * reach], new double[2 * reach]);
            for (var k = 0; k < 2 * reach; k++)
            {
                RowSum row = default;
                for (var b = part * SectionRows.Blocks / Parts; b < (part + 1) * SectionRows.Blocks / Parts; b++)
                {
                    var one = section.Sum(b, cut - reach + k, cut - reach + k + 1);
                    row = new RowSum(row.Void + one.Void, row.Starts + one.Starts, 0, row.Grey + one.Grey, row.Pixels + one.Pixels);
                }

                share[k] = row.Share / scatter.Share;
                number[k] = row.Starts / row.Pixels * scatter.Period / scatter.Number;
                grey[k] = row.Mean / scatter.Grey;
            }

            places[part] = cut - reach + StepFit.Best(2 * reach, [share, number, grey]);
        }

        return places;
    }
}
