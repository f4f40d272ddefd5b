using System.Globalization;

namespace ImageAnalysis.Cli.Runs;

/// <summary>
/// Where a trained model goes. The place is claimed before the work begins, so that nothing is found out at the end of it: a folder NAME.partial beside it, held by a lock, is
/// written to and becomes NAME in one step. What a process left that was killed is held by nobody, and taken over.
/// </summary>
internal sealed class ModelFolder : IDisposable
{
    private const string LockFile = "lock";

    private readonly string _work;
    private readonly FileStream _lock;
    private readonly IReadOnlyList<string> _made;
    private bool _written;

    private ModelFolder(string path, string work, FileStream held, IReadOnlyList<string> made) => (Path, _work, _lock, _made) = (path, work, held, made);

    /// <summary>The folder that the model will have.</summary>
    public string Path { get; }

    /// <summary>Claims a folder.</summary>
    /// <exception cref="UsageException">It exists, or another training is to end there.</exception>
    /// <exception cref="OutputException">Nothing can be written there.</exception>
    public static ModelFolder Claim(string path)
    {
        if (Exists(path)) throw new UsageException($"{path}: this exists already.", "A model is never overwritten: results name it by its hash.", "Give another folder with --out.");
        return TryClaim(path) ?? throw new UsageException($"{path}: another training is running that will end there.", "Two models cannot have one folder.", "Give another folder with --out, or wait for it to end.");
    }

    /// <summary>Claims the first free number of a folder of models.</summary>
    public static ModelFolder ClaimNext(string models)
    {
        for (var version = 1; ; version++)
        {
            var path = System.IO.Path.Combine(models, version.ToString(CultureInfo.InvariantCulture));
            if (!Exists(path) && TryClaim(path) is { } claimed) return claimed;
        }
    }

    /// <summary>Writes the files, and gives the folder its name.</summary>
    public void Write(IEnumerable<(string Name, byte[] Bytes)> files) => Faults.Writing(Path, () =>
    {
        foreach (var (name, bytes) in files) File.WriteAllBytes(System.IO.Path.Combine(_work, name), bytes);
        if (Exists(Path)) throw new IOException("A folder of this name has come into being meanwhile.");
        File.Delete(_lock.Name);
        Directory.Move(_work, Path);
        _written = true;
    });

    public void Dispose()
    {
        _lock.Dispose();
        if (_written) return;
        try
        {
            Directory.Delete(_work, recursive: true);
            foreach (var folder in _made) Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Something else lies there by now, or the disk is gone: what is left does no harm.
        }
        catch (UnauthorizedAccessException)
        {
            // Likewise.
        }
    }

    private static bool Exists(string path) => Directory.Exists(path) || File.Exists(path);

    private static ModelFolder? TryClaim(string path) => Faults.Writing(path, () =>
    {
        var work = $"{System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path))}.partial";
        var made = new List<string>();
        for (var above = System.IO.Path.GetDirectoryName(work); above is not null && !Directory.Exists(above); above = System.IO.Path.GetDirectoryName(above)) made.Add(above);
        Directory.CreateDirectory(work);
        if (TryLock(System.IO.Path.Combine(work, LockFile)) is not { } held) return null;
        foreach (var left in Directory.EnumerateFiles(work).Where(file => file != held.Name)) File.Delete(left);
        return new ModelFolder(path, work, held, made);
    });

    /// <summary>A file that is open for this process alone; null where another holds it. The system lets go of it however the process ends.</summary>
    private static FileStream? TryLock(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (fault is not (DirectoryNotFoundException or FileNotFoundException) && File.Exists(file))
        {
            return null;
        }
    }
}
