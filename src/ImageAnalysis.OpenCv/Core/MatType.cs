using System.Globalization;

namespace OpenCvSharp;

/// <summary>Element type of a matrix: depth in the low three bits, channels - 1 above them.</summary>
public readonly record struct MatType(int value) : IEquatable<int>
{
    public const int CV_8U = 0;
    public const int CV_8S = 1;
    public const int CV_16U = 2;
    public const int CV_16S = 3;
    public const int CV_32S = 4;
    public const int CV_32F = 5;
    public const int CV_64F = 6;
    public const int CV_16F = 7;

    public static readonly MatType CV_8UC1 = CV_8UC(1);
    public static readonly MatType CV_8UC2 = CV_8UC(2);
    public static readonly MatType CV_8UC3 = CV_8UC(3);
    public static readonly MatType CV_8UC4 = CV_8UC(4);
    public static readonly MatType CV_8SC1 = CV_8SC(1);
    public static readonly MatType CV_8SC2 = CV_8SC(2);
    public static readonly MatType CV_8SC3 = CV_8SC(3);
    public static readonly MatType CV_8SC4 = CV_8SC(4);
    public static readonly MatType CV_16UC1 = CV_16UC(1);
    public static readonly MatType CV_16UC2 = CV_16UC(2);
    public static readonly MatType CV_16UC3 = CV_16UC(3);
    public static readonly MatType CV_16UC4 = CV_16UC(4);
    public static readonly MatType CV_16SC1 = CV_16SC(1);
    public static readonly MatType CV_16SC2 = CV_16SC(2);
    public static readonly MatType CV_16SC3 = CV_16SC(3);
    public static readonly MatType CV_16SC4 = CV_16SC(4);
    public static readonly MatType CV_32SC1 = CV_32SC(1);
    public static readonly MatType CV_32SC2 = CV_32SC(2);
    public static readonly MatType CV_32SC3 = CV_32SC(3);
    public static readonly MatType CV_32SC4 = CV_32SC(4);
    public static readonly MatType CV_32FC1 = CV_32FC(1);
    public static readonly MatType CV_32FC2 = CV_32FC(2);
    public static readonly MatType CV_32FC3 = CV_32FC(3);
    public static readonly MatType CV_32FC4 = CV_32FC(4);
    public static readonly MatType CV_64FC1 = CV_64FC(1);
    public static readonly MatType CV_64FC2 = CV_64FC(2);
    public static readonly MatType CV_64FC3 = CV_64FC(3);
    public static readonly MatType CV_64FC4 = CV_64FC(4);

    // Keeps the parameter from becoming a property beside Value.
    private readonly int value = value;

    private const int ChannelShift = 3;
    private const int DepthMask = 7;
    private const int MaximumChannels = 512;

    public int Value => value;

    public int Depth => value & DepthMask;

    public int Channels => (value >> ChannelShift) + 1;

    public bool IsInteger => Depth < CV_32F;

    public static explicit operator int(MatType self) => self.Value;

    public static implicit operator MatType(int value) => new(value);

    public static bool operator ==(MatType self, int other) => self.Value == other;

    public static bool operator !=(MatType self, int other) => self.Value != other;

    public static MatType CV_8UC(int ch) => MakeType(CV_8U, ch);

    public static MatType CV_8SC(int ch) => MakeType(CV_8S, ch);

    public static MatType CV_16UC(int ch) => MakeType(CV_16U, ch);

    public static MatType CV_16SC(int ch) => MakeType(CV_16S, ch);

    public static MatType CV_32SC(int ch) => MakeType(CV_32S, ch);

    public static MatType CV_32FC(int ch) => MakeType(CV_32F, ch);

    public static MatType CV_64FC(int ch) => MakeType(CV_64F, ch);

    public static MatType MakeType(int depth, int channels)
    {
        if (channels is <= 0 or >= MaximumChannels)
            throw new OpenCvSharpException($"Channels count should be 1..{MaximumChannels - 1}");
        if (depth is < 0 or > DepthMask)
            throw new OpenCvSharpException($"Data type depth should be 0..{DepthMask}");
        return new MatType(depth | ((channels - 1) << ChannelShift));
    }

    public static MatType FromInt32(int value) => new(value);

    public int ToInt32() => value;

    public bool Equals(int other) => value == other;

    public override string ToString()
    {
        var depth = Depth switch
        {
            CV_8U => "CV_8U",
            CV_8S => "CV_8S",
            CV_16U => "CV_16U",
            CV_16S => "CV_16S",
            CV_32S => "CV_32S",
            CV_32F => "CV_32F",
            CV_64F => "CV_64F",
            _ => "CV_16F",
        };
        var channels = Channels.ToString(CultureInfo.InvariantCulture);
        return Channels <= 4 ? $"{depth}C{channels}" : $"{depth}C({channels})";
    }

    internal static int BytesPerElement(int type) => BytesPerChannel(type & DepthMask) * ((type >> ChannelShift) + 1);

    // One hexadecimal digit per depth, lowest first: 8U 1, 8S 1, 16U 2, 16S 2, 32S 4, 32F 4, 64F 8, 16F 2.
    internal static int BytesPerChannel(int depth) => (int)((0x28442211u >> (depth * 4)) & 15);

    internal static MatType Of<T>()
        where T : unmanaged => ElementTypes.Find(typeof(T))
            ?? throw new OpenCvSharpException($"{typeof(T)} is no element of a matrix.");
}

/// <summary>Which .NET value type is which element of a matrix.</summary>
internal static class ElementTypes
{
    private static readonly Dictionary<Type, MatType> Map = new()
    {
        [typeof(byte)] = MatType.CV_8UC1,
        [typeof(sbyte)] = MatType.CV_8SC1,
        [typeof(ushort)] = MatType.CV_16UC1,
        [typeof(short)] = MatType.CV_16SC1,
        [typeof(int)] = MatType.CV_32SC1,
        [typeof(float)] = MatType.CV_32FC1,
        [typeof(double)] = MatType.CV_64FC1,
        [typeof(Point)] = MatType.CV_32SC2,
        [typeof(Point2f)] = MatType.CV_32FC2,
        [typeof(Point2d)] = MatType.CV_64FC2,
        [typeof(Size)] = MatType.CV_32SC2,
        [typeof(Size2f)] = MatType.CV_32FC2,
        [typeof(Size2d)] = MatType.CV_64FC2,
        [typeof(Rect)] = MatType.CV_32SC4,
        [typeof(Vec2i)] = MatType.CV_32SC2,
        [typeof(Vec2f)] = MatType.CV_32FC2,
        [typeof(Vec2d)] = MatType.CV_64FC2,
        [typeof(Vec3b)] = MatType.CV_8UC3,
        [typeof(Vec3w)] = MatType.CV_16UC3,
        [typeof(Vec3f)] = MatType.CV_32FC3,
        [typeof(Vec3d)] = MatType.CV_64FC3,
        [typeof(Vec4b)] = MatType.CV_8UC4,
        [typeof(Vec4i)] = MatType.CV_32SC4,
        [typeof(Vec4f)] = MatType.CV_32FC4,
    };

    public static MatType? Find(Type type) => Map.TryGetValue(type, out var found) ? found : null;

    /// <summary>As in the package of the same names, values of one width pass for each other whether signed or not.</summary>
    public static bool Fits(Type type, MatType actual)
    {
        if (Find(type) is not { } expected)
            return false;
        return expected == actual
            || (expected.Channels == 1 && actual.Channels == 1 && expected.Depth < MatType.CV_32S && (expected.Depth ^ 1) == actual.Depth);
    }
}
