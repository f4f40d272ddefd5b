using System.Globalization;

namespace ImageAnalysis.Cli.Runs;

/// <summary>
/// Where a trained model goes. The place is claimed before the work begins, so that nothing is found out at the end of it: an empty file NAME.lock beside it is held open. The model is
/// written to a folder of a name of its own beside it, which becomes NAME in one step. What a process left that was killed is held by nobody, and taken over.
/// </summary>
internal sealed class ModelFolder : IDisposable
{
    private readonly FileStream _lock;
    private readonly List<string> _made;

    private ModelFolder(string path, FileStream held, List<string> made) => (Path, _lock, _made) = (path, held, made);

    /// <summary>The folder that the model will have.</summary>
    public string Path { get; }

    /// <summary>Claims a folder.</summary>
    /// <exception cref="UsageException">The name is empty, it exists, or another training is to end there.</exception>
    /// <exception cref="OutputException">Nothing can be written there.</exception>
    public static ModelFolder Claim(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new UsageException("--out: the name of the folder is empty.", "The model needs a place.", "Give a folder, as in --out models/structure/2.");
        if (Exists(path)) throw There(path);
        var claimed = TryClaim(path) ?? throw new UsageException($"{path}: another training is running that will end there.", "Two models cannot have one folder.", "Give another folder with --out, or wait for it to end.");
        if (!Exists(path)) return claimed;
        claimed.Dispose();
        throw There(path);
    }

    /// <summary>Claims the first free number of a folder of models.</summary>
    public static ModelFolder ClaimNext(string models)
    {
        for (var version = 1; ; version++)
        {
            var path = System.IO.Path.Combine(models, version.ToString(CultureInfo.InvariantCulture));
            if (Exists(path) || TryClaim(path) is not { } claimed) continue;
            if (!Exists(path)) return claimed;
            claimed.Dispose();
        }
    }

    /// <summary>Writes the files, and gives the folder its name.</summary>
    public void Write(IEnumerable<(string Name, byte[] Bytes)> files) => Faults.Writing(Path, () =>
    {
        var work = $"{Whole(Path)}.{System.IO.Path.GetRandomFileName()}";
        Directory.CreateDirectory(work);
        try
        {
            foreach (var (name, bytes) in files) File.WriteAllBytes(System.IO.Path.Combine(work, name), bytes);
            if (Exists(Path)) throw new IOException("A folder of this name has come into being meanwhile.");
            Directory.Move(work, Path);
        }
        catch
        {
            Directory.Delete(work, recursive: true);
            throw;
        }
    });

    public void Dispose()
    {
        try
        {
            // While it is held, so that nobody else's is deleted.
            File.Delete(_lock.Name);
            _lock.Dispose();
            foreach (var folder in _made) Directory.Delete(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A model lies there by now, or the disk is gone: an empty file or folder that is left does no harm.
            _lock.Dispose();
        }
    }

    private static bool Exists(string path) => Directory.Exists(path) || File.Exists(path);

    private static UsageException There(string path) => new($"{path}: this exists already.", "A model is never overwritten: results name it by its hash.", "Give another folder with --out.");

    private static string Whole(string path) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    private static ModelFolder? TryClaim(string path) => Faults.Writing(path, () =>
    {
        var file = $"{Whole(path)}.lock";
        List<string> made = [];
        for (var above = System.IO.Path.GetDirectoryName(file); above is not null && !Directory.Exists(above); above = System.IO.Path.GetDirectoryName(above)) made.Add(above);
        if (made.Count > 0) Directory.CreateDirectory(made[0]);
        if (TryLock(file) is not { } held) return null;
        if (held.Length == 0) return new ModelFolder(path, held, made);
        held.Dispose();
        throw new IOException($"{file} is no lock of a training: it holds something.");
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
