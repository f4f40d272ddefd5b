using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using ImageAnalysis.Cli.Commands;
using ImageAnalysis.Cli.Terminal;

namespace ImageAnalysis.Cli;

/// <summary>All verbs, and the one place where what escapes from them becomes a message and an exit code.</summary>
internal static class CommandLine
{
    private const string Issues = "This is a fault of the program. Please report it with the command and, if you can, the input; "
        + "IMAGEANALYSIS_TRACE=1 in the environment shows where it happened.";

    public static ExitCode Run(string[] args, Screen screen)
    {
        try
        {
            var code = Invoke(args, screen);
            screen.Output.Flush();
            return code;
        }
        catch (Exception fault)
        {
            // The front end's last word: nothing leaves the process as a stack trace.
            if (Faults.Translate(fault) is { } known)
            {
                screen.Fail(known);
                return Faults.ExitCodeOf(known);
            }

            if (fault is IOException)
            {
                screen.Fail($"A file, or the output, cannot be read or written: {fault.Message}", null, "See that the disk is not full, and that what the output goes to takes it.");
                return ExitCode.Usage;
            }

            screen.Fail($"{fault.GetType().Name}: {fault.Message}", null, Issues);
            if (Environment.GetEnvironmentVariable("IMAGEANALYSIS_TRACE") == "1") screen.Note(fault.ToString());
            return ExitCode.ProgramFault;
        }
    }

    private static ExitCode Invoke(string[] args, Screen screen)
    {
        var root = Root(screen);
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var asksForHelp = parsed.Action is ExamplesHelp;
        if (!asksForHelp && parsed.Errors.Count > 0)
        {
            foreach (var message in parsed.Errors.Select(e => InWords(e.Message)).Distinct()) screen.Fail(message);
            var verb = parsed.CommandResult.Command == root ? "" : $"{parsed.CommandResult.Command.Name} ";
            screen.Note($"imageanalysis {verb}--help shows what can be given.");
            return ExitCode.Usage;
        }

        // Where an argument may be repeated, the parser takes a misspelt option for one more file.
        if (parsed.CommandResult.Tokens.FirstOrDefault(t => t.Value.StartsWith('-') && t.Value.Length > 1) is { } stray)
        {
            throw new UsageException($"{stray.Value}: there is no such option.", "It is none of those that this verb knows.",
                $"imageanalysis {parsed.CommandResult.Command.Name} --help lists them. A file of this name is given as ./{stray.Value}");
        }

        // As from a script whose variable holds nothing.
        foreach (var given in parsed.CommandResult.Children.Where(c => c.Tokens.Any(t => t.Value.Length == 0)))
        {
            var name = given is OptionResult option ? option.Option.Name : ((ArgumentResult)given).Argument.Name;
            throw new UsageException($"{name}: an empty text was given.", "It names nothing; a variable of a script may hold no value.", $"Give a value{(given is OptionResult ? ", or leave the option out" : "")}.");
        }

        return (ExitCode)parsed.Invoke(new InvocationConfiguration { Output = screen.Output, Error = screen.Error, EnableDefaultExceptionHandler = false });
    }

    // The parser names .NET types; every typed option of this command line is a whole number.
    private static string InWords(string message)
    {
        var type = message.IndexOf(" as expected type 'System.", StringComparison.Ordinal);
        return type < 0 ? message : $"{message[..type]}: a whole number is expected.";
    }

    private static Command Root(Screen screen)
    {
        var help = new HelpOption();
        var examples = new ExamplesHelp((HelpAction)help.Action!);
        help.Action = examples;
        // Not a RootCommand: that calls itself by the name of the file that was started, which is not what users type.
        var root = new Command("imageanalysis", "From an SEM micrograph of a porous membrane or a battery electrode to numbers and a verdict.")
        {
            AnalyzeCommand.Create(screen),
            BatchCommand.Create(screen),
            ScaleCommand.Create(screen),
            EvaluateCommand.Create(screen),
            ReplayCommand.Create(screen),
            ImportCommand.Create(screen),
            LabelCommand.Create(screen),
            CorrectCommand.Create(screen),
            AssessCommand.Create(screen),
            TrainCommand.Create(screen),
            VerifyCommand.Create(screen),
            DoctorCommand.Create(screen),
            help,
            new VersionOption { Action = new Answer(() => screen.Line(ProgramVersion.Text)) },
        };
        root.SetAction(parsed =>
        {
            examples.Invoke(parsed);
            return (int)ExitCode.Usage;
        });
        return root;
    }

    /// <summary>The usual help, then examples and exit codes.</summary>
    private sealed class ExamplesHelp(HelpAction usual) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            usual.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            var examples = (parseResult.CommandResult.Command as Verb)?.Examples ??
            [
                new("imageanalysis analyze image.tif", "numbers, pictures and a report in image-analysis/"),
                new("imageanalysis batch folder --out run", "every image of a folder, one table"),
                new("imageanalysis scale image.tif", "which pixel size the file states, and where"),
                new("imageanalysis evaluate sample.json", "images and laboratory values against the criteria"),
                new("imageanalysis doctor", "is everything installed?"),
            ];
            output.WriteLine("Examples:");
            var width = examples.Max(e => e.Line.Length);
            foreach (var example in examples)
            {
                if (width <= 52) output.WriteLine($"  {example.Line.PadRight(width)}   {example.Meaning}");
                else output.WriteLine($"  {example.Line}\n      {example.Meaning}");
            }

            output.WriteLine();
            output.WriteLine("Exit codes: 0 done; 1 a check did not hold; 2 usage; 3 no input usable; 4 a criterion failed");
            output.WriteLine("            under --fail-on-verdict; 5 incomplete installation; 70 a fault of the program.");
            return (int)ExitCode.Done;
        }
    }

    private sealed class Answer(Action answer) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            answer();
            return (int)ExitCode.Done;
        }
    }
}
