namespace ImageAnalysis.Cli;

/// <summary>Where the process starts.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        // Scripts ask for the version often, and the answer needs neither a parser nor OpenCV.
        if (args is ["--version"])
        {
            Console.Out.WriteLine(ProgramVersion.Text);
            return (int)ExitCode.Done;
        }

        return Start(args);
    }

    // Apart from Main, so that asking for the version loads none of what this one mentions.
    private static int Start(string[] args)
    {
        using var screen = Terminal.Screen.OfProcess();
        return (int)CommandLine.Run(args, screen);
    }
}
