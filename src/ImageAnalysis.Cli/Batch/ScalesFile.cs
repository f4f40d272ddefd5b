using ImageAnalysis.Cli.Runs;
using ImageAnalysis.Findings;
using ImageAnalysis.Scale;

namespace ImageAnalysis.Cli.Batch;

/// <summary>A scales.csv with the images that it may speak of: those below its folder, and those that were named.</summary>
internal sealed class ScalesFile
{
    public const string DefaultName = "scales.csv";

    private readonly ScaleTable _table;
    private readonly string _folder;

    private ScalesFile(ScaleTable table, string folder) => (_table, _folder) = (table, folder);

    /// <summary>Reads the table against the images below its folder and the given ones.</summary>
    /// <exception cref="ScaleTableException">A row matches nothing, or twice, or is no pixel size.</exception>
    public static ScalesFile Read(string path, IEnumerable<string> images)
    {
        var text = Faults.ReadText(path, "table of pixel sizes");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var below = FolderScan.Of(folder, null).Images.Select(image => Path.Combine(folder, image));
        var files = below.Concat(images.Select(Path.GetFullPath)).Select(image => Relative(folder, image)).Distinct(StringComparer.Ordinal).ToList();
        return new ScalesFile(ScaleTable.Read(Path.GetFileName(path), text, files), folder);
    }

    /// <summary>What the table says of an image.</summary>
    public ScaleCandidate? Find(string image) => _table.Find(Relative(_folder, Path.GetFullPath(image)))?.ToCandidate(_table.Name);

    private static string Relative(string folder, string image) => Path.GetRelativePath(folder, image).Replace('\\', '/');
}
