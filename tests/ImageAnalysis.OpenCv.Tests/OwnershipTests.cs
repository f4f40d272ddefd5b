using OpenCvSharp;

namespace ImageAnalysis.Tests.OpenCv;

public sealed class OwnershipTests
{
    [Fact]
    public void A_view_shares_its_pixels_and_a_clone_does_not()
    {
        using var image = new Mat(5, 8, MatType.CV_8UC1, new Scalar(1));
        using var view = image[new Rect(2, 1, 3, 2)];
        using var clone = view.Clone();
        view.Set(0, 0, (byte)9);
        Assert.Equal(9, image.Get<byte>(1, 2));
        Assert.Equal(1, clone.Get<byte>(0, 0));
        Assert.True(view.IsSubmatrix());
        Assert.False(view.IsContinuous());
        Assert.True(clone.IsContinuous());
        Assert.Equal(8, view.Step());
    }

    [Fact]
    public void A_view_keeps_its_pixels_when_the_matrix_it_came_from_is_gone()
    {
        var image = new Mat(400, 300, MatType.CV_8UC1, new Scalar(7));
        using var view = image.RowRange(100, 200);
        image.Dispose();
        Assert.Equal(100 * 300 * 7, Cv2.Sum(view).Val0);
    }

    [Fact]
    public void A_matrix_over_an_array_reads_and_writes_that_array()
    {
        ushort[] pixels = [1, 2, 3, 4, 5, 6];
        using (var image = Mat.FromPixelData(2, 3, MatType.CV_16UC1, pixels))
        {
            GC.Collect();
            Assert.Equal(6, image.Get<ushort>(1, 2));
            image.Set(0, 1, (ushort)77);
        }
        Assert.Equal(77, pixels[1]);
    }

    [Fact]
    public void An_array_that_is_too_short_for_the_matrix_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Mat.FromPixelData(2, 4, MatType.CV_16UC1, new ushort[7]));
        Assert.Throws<ArgumentException>(() => Mat.FromPixelData(2, 3, MatType.CV_8UC1, new byte[8], step: 6));
        Assert.Throws<OpenCVException>(() => Mat.FromPixelData(2, 3, MatType.CV_8UC1, IntPtr.Zero));
    }

    [Fact]
    public void A_step_skips_the_bytes_between_rows()
    {
        using var image = Mat.FromPixelData(2, 3, MatType.CV_8UC1, new byte[] { 1, 2, 3, 0, 4, 5, 6 }, step: 4);
        Assert.True(image.GetArray(out byte[] values));
        Assert.Equal([1, 2, 3, 4, 5, 6], values);
    }

    [Fact]
    public void A_disposed_matrix_is_refused_as_input_output_and_by_its_properties()
    {
        using var good = new Mat(3, 4, MatType.CV_8UC1, new Scalar(1));
        var gone = new Mat(3, 4, MatType.CV_8UC1);
        gone.Dispose();
        gone.Dispose();
        Assert.True(gone.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => gone.Rows);
        Assert.Throws<ObjectDisposedException>(() => Cv2.CountNonZero(gone));
        Assert.Throws<ObjectDisposedException>(() => Cv2.Transpose(good, gone));
        Assert.Throws<ObjectDisposedException>(() => good.CopyTo(gone));
    }

    [Fact]
    public void An_element_outside_the_matrix_or_wider_than_its_elements_is_refused()
    {
        using var image = new Mat(3, 4, MatType.CV_8UC1);
        Assert.Throws<ArgumentOutOfRangeException>(() => image.At<byte>(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.At<byte>(0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Get<byte>(-1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Ptr(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.RowSpan<byte>(3).Length);
        Assert.Throws<OpenCvSharpException>(() => image.At<int>(0, 0));
        Assert.Throws<OpenCvSharpException>(() => image.GetArray(out float[] _));
        Assert.Throws<OpenCvSharpException>(() => image.SetArray(new byte[11]));
        using var empty = new Mat();
        Assert.Throws<ArgumentOutOfRangeException>(() => empty.Get<byte>(0, 0));
        Assert.True(empty.AsSpan<byte>().IsEmpty);
    }

    [Fact]
    public void The_span_of_a_row_of_a_view_ends_with_the_view()
    {
        using var image = new Mat(5, 8, MatType.CV_16UC1, new Scalar(3));
        using var view = image.SubMat(1, 3, 2, 7);
        Assert.Equal(5, view.RowSpan<ushort>(1).Length);
        view.RowSpan<ushort>(1).Fill(8);
        Assert.Equal(8, image.Get<ushort>(2, 2));
        Assert.Equal(3, image.Get<ushort>(2, 7));
        Assert.True(view.AsSpan<ushort>().IsEmpty);
    }

    [Fact]
    public void A_failed_operation_leaves_its_inputs_as_they_were()
    {
        using var image = new Mat(3, 4, MatType.CV_8UC1, new Scalar(5));
        using var result = new Mat();
        Assert.Throws<OpenCVException>(() => Cv2.GaussianBlur(image, result, new Size(4, 4), 1));
        Assert.Equal(12, Cv2.CountNonZero(image));
    }
}
