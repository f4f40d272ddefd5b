using ImageAnalysis.Evaluate;
using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Cli.Runs;

/// <summary>The curves and the sweep of a sample, read from beside its file.</summary>
internal static class SampleCurves
{
    /// <summary>Reads every file that the sample names, and derives once, so that faults come up before the first image is opened.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="folder">Folder that relative paths refer to.</param>
    /// <param name="options">Constants of derivations.</param>
    /// <exception cref="CurveInvalidException">A file is no usable table, or a sweep has a wrong step.</exception>
    public static IReadOnlyList<CurveFile> Read(Sample sample, string folder, DerivationOptions options)
    {
        IReadOnlyList<CurveFile> files = [.. Deriver.FilesOf(sample).Select(name => new CurveFile(name, Faults.ReadText(Path.Combine(folder, name), $"curve of the sample {sample.Name}")))];
        Deriver.Derive(sample, files, options);
        return files;
    }
}
