namespace ImageAnalysis.Findings;

/// <summary>
/// There is no result, and the reader is told what happened, why, and how to mend it. Front ends map each member of this family once to an
/// exit code or a page; everything else that escapes is a fault of the program.
/// </summary>
public abstract class AnalysisException : Exception
{
    protected AnalysisException(string what, string why, string mend, Exception? inner = null)
        : base($"{what} {why} {mend}", inner) => (What, Why, Mend) = (what, why, mend);

    public string What { get; }

    public string Why { get; }

    public string Mend { get; }
}

/// <summary>A file that cannot be turned into a micrograph: wrong format, truncated, too large, damaged.</summary>
public sealed class UnreadableImageException(string file, string why, string mend, Exception? inner = null)
    : AnalysisException($"{file}: the image cannot be read.", why, mend, inner);

/// <summary>Independent sources of the pixel size contradict each other and nobody has decided between them.</summary>
public sealed class ScaleConflictException(string file, string why)
    : AnalysisException($"{file}: the sources of the pixel size disagree.", why, "Decide with --pixel-size-nm, or a row for the file in scales.csv.");

/// <summary>A table of pixel sizes (scales.csv) that cannot be used as it is.</summary>
public sealed class ScaleTableException(string file, string why, string mend)
    : AnalysisException($"{file}: the table of pixel sizes cannot be used.", why, mend);

/// <summary>A pipeline description with unknown members, wrong types or values out of range; the message names every one by its JSON path.</summary>
public sealed class PipelineInvalidException(string source, IReadOnlyList<string> faults)
    : AnalysisException($"{source}: the pipeline cannot be used.", string.Join(" ", faults), "Mend the named members; pipeline.schema.json lists what is allowed.")
{
    public IReadOnlyList<string> Faults { get; } = faults;
}

/// <summary>An option that is valid in itself and cannot be applied to this image, such as a method for 8 bits on 16-bit grey.</summary>
public sealed class OptionNotApplicableException(string option, string why, string mend)
    : AnalysisException($"{option} cannot be applied to this image.", why, mend);

/// <summary>A model file or its card that cannot be used: missing, corrupt, wrong shape, wrong labels, wrong hash.</summary>
public sealed class ModelInvalidException(string file, string why, string mend, Exception? inner = null)
    : AnalysisException($"{file}: the model cannot be used.", why, mend, inner);

/// <summary>A set of criteria with unknown members, wrong types or limits that make no sense; the message names every one by its JSON path.</summary>
public sealed class CriteriaInvalidException(string source, IReadOnlyList<string> faults)
    : AnalysisException($"{source}: the criteria cannot be used.", string.Join(" ", faults), "Mend the named members; criteria.schema.json lists what is allowed.")
{
    public IReadOnlyList<string> Faults { get; } = faults;
}

/// <summary>A sample description that cannot be used.</summary>
public sealed class SampleInvalidException(string file, string why, string mend)
    : AnalysisException($"{file}: the sample cannot be evaluated.", why, mend);

/// <summary>A table with a measured curve or a sweep that cannot be used; the message names every fault by line and column.</summary>
public sealed class CurveInvalidException(string file, IReadOnlyList<string> faults, string mend)
    : AnalysisException($"{file}: the curve cannot be used.", string.Join(" ", faults), mend)
{
    public string File { get; } = file;

    public IReadOnlyList<string> Faults { get; } = faults;
}

/// <summary>A result file that cannot be read back, or was made by a version that this one cannot recompute.</summary>
public sealed class ResultInvalidException(string file, string why, string mend, Exception? inner = null)
    : AnalysisException($"{file}: the result cannot be read.", why, mend, inner);

/// <summary>A part of the installation is missing or does not load.</summary>
public sealed class InstallationIncompleteException(string what, string why, string mend, Exception? inner = null)
    : AnalysisException(what, why, mend, inner);
