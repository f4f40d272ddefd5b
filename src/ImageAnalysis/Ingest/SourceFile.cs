namespace ImageAnalysis.Ingest;

/// <summary>One page of a file, as its directory states it.</summary>
/// <param name="Number">From 1, in file order.</param>
/// <param name="Width">Pixels; 0 where the directory states none.</param>
/// <param name="Height">Pixels; 0 where the directory states none.</param>
public sealed record PageInfo(int Number, long Width, long Height);

/// <summary>Which bytes a result was made from.</summary>
/// <param name="Name">Name as it was handed in.</param>
/// <param name="Sha256">Hash of all bytes of the file, 64 lower-case hexadecimal digits.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Format">Told by the first bytes.</param>
/// <param name="Page">Page that was read, from 1.</param>
/// <param name="Pages">All pages; one entry for a format without pages.</param>
public sealed record SourceFile(string Name, string Sha256, long Bytes, ImageFormat Format, int Page, IReadOnlyList<PageInfo> Pages);
