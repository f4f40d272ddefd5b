namespace ImageAnalysis.Report;

/// <summary>A file of a report. The caller decides where it is written.</summary>
/// <param name="Name">File name without folder.</param>
/// <param name="Content">All bytes.</param>
public sealed record ReportFile(string Name, ReadOnlyMemory<byte> Content);

/// <summary>What a report of one image consists of. Numbers need no pictures.</summary>
[Flags]
public enum ReportParts
{
    None = 0,

    /// <summary>particles.csv, chords.csv, and layers.csv of a section.</summary>
    Tables = 1,

    /// <summary>void.png, lines.png and particles.png, and the pictures inside the page.</summary>
    Pictures = 2,

    /// <summary>report.html; it holds pictures where these are asked for too.</summary>
    Page = 4,

    /// <summary>thumbnail.jpg, for the page of a batch.</summary>
    Thumbnail = 8,

    All = Tables | Pictures | Page | Thumbnail,
}
