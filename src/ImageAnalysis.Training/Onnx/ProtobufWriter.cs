using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ImageAnalysis.Training.Onnx;

/// <summary>
/// The part of the Protocol Buffers wire format that an ONNX file needs (protobuf.dev, "Encoding"): a tag
/// <c>field &lt;&lt; 3 | wire type</c>, then a varint (0), 8 bytes (1), length and bytes (2) or 4 bytes (5). Fields are written
/// in the order of the calls and nothing else is added, so the same calls give the same bytes.
/// </summary>
internal sealed class ProtobufWriter
{
    private const int Varint = 0;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public void Int64(int field, long value)
    {
        Tag(field, Varint);
        Raw((ulong)value);
    }

    public void Float(int field, float value)
    {
        Tag(field, Fixed32);
        Raw(value);
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, LengthDelimited);
        Raw((ulong)value.Length);
        _bytes.Write(value);
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public void Message(int field, Action<ProtobufWriter> write)
    {
        var inner = new ProtobufWriter();
        write(inner);
        Bytes(field, inner.ToArray());
    }

    /// <summary>One element, one tag: <c>onnx.proto</c> is proto2, where repeated numbers are not packed unless it says so.</summary>
    public void Repeated(int field, IEnumerable<long> values)
    {
        foreach (var value in values) Int64(field, value);
    }

    /// <inheritdoc cref="Repeated(int, IEnumerable{long})"/>
    public void Repeated(int field, IEnumerable<float> values)
    {
        foreach (var value in values) Float(field, value);
    }

    /// <summary>A field as it stood in another message.</summary>
    public void Raw(ReadOnlySpan<byte> field) => _bytes.Write(field);

    private void Tag(int field, int wireType) => Raw((ulong)((field << 3) | wireType));

    private void Raw(ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        var length = 0;
        for (; value >= 0x80; value >>= 7) bytes[length++] = (byte)(value | 0x80);
        bytes[length++] = (byte)value;
        _bytes.Write(bytes[..length]);
    }

    private void Raw(float value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.Write(bytes);
    }
}
