using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>
/// In bowls cut open by a plane, the rims of windows to the next bowl shine as bright as the plane, and are no part of it: lines a few pixels wide, rings by
/// themselves or hanging on a wall.
/// </summary>
internal static class WindowRims
{
    /// <summary>Solid narrower than about twice this is a rim, pixels.</summary>
    private const int HalfWidthPx = 2;

    /// <summary>Walls must be this thick on average, pixels, before what is narrow may be taken for a rim.</summary>
    private const double ThickWallPx = 12;

    /// <summary>Pieces of solid and void smaller than this share of the square of the mean void chord are left-overs of rims, and noise in the plane.</summary>
    private const double LeastPiece = 0.06;

    /// <summary>The same of the square of the cells' diameter where that is known: where bowls overlap, chords are long and what lies between them is small.</summary>
    private const double LeastPieceOfCell = 0.012;

    /// <summary>Turns rims to void in the mask, and the signal's sign with them; the runs of what is left.</summary>
    /// <param name="doubt">Where the signal is below this, what is narrow is a rim; absent where nothing but its width speaks, and walls must be thick.</param>
    /// <param name="cellPx">Diameter of the cells, pixels; absent where only their chord is known.</param>
    public static PhaseRuns RemoveInPlace(Mat mask, Mat signal, PhaseRuns runs, double? doubt = null, double? cellPx = null)
    {
        var voidShare = (double)Cv2.CountNonZero(mask) / mask.Total();
        if (doubt is not null || (1 - voidShare) * runs.MeanPeriodPx > ThickWallPx)
        {
            using var cross = Cv2.GetStructuringElement(MorphShapes.Cross, new Size(3, 3));
            using var opened = new Mat();

            // Solid is 0: what opens the solid closes the void.
            Cv2.MorphologyEx(mask, opened, MorphTypes.Close, cross, new Point(-1, -1), HalfWidthPx);
            if (doubt is { } below)
            {
                using var doubted = new Mat();
                Cv2.Compare(signal, Scalar.All(below), doubted, CmpTypes.LT);
                Cv2.BitwiseAnd(opened, doubted, opened);
                Cv2.BitwiseOr(mask, opened, mask);
            }
            else
            {
                opened.CopyTo(mask);
            }

            runs = PhaseRuns.Of(mask.AsSpan<byte>(), mask.Cols, mask.Rows);
        }

        var chord = voidShare * runs.MeanPeriodPx;
        var least = cellPx is { } d ? LeastPieceOfCell * d * d : LeastPiece * chord * chord;
        runs.Flip(voids: false, least, (row, start, end) => mask.RowSpan<byte>(row)[start..end].Fill(255));
        runs.Flip(voids: true, Math.Min(least, 60), (row, start, end) => mask.RowSpan<byte>(row)[start..end].Clear());
        var phases = mask.AsSpan<byte>();
        var values = signal.AsSpan<float>();
        for (var i = 0; i < phases.Length; i++)
        {
            if (phases[i] != 0 != values[i] < 0) values[i] = phases[i] == 0 ? Math.Abs(values[i]) : -Math.Max(Math.Abs(values[i]), float.Epsilon);
        }

        return runs;
    }
}
