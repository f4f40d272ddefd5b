using ImageAnalysis.Evaluate;

namespace ImageAnalysis.Report.Pages;

/// <summary>One image of a sample on its page.</summary>
/// <param name="File">As the sample names it.</param>
/// <param name="Role">What it shows.</param>
/// <param name="Measurements">What was measured; absent where it could not be.</param>
/// <param name="Error">Why there is nothing.</param>
/// <param name="Report">Path of its report relative to the page, with "/"; absent where there is none.</param>
/// <param name="Thumbnail">A small JPEG; absent where there is none.</param>
public sealed record SampleImageEntry(string File, ImageRole Role, ImageMeasurements? Measurements, string? Error, string? Report, ReadOnlyMemory<byte>? Thumbnail);

/// <summary>One sample of a comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Evaluation">Its verdicts; absent where it could not be read.</param>
/// <param name="Error">Why it could not.</param>
/// <param name="Page">Path of its page relative to the comparison, with "/"; absent where there is none.</param>
public sealed record ComparedSample(string Name, Evaluation? Evaluation, string? Error, string? Page);
