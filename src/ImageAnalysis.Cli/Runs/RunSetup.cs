using System.CommandLine;
using System.Text.Json;
using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Findings;
using ImageAnalysis.Particles;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Report;
using ImageAnalysis.Scale;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Cli.Runs;

/// <summary>What a run works with, read and checked before the first image is opened.</summary>
/// <param name="Options">The pipeline with all overrides.</param>
/// <param name="Folder">Folder that relative paths of the pipeline refer to.</param>
/// <param name="Criteria">Rule sets.</param>
/// <param name="CriteriaFolder">Folder that relative paths of criteria files refer to.</param>
/// <param name="Model">Structure model; absent where the pipeline names none.</param>
/// <param name="Measurable">Model of measurable frames; absent likewise.</param>
/// <param name="Openings">Model of openings; absent likewise.</param>
/// <param name="Centres">Model of centres; absent likewise.</param>
/// <param name="Necks">Model of necks; absent likewise.</param>
internal sealed record RunSetup(
    PipelineOptions Options, string Folder, IReadOnlyList<CriteriaSet> Criteria, string CriteriaFolder, IStructureModel? Model, MeasurableModel? Measurable, OpeningsModel? Openings,
    CentresModel? Centres, NecksModel? Necks)
{
    /// <summary>What an option of a model says where there is to be none.</summary>
    public const string NoModel = "none";

    public MicrographAnalyzer Analyzer { get; } = new(Options, Model, Criteria, Options.Scale.Bar == BarUse.Never ? null : InstalledReader.Instance, Measurable, Openings, Centres, Necks);

    /// <summary>Reads what the command line says.</summary>
    /// <param name="sample">Text of a sample file, whose criteria count where the command line names none, and its path.</param>
    public static RunSetup Read(ParseResult parsed, CommonOptions common, (string Text, string Path)? sample = null)
    {
        var options = ReadPipeline(parsed, common, out var folder);
        var (names, beside) = (options.Evaluate.Criteria, folder);
        var named = parsed.GetValue(common.Criteria)!.SelectMany(n => n.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        if (named.Count > 0)
            (names, beside) = (named, Directory.GetCurrentDirectory());
        else if (sample is var (text, path) && CriteriaOf(text) is { Count: > 0 } asked)
            (names, beside) = (asked, Path.GetDirectoryName(Path.GetFullPath(path))!);
        names = [.. names.Where(n => n != "none").Distinct()];
        return Create(options with { Evaluate = options.Evaluate with { Criteria = names } }, folder, beside);
    }

    /// <summary>The first model that is another than the one that a result was made with; null where all are the same.</summary>
    /// <param name="made">What the result says of itself.</param>
    /// <returns>Its member of the provenance, what it is called, and the identities then and now.</returns>
    public (string Member, string What, string Made, string Now)? OtherModel(Provenance made)
    {
        foreach (var (member, what, then, now) in ((string, string, string?, string?)[])[
            ("model", "the structure model", made.Model, Model?.Identity), ("measurableModel", "the model of measurable frames", made.MeasurableModel, Measurable?.Identity),
            ("openingsModel", "the model of openings", made.OpeningsModel, Openings?.Identity), ("centresModel", "the model of centres", made.CentresModel, Centres?.Identity),
            ("necksModel", "the model of necks", made.NecksModel, Necks?.Identity)])
        {
            if (then != now) return (member, what, then ?? NoModel, now ?? NoModel);
        }

        return null;
    }

    /// <summary>The same, judging nothing.</summary>
    public RunSetup WithoutCriteria() => new(Options with { Evaluate = Options.Evaluate with { Criteria = [] } }, Folder, [], CriteriaFolder, Model, Measurable, Openings, Centres, Necks);

    /// <summary>The pipeline alone, for verbs that measure nothing.</summary>
    public static PipelineOptions ReadPipeline(ParseResult parsed, CommonOptions common, out string folder)
    {
        var given = parsed.GetValue(common.Pipeline);
        var file = given ?? Installation.PipelineFile;
        folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var text = given is null && !File.Exists(file) ? "{}" : Faults.ReadText(file, "pipeline");
        return PipelineFile.Read(text, given ?? "pipeline.json", parsed.GetValue(common.Set));
    }

    /// <summary>Loads what the options name.</summary>
    public static RunSetup Create(PipelineOptions options, string folder, string criteriaFolder)
    {
        var criteria = CriteriaSets.Select(options.Evaluate.Criteria, name => Faults.ReadText(Path.Combine(criteriaFolder, name), "criteria file"));
        var (structure, measurable, openings, centres, necks) = (options.Classify.Model, options.Classify.MeasurableModel, options.Segment.OpeningsModel, options.Particles.CentresModel, options.Segment.NecksModel);
        return new RunSetup(options, folder, criteria, criteriaFolder,
            structure == NoModel ? null : LoadModel(ModelFolder(folder, structure, "classify.model")),
            measurable == NoModel ? null : LoadMeasurable(ModelFolder(folder, measurable, "classify.measurableModel")),
            openings == NoModel ? null : LoadOpenings(ModelFolder(folder, openings, "segment.openingsModel")),
            centres == NoModel ? null : LoadCentres(ModelFolder(folder, centres, "particles.centresModel")),
            necks == NoModel ? null : LoadNecks(ModelFolder(folder, necks, "segment.necksModel")));
    }

    /// <summary>Beside the pipeline file; where there is none, that of the program: a pipeline copied elsewhere still names the models that come with it.</summary>
    /// <exception cref="UsageException">There is none in either place, but one below the folder where the program was called.</exception>
    private static string ModelFolder(string folder, string name, string option)
    {
        var (beside, own, here) = (Path.Combine(folder, name), Path.Combine(Installation.Folder, name), Path.GetFullPath(name));
        if (Directory.Exists(beside)) return beside;
        if (Directory.Exists(own)) return own;
        return Directory.Exists(here)
            ? throw new UsageException($"{option} {name}: there is no such model.", $"Relative paths in a pipeline, and of --set, refer to the folder of the pipeline file, {folder}.", $"Write the whole path: {here}")
            : beside;
    }

    /// <summary>The structure model of a folder.</summary>
    /// <exception cref="ModelInvalidException">It cannot be used.</exception>
    public static IStructureModel LoadModel(string folder) => Load(folder, "classify.model", StructureModels.Load);

    /// <summary>The model of measurable frames of a folder.</summary>
    /// <exception cref="ModelInvalidException">It cannot be used.</exception>
    public static MeasurableModel LoadMeasurable(string folder) => Load(folder, "classify.measurableModel", MeasurableModel.Load);

    /// <summary>The model of openings of a folder.</summary>
    /// <exception cref="ModelInvalidException">It cannot be used.</exception>
    public static OpeningsModel LoadOpenings(string folder) => Load(folder, "segment.openingsModel", OpeningsModel.Load);

    /// <summary>The model of centres of a folder.</summary>
    /// <exception cref="ModelInvalidException">It cannot be used.</exception>
    public static CentresModel LoadCentres(string folder) => Load(folder, "particles.centresModel", CentresModel.Load);

    /// <summary>The model of necks of a folder.</summary>
    /// <exception cref="ModelInvalidException">It cannot be used.</exception>
    public static NecksModel LoadNecks(string folder) => Load(folder, "segment.necksModel", NecksModel.Load);

    /// <summary>The two files of a structure model's folder, unchecked.</summary>
    /// <exception cref="ModelInvalidException">They cannot be read.</exception>
    public static (byte[] Onnx, byte[] Card) ReadModel(string folder) => Load(folder, "classify.model", (onnx, card, _) => (onnx, card));

    /// <summary>Folder of the structure model that the program's own pipeline names.</summary>
    public static string ModelInUse()
    {
        var name = OwnPipeline().Classify.Model;
        return name == NoModel
            ? throw new UsageException("There is no model to be adapted.", $"classify.model of pipeline.json is \"{NoModel}\".", "Name one with --from.")
            : Path.Combine(Installation.Folder, name);
    }

    /// <summary>Folder of the model that labelled pictures are to correct: the one in use or, where that one was itself adapted, the one beside it that it came from. What an adapted
    /// model learnt it would learn twice, and look better than it is.</summary>
    public static string ModelToAdapt() => ModelToAdapt(ModelInUse());

    /// <summary>The same of a given model.</summary>
    internal static string ModelToAdapt(string inUse)
    {
        var (_, card) = ReadModel(inUse);
        if (StructureModels.IsOfPictures(card) || StructureCard.Parse(card, inUse).Adaptation is not { } adaptation) return inUse;
        string[] homes = [Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(inUse))!, Path.Combine(Installation.Folder, "models", "structure")];
        return homes.Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).Order(StringComparer.Ordinal).FirstOrDefault(f => IdentityOf(f) == adaptation.Base) ?? inUse;

        static string? IdentityOf(string folder)
        {
            try
            {
                var (_, json) = ReadModel(folder);
                return StructureModels.IsOfPictures(json) ? null : StructureCard.Parse(json, folder).Identity;
            }
            catch (ModelInvalidException)
            {
                return null;
            }
        }
    }

    /// <summary>The model of openings that the program's own pipeline names; null where it names none.</summary>
    /// <exception cref="ModelInvalidException">It cannot be used.</exception>
    public static OpeningsModel? OpeningsInUse() =>
        OwnPipeline().Segment.OpeningsModel is var name && name != NoModel ? LoadOpenings(Path.Combine(Installation.Folder, name)) : null;

    /// <summary>The program's own pipeline.</summary>
    public static PipelineOptions OwnPipeline() =>
        File.Exists(Installation.PipelineFile) ? PipelineFile.Read(Faults.ReadText(Installation.PipelineFile, "pipeline"), "pipeline.json") : new PipelineOptions();

    private static T Load<T>(string folder, string option, Func<byte[], byte[], string, T> load)
    {
        if (!Directory.Exists(folder))
            throw new ModelInvalidException(folder, "There is no such folder.", $"Copy models/ of this version again, make a model with imageanalysis train, or do without: --set {option}={NoModel}");
        try
        {
            return load(File.ReadAllBytes(Path.Combine(folder, "model.onnx")), File.ReadAllBytes(Path.Combine(folder, "card.json")), folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ModelInvalidException(folder, fault is FileNotFoundException { FileName: { } missing } ? $"It holds no {Path.GetFileName(missing)}." : fault.Message, "A model's folder holds model.onnx and card.json; copy it again, or train the model anew.", fault);
        }
    }

    // A look ahead only, to know which quantities the sample may state; its reader finds the faults.
    private static IReadOnlyList<string> CriteriaOf(string sample)
    {
        try
        {
            using var document = JsonDocument.Parse(sample.TrimStart('\uFEFF'));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("criteria", out var names) && names.ValueKind == JsonValueKind.Array
                ? [.. names.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!)]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
