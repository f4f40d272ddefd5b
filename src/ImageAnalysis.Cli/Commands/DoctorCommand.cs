using System.CommandLine;
using ImageAnalysis.Cli.Terminal;

namespace ImageAnalysis.Cli.Commands;

internal static class DoctorCommand
{
    public static Command Create(Screen screen) => new Verb("doctor", "to come", [new("imageanalysis doctor", "")]);
}
