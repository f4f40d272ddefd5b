using System.Security.Cryptography;
using System.Text;

namespace ImageAnalysis.Cli.Batch;

/// <summary>Every path of a batch run. No other class puts one together.</summary>
internal sealed class RunFolder
{
    public const string ImagesName = "images";

    private const int MostNameCharacters = 60;

    public RunFolder(string root) => Root = root;

    /// <summary>The folder as the user gave it.</summary>
    public string Root { get; }

    public string Images => Path.Combine(Root, ImagesName);

    public string SummaryCsv => Path.Combine(Root, "summary.csv");

    public string ParticlesCsv => Path.Combine(Root, "particles.csv");

    public string SummaryHtml => Path.Combine(Root, "summary.html");

    public string Lock => Path.Combine(Root, ".lock");

    /// <summary>Folder of one image's result.</summary>
    public string Of(string file) => Path.Combine(Images, KeyOf(file));

    /// <summary>
    /// Name of an image's folder: its path readable, then enough of a hash that no two paths share one. ASCII, so that it stands unchanged in a
    /// link, and never too long for a file name.
    /// </summary>
    public static string KeyOf(string file)
    {
        var name = new string([.. file.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_')]);
        if (name.Length > MostNameCharacters) name = name[^MostNameCharacters..];
        return $"{name.TrimStart('.', '-')}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file)))[..8]}";
    }
}
