using System.Buffers.Binary;

namespace ImageAnalysis.Ingest.Tiff;

/// <summary>
/// The directories of a TIFF (classic or BigTIFF, either byte order) without its pixels. Reading never fails: what is damaged is left out and
/// named in <see cref="Faults"/>. It is bounded: a directory is visited once, so a ring of directories ends, and at most a million fields
/// are looked at.
/// </summary>
public sealed class TiffFile
{
    private const int MaxDirectories = 65_536;
    private const int MaxFields = 1_000_000;

    /// <summary>How many times as long as it is the file may have been, for a field beyond its end to count as cut off.</summary>
    private const int FarthestTail = 16;

    private const ushort Orientation = 274, ExifPointer = 34665;

    private readonly ReadOnlyMemory<byte> _content;
    private readonly List<string> _faults = [];
    private int _fieldsSeen;

    private TiffFile(ReadOnlyMemory<byte> content, bool littleEndian, bool big)
    {
        _content = content;
        (LittleEndian, IsBig) = (littleEndian, big);
        Directories = ReadChain();
    }

    public bool LittleEndian { get; }

    public bool IsBig { get; }

    /// <summary>Pages in file order.</summary>
    public IReadOnlyList<TiffDirectory> Directories { get; }

    /// <summary>Damage in the chain of directories, in words; damage inside one is in its own list.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>
    /// The first sign that the end of the file is missing, in words: a directory, or the bytes of a field, beyond it. A field that points
    /// absurdly far is damage and no such sign.
    /// </summary>
    public string? CutShort { get; private set; }

    /// <summary>True for the four headers TIFF has.</summary>
    public static bool HasHeader(ReadOnlySpan<byte> content) =>
        content.StartsWith("II*\0"u8) || content.StartsWith("MM\0*"u8) || content.StartsWith("II+\0"u8) || content.StartsWith("MM\0+"u8);

    /// <summary>Null where the content has no TIFF header.</summary>
    public static TiffFile? Read(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        if (!HasHeader(bytes)) return null;
        var littleEndian = bytes[0] == (byte)'I';
        return new TiffFile(content, littleEndian, bytes[littleEndian ? 2 : 3] == (byte)'+');
    }

    /// <summary>Where the header holds the position of the first directory, bytes from the start.</summary>
    private int FirstDirectoryPointer => IsBig ? 8 : 4;

    /// <summary>A copy of the file whose first page is the given one, with its orientation, if it states one, set to upright.</summary>
    internal byte[] WithFirst(TiffDirectory directory)
    {
        var copy = _content.ToArray();
        var pointer = copy.AsSpan(FirstDirectoryPointer);
        if (IsBig && LittleEndian) BinaryPrimitives.WriteInt64LittleEndian(pointer, directory.Offset);
        else if (IsBig) BinaryPrimitives.WriteInt64BigEndian(pointer, directory.Offset);
        else if (LittleEndian) BinaryPrimitives.WriteUInt32LittleEndian(pointer, (uint)directory.Offset);
        else BinaryPrimitives.WriteUInt32BigEndian(pointer, (uint)directory.Offset);

        var (first, count, size) = IsBig
            ? ((int)directory.Offset + 8, (int)Int64((int)directory.Offset), 20)
            : ((int)directory.Offset + 2, UInt16((int)directory.Offset), 12);
        for (var i = 0; i < count; i++)
        {
            var entry = first + (i * size);
            if (UInt16(entry) != Orientation || UInt16(entry + 2) != TiffType.Short) continue;
            var value = copy.AsSpan(entry + (IsBig ? 12 : 8), 2);
            (value[0], value[1]) = LittleEndian ? ((byte)1, (byte)0) : ((byte)0, (byte)1);
        }

        return copy;
    }

    private List<TiffDirectory> ReadChain()
    {
        List<TiffDirectory> directories = [];
        HashSet<long> visited = [];
        var pointer = FirstDirectoryPointer;
        if (_content.Length < pointer + OffsetSize || (IsBig && UInt16(4) != 8))
        {
            _faults.Add("The header is cut short or damaged.");
            return directories;
        }

        var next = Offset(pointer);
        while (next != 0)
        {
            if (!visited.Add(next))
            {
                _faults.Add($"The directory after page {directories.Count} is one that came before; the chain was ended there.");
                break;
            }

            if (directories.Count == MaxDirectories || _fieldsSeen > MaxFields)
            {
                _faults.Add($"Only the first {directories.Count} pages are listed.");
                break;
            }

            if (ReadDirectory(next, followExif: true, out next) is not { } directory)
            {
                _faults.Add($"The directory of page {directories.Count + 1} lies outside the file.");
                CutShort ??= _faults[^1];
                break;
            }

            directories.Add(directory);
        }

        return directories;
    }

    private TiffDirectory? ReadDirectory(long start, bool followExif, out long next)
    {
        next = 0;
        var countSize = IsBig ? 8 : 2;
        var entrySize = IsBig ? 20 : 12;
        if (start < 0 || start > _content.Length - countSize) return null;
        var count = IsBig ? Int64((int)start) : UInt16((int)start);
        var first = start + countSize;
        if (count is < 0 or > ushort.MaxValue || first + (count * entrySize) > _content.Length) return null;

        Dictionary<ushort, TiffField> fields = [];
        List<string> faults = [];
        for (var i = 0; i < count && _fieldsSeen <= MaxFields; i++, _fieldsSeen++)
        {
            if (ReadField((int)(first + (i * entrySize)), faults) is { } field) fields.TryAdd(field.Tag, field);
        }

        var after = first + (count * entrySize);
        if (after + OffsetSize <= _content.Length) next = Offset((int)after);
        else
        {
            faults.Add("The directory ends with the file; pages after it, if any, are lost.");
            CutShort ??= faults[^1];
        }

        TiffDirectory? exif = null;
        if (followExif && fields.TryGetValue(ExifPointer, out var pointer) && pointer.Integer() is { } at)
        {
            exif = ReadDirectory(at, followExif: false, out _);
            if (exif is null) faults.Add("The EXIF directory lies outside the file.");
        }

        return new TiffDirectory(start, fields, exif, faults);
    }

    private TiffField? ReadField(int entry, List<string> faults)
    {
        var (tag, type) = (UInt16(entry), UInt16(entry + 2));
        var count = IsBig ? Int64(entry + 4) : UInt32(entry + 4);
        var valueAt = entry + (IsBig ? 12 : 8);
        var size = TiffType.Size(type);
        if (size == 0)
        {
            faults.Add($"Tag {tag} has the unknown type {type}.");
            return null;
        }

        if (count < 0 || count > _content.Length / size)
        {
            faults.Add($"Tag {tag} claims {count} values, more than the file can hold.");
            return null;
        }

        var length = (int)(count * size);
        var start = length <= OffsetSize ? valueAt : Offset(valueAt);
        if (start < 0 || start > _content.Length - length)
        {
            faults.Add($"The {length} bytes of tag {tag} lie outside the file.");
            if (start > 0 && start + length <= FarthestTail * (long)_content.Length) CutShort ??= faults[^1];
            return null;
        }

        return new TiffField(tag, type, count, _content.Slice((int)start, length), LittleEndian);
    }

    private int OffsetSize => IsBig ? 8 : 4;

    private long Offset(int at) => IsBig ? Int64(at) : UInt32(at);

    private ushort UInt16(int at)
    {
        var bytes = _content.Span[at..];
        return LittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    private long UInt32(int at)
    {
        var bytes = _content.Span[at..];
        return LittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    private long Int64(int at)
    {
        var bytes = _content.Span[at..];
        return LittleEndian ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : BinaryPrimitives.ReadInt64BigEndian(bytes);
    }
}
