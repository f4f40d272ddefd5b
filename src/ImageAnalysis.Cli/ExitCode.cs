namespace ImageAnalysis.Cli;

/// <summary>What the process tells its caller. Scripts branch on these numbers.</summary>
internal enum ExitCode
{
    /// <summary>Done; of several inputs some may have failed, each with a message.</summary>
    Done = 0,

    /// <summary>A check did not hold: replay found a difference, verify an error beyond its limit.</summary>
    CheckFailed = 1,

    /// <summary>The command line, or a file that states how to work (pipeline, criteria, scales.csv), is wrong.</summary>
    Usage = 2,

    /// <summary>No input could be used.</summary>
    NoUsableInput = 3,

    /// <summary>A criterion failed and --fail-on-verdict was given.</summary>
    VerdictFailed = 4,

    /// <summary>A part of the installation is missing or does not load.</summary>
    IncompleteInstallation = 5,

    /// <summary>A fault of the program itself. 70 is EX_SOFTWARE of sysexits.h.</summary>
    ProgramFault = 70,
}
