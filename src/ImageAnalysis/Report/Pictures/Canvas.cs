using ImageAnalysis.Quantities;
using OpenCvSharp;

namespace ImageAnalysis.Report.Pictures;

/// <summary>The field in colour at the size of the output, drawn on in pixels of the input page. Owns its pixels: dispose it.</summary>
internal sealed class Canvas : IDisposable
{
    /// <summary>Fractional bits of the coordinates handed to OpenCV: 1/16 px.</summary>
    private const int Shift = 4;

    private readonly PixelRect _field;

    private Canvas(Mat image, PixelRect field, int bolder)
    {
        (Image, _field, ScaleX, ScaleY) = (image, field, (double)image.Cols / field.Width, (double)image.Rows / field.Height);
        Hair = Math.Max(1, (int)Math.Round(Math.Max(image.Cols, image.Rows) / 1100.0)) + bolder;
    }

    /// <summary>CV_8UC3.</summary>
    public Mat Image { get; private set; }

    /// <summary>Output pixels per input pixel across.</summary>
    public double ScaleX { get; }

    /// <summary>Output pixels per input pixel down.</summary>
    public double ScaleY { get; }

    /// <summary>Thickness of a thin line: 1 px up to a side of 1600 px, unless bolder.</summary>
    public int Hair { get; }

    /// <summary>The grey field stretched for display, at most <paramref name="longestSidePx"/> on its longer side, and enlarged up to four times where it is small.</summary>
    public static Canvas Of(Mat grey, PixelRect field, int longestSidePx, int bolder = 0)
    {
        var factor = Factor(field, longestSidePx);
        using var view = grey.SubMat(new Rect(field.X, field.Y, field.Width, field.Height));
        using var display = Display.Stretched(view);
        var size = new Size(Math.Max(1, (int)Math.Round(field.Width * factor)), Math.Max(1, (int)Math.Round(field.Height * factor)));
        var image = new Mat();
        try
        {
            if (size == display.Size())
            {
                Cv2.CvtColor(display, image, ColorConversionCodes.GRAY2BGR);
            }
            else
            {
                using var sized = new Mat();
                Cv2.Resize(display, sized, size, 0, 0, factor < 1 ? InterpolationFlags.Area : InterpolationFlags.Cubic);
                Cv2.CvtColor(sized, image, ColorConversionCodes.GRAY2BGR);
            }

            return new Canvas(image, field, bolder);
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>Output pixels per input pixel: whole steps up to a width of about 1000 px, down to the limit.</summary>
    public static double Factor(PixelRect field, int longestSidePx)
    {
        var longest = Math.Max(field.Width, field.Height);
        var enlarged = Math.Clamp((int)Math.Ceiling(960.0 / longest), 1, 4);
        return Math.Min(enlarged, (double)longestSidePx / longest);
    }

    /// <summary>A point of the input page in fixed-point output pixels.</summary>
    public Point At(double x, double y) => new(
        (int)Math.Round((((x - _field.X + 0.5) * ScaleX) - 0.5) * (1 << Shift)),
        (int)Math.Round((((y - _field.Y + 0.5) * ScaleY) - 0.5) * (1 << Shift)));

    public void Line(double x0, double y0, double x1, double y1, Ink ink, int thickness) =>
        Cv2.Line(Image, At(x0, y0), At(x1, y1), ink.Scalar, thickness, LineTypes.AntiAlias, Shift);

    /// <summary>Many open or closed polylines of points made by <see cref="At"/>.</summary>
    public void Polylines(IEnumerable<IEnumerable<Point>> lines, bool closed, Ink ink, int thickness) =>
        Cv2.Polylines(Image, lines, closed, ink.Scalar, thickness, LineTypes.AntiAlias, Shift);

    public static void Fill(IEnumerable<Point> polygon, Mat mask) => Cv2.FillPoly(mask, [polygon], new Scalar(255), LineTypes.Link8, Shift);

    /// <summary>Draws and lets the picture below show through by 1 - <paramref name="opacity"/>.</summary>
    public void Blend(double opacity, Action draw)
    {
        using var below = Image.Clone();
        draw();
        Cv2.AddWeighted(Image, opacity, below, 1 - opacity, 0, Image);
    }

    /// <summary>Blends a colour into what a mask of the output's size covers.</summary>
    public void Tint(Mat mask, Ink ink, double opacity) => Blend(opacity, () => Image.SetTo(ink.Scalar, mask));

    /// <summary>A mask of the field at the size of the output.</summary>
    public Mat Sized(Mat mask)
    {
        var sized = new Mat();
        Cv2.Resize(mask, sized, Image.Size(), 0, 0, InterpolationFlags.Nearest);
        return sized;
    }

    /// <summary>Puts a strip below the picture.</summary>
    public void Append(Mat strip)
    {
        var joined = new Mat();
        Cv2.VConcat(Image, strip, joined);
        Image.Dispose();
        Image = joined;
    }

    public void Dispose() => Image.Dispose();
}
