using System.Text;
using ImageAnalysis.Findings;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ImageAnalysis.Cli.Terminal;

/// <summary>
/// Where a command writes: results to the output, progress and errors to the error stream. On a terminal there are colours and bars; into a pipe
/// or a file goes plain text, one fact a line and nothing folded.
/// </summary>
internal sealed class Screen : IDisposable
{
    // Wide enough that no table is folded in a file.
    private const int PlainWidth = 4000;

    private readonly Lock _gate = new();
    private readonly IAnsiConsole? _terminal;
    private bool _afterBlank;

    public Screen(TextWriter output, TextWriter error, bool outputIsTerminal = false, bool errorIsTerminal = false)
    {
        (Output, Error, OutputIsTerminal) = (output, error, outputIsTerminal);
        if (outputIsTerminal) _terminal = TerminalOn(output);
        if (errorIsTerminal) ErrorTerminal = TerminalOn(error);
    }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public bool OutputIsTerminal { get; }

    /// <summary>For progress bars; absent where nobody looks.</summary>
    public IAnsiConsole? ErrorTerminal { get; }

    /// <summary>Characters that fit beside each other; without a terminal as many as there are.</summary>
    public int Width => _terminal?.Profile.Width ?? PlainWidth;

    /// <summary>The screen of this process: UTF-8 whatever the locale.</summary>
    public static Screen OfProcess()
    {
        // A progress bar hides the cursor; who interrupts it wants it back.
        if (!Console.IsErrorRedirected) Console.CancelKeyPress += (_, _) => Console.Error.Write("\e[?25h\n");
        return new Screen(Writer(Console.OpenStandardOutput()), Writer(Console.OpenStandardError()), !Console.IsOutputRedirected, !Console.IsErrorRedirected);
    }

    /// <summary>A line of plain text on the output, folded between words where a terminal is too narrow for it; an empty one only where none stands already.</summary>
    public void Line(string text = "")
    {
        lock (_gate)
        {
            if (text.Length > 0 || !_afterBlank) Output.WriteLine(OutputIsTerminal ? Folded(text, Width) : text);
            _afterBlank = text.Length == 0;
        }
    }

    /// <summary>Something laid out by Spectre.Console.</summary>
    public void Show(IRenderable renderable)
    {
        lock (_gate)
        {
            if (_terminal is not null)
            {
                _terminal.Write(renderable);
                // A table ends with an empty line of its own.
                _afterBlank = renderable is Table;
                return;
            }

            using var text = new StringWriter();
            var plain = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(text),
            });
            plain.Profile.Width = PlainWidth;
            plain.Profile.Capabilities.Unicode = true;
            plain.Write(renderable);
            foreach (var line in text.ToString().TrimEnd('\n').Split('\n')) Output.WriteLine(line.TrimEnd());
            _afterBlank = renderable is Table;
        }
    }

    /// <summary>Bytes for a program that reads the output.</summary>
    public void Raw(ReadOnlySpan<byte> utf8)
    {
        lock (_gate) Output.Write(Encoding.UTF8.GetString(utf8));
    }

    /// <summary>What went wrong, why, and how to mend it.</summary>
    public void Fail(AnalysisException fault) => Fail(fault.What, fault.Why, fault.Mend);

    public void Fail(string what, string? why = null, string? mend = null)
    {
        lock (_gate)
        {
            var (red, plain) = ErrorTerminal is { Profile.Capabilities.ColorSystem: not ColorSystem.NoColors } ? ("\e[31m", "\e[0m") : ("", "");
            Error.WriteLine($"{red}error:{plain} {what}");
            if (!string.IsNullOrEmpty(why)) Error.WriteLine($"  why:  {why}");
            if (!string.IsNullOrEmpty(mend)) Error.WriteLine($"  mend: {mend}");
            Error.Flush();
        }
    }

    /// <summary>A line that is neither result nor error.</summary>
    public void Note(string text)
    {
        lock (_gate)
        {
            Error.WriteLine(text);
            Error.Flush();
        }
    }

    public void Dispose()
    {
        try
        {
            Output.Flush();
            Error.Flush();
        }
        catch (IOException)
        {
            // Whoever wrote last has said so, where anything could still be said.
        }
    }

    /// <summary>Further lines are indented as the first is; a word that is too long stays whole.</summary>
    private static string Folded(string text, int width)
    {
        if (text.Length <= width) return text;
        var indent = text[..(text.Length - text.TrimStart(' ').Length)];
        var (folded, length) = (new StringBuilder(indent), indent.Length);
        foreach (var word in text[indent.Length..].Split(' '))
        {
            if (length > indent.Length && length + 1 + word.Length > width)
            {
                folded.Append('\n').Append(indent);
                length = indent.Length;
            }
            else if (length > indent.Length)
            {
                folded.Append(' ');
                length++;
            }

            folded.Append(word);
            length += word.Length;
        }

        return folded.ToString();
    }

    private static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(false), 1 << 14) { NewLine = "\n", AutoFlush = false };

    private static IAnsiConsole TerminalOn(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new TerminalOutput(writer) });

    /// <summary>A writer of our own on a terminal, which Spectre.Console would not recognise as one.</summary>
    private sealed class TerminalOutput(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer { get; } = writer;

        public bool IsTerminal => true;

        public int Width => TerminalSize(() => Console.WindowWidth, 80);

        public int Height => TerminalSize(() => Console.WindowHeight, 24);

        public void SetEncoding(Encoding encoding)
        {
            // It is UTF-8 by construction.
        }

        private static int TerminalSize(Func<int> ask, int otherwise)
        {
            try
            {
                return ask() is > 0 and var size ? size : otherwise;
            }
            catch (IOException)
            {
                return otherwise;
            }
        }
    }
}
