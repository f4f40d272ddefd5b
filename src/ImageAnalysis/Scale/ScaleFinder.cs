using ImageAnalysis.Ingest;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale.Bars;

namespace ImageAnalysis.Scale;

/// <summary>The pixel size of one page by all that may state it: the user, the makers' metadata, and the bar burned into the picture.</summary>
public static class ScaleFinder
{
    /// <summary>Reads the bar where the options say so, and decides.</summary>
    /// <param name="file">Name for messages.</param>
    /// <param name="micrograph">The page; borrowed.</param>
    /// <param name="user">Decisions for this file, the strongest first.</param>
    /// <param name="barLength">Length of the bar by the user; absent where he stated none.</param>
    /// <param name="reader">Reads text; absent: labels are not read.</param>
    /// <param name="options">When the bar is read, tolerance and uncertainty.</param>
    /// <exception cref="Findings.ScaleConflictException">Nobody decided, and two sources disagree.</exception>
    public static ScaleDecision Find(
        string file, Micrograph micrograph, IReadOnlyList<ScaleCandidate> user, Length? barLength, ITextReader? reader, ScaleOptions options)
    {
        ArgumentNullException.ThrowIfNull(micrograph);
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(options);
        var bar = options.Bar == BarUse.Never && barLength is null
            ? BarReading.None
            : ReadBar(micrograph, barLength, reader, options);
        var bars = bar.Candidate is { Source: ScaleSource.Bar } read ? [read] : Array.Empty<ScaleCandidate>();
        // The length of a bar is the user's word too: said of this file, it stands before a table.
        IReadOnlyList<ScaleCandidate> decisions = bar.Candidate is { Source: ScaleSource.User } stated ? [stated, .. user] : user;
        var decision = ScaleResolver.Decide(file, micrograph.Page.Width, decisions, micrograph.Vendors, bars, options);
        var isUsed = decision.Source == ScaleSource.Bar;
        return decision with
        {
            Bar = bar.Bar,
            Findings = [.. decision.Findings, .. bar.Findings.Where(f => f.Code != BarJudge.FromBarCode || isUsed)],
        };
    }

    /// <summary>What is drawn in colour on a grey picture stands out by its colour alone, whatever lies behind it; else the grey levels tell.</summary>
    private static BarReading ReadBar(Micrograph micrograph, Length? barLength, ITextReader? reader, ScaleOptions options)
    {
        var known = Known(micrograph);
        if (micrograph.Colour is { } colour)
        {
            var drawn = ScaleBarReader.Read(colour, micrograph.Field, micrograph.DataBar, known, barLength, reader, options);
            if (drawn.Candidate is not null) return drawn;
        }

        return ScaleBarReader.Read(micrograph.Grey, micrograph.Field, micrograph.DataBar, known, barLength, reader, options);
    }

    private static PixelSize? Known(Micrograph micrograph) => micrograph.Vendors
        .Where(reading => reading.PixelSizes.Count > 0 && reading.Describes(micrograph.Page.Width))
        .Select(reading => (PixelSize?)reading.PixelSizes[0].PixelSize)
        .FirstOrDefault();
}
