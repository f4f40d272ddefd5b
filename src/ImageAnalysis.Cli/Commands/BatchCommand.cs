using System.CommandLine;
using ImageAnalysis.Cli.Terminal;

namespace ImageAnalysis.Cli.Commands;

internal static class BatchCommand
{
    public static Command Create(Screen screen) => new Verb("batch", "to come", [new("imageanalysis batch", "")]);
}
