using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace ImageAnalysis.Cli.Terminal;

/// <summary>How far long work has come: a bar where somebody looks, now and then a line where nobody does.</summary>
internal static class LongWork
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(30);

    /// <summary>Runs work of one kind, which calls its argument once for every unit done, from any thread.</summary>
    public static T Run<T>(Screen screen, string what, int total, Func<Action, T> work)
    {
        var done = 0;
        return Run<T>(screen, report => work(() => report(what, Interlocked.Increment(ref done), total)));
    }

    /// <summary>Runs work of several stages, which reports the stage, the units done and their total, from any thread.</summary>
    public static T Run<T>(Screen screen, Func<Action<string, int, int>, T> work) =>
        screen.ErrorTerminal is { } terminal ? WithBars(terminal, work) : WithLines(screen, work);

    private static T WithBars<T>(IAnsiConsole terminal, Func<Action<string, int, int>, T> work) => terminal.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context =>
        {
            var (bars, gate) = (new Dictionary<string, ProgressTask>(StringComparer.Ordinal), new Lock());
            return work((what, done, total) =>
            {
                lock (gate)
                {
                    if (!bars.TryGetValue(what, out var bar)) bars.Add(what, bar = context.AddTask(what, maxValue: Math.Max(1, total)));
                    // Reports of several threads may overtake each other.
                    bar.Value = Math.Max(bar.Value, done);
                    bar.Description = Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{what} {bar.Value:0} of {total}"));
                }
            });
        });

    private static T WithLines<T>(Screen screen, Func<Action<string, int, int>, T> work)
    {
        var (since, gate) = (Stopwatch.StartNew(), new Lock());
        return work((what, done, total) =>
        {
            lock (gate)
            {
                if (since.Elapsed < BetweenLines || done == total) return;
                since.Restart();
                screen.Note(string.Create(CultureInfo.InvariantCulture, $"{what} {done} of {total}"));
            }
        });
    }
}
