using System.CommandLine;
using ImageAnalysis.Cli.Terminal;

namespace ImageAnalysis.Cli.Commands;

internal static class EvaluateCommand
{
    public static Command Create(Screen screen) => new Verb("evaluate", "to come", [new("imageanalysis evaluate", "")]);
}
