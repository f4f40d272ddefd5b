namespace ImageAnalysis.Training.Verification;

/// <summary>
/// Mean intercepts of an exact mask on the 50 lines at y = (k + 1/2) H / 50 from the upper edge, counted pixel by pixel: the slow reference that the program's
/// sub-pixel lines are judged by. Unit: px. EP 1 063 256 [0089](3).
/// </summary>
/// <param name="Literal">Mean of all visible void segments, cut ones included. Absent where no line meets a void.</param>
/// <param name="CompleteOnly">Mean over segments with both ends visible. Absent where there is none.</param>
/// <param name="Ratio">Void length over half the number of visible void ends. Absent where no end is visible.</param>
public sealed record LineTruth(double? Literal, double? CompleteOnly, double? Ratio)
{
    private const int Lines = 50;

    /// <summary>Counts along the pixel rows that hold the lines.</summary>
    /// <param name="mask">One byte per pixel, row-major, 255 where void.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    public static LineTruth Count(ReadOnlySpan<byte> mask, int width, int height)
    {
        var (all, segments, complete, completeSegments, ends) = (0L, 0L, 0L, 0L, 0L);
        for (var k = 0; k < Lines; k++)
        {
            var row = mask.Slice((int)((k + 0.5) * height / Lines) * width, width);
            for (var x = 0; x < width;)
            {
                var start = x;
                while (x < width && row[x] == row[start]) x++;
                if (row[start] == 0) continue;
                all += x - start;
                segments++;
                var visible = (start > 0 ? 1 : 0) + (x < width ? 1 : 0);
                ends += visible;
                if (visible < 2) continue;
                complete += x - start;
                completeSegments++;
            }
        }

        return new LineTruth(Mean(all, segments), Mean(complete, completeSegments), Mean(2 * all, ends));
    }

    private static double? Mean(long sum, long count) => count == 0 ? null : (double)sum / count;
}
