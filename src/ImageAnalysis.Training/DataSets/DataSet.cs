using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageAnalysis.Findings;
using ImageAnalysis.Formats;

namespace ImageAnalysis.Training.DataSets;

/// <summary>A folder of labelled pictures with its manifest.json.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Manifest">What is in it.</param>
public sealed record DataSet(string Folder, DataSetManifest Manifest)
{
    /// <summary>Name of the manifest.</summary>
    public const string ManifestFile = "manifest.json";

    private const string Mend = "Mend what is named in the folder or in manifest.json, and try again.";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Whether a folder is a data set.</summary>
    public static bool IsAt(string folder) => File.Exists(Path.Combine(folder, ManifestFile));

    /// <summary>Reads a data set and proves that it is what its manifest says: every file is there, is the one that was labelled, and is there once.</summary>
    /// <exception cref="DataSetInvalidException">It is not; the message names every fault.</exception>
    public static DataSet Open(string folder)
    {
        var set = Read(folder);
        var faults = set.Faults();
        return faults.Count == 0 ? set : throw new DataSetInvalidException(folder, faults, Mend);
    }

    /// <summary>Reads the manifest alone.</summary>
    /// <exception cref="DataSetInvalidException">There is none, or it is none.</exception>
    public static DataSet Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, ManifestFile);
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (JsonFaults.NullInList(bytes) is { } place)
                throw new DataSetInvalidException(folder, [$"{ManifestFile}: {place}: null stands in a list, where nothing may be missing."], "Take the null out, or write the picture there that it stands for, and try again.");
            var manifest = JsonSerializer.Deserialize<DataSetManifest>(bytes, Json);
            if (manifest is { Format: DataSetManifest.CurrentFormat }) return new DataSet(folder, manifest);
            throw new DataSetInvalidException(folder, [$"{ManifestFile} is not of the format {DataSetManifest.CurrentFormat}."], Mend);
        }
        catch (JsonException e)
        {
            throw new DataSetInvalidException(folder, [$"{ManifestFile}: {JsonFaults.Of(e, typeof(DataSetManifest))}"], Mend);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException)
        {
            throw new DataSetInvalidException(folder, [Directory.Exists(folder) ? $"It holds no {ManifestFile}, and so is no data set." : File.Exists(folder) ? "It is a file; a data set is a folder." : "There is no such folder."],
                "Give the folder of a data set, or make one with import: imageanalysis import FOLDER, where FOLDER has a sub-folder for each class.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataSetInvalidException(folder, [$"{ManifestFile} cannot be read: {e.Message}"], "See that it may be read, or give the folder of another data set.");
        }
    }

    /// <summary>Writes the manifest; the file is never seen half written.</summary>
    public void Save()
    {
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, ManifestFile);
        var work = $"{path}.partial";
        File.WriteAllBytes(work, ToJson());
        File.Move(work, path, overwrite: true);
    }

    /// <summary>The manifest's bytes: the same pictures give the same.</summary>
    public byte[] ToJson() =>
        [.. JsonSerializer.SerializeToUtf8Bytes(Manifest with { Images = [.. Manifest.Images.OrderBy(i => i.File, StringComparer.Ordinal)] }, Json), (byte)'\n'];

    /// <summary>Path of a picture.</summary>
    public string PathOf(LabelledImage image) => Path.Combine(Folder, image.File);

    /// <summary>The hash of a file as the manifest states it.</summary>
    internal static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Pairs that are one picture although they have different classes or belong to different groups: a model would be scored on what it has learnt.</summary>
    /// <param name="images">All pictures.</param>
    /// <param name="nameOf">How one is named in the messages; null: by its file in the set.</param>
    internal static IEnumerable<string> Copies(IReadOnlyList<LabelledImage> images, Func<LabelledImage, string>? nameOf = null)
    {
        nameOf ??= image => image.File;
        var looks = images.Select(i => new Appearance(i.PerceptualHash)).ToArray();
        for (var i = 0; i < images.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (a, b) = (images[j], images[i]);
                var isSame = a.Sha256 == b.Sha256;
                if (a.Class == b.Class && a.Group == b.Group && !isSame) continue;
                var (bits, alteration) = isSame ? default : looks[j].Nearest(looks[i]);
                if (bits > PerceptualHash.MostBitsOfCopies) continue;
                var how = isSame ? "are the same file"
                    : string.Create(CultureInfo.InvariantCulture, $"show the same picture{InWords(alteration)} ({bits} of {PerceptualHash.Bits} bits of their looks differ)");
                var apart = isSame && a.Class == b.Class && a.Group == b.Group ? "in one set twice"
                    : a.Class != b.Class ? "with different classes" : $"in the groups {a.Group} and {b.Group}";
                yield return $"{nameOf(a)} and {nameOf(b)} {how}, {apart}.";
            }
        }
    }

    private static string InWords(Alteration alteration) => alteration switch
    {
        Alteration.None => "",
        Alteration.Negative => ", one as the negative of the other",
        _ when alteration.HasFlag(Alteration.Negative) => ", one mirrored or turned and as the negative of the other",
        _ => ", one mirrored or turned",
    };

    private List<string> Faults()
    {
        var faults = new List<string>();
        foreach (var image in Manifest.Images)
        {
            if (Path.IsPathRooted(image.File) || image.File.Split('/').Contains(".."))
            {
                faults.Add($"{image.File}: a path leads out of the folder.");
                continue;
            }

            if (!PerceptualHash.IsHash(image.PerceptualHash)) faults.Add($"{image.File}: perceptualHash is no hash.");
            if (string.IsNullOrWhiteSpace(image.Group)) faults.Add($"{image.File}: it belongs to no group.");
            try
            {
                if (HashOf(File.ReadAllBytes(PathOf(image))) != image.Sha256) faults.Add($"{image.File}: this is not the file that was labelled; its SHA-256 is another.");
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                faults.Add($"{image.File}: it is missing.");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                faults.Add($"{image.File}: it cannot be read.");
            }
        }

        foreach (var twice in Manifest.Images.GroupBy(i => i.File, StringComparer.Ordinal).Where(g => g.Count() > 1)) faults.Add($"{twice.Key} is listed {twice.Count()} times.");
        if (faults.Count == 0) faults.AddRange(Copies(Manifest.Images));
        return faults;
    }
}
