namespace OpenCvSharp.Interop;

/// <summary>
/// Tells the garbage collector of the pixels that matrices hold, once there is enough of them to matter. Told of every matrix it collects
/// two to four times per analysed image, for matrices that are disposed of a moment later; told of none it lets forgotten ones pile up to
/// gigabytes. So it hears of what is above a floor that code which disposes of its matrices rarely reaches, and in coarse steps.
/// </summary>
internal static class PixelMemory
{
    private const long Floor = 256L << 20;
    private const long Step = 32L << 20;

    private static readonly Lock Gate = new();
    private static long s_held;
    private static long s_reported;

    public static void Change(long bytes)
    {
        if (Due(Interlocked.Add(ref s_held, bytes)) != Volatile.Read(ref s_reported))
            Report();
    }

    private static long Due(long held) => Math.Max(0, held - Floor) / Step * Step;

    private static void Report()
    {
        lock (Gate)
        {
            var due = Due(Interlocked.Read(ref s_held));
            if (due > s_reported)
                GC.AddMemoryPressure(due - s_reported);
            else if (due < s_reported)
                GC.RemoveMemoryPressure(s_reported - due);
            Volatile.Write(ref s_reported, due);
        }
    }
}
