using System.CommandLine;
using ImageAnalysis.Cli.Terminal;

namespace ImageAnalysis.Cli.Commands;

internal static class ReplayCommand
{
    public static Command Create(Screen screen) => new Verb("replay", "to come", [new("imageanalysis replay", "")]);
}
