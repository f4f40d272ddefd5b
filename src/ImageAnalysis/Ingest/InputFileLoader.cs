using ImageAnalysis.Findings;
using ImageAnalysis.Ingest.Vendors;

namespace ImageAnalysis.Ingest;

/// <summary>
/// From a path to bytes, for front ends that work on a file system. The one place of the library that opens files; the stages work on what it
/// returns.
/// </summary>
public static class InputFileLoader
{
    /// <summary>Largest sidecar that is taken along, bytes: makers' text files have a few kilobytes.</summary>
    public const int MaxSidecarBytes = 1 << 20;

    /// <summary>Largest image file, bytes: a span cannot be longer.</summary>
    public static readonly long MaxImageBytes = Array.MaxLength;

    /// <summary>The image and the text files that a microscope may have written beside it.</summary>
    /// <param name="path">The image.</param>
    /// <param name="name">Name for messages and reports; the path as given where null.</param>
    /// <exception cref="UnreadableImageException">There is no such file, or it cannot be opened or held.</exception>
    public static InputFile Load(string path, string? name = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        name ??= path;
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists)
            {
                throw new UnreadableImageException(name, Directory.Exists(path) ? "It is a folder." : "There is no such file.",
                    Directory.Exists(path) ? "Use batch for a folder." : "Check the path.");
            }

            if (info.Length > MaxImageBytes)
                throw new UnreadableImageException(name, $"It has {info.Length} bytes; files up to {MaxImageBytes} bytes are read.", "Cut a region out of it and save that.");
            return new InputFile(name, File.ReadAllBytes(path), Sidecars(info));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableImageException(name, fault.Message, "Check that the file can be opened.", fault);
        }
    }

    private static List<Sidecar> Sidecars(FileInfo image)
    {
        List<Sidecar> sidecars = [];
        var wanted = (string[])[.. VendorMetadata.SidecarNames(image.Name), $"{image.Name}.txt"];
        var beside = image.Directory!.EnumerateFiles()
            // The name first: it is at hand, the length costs a call for every file of a large folder.
            .Where(file => wanted.Contains(file.Name, StringComparer.OrdinalIgnoreCase) && file.Length <= MaxSidecarBytes)
            .OrderBy(file => Array.FindIndex(wanted, name => name.Equals(file.Name, StringComparison.OrdinalIgnoreCase)))
            .ThenBy(file => file.Name, StringComparer.Ordinal);
        foreach (var file in beside) sidecars.Add(new Sidecar(file.Name, File.ReadAllBytes(file.FullName)));
        return sidecars;
    }
}
