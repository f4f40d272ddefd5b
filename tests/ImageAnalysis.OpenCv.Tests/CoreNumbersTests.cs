using OpenCvSharp;

namespace ImageAnalysis.Tests.OpenCv;

/// <summary>Each function once on numbers that are worked out by hand: that arguments arrive in their places.</summary>
public sealed class CoreNumbersTests
{
    [Fact]
    public void Shape_and_type_are_those_asked_for()
    {
        using var mat = new Mat(3, 5, MatType.CV_16SC3);
        Assert.Equal((3, 5, 3, 5, 2), (mat.Rows, mat.Cols, mat.Height, mat.Width, mat.Dims));
        Assert.Equal((MatType.CV_16SC3, MatType.CV_16S, 3), (mat.Type(), mat.Depth(), mat.Channels()));
        Assert.Equal((6, 2, 30L, 15L), (mat.ElemSize(), mat.ElemSize1(), mat.Step(), mat.Total()));
        Assert.Equal(new Size(5, 3), mat.Size());
        Assert.Equal("CV_16SC3", mat.Type().ToString());
        using var bySize = new Mat(new Size(5, 3), MatType.CV_64FC1, new Scalar(2.5));
        Assert.Equal((3, 5, 8), (bySize.Rows, bySize.Cols, bySize.ElemSize()));
        Assert.Equal(2.5, bySize.At<double>(2, 4));
    }

    [Theory]
    [InlineData(MatType.CV_8U, 1)]
    [InlineData(MatType.CV_8S, 1)]
    [InlineData(MatType.CV_16U, 2)]
    [InlineData(MatType.CV_16S, 2)]
    [InlineData(MatType.CV_32S, 4)]
    [InlineData(MatType.CV_32F, 4)]
    [InlineData(MatType.CV_64F, 8)]
    [InlineData(MatType.CV_16F, 2)]
    public void Every_depth_has_its_width_in_bytes(int depth, int bytes)
    {
        using var mat = new Mat(2, 3, MatType.MakeType(depth, 3));
        Assert.Equal((bytes, 3 * bytes, 9L * bytes), (mat.ElemSize1(), mat.ElemSize(), mat.Step()));
    }

    [Fact]
    public void Arithmetic_saturates_and_obeys_mask_scalar_and_depth()
    {
        using var a = Bytes(2, 3, 10, 20, 30, 200, 250, 255);
        using var b = Bytes(2, 3, 1, 2, 3, 100, 100, 100);
        using var mask = Bytes(2, 3, 1, 0, 1, 0, 1, 0);
        Assert.Equal([11, 22, 33, 255, 255, 255], Result(dst => Cv2.Add(a, b, dst)));
        Assert.Equal([11, 0, 33, 0, 255, 0], Result(dst => Cv2.Add(a, b, dst, mask)));
        Assert.Equal([15, 25, 35, 205, 255, 255], Result(dst => Cv2.Add(a, new Scalar(5), dst)));
        Assert.Equal([15, 25, 35, 205, 255, 255], Result(dst => Cv2.Add(a, 5.0, dst)));
        Assert.Equal([9, 18, 27, 100, 150, 155], Result(dst => Cv2.Subtract(a, b, dst)));
        Assert.Equal([245, 235, 225, 55, 5, 0], Result(dst => Cv2.Subtract(new Scalar(255), a, dst)));
        Assert.Equal([0, 10, 20, 190, 240, 245], Result(dst => Cv2.Subtract(a, new Scalar(10), dst)));
        Assert.Equal([20, 40, 60, 255, 255, 255], Result(dst => Cv2.Multiply(a, 2.0, dst)));
        Assert.Equal([5, 20, 45, 255, 255, 255], Result(dst => Cv2.Multiply(a, b, dst, 0.5)));
        Assert.Equal([10, 10, 10, 2, 2, 3], Result(dst => Cv2.Divide(a, b, dst)));
        Assert.Equal([100, 50, 33, 1, 1, 1], Result(dst => Cv2.Divide(100, b, dst)));
        // Halves go to the even neighbour: 18.5 to 18, 179.5 to 180.
        Assert.Equal([8, 13, 18, 152, 177, 180], Result(dst => Cv2.AddWeighted(a, 0.5, b, 0.5, 2, dst)));
        Assert.Equal([9, 18, 27, 100, 150, 155], Result(dst => Cv2.Absdiff(a, b, dst)));
        Assert.Equal([1, 2, 3, 100, 100, 100], Result(dst => Cv2.Min(a, b, dst)));
        Assert.Equal([10, 20, 30, 200, 250, 255], Result(dst => Cv2.Max(a, b, dst)));
        Assert.Equal([10, 20, 25, 25, 25, 25], Result(dst => Cv2.Min(a, 25.0, dst)));
        using var wide = new Mat();
        Cv2.Add(a, b, wide, null, MatType.CV_32S);
        Assert.Equal([11, 22, 33, 300, 350, 355], wide.AsSpan<int>().ToArray());
    }

    [Fact]
    public void Logic_comparison_and_ranges_are_exact()
    {
        using var a = Bytes(1, 4, 0b1100, 0b1010, 0, 255);
        using var b = Bytes(1, 4, 0b1010, 0b1010, 1, 255);
        Assert.Equal([0b1000, 0b1010, 0, 255], Result(dst => Cv2.BitwiseAnd(a, b, dst)));
        Assert.Equal([0b1110, 0b1010, 1, 255], Result(dst => Cv2.BitwiseOr(a, b, dst)));
        Assert.Equal([0b0110, 0, 1, 0], Result(dst => Cv2.BitwiseXor(a, b, dst)));
        Assert.Equal([0xF3, 0xF5, 255, 0], Result(dst => Cv2.BitwiseNot(a, dst)));
        Assert.Equal([255, 0, 0, 0], Result(dst => Cv2.Compare(a, b, dst, CmpTypes.GT)));
        Assert.Equal([0, 255, 255, 0], Result(dst => Cv2.Compare(a, 10.0, dst, CmpTypes.LE)));
        Assert.Equal([255, 255, 0, 0], Result(dst => Cv2.InRange(a, new Scalar(10), new Scalar(12), dst)));
        Assert.Equal([7, 7, 7, 9], Result(dst => Cv2.LUT(a, [.. Enumerable.Range(0, 256).Select(i => (byte)(i == 255 ? 9 : 7))], dst)));
    }

    [Fact]
    public void Powers_roots_and_polar_coordinates_are_those_of_the_textbook()
    {
        using var x = Floats(1, 3, 3, 1, 0);
        using var y = Floats(1, 3, 4, 1, 2);
        Near([5, (float)Math.Sqrt(2), 2], dst => Cv2.Magnitude(x, y, dst));
        Near([53.1301f, 45, 90], dst => Cv2.Phase(x, y, dst, true), 0.02f);
        Near([9, 1, 0], dst => Cv2.Pow(x, 2, dst));
        Near([(float)Math.Sqrt(3), 1, 0], dst => Cv2.Sqrt(x, dst));
        Near([(float)Math.Exp(3), (float)Math.E, 1], dst => Cv2.Exp(x, dst), 1e-4f);
        Near([(float)Math.Log(4), 0, (float)Math.Log(2)], dst => Cv2.Log(y, dst), 1e-5f);
        Near([10, 3, 2], dst => Cv2.ScaleAdd(x, 2, y, dst));
        using var magnitude = new Mat();
        Near([(float)Math.Atan2(4, 3), (float)Math.PI / 4, (float)Math.PI / 2], dst => Cv2.CartToPolar(x, y, magnitude, dst), 1e-3f);
        Assert.Equal(5, magnitude.Get<float>(0), 1e-5);
    }

    [Fact]
    public void Reductions_count_sum_and_find_extremes()
    {
        using var a = Bytes(2, 3, 0, 2, 4, 6, 0, 9);
        using var mask = Bytes(2, 3, 0, 1, 1, 1, 0, 0);
        Assert.Equal(4, Cv2.CountNonZero(a));
        Assert.Equal(21, Cv2.Sum(a).Val0);
        Assert.Equal(3.5, Cv2.Mean(a).Val0);
        Assert.Equal(4, Cv2.Mean(a, mask).Val0);
        Cv2.MeanStdDev(a, out var mean, out var deviation, mask);
        Assert.Equal(4, mean.Val0);
        Assert.Equal(Math.Sqrt(8.0 / 3), deviation.Val0, 1e-12);
        Cv2.MinMaxLoc(a, out var low, out var high, out var lowAt, out var highAt);
        Assert.Equal((0, 9, new Point(0, 0), new Point(2, 1)), (low, high, lowAt, highAt));
        Assert.Equal(9, Cv2.Norm(a, NormTypes.INF));
        Assert.Equal(Math.Sqrt(137), Cv2.Norm(a), 1e-12);
        Assert.Equal(12, Cv2.Norm(a, NormTypes.L1, mask));
        using var sums = new Mat();
        Cv2.Reduce(a, sums, ReduceDimension.Column, ReduceTypes.Sum, MatType.CV_32S);
        Assert.Equal([6, 15], sums.AsSpan<int>().ToArray());
        Cv2.Reduce(a, sums, ReduceDimension.Row, ReduceTypes.Max, -1);
        Assert.Equal([6, 2, 9], sums.AsSpan<byte>().ToArray());
        using var places = new Mat();
        Cv2.FindNonZero(a, places);
        Assert.Equal(new Point(2, 1), places.Get<Point>(3));
    }

    [Fact]
    public void Conversion_scales_rounds_and_saturates()
    {
        using var a = Floats(1, 4, -1, 0.6f, 100, 300);
        using var bytes = new Mat();
        a.ConvertTo(bytes, MatType.CV_8UC1);
        Assert.Equal([0, 1, 100, 255], bytes.AsSpan<byte>().ToArray());
        a.ConvertTo(bytes, MatType.CV_8UC1, 2, 10);
        Assert.Equal([8, 11, 210, 255], bytes.AsSpan<byte>().ToArray());
        Cv2.ConvertScaleAbs(a, bytes, 2, -3);
        Assert.Equal([5, 2, 197, 255], bytes.AsSpan<byte>().ToArray());
        using var normal = new Mat();
        Cv2.Normalize(a, normal, 0, 1, NormTypes.MinMax);
        Assert.Equal((0f, 1f), (normal.Get<float>(0), normal.Get<float>(3)));
        using var holes = Floats(1, 2, float.NaN, 2);
        Cv2.PatchNaNs(holes, 5);
        Assert.Equal([5f, 2f], holes.AsSpan<float>().ToArray());
    }

    [Fact]
    public void Masks_select_what_is_copied_and_set()
    {
        using var a = Bytes(2, 2, 1, 2, 3, 4);
        using var mask = Bytes(2, 2, 1, 0, 0, 1);
        using var dst = Mat.ZerosMat(2, 2, MatType.CV_8UC1);
        a.CopyTo(dst, mask);
        Assert.Equal([1, 0, 0, 4], dst.AsSpan<byte>().ToArray());
        a.SetTo(new Scalar(9), mask);
        Assert.Equal([9, 2, 3, 9], a.AsSpan<byte>().ToArray());
        using var ones = Mat.OnesMat(new Size(2, 2), MatType.CV_8UC1);
        Cv2.CopyTo(a, ones);
        Assert.Equal([9, 2, 3, 9], ones.AsSpan<byte>().ToArray());
    }

    [Fact]
    public void Channels_split_merge_and_move()
    {
        using var colour = new Mat(2, 3, MatType.CV_8UC3, new Scalar(1, 2, 3));
        var planes = Cv2.Split(colour);
        try
        {
            Assert.Equal([6, 12, 18], planes.Select(plane => Cv2.Sum(plane).Val0));
            (planes[0], planes[2]) = (planes[2], planes[0]);
            using var merged = new Mat();
            Cv2.Merge(planes, merged);
            Assert.Equal(new Vec3b(3, 2, 1), merged.Get<Vec3b>(1, 2));
            Cv2.InsertChannel(planes[0], merged, 1);
            Assert.Equal(new Vec3b(3, 3, 1), merged.Get<Vec3b>(0, 0));
            Assert.Equal([2, 2, 2, 2, 2, 2], Result(dst => Cv2.ExtractChannel(colour, dst, 1)));
        }
        finally
        {
            foreach (var plane in planes)
                plane.Dispose();
        }
    }

    [Fact]
    public void Turning_mirroring_joining_and_framing_move_pixels_where_they_belong()
    {
        using var a = Bytes(2, 3, 1, 2, 3, 4, 5, 6);
        Assert.Equal([1, 4, 2, 5, 3, 6], Result(dst => Cv2.Transpose(a, dst)));
        Assert.Equal([4, 1, 5, 2, 6, 3], Result(dst => Cv2.Rotate(a, dst, RotateFlags.Rotate90Clockwise)));
        Assert.Equal([3, 2, 1, 6, 5, 4], Result(dst => Cv2.Flip(a, dst, FlipMode.Y)));
        Assert.Equal([4, 5, 6, 1, 2, 3], Result(dst => Cv2.Flip(a, dst, FlipMode.X)));
        Assert.Equal([1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6], Result(dst => Cv2.HConcat(a, a, dst)));
        Assert.Equal([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6], Result(dst => Cv2.VConcat(a, a, dst)));
        Assert.Equal([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6], Result(dst => Cv2.Repeat(a, 2, 1, dst)));
        Assert.Equal(
            [7, 1, 2, 3, 7, 7, 7, 4, 5, 6, 7, 7], Result(dst => Cv2.CopyMakeBorder(a, dst, 0, 0, 1, 2, BorderTypes.Constant, new Scalar(7))));
        using var identity = new Mat(2, 3, MatType.CV_8UC1);
        Cv2.SetIdentity(identity, new Scalar(4));
        Assert.Equal([4, 0, 0, 0, 4, 0], identity.AsSpan<byte>().ToArray());
        using var reshaped = a.Reshape(1, 3);
        Assert.Equal((3, 2, 5), (reshaped.Rows, reshaped.Cols, reshaped.Get<byte>(2, 0)));
    }

    [Fact]
    public void The_spectrum_of_an_impulse_is_flat_and_goes_back_to_the_impulse()
    {
        using var impulse = new Mat(4, 6, MatType.CV_32FC1, new Scalar(0));
        impulse.Set(0, 0, 3f);
        using var spectrum = new Mat();
        Cv2.Dft(impulse, spectrum, DftFlags.ComplexOutput);
        foreach (var value in spectrum.AsSpan<Vec2f>())
            Assert.Equal(new Vec2f(3, 0), value);
        using var product = new Mat();
        Cv2.MulSpectrums(spectrum, spectrum, product, DftFlags.None, true);
        Assert.Equal(new Vec2f(9, 0), product.Get<Vec2f>(3, 5));
        using var back = new Mat();
        Cv2.Idft(product, back, DftFlags.Scale | DftFlags.RealOutput);
        Assert.Equal(9f, back.Get<float>(0, 0), 1e-5f);
        Assert.Equal(0f, back.Get<float>(2, 3), 1e-5f);
        Assert.Equal(100, Cv2.GetOptimalDFTSize(97));
    }

    [Fact]
    public void The_version_is_that_of_debian_12() => Assert.Equal("4.6.0", Cv2.GetVersionString());

    private static Mat Bytes(int rows, int cols, params byte[] values)
    {
        var mat = new Mat(rows, cols, MatType.CV_8UC1);
        mat.SetArray(values);
        return mat;
    }

    private static Mat Floats(int rows, int cols, params float[] values)
    {
        var mat = new Mat(rows, cols, MatType.CV_32FC1);
        mat.SetArray(values);
        return mat;
    }

    private static byte[] Result(Action<Mat> operation)
    {
        using var dst = new Mat();
        operation(dst);
        Assert.True(dst.GetArray(out byte[] values));
        return values;
    }

    private static void Near(float[] expected, Action<Mat> operation, float tolerance = 1e-6f)
    {
        using var dst = new Mat();
        operation(dst);
        Assert.True(dst.GetArray(out float[] values));
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], values[i], tolerance);
    }
}
