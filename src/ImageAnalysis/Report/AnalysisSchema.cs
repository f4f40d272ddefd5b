using System.Reflection;

namespace ImageAnalysis.Report;

/// <summary>The JSON Schema (draft 2020-12) of analysis.json.</summary>
public static class AnalysisSchema
{
    private static readonly Lazy<string> Schema = new(() =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("ImageAnalysis.Report.analysis.schema.json")
            ?? throw new InvalidOperationException("The schema of analysis.json is not part of this build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>The schema as JSON.</summary>
    public static string Text => Schema.Value;
}
