using ImageAnalysis.Ingest;
using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Scale.Bars;

/// <summary>Finds the scale bar burned into a page, measures it, reads its label, and says what it stands for. See the folder's README.</summary>
public static class ScaleBarReader
{
    private const int MostBars = 8;

    // Shares of the page's height in which bars without a strip lie.
    private const double Lower = 0.3, Upper = 0.15;

    /// <summary>Looks for the bar of a page.</summary>
    /// <param name="grey">The whole page, CV_8UC1 or CV_16UC1; borrowed.</param>
    /// <param name="field">The part that is measured.</param>
    /// <param name="strip">Rows cut off as data bar; absent where none were.</param>
    /// <param name="known">The pixel size by metadata; absent where there is none.</param>
    /// <param name="stated">The bar's length by the user; absent where he stated none.</param>
    /// <param name="reader">Reads text; absent: labels are not read.</param>
    /// <param name="options">Tolerance.</param>
    public static BarReading Read(Mat grey, PixelRect field, DataBar? strip, PixelSize? known, Length? stated, ITextReader? reader, ScaleOptions options)
    {
        ArgumentNullException.ThrowIfNull(grey);
        ArgumentNullException.ThrowIfNull(options);
        using var page = GreyPage.Of(grey);
        var judge = new BarJudge(page.Width, field, known, options);
        var thorough = known is null || stated is not null || options.Bar == BarUse.Always;
        var bars = Candidates(page, strip?.Rows, thorough);
        if (stated is { } length) return bars.Count == 0 ? BarJudge.NotFound(length) : judge.Stated(Chosen(page, bars, reader is null ? null : new LineReader(reader)), length);
        if (bars.Count == 0) return BarReading.None;
        if (reader is null) return IsSurelyABar(bars[0], field) ? judge.NotRead(bars[0]) : BarReading.None;

        var lines = new LineReader(reader);
        BarReading? best = null;
        MeasuredBar? unread = null;
        List<PixelRect> claimed = [];
        foreach (var bar in bars)
        {
            if (LabelReader.Read(page, bar, lines, read => judge.AgreesWithKnown(bar, read) is not null, out var text) is not { } label)
            {
                if (text && IsSurelyABar(bar, field)) unread ??= bar;
                continue;
            }

            if (judge.AgreesWithKnown(bar, label) is { } agreed) return agreed;
            // A label belongs to the likeliest bar it stands at; another there is the edge of a box around both.
            if (claimed.Exists(box => Overlap(box, label.Box))) continue;
            claimed.Add(label.Box);
            var judged = judge.Of(bar, label, FieldText.Read(page, bar, strip?.Rows, lines));
            if (best?.Candidate is { } first && judged.Candidate is { } second && !ScaleResolver.Agree(first, second, options)) return BarJudge.Two(best, judged);
            if (best is null || (best.Candidate is null && judged.Candidate is not null)) best = judged;
        }

        return best ?? (unread is null ? BarReading.None : judge.Unread(unread));
    }

    /// <summary>What may be bars, the likelier first. Where the scale is known, only where bars are usual and cheap to find.</summary>
    private static List<MeasuredBar> Candidates(GreyPage page, PixelRect? strip, bool thorough)
    {
        List<MeasuredBar> bars = [];
        var (below, above) = ((int)(page.Height * (1 - Lower)), (int)(page.Height * Upper));
        if (thorough)
        {
            bars.AddRange(TickRows.Find(page, (below, page.Height)));
            bars.AddRange(TickRows.Find(page, (0, above)));
            bars.AddRange(LineBars.Find(page, (0, page.Height), halves: true));
        }
        else if (strip is { } rows)
        {
            bars.AddRange(TickRows.Find(page, (rows.Y, rows.Bottom)));
            bars.AddRange(LineBars.Find(page, (rows.Y, rows.Bottom), halves: true));
        }
        else
        {
            bars.AddRange(LineBars.Find(page, (0, above), halves: false));
            bars.AddRange(LineBars.Find(page, (below, page.Height), halves: false));
        }

        return [.. bars.OrderByDescending(Rank).ThenByDescending(b => b.Outline.Y).ThenBy(b => b.Outline.X).Take(MostBars)];
    }

    private static MeasuredBar Chosen(GreyPage page, List<MeasuredBar> bars, LineReader? reader) =>
        (reader is null ? null : bars.Find(bar => LabelReader.Read(page, bar, reader, _ => true, out _) is not null)) ?? bars[0];

    /// <summary>Whether it is named though no label makes it one. In the picture what is neither white nor black may be structure that lies along a straight edge.</summary>
    private static bool IsSurelyABar(MeasuredBar bar, PixelRect field) =>
        (bar.Form != BarForm.Block || (bar.Even > Tick.EvenGround && bar.Outline.Height > 2 && !bar.IsOfARow)) && (IsBlackOrWhite(bar) || !Overlap(bar.Outline, field));

    private static bool IsBlackOrWhite(MeasuredBar bar) => bar.Ink is <= 12 or >= 243;

    private static bool Overlap(PixelRect a, PixelRect b) => a.X < b.Right && b.X < a.Right && a.Y < b.Bottom && b.Y < a.Bottom;

    private static double Rank(MeasuredBar bar)
    {
        var form = bar.Form switch
        {
            BarForm.TickRow => bar.Ticks == BarJudge.UsualTicks ? 5 : 1,
            BarForm.Ticked => bar.Line.Top > bar.Outline.Y && bar.Line.Bottom < bar.Outline.Bottom ? 4.4 : 4,
            BarForm.Split => bar.HasTicks ? 4.5 : 3,
            _ => bar.Outline.Height > 2 ? 2.4 : bar.Outline.Height > 1 ? 2 : 1.5,
        };
        return form + (bar.Even > Tick.EvenGround ? 1 : 0) + (IsBlackOrWhite(bar) ? 1 : 0) + (Math.Abs(bar.Ink - bar.Ground) / 256.0);
    }
}
