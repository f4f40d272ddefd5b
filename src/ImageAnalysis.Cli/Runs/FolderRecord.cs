namespace ImageAnalysis.Cli.Runs;

/// <summary>run.json of a folder that holds many results: what they were made from, so that nothing foreign is overwritten.</summary>
/// <param name="Format">What kind of folder this is.</param>
/// <param name="Input">Absolute path of the folder or the sample file that was worked on.</param>
/// <param name="Started">When it was last worked on, UTC.</param>
/// <param name="Host">Where.</param>
/// <param name="System">Operating system and .NET.</param>
internal sealed record FolderRecord(string Format, string Input, string Started, string Host, string System)
{
    public const string Batch = "imageanalysis/batch/1", Evaluation = "imageanalysis/evaluation/1", Assessment = "imageanalysis/assessment/1";

    /// <summary>Makes the folder and marks it, or refuses it where it holds something else.</summary>
    public static void Claim(string root, string format, string input)
    {
        input = Path.GetFullPath(input);
        if (File.Exists(root)) throw new UsageException($"{root}: this is a file.", "The results go into a folder of this name.", "Give another one with --out.");
        var path = Path.Combine(root, RunRecord.FileName);
        var record = File.Exists(path) ? CliJson.TryRead<FolderRecord>(File.ReadAllBytes(path)) : null;
        if (record?.Format != format)
        {
            if (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any())
                throw new UsageException($"{root}: the folder holds other files.", "Nothing is overwritten that this command did not write.", "Give another folder with --out, or empty this one.");
        }
        else if (record.Input != input)
        {
            throw new UsageException($"{root}: the folder holds the results of something else.", $"They were made from {record.Input}.", "Give another folder with --out, or delete this one.");
        }

        var (started, host, system) = RunRecord.Circumstances(DateTimeOffset.UtcNow);
        Faults.Writing(root, () =>
        {
            Directory.CreateDirectory(root);
            Replace(path, stream => stream.Write(CliJson.Write(new FolderRecord(format, input, started, host, system))));
        });
    }

    /// <summary>Writes a file in one step: whoever looks sees the old content or the new.</summary>
    public static void Replace(string path, Action<Stream> write)
    {
        var work = $"{path}.partial";
        using (var stream = File.Create(work)) write(stream);
        File.Move(work, path, overwrite: true);
    }
}
