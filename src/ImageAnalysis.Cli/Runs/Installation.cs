namespace ImageAnalysis.Cli.Runs;

/// <summary>Where the files that come with the program lie.</summary>
internal static class Installation
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>The folder with pipeline.json and models/.</summary>
    public static string Folder => Found.Value;

    public static string PipelineFile => Path.Combine(Folder, "pipeline.json");

    // Built in place the program lies some folders below them; copied elsewhere they lie beside it.
    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "pipeline.json")) || File.Exists(Path.Combine(folder.FullName, "ImageAnalysis.sln")))
                return folder.FullName;
        }

        return AppContext.BaseDirectory;
    }
}
