using System.Globalization;
using ImageAnalysis.Ingest;
using ImageAnalysis.Scale;
using ImageAnalysis.Scale.Bars;
using ImageAnalysis.Tests;

namespace ImageAnalysis.Ocr.Tests;

/// <summary>Real files of several makers, read by their bars alone and compared with what is known of them.</summary>
public sealed class RealBarTests
{
    /// <summary>Every image of the table with its pixel size, nm, where one is known.</summary>
    private static IEnumerable<(string File, double? Nm, string Kind)> Files()
    {
        foreach (var line in File.ReadLines(SharedData.PathOf("data/index.csv")).Skip(1))
        {
            var fields = Fields(line);
            if (fields.Count < 7 || fields[0].StartsWith("tricky/", StringComparison.Ordinal) || !ImageFormats.IsImageName(fields[0])) continue;
            var parts = fields[4].Split(' ');
            double? nm = parts.Length == 2 && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var value) ? value * (parts[1] == "um" ? 1e3 : 1) : null;
            yield return (fields[0], nm, fields[5]);
        }
    }

    private static List<string> Fields(string line)
    {
        List<string> fields = [""];
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) fields.Add("");
            else fields[^1] += c;
        }

        return fields;
    }

    private static BarReading Read(TesseractReader reader, string file)
    {
        using var micrograph = Ingestor.Read(InputFileLoader.Load(SharedData.PathOf($"data/{file}")), null, new IngestOptions());
        return ScaleBarReader.Read(micrograph.Grey, micrograph.Field, micrograph.DataBar, null, null, reader, new ScaleOptions());
    }

    [SharedDataFact]
    public void No_bar_is_read_wrong_and_none_is_seen_where_there_is_none()
    {
        using var reader = TesseractReader.Create();
        List<string> faults = [];
        var (right, refused) = (0, 0);
        foreach (var (file, nm, kind) in Files())
        {
            var reading = Read(reader, file);
            if (reading.Candidate is not { } candidate)
            {
                if (reading.Bar is not null) refused++;
                continue;
            }

            // An author's table rests on nominal magnifications.
            var tolerance = kind == "author" ? 0.03 : 0.02;
            if (nm is { } known && Math.Abs((candidate.PixelSize.X.Nanometres / known) - 1) <= tolerance) right++;
            else faults.Add($"{file}: {candidate.PixelSize.X.Nanometres} nm by {candidate.Evidence}, known {nm}");
        }

        Assert.Empty(faults);
        Assert.True(right >= 20, $"{right} right");
        Assert.True(refused <= 2, $"{refused} refused");
    }
}
