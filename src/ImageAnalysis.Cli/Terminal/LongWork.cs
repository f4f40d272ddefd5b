using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace ImageAnalysis.Cli.Terminal;

/// <summary>How far long work has come: a bar where somebody looks, now and then a line where nobody does.</summary>
internal static class LongWork
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(30);

    /// <summary>Runs the work, which calls its argument once for every unit done, from any thread.</summary>
    public static T Run<T>(Screen screen, string what, int total, Func<Action, T> work) =>
        screen.ErrorTerminal is { } terminal ? WithBar(terminal, what, total, work) : WithLines(screen, what, total, work);

    private static T WithBar<T>(IAnsiConsole terminal, string what, int total, Func<Action, T> work) => terminal.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context =>
        {
            var bar = context.AddTask(what, maxValue: Math.Max(1, total));
            var done = 0;
            return work(() =>
            {
                bar.Increment(1);
                bar.Description = Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{what} {Interlocked.Increment(ref done)} of {total}"));
            });
        });

    private static T WithLines<T>(Screen screen, string what, int total, Func<Action, T> work)
    {
        var since = Stopwatch.StartNew();
        var (done, gate) = (0, new Lock());
        return work(() =>
        {
            lock (gate)
            {
                done++;
                if (since.Elapsed < BetweenLines || done == total) return;
                since.Restart();
                screen.Note(string.Create(CultureInfo.InvariantCulture, $"{what} {done} of {total}"));
            }
        });
    }
}
