using ImageAnalysis.Findings;
using OpenCvSharp;

namespace ImageAnalysis.Ingest;

/// <summary>Order of the colour channels of a decoded picture.</summary>
internal enum ChannelOrder
{
    RedFirst,
    BlueFirst,
}

/// <summary>Colour to grey: a grey picture stored in three equal channels comes back exactly, any other as its luminance (ITU-R BT.601).</summary>
internal static class GreyConversion
{
    /// <summary>Difference between channels that JPEG compression alone makes of a grey picture, of 255.</summary>
    private const int LossyDifference = 8;

    /// <summary>Difference between channels, of 255, from which a pixel is drawn in a colour, and the largest share of the page that drawing covers. More is false colour.</summary>
    private const int DrawnDifference = 90;

    private const double MostDrawn = 0.05;

    /// <summary>One channel of the picture's depth; the caller disposes it and keeps the picture. 1, 3 or 4 channels, 8 or 16 bits.</summary>
    /// <param name="colour">How far the channels of each pixel differ, 0 to 255, where a little of the page is drawn in colour; else null. The caller disposes it.</param>
    public static Mat ToGrey(Mat picture, ChannelOrder order, bool lossy, bool opacityMatters, List<Finding> findings, out Mat? colour)
    {
        colour = null;
        if (picture.Channels() == 1) return picture.Clone();
        var channels = Cv2.Split(picture);
        try
        {
            if (channels.Length == 4 && opacityMatters && !IsFull(channels[3])) findings.Add(IngestFindings.AlphaIgnored());
            if (channels.Length == 2 || (AreEqual(channels[0], channels[1]) && AreEqual(channels[1], channels[2]))) return channels[0].Clone();
            colour = ReportColour(channels, lossy, findings);
            var grey = new Mat();
            Cv2.CvtColor(picture, grey, (order, channels.Length) switch
            {
                (ChannelOrder.RedFirst, 3) => ColorConversionCodes.RGB2GRAY,
                (ChannelOrder.RedFirst, _) => ColorConversionCodes.RGBA2GRAY,
                (_, 3) => ColorConversionCodes.BGR2GRAY,
                _ => ColorConversionCodes.BGRA2GRAY,
            });
            return grey;
        }
        finally
        {
            foreach (var channel in channels) channel.Dispose();
        }
    }

    private static Mat? ReportColour(Mat[] channels, bool lossy, List<Finding> findings)
    {
        using var largest = new Mat();
        using var other = new Mat();
        Cv2.Absdiff(channels[0], channels[1], largest);
        Cv2.Absdiff(channels[1], channels[2], other);
        Cv2.Max(largest, other, largest);
        Cv2.Absdiff(channels[0], channels[2], other);
        Cv2.Max(largest, other, largest);
        Cv2.MinMaxLoc(largest, out double _, out var most);
        var allowed = lossy ? LossyDifference : 0;
        if (most <= allowed) return null;
        using var coloured = new Mat();
        Cv2.Threshold(largest, coloured, allowed, 255, ThresholdTypes.Binary);
        var share = Cv2.CountNonZero(coloured) / ((double)coloured.Rows * coloured.Cols);
        var scale = channels[0].Depth() == MatType.CV_8U ? 1.0 : 1 / 257.0;
        findings.Add(IngestFindings.ColourToGrey(share, (int)most, scale == 1 ? byte.MaxValue : ushort.MaxValue));
        Cv2.Threshold(largest, coloured, DrawnDifference / scale, 255, ThresholdTypes.Binary);
        var drawn = Cv2.CountNonZero(coloured) / ((double)coloured.Rows * coloured.Cols);
        if (drawn is 0 or > MostDrawn) return null;
        var colour = new Mat();
        // JPEG keeps colour at half the size: a thin line has half of it left.
        largest.ConvertTo(colour, MatType.CV_8U, lossy ? 2 * scale : scale);
        return colour;
    }

    private static bool IsFull(Mat alpha)
    {
        Cv2.MinMaxLoc(alpha, out double least, out _);
        return least >= (alpha.Depth() == MatType.CV_8U ? byte.MaxValue : ushort.MaxValue);
    }

    private static bool AreEqual(Mat a, Mat b)
    {
        for (var y = 0; y < a.Rows; y++)
        {
            var equal = a.Depth() == MatType.CV_8U
                ? a.RowSpan<byte>(y).SequenceEqual(b.RowSpan<byte>(y))
                : a.RowSpan<ushort>(y).SequenceEqual(b.RowSpan<ushort>(y));
            if (!equal) return false;
        }

        return true;
    }
}
