using System.CommandLine;
using ImageAnalysis.Cli.Terminal;

namespace ImageAnalysis.Cli.Commands;

internal static class ScaleCommand
{
    public static Command Create(Screen screen) => new Verb("scale", "to come", [new("imageanalysis scale", "")]);
}
