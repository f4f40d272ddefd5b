using OpenCvSharp;

namespace ImageAnalysis.Report.Pictures;

/// <summary>The line on which a signal is zero, between pixel centres.</summary>
internal static class Boundary
{
    /// <summary>
    /// Marching squares (Lorensen and Cline, Computer Graphics 21 (1987) 163, in two dimensions): pieces of the zero line inside each square of four pixel
    /// centres, ends in pixels of the signal. In a saddle the solid keeps together, as it does in the mask.
    /// </summary>
    /// <param name="signal">CV_32FC1, negative in void.</param>
    /// <param name="piece">Takes x0, y0, x1, y1 of each piece.</param>
    public static void Trace(Mat signal, Action<double, double, double, double> piece)
    {
        for (var y = 0; y + 1 < signal.Rows; y++)
        {
            var upper = signal.RowSpan<float>(y);
            var lower = signal.RowSpan<float>(y + 1);
            for (var x = 0; x + 1 < upper.Length; x++)
            {
                float a = upper[x], b = upper[x + 1], c = lower[x + 1], d = lower[x];
                var corners = (a < 0 ? 1 : 0) | (b < 0 ? 2 : 0) | (c < 0 ? 4 : 0) | (d < 0 ? 8 : 0);
                if (corners is 0 or 15) continue;
                var (top, right, bottom, left) = ((X: x + Part(a, b), Y: (double)y), (X: x + 1.0, Y: y + Part(b, c)), (X: x + Part(d, c), Y: y + 1.0), (X: (double)x, Y: y + Part(a, d)));
                switch (corners)
                {
                    case 1 or 14: Add(left, top); break;
                    case 2 or 13: Add(top, right); break;
                    case 4 or 11: Add(right, bottom); break;
                    case 8 or 7: Add(bottom, left); break;
                    case 3 or 12: Add(left, right); break;
                    case 6 or 9: Add(top, bottom); break;
                    case 5: Add(left, top); Add(right, bottom); break;
                    default: Add(top, right); Add(bottom, left); break;
                }
            }
        }

        void Add((double X, double Y) from, (double X, double Y) to) => piece(from.X, from.Y, to.X, to.Y);
    }

    /// <summary>Where between two values of unlike sign the zero lies, 0 to 1.</summary>
    private static double Part(float from, float to) => from < 0 == to < 0 ? 0 : from / (from - to);
}
