namespace ImageAnalysis.Ingest;

/// <summary>A text file that a microscope wrote beside its image.</summary>
/// <param name="Name">File name without folder.</param>
/// <param name="Content">All bytes; the encoding is the reader's business.</param>
public sealed record Sidecar(string Name, ReadOnlyMemory<byte> Content);

/// <summary>An image file as bytes, with what lies beside it. The library works on this and opens no path of its own.</summary>
/// <param name="Name">Name for messages and reports: a path as the user gave it, or an upload's name.</param>
/// <param name="Content">All bytes of the file; not to be changed while an <see cref="InputFile"/> refers to them.</param>
/// <param name="Sidecars">Candidates for vendor metadata; empty where there are none.</param>
public sealed record InputFile(string Name, ReadOnlyMemory<byte> Content, IReadOnlyList<Sidecar> Sidecars)
{
    public InputFile(string name, ReadOnlyMemory<byte> content)
        : this(name, content, [])
    {
    }
}
