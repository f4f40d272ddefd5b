namespace ImageAnalysis.Cli;

/// <summary>Which program this is.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } = $"imageanalysis {typeof(ProgramVersion).Assembly.GetName().Version?.ToString(3)}";
}
