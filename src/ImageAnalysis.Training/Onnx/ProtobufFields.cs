namespace ImageAnalysis.Training.Onnx;

/// <summary>A field of a message with its tag, as it stands.</summary>
/// <param name="Number">Its number.</param>
/// <param name="All">Tag, length and content.</param>
/// <param name="Content">Of a field of bytes, what follows its length.</param>
internal readonly record struct ProtobufField(int Number, ReadOnlyMemory<byte> All, ReadOnlyMemory<byte> Content);

/// <summary>The fields of a message in their order: the other direction of <see cref="ProtobufWriter"/>.</summary>
internal static class ProtobufFields
{
    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public static IEnumerable<ProtobufField> Of(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var start = at;
            var tag = Varint(message.Span, ref at);
            var content = ReadOnlyMemory<byte>.Empty;
            switch (tag & 7)
            {
                case 0:
                    Varint(message.Span, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = Varint(message.Span, ref at);
                    if (length > (ulong)(message.Length - at)) throw Broken();
                    content = message.Slice(at, (int)length);
                    at += (int)length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw Broken();
            }

            if (at > message.Length) throw Broken();
            yield return new ProtobufField((int)(tag >> 3), message[start..at], content);
        }
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= bytes.Length) throw Broken();
            var next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw Broken();
    }

    private static InvalidDataException Broken() => new("The bytes are no protobuf message.");
}
