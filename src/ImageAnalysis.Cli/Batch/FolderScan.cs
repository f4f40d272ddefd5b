using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Ingest;

namespace ImageAnalysis.Cli.Batch;

/// <summary>The images below a folder.</summary>
/// <param name="Images">Paths relative to the folder with "/", in ordinal order.</param>
/// <param name="Unreadable">Folders that could not be entered, with the reason.</param>
internal sealed record FolderScan(IReadOnlyList<string> Images, IReadOnlyList<string> Unreadable)
{
    private const int HeadBytes = 32;

    /// <summary>
    /// Looks at every file below the folder. An image is what begins like one, whatever its name, and what is named like one, whatever it holds: the
    /// latter gets its row with the reason. Results of earlier runs and the folder that is written to are left out, and links to folders are not
    /// followed.
    /// </summary>
    public static FolderScan Of(string folder, string? output)
    {
        List<string> images = [], unreadable = [];
        var written = output is null ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(output));
        var waiting = new Stack<string>();
        waiting.Push("");
        while (waiting.TryPop(out var relative))
        {
            try
            {
                var here = Path.Combine(folder, relative);
                if (relative.Length > 0 && HoldsResults(here)) continue;
                foreach (var entry in new DirectoryInfo(here).EnumerateFileSystemInfos())
                {
                    var name = relative.Length == 0 ? entry.Name : $"{relative}/{entry.Name}";
                    if (entry is DirectoryInfo sub)
                    {
                        if (sub.LinkTarget is null && sub.FullName != written) waiting.Push(name);
                    }
                    else if (entry is FileInfo file && IsImage(file))
                    {
                        images.Add(name);
                    }
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                unreadable.Add($"{(relative.Length == 0 ? folder : relative)}: {fault.Message}");
            }
        }

        images.Sort(StringComparer.Ordinal);
        unreadable.Sort(StringComparer.Ordinal);
        return new FolderScan(images, unreadable);
    }

    // Of analyze, evaluate and batch alike.
    private static bool HoldsResults(string folder) => File.Exists(Path.Combine(folder, RunRecord.FileName)) && IsOurs(Path.Combine(folder, RunRecord.FileName));

    private static bool IsOurs(string record) => CliJson.TryRead<Form>(File.ReadAllBytes(record))?.Format?.StartsWith("imageanalysis/", StringComparison.Ordinal) == true;

    private static bool IsImage(FileInfo file)
    {
        // "._x.tif" are Finder's notes about x.tif.
        if (file.Name.StartsWith("._", StringComparison.Ordinal)) return false;
        if (ImageFormats.IsImageName(file.Name)) return true;
        try
        {
            // Pipes and sockets have no length, and opening one would wait for ever.
            if (file.Length < HeadBytes) return false;
            Span<byte> head = stackalloc byte[HeadBytes];
            using var stream = file.OpenRead();
            return ImageFormats.Identify(head[..stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)]) is not null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private sealed record Form(string? Format);
}
