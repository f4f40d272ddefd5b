using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Intercept;

/// <summary>Measures one direction: segments on every line, the three means, and their intervals.</summary>
internal static class DirectionMeter
{
    public static DirectionMeasurement Measure(SegmentedImage image, LineSet set, double? nanometresPerPx, double relativeScaleUncertainty)
    {
        using var masks = PackedMasks.Of(image);
        return Measure(image, masks, set, nanometresPerPx, relativeScaleUncertainty);
    }

    /// <summary>The same where several directions share the masks.</summary>
    public static DirectionMeasurement Measure(SegmentedImage image, PackedMasks masks, LineSet set, double? nanometresPerPx, double relativeScaleUncertainty)
    {
        var sampler = new LineSampler(image.Field);
        var signal = image.Signal.AsSpan<float>();
        var (onMask, onGrown, onShrunk) = (new MaskTally(), new MaskTally(), new MaskTally());
        var (above, below, other) = (new MaskTally(), new MaskTally(), new List<VoidSegment>());
        var perLine = new List<VoidSegment>[set.Lines.Count];
        var seen = new (double From, double To)[set.Lines.Count];
        double length = 0, voidLength = 0, longest = 0;
        int segments = 0, cut = 0;
        for (var k = 0; k < perLine.Length; k++)
        {
            var line = set.Lines[k];
            sampler.Aim(line);
            seen[k] = sampler.Seen;
            sampler.Take(signal);
            sampler.Cross(perLine[k] = []);
            Tally(image.LevelStep, above);
            Tally(-image.LevelStep, below);
            sampler.Take(masks.Pixels);
            sampler.Count(PackedMasks.Void, onMask);
            sampler.Count(PackedMasks.Grown, onGrown);
            sampler.Count(PackedMasks.Shrunk, onShrunk);
            length += line.LengthPx;
            longest = Math.Max(longest, line.LengthPx);
            segments += perLine[k].Count;
            foreach (var s in perLine[k])
            {
                voidLength += s.Length;
                if (s.CutAtStart || s.CutAtEnd) cut++;
            }
        }

        var px = segments == 0 ? null : Means(set, perLine, seen, new Band(onMask, onGrown, onShrunk, above, below, longest));
        var result = new DirectionResult(set.AngleDegrees, segments, cut, length, voidLength / length, px,
            px is not null && nanometresPerPx is { } nm ? Scaled(px, nm, relativeScaleUncertainty) : null);
        return new DirectionMeasurement(result, set, perLine);

        void Tally(double level, MaskTally tally)
        {
            sampler.Cross(other, (float)level);
            foreach (var s in other) tally.Add(s.Length, s.CutAtStart, s.CutAtEnd);
        }
    }

    private static MeanIntercepts Means(LineSet set, List<VoidSegment>[] perLine, (double From, double To)[] seen, Band band)
    {
        var longest = set.Lines.Max(l => l.LengthPx);
        var across = Pitch(set) * perLine.Length;
        var (literal, complete, ratio) = (Sums(), Sums(), Sums());
        var (columns, rows) = (ratio.Columns, ratio.Rows);
        for (var k = 0; k < perLine.Length; k++)
        {
            // Cells are cut about the middle of the lines, which for oblique lines have different lengths.
            var row = (int)((long)k * rows / perLine.Length);
            var (lead, cell) = ((longest - set.Lines[k].LengthPx) / 2, longest / columns);
            LookAlong(row, lead, lead + set.Lines[k].LengthPx);
            foreach (var s in perLine[k])
            {
                double from = s.From + lead, to = s.To + lead;
                int first = Column(from), last = Column(to);

                // The ratio counts ends, and so takes only length beside which an end would have been seen.
                double seenFrom = Math.Max(s.From, seen[k].From) + lead, seenTo = Math.Min(s.To, seen[k].To) + lead;
                for (var column = first; column <= last; column++)
                {
                    double left = column * cell, right = (column + 1) * cell;
                    literal.Add(column, row, Math.Max(0, Math.Min(to, right) - Math.Max(from, left)), 0);
                    ratio.Add(column, row, Math.Max(0, Math.Min(seenTo, right) - Math.Max(seenFrom, left)), 0);
                }

                literal.Add(first, row, 0, 0.5);
                literal.Add(last, row, 0, 0.5);
                if (!s.CutAtStart) ratio.Add(first, row, 0, 0.5);
                if (!s.CutAtEnd) ratio.Add(last, row, 0, 0.5);
                if (!s.CutAtStart && !s.CutAtEnd) complete.Add(Column((from + to) / 2), row, s.Length, 1);
            }

            int Column(double at) => Math.Clamp((int)(at / cell), 0, columns - 1);

            void LookAlong(int row, double from, double to)
            {
                for (var column = Column(from); column <= Column(to); column++)
                {
                    var looked = Math.Max(0, Math.Min(to, (column + 1) * cell) - Math.Max(from, column * cell));
                    literal.Look(column, row, looked);
                    complete.Look(column, row, looked);
                    ratio.Look(column, row, looked);
                }
            }
        }

        return new MeanIntercepts(
            band.Estimate(literal, t => t.Literal)!,
            band.Estimate(complete, t => t.CompleteOnly),
            band.Estimate(ratio, t => t.Ratio));

        FieldSums Sums() => new(longest, across, mostRows: perLine.Length);
    }

    /// <summary>Distance of neighbouring lines, pixels.</summary>
    public static double Pitch(LineSet set)
    {
        if (set.Lines.Count < 2) return 0;
        var (dx, dy) = LineSet.Direction(set.AngleDegrees);
        var (a, b) = (set.Lines[0], set.Lines[1]);
        return Math.Abs(((b.Y0 - a.Y0) * dx) - ((b.X0 - a.X0) * dy));
    }

    private static MeanIntercepts Scaled(MeanIntercepts px, double nanometresPerPx, double relativeUncertainty) => new(
        px.Literal.Scaled(nanometresPerPx, relativeUncertainty),
        px.CompleteOnly?.Scaled(nanometresPerPx, relativeUncertainty),
        px.Ratio?.Scaled(nanometresPerPx, relativeUncertainty));

    /// <summary>What a boundary moved by one pixel either way, or put at a neighbouring level, does to each mean.</summary>
    private sealed record Band(MaskTally Mask, MaskTally Grown, MaskTally Shrunk, MaskTally Above, MaskTally Below, double LongestPx)
    {
        /// <summary>
        /// The mean with its intervals. The change is that between masks measured alike, to the nearest pixel, added to the sub-pixel value. A void that vanishes when
        /// shrunk leaves 0 below; one that leaves no end in the region when grown leaves the longest line above. Lines at the neighbouring levels are measured to the
        /// sub-pixel: walls and gaps that blur hides are there at the one level or the other.
        /// </summary>
        public Estimate? Estimate(FieldSums sums, Func<MaskTally, double?> mean)
        {
            if (sums.Ratio is not { } value) return null;
            Interval? segmentation = null;
            if (mean(Mask) is { } asIs)
            {
                var down = mean(Shrunk) is { } shrunk ? value + ((shrunk - asIs) / SegmentedImage.BandStepPx) : 0;
                var up = mean(Grown) is { } grown ? value + ((grown - asIs) / SegmentedImage.BandStepPx) : LongestPx;
                double above = mean(Above) ?? value, below = mean(Below) ?? value;
                segmentation = new Interval(
                    Math.Max(0, Math.Min(Math.Min(value, Math.Min(down, up)), Math.Min(above, below))), Math.Max(Math.Max(value, Math.Max(down, up)), Math.Max(above, below)));
            }

            var sampling = sums.Interval95() is { } s ? new Interval(Math.Max(0, s.Lower), s.Upper) : (Interval?)null;
            return new Estimate(value, sampling, segmentation, null);
        }
    }
}

/// <summary>A direction's result with the segments it rests on.</summary>
internal sealed record DirectionMeasurement(DirectionResult Result, LineSet Set, IReadOnlyList<IReadOnlyList<VoidSegment>> PerLine)
{
    /// <summary>All segments in pixels of the page, in order of line and position.</summary>
    public IReadOnlyList<Chord> Chords()
    {
        var chords = new Chord[Result.Segments];
        var (dx, dy) = LineSet.Direction(Set.AngleDegrees);
        var i = 0;
        for (var k = 0; k < PerLine.Count; k++)
        {
            var line = Set.Lines[k];
            foreach (var s in PerLine[k])
            {
                chords[i++] = new Chord(k, line.X0 + (s.From * dx), line.Y0 + (s.From * dy), line.X0 + (s.To * dx), line.Y0 + (s.To * dy),
                    s.CutAtStart, s.CutAtEnd);
            }
        }

        return chords;
    }
}
