namespace ImageAnalysis.Tests;

/// <summary>Where the tests find the working tree.</summary>
internal static class Repository
{
    /// <summary>The folder that holds ImageAnalysis.sln.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ImageAnalysis.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests run inside the working tree, below the folder that holds ImageAnalysis.sln.");
    }
}
