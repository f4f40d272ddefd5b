using ImageAnalysis.Findings;
using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;

namespace ImageAnalysis.Cli;

/// <summary>The command line asks for something that cannot be.</summary>
internal sealed class UsageException(string what, string why, string mend) : AnalysisException(what, why, mend);

/// <summary>What a command should work on is not there.</summary>
internal sealed class InputException(string what, string why, string mend) : AnalysisException(what, why, mend);

/// <summary>A result cannot be written where it should go.</summary>
internal sealed class OutputException(string path, string why, string mend, Exception? inner = null)
    : AnalysisException($"{path}: the result cannot be written.", why, mend, inner);

/// <summary>Turns everything that can go wrong into a message and an exit code, in one place.</summary>
internal static class Faults
{
    private const string Doctor = "Run ./imageanalysis doctor; it names what is missing.";

    /// <summary>The exit code of an exception that ended a command.</summary>
    public static ExitCode ExitCodeOf(AnalysisException fault) => fault switch
    {
        InstallationIncompleteException or ModelInvalidException => ExitCode.IncompleteInstallation,
        UsageException or OutputException or PipelineInvalidException or CriteriaInvalidException or ScaleTableException => ExitCode.Usage,
        _ => ExitCode.NoUsableInput,
    };

    /// <summary>Whether the fault concerns every input alike, so that there is no use in trying the next.</summary>
    public static bool EndsTheRun(AnalysisException fault) =>
        fault is InstallationIncompleteException or ModelInvalidException or OutputException or UsageException;

    /// <summary>The same fault in the words of this product; null where it is a fault of the program.</summary>
    public static AnalysisException? Translate(Exception fault) => fault switch
    {
        AnalysisException known => known,
        TypeInitializationException { InnerException: { } inner } => Translate(inner),
        AggregateException { InnerExceptions: [var first, ..] } => Translate(first),
        DllNotFoundException missing => new InstallationIncompleteException("A native library does not load.", Sentence(missing.Message), Doctor, missing),
        EntryPointNotFoundException old => new InstallationIncompleteException("A native library is not of this version.", Sentence(old.Message), "Build the program again.", old),
        OutOfMemoryException or OpenCVException { Status: ErrorCode.StsNoMem } => new InputException(
            "The image needs more memory than there is.", "All its pixels are held at once, several times over.", "Use fewer --jobs, close other programs, or cut a region out of the image."),
        OnnxRuntimeException model => new ModelInvalidException("structure model", Sentence(model.Message), Doctor, model),
        _ => null,
    };

    /// <summary>A fault of the program on one file, for the table of a batch, where it must not stop the rest.</summary>
    public static string Unexpected(Exception fault) => $"Unexpected fault in the program: {fault.GetType().Name}: {fault.Message}";

    /// <summary>Runs an action that writes, and turns what the file system says against it into an <see cref="OutputException"/>.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="write">The action.</param>
    /// <param name="option">The option that names another folder.</param>
    public static T Writing<T>(string path, Func<T> write, string option = "--out")
    {
        try
        {
            return write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(path, Sentence(fault.Message), $"Give a folder that can be written with {option}, and see that the disk is not full.", fault);
        }
    }

    public static void Writing(string path, Action write) => Writing(path, () =>
    {
        write();
        return true;
    });

    /// <summary>Reads a file that the user named on the command line.</summary>
    public static string ReadText(string path, string what)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: the {what} cannot be read.", Why(path, fault), "Check the path.");
        }
    }

    /// <summary>Why a file cannot be read, in the words of this product.</summary>
    public static string Why(string path, Exception fault) =>
        Directory.Exists(path) ? "It is a folder, and a file is expected."
        : !File.Exists(path) ? "There is no such file."
        : fault is UnauthorizedAccessException ? "You have no right to read it."
        : Sentence(fault.Message);

    // Loaders spread their messages over several lines.
    private static string Sentence(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.EndsWith('.') || line.EndsWith(')') ? line : line + ".";
    }
}
