using System.Reflection;
using OpenCvSharp;

namespace ImageAnalysis.Tests.OpenCv;

/// <summary>Arguments of every type that the binding's functions take, mostly unfit, reproducible by their seed.</summary>
internal sealed class ArbitraryArguments(int seed) : IDisposable
{
    private static readonly MatType[] Types =
    [
        MatType.CV_8UC1, MatType.CV_8UC1, MatType.CV_8UC3, MatType.CV_8UC4, MatType.CV_8SC1, MatType.CV_16UC1, MatType.CV_16SC1, MatType.CV_16SC2,
        MatType.CV_32SC1, MatType.CV_32SC2, MatType.CV_32FC1, MatType.CV_32FC2, MatType.CV_64FC1, MatType.CV_64FC2, MatType.CV_8UC(7),
    ];

    private static readonly int[] Integers = [-300, -7, -1, 0, 0, 1, 1, 2, 3, 3, 4, 5, 8, 31, 255, 300];

    private static readonly double[] Numbers =
        [0, 0, 1, 1, 0.5, -1, 3, 100, 1e9, -1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon];

    private readonly Random _random = new(seed);
    private readonly List<IDisposable> _owned = [];

    public static void DisposeOf(object? value)
    {
        if (value is IDisposable one)
            one.Dispose();
        else if (value is Mat[] many)
        {
            foreach (var mat in many)
                mat.Dispose();
        }
    }

    public void Dispose() => _owned.ForEach(one => one.Dispose());

    public object? For(ParameterInfo parameter)
    {
        if (parameter.IsOut)
            return null;
        if (parameter.HasDefaultValue && _random.Next(3) == 0 && parameter.DefaultValue is not DBNull)
            return parameter.ParameterType.IsEnum ? Enum.ToObject(parameter.ParameterType, parameter.DefaultValue!) : parameter.DefaultValue;
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return type.IsEnum ? Enumeration(type) : Value(type);
    }

    public Mat Target() => Matrix();

    private object? Value(Type type) => type switch
    {
        _ when type == typeof(Mat) => Matrix(),
        _ when type == typeof(InputArray) => _random.Next(8) switch
        {
            0 => InputArray.Create(Number()),
            1 => InputArray.Create(Colour()),
            2 => null,
            _ => InputArray.Create(Matrix()),
        },
        _ when type == typeof(OutputArray) => OutputArray.Create(Matrix()),
        _ when type == typeof(InputOutputArray) => InputOutputArray.Create(Matrix()),
        _ when type == typeof(Mat[]) => Many(Matrix),
        _ when type == typeof(int) => Integer(),
        _ when type == typeof(float) => (float)Number(),
        _ when type == typeof(double) => Number(),
        _ when type == typeof(bool) => _random.Next(2) == 0,
        _ when type == typeof(string) => (string[])[".png", ".jpg", "", "x", ".tif", "\u00b5m \ud83d\ude00"] is var s ? s[_random.Next(s.Length)] : "",
        _ when type == typeof(byte[]) || type == typeof(Array) => Bytes(),
        _ when type == typeof(OpenCvSharp.Range) => _random.Next(4) == 0 ? OpenCvSharp.Range.All : new OpenCvSharp.Range(Integer(), Integer()),
        _ when type == typeof(long) => (long)Integer(),
        _ when type == typeof(int[]) => Many(Integer),
        _ when type == typeof(float[][]) => Many(() => Many(() => (float)Number())),
        _ when type == typeof(Rangef[]) => Many(() => new Rangef((float)Number(), (float)Number())),
        _ when type == typeof(ImageEncodingParam[]) => Many(() => new ImageEncodingParam((ImwriteFlags)Integer(), Integer())),
        _ when type == typeof(MatType) => Types[_random.Next(Types.Length)],
        _ when type == typeof(Size) => new Size(Integer(), Integer()),
        _ when type == typeof(Point) => Place(),
        _ when type == typeof(Point2f) => Place2f(),
        _ when type == typeof(Rect) => new Rect(Integer(), Integer(), Integer(), Integer()),
        _ when type == typeof(RotatedRect) => new RotatedRect(Place2f(), new Size2f((float)Number(), (float)Number()), (float)Number()),
        _ when type == typeof(Scalar) => Colour(),
        _ when type == typeof(IEnumerable<Point>) => Many(Place),
        _ when type == typeof(IEnumerable<Point2f>) => Many(Place2f),
        _ when type == typeof(IEnumerable<IEnumerable<Point>>) => Many(() => Many(Place)),
        _ when type == typeof(IEnumerable<HierarchyIndex>) =>
            Many(() => new HierarchyIndex(_random.Next(-2, 4), _random.Next(-2, 4), _random.Next(-2, 4), _random.Next(-2, 4))),
        _ => throw new NotSupportedException($"No arbitrary value of type {type} is known here; add one."),
    };

    private object Enumeration(Type type)
    {
        var values = Enum.GetValuesAsUnderlyingType(type);
        return Enum.ToObject(type, _random.Next(6) == 0 ? Integer() : (int)values.GetValue(_random.Next(values.Length))!);
    }

    private Mat Matrix()
    {
        Mat mat;
        if (_random.Next(6) == 0)
            mat = new Mat();
        else
        {
            // Often the shape that fits, so that the later checks of a function are reached as well.
            var (rows, cols) = _random.Next(3) == 0 ? (_random.Next(1, 12), _random.Next(1, 12)) : (9, 7);
            mat = new Mat(rows, cols, Types[_random.Next(_random.Next(2) == 0 ? 2 : Types.Length)]);
            if (mat.Channels() <= 4)
                mat.SetTo(Colour());
            if (mat.Depth() == MatType.CV_8U)
                _random.NextBytes(mat.AsSpan<byte>());
            else if (mat.Depth() == MatType.CV_32F && _random.Next(2) == 0)
                _random.NextBytes(mat.AsSpan<byte>());
        }
        _owned.Add(mat);
        return mat;
    }

    private T[] Many<T>(Func<T> make) => [.. Enumerable.Range(0, _random.Next(5)).Select(_ => make())];

    private byte[] Bytes()
    {
        using var image = new Mat(9, 7, MatType.CV_8UC1, new Scalar(90));
        Cv2.ImEncode(((string[])[".png", ".jpg", ".tif", ".bmp"])[_random.Next(4)], image, out var bytes);
        for (var i = 0; i < 6; i++)
            bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        return bytes[.._random.Next(bytes.Length + 1)];
    }

    private int Integer() => Integers[_random.Next(Integers.Length)];

    private double Number() => Numbers[_random.Next(Numbers.Length)];

    private Scalar Colour() => new(Number(), Number(), Number(), Number());

    private Point Place() => new(Integer(), Integer());

    private Point2f Place2f() => new((float)Number(), (float)Number());
}
