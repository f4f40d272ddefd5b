using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ImageAnalysis.Ingest;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Report;

namespace ImageAnalysis.Cli.Runs;

/// <summary>
/// run.json beside an analysis.json: what differs from run to run and is therefore kept out of the result, and what tells whether the result is
/// still good.
/// </summary>
/// <param name="Format">Name and version of this form.</param>
/// <param name="Input">Absolute path of the image.</param>
/// <param name="PipelineFolder">Folder that relative paths of the pipeline refer to.</param>
/// <param name="CriteriaFolder">Folder that relative paths of criteria files refer to.</param>
/// <param name="Fingerprint">Hash of everything that the result depends on.</param>
/// <param name="AnalysisSha256">Hash of analysis.json.</param>
/// <param name="Files">Names of the files that belong to the result, relative to this one.</param>
/// <param name="Started">When, UTC.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Host">Where.</param>
/// <param name="System">Operating system and .NET.</param>
internal sealed record RunRecord(
    string Format,
    string Input,
    string PipelineFolder,
    string CriteriaFolder,
    string Fingerprint,
    string AnalysisSha256,
    IReadOnlyList<string> Files,
    string Started,
    double Seconds,
    string Host,
    string System)
{
    public const string CurrentFormat = "imageanalysis/run/1", FileName = "run.json";

    /// <summary>The record of a folder; null where there is none that this version can read.</summary>
    public static RunRecord? Find(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) && CliJson.TryRead<RunRecord>(File.ReadAllBytes(path)) is { Format: CurrentFormat, Files: not null } record ? record : null;
    }

    /// <summary>When a run started, and where, as every record states it.</summary>
    public static (string Started, string Host, string System) Circumstances(DateTimeOffset started) => (
        started.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        Environment.MachineName,
        $"{RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}");

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>
    /// Hash of everything that a result depends on: the bytes of the image and of what lies beside it, the request, the pipeline, the model, the
    /// criteria, this very build of the library, and which files are written.
    /// </summary>
    public static string FingerprintOf(InputFile input, AnalysisRequest request, RunSetup setup, ReportParts parts)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{typeof(MicrographAnalyzer).Assembly.ManifestModule.ModuleVersionId}\n{parts}\n");
        text.Append(CultureInfo.InvariantCulture, $"{input.Name} {Sha256(input.Content.Span)}\n");
        foreach (var sidecar in input.Sidecars) text.Append(CultureInfo.InvariantCulture, $"{sidecar.Name} {Sha256(sidecar.Content.Span)}\n");
        text.Append(CultureInfo.InvariantCulture, $"page {request.Page} role {request.Role}\n");
        foreach (var scale in request.UserScale)
            text.Append(CultureInfo.InvariantCulture, $"scale {scale.Source} {scale.PixelSize.X.Nanometres:R} {scale.PixelSize.Y.Nanometres:R} {scale.Evidence}\n");
        text.Append(CultureInfo.InvariantCulture, $"bar {request.BarLengthNm:R} {InstalledReader.Instance?.Identity}\n");
        text.Append(CultureInfo.InvariantCulture, $"sample {request.Sample}\n{PipelineFile.ToJson(setup.Options).ToJsonString()}\n{setup.Model?.Identity} {setup.Measurable?.Identity} {setup.Openings?.Identity} {setup.Centres?.Identity} {setup.Necks?.Identity}\n");
        foreach (var curve in request.Curves ?? []) text.Append(CultureInfo.InvariantCulture, $"curve {curve.Name} {Sha256(Encoding.UTF8.GetBytes(curve.Text))}\n");
        foreach (var set in setup.Criteria) text.Append(CultureInfo.InvariantCulture, $"{set.Name} {set.Sha256}\n");
        return Sha256(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
