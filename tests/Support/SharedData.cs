namespace ImageAnalysis.Tests;

/// <summary>Real micrographs and reference tables that are not part of the repository: the folder "shared" beside the working tree.</summary>
internal static class SharedData
{
    /// <summary>The folder, or null where it is absent.</summary>
    public static string? Root { get; } = Find();

    public const string Reason = "Needs the folder \"shared\" beside the working tree, which is absent.";

    /// <summary>A file or folder in it, by its path with "/".</summary>
    public static string PathOf(string relative) => Path.Combine(Root ?? throw new InvalidOperationException(Reason), relative.Replace('/', Path.DirectorySeparatorChar));

    private static string? Find()
    {
        var folder = Path.Combine(Path.GetDirectoryName(Repository.Root) ?? "/", "shared");
        return Directory.Exists(folder) ? folder : null;
    }
}

/// <summary>A test that is skipped, with the reason, where <see cref="SharedData"/> is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedData.Root is null) Skip = SharedData.Reason;
    }
}

/// <summary>A theory that is skipped, with the reason, where <see cref="SharedData"/> is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute()
    {
        if (SharedData.Root is null) Skip = SharedData.Reason;
    }
}
