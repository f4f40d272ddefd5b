using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ImageAnalysis.OpenCv;

/// <summary>
/// Counts the matrices that are alive. Their pixels are native memory that the garbage collector does not see, so a forgotten one costs
/// megabytes until some finalizer runs; a test asks here whether the code it called disposed of all it made.
/// </summary>
public static class MatLedger
{
    private static readonly AsyncLocal<MatWatch?> Current = new();
    private static long s_live;
    private static int s_watches;

    /// <summary>Matrices of the process that were made and neither disposed nor finalized.</summary>
    public static long Live => Interlocked.Read(ref s_live);

    /// <summary>
    /// Watches the matrices made from here on by this flow of control, the tasks and threads it starts included; other flows, such as
    /// tests that run beside this one, are not counted.
    /// </summary>
    public static MatWatch Watch()
    {
        var watch = new MatWatch(Current.Value);
        Current.Value = watch;
        Interlocked.Increment(ref s_watches);
        return watch;
    }

    internal static bool IsWatched => Current.Value is not null;

    internal static MatWatch? Made()
    {
        Interlocked.Increment(ref s_live);
        // Without a watch, and that is everywhere but in tests, a matrix pays for one increment only.
        return Volatile.Read(ref s_watches) == 0 ? null : Current.Value;
    }

    internal static void Gone() => Interlocked.Decrement(ref s_live);

    internal static void Ended(MatWatch? outer)
    {
        Current.Value = outer;
        Interlocked.Decrement(ref s_watches);
    }
}

/// <summary>The matrices made while it lives; <see cref="MatLedger.Watch"/> starts one, disposing ends it.</summary>
public sealed class MatWatch : IDisposable
{
    private readonly MatWatch? _outer;
    private readonly ConcurrentDictionary<long, StackTrace> _undisposed = new();
    private long _next;
    private int _ended;

    internal MatWatch(MatWatch? outer) => _outer = outer;

    /// <summary>Matrices made under this watch that nobody has disposed of; a finalized one still counts as forgotten.</summary>
    public int Undisposed => _undisposed.Count;

    /// <summary>One line per forgotten matrix: which methods made it, innermost first.</summary>
    public IReadOnlyList<string> Describe() =>
        [.. _undisposed.OrderBy(entry => entry.Key).Select(entry => string.Create(
            CultureInfo.InvariantCulture, $"matrix {entry.Key}, made by {Callers(entry.Value)}"))];

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
            MatLedger.Ended(_outer);
    }

    internal long Add()
    {
        var id = Interlocked.Increment(ref _next);
        _undisposed[id] = new StackTrace(2, false);
        return id;
    }

    internal void Remove(long id) => _undisposed.TryRemove(id, out _);

    private static string Callers(StackTrace trace) =>
        string.Join(" < ", trace.GetFrames()
            .Select(frame => frame.GetMethod())
            .Where(method => method?.DeclaringType is { } type && type.Assembly != typeof(MatLedger).Assembly)
            .Take(4)
            .Select(method => $"{method!.DeclaringType!.Name}.{method.Name}"));
}
