using ImageAnalysis.Report.Pictures;

namespace ImageAnalysis.Report.Pages;

/// <summary>A picture inside a page.</summary>
/// <param name="Subject">What it shows.</param>
/// <param name="Jpeg">The bytes of a JPEG file.</param>
internal sealed record PagePicture(PictureSubject Subject, byte[] Jpeg);
