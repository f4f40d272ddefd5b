using System.CommandLine;
using ImageAnalysis.Cli.Terminal;

namespace ImageAnalysis.Cli.Commands;

internal static class TrainCommand
{
    public static Command Create(Screen screen) => new Verb("train", "to come", [new("imageanalysis train", "")]);
}
