namespace ImageAnalysis.Ingest;

/// <summary>What a reader can do about a file that is refused.</summary>
internal static class Mends
{
    public const string CopyAgain = "Copy the file again from where it was made; if it is damaged there too, save it again from the microscope's software.";

    public const string SaveAsGrey = "Open it in the software that wrote it, or in Fiji, and save it as a TIFF of 8 or 16 bits grey.";
}
