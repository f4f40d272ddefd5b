using OpenCvSharp;

namespace ImageAnalysis.Tests.OpenCv;

internal static class Painting
{
    /// <summary>Sets every channel of a view and gives the view back.</summary>
    public static void Paint(this Mat view, double value)
    {
        using (view)
            view.SetTo(Scalar.All(value));
    }
}
