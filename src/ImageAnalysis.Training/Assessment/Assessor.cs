using ImageAnalysis.Classify;
using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Quantities;
using ImageAnalysis.Report;
using ImageAnalysis.Training.DataSets;
using ImageAnalysis.Training.Structure;

namespace ImageAnalysis.Training.Assessment;

/// <summary>Answers every picture of a labelled set as a user's picture is answered, and holds the answers against the labels. Nothing is learnt.</summary>
public static class Assessor
{
    /// <summary>Assesses a model.</summary>
    /// <param name="set">The labelled pictures.</param>
    /// <param name="analyzer">The pipeline with the model; it is given each picture whole.</param>
    /// <param name="model">The model that the pipeline names structures with.</param>
    /// <param name="parallelism">Pictures at once; the result does not depend on it.</param>
    /// <param name="look">Called with each picture that was analysed, from any thread; what it is given is disposed afterwards.</param>
    /// <param name="done">Called after each picture, from any thread.</param>
    /// <exception cref="DataSetInvalidException">The set is empty.</exception>
    /// <exception cref="ModelInvalidException">A model does not run.</exception>
    public static ModelAssessment Assess(
        DataSet set, MicrographAnalyzer analyzer, IStructureModel model, int parallelism, Action<LabelledImage, AnalyzedMicrograph>? look = null, Action? done = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(analyzer);
        ArgumentNullException.ThrowIfNull(model);
        var images = set.Manifest.Images;
        Demand(set);
        var pictures = new AssessedPicture[images.Count];
        var results = new StructureResult?[images.Count];
        Parallel.For(0, images.Count, new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellation }, i =>
        {
            var image = images[i];
            try
            {
                using var run = analyzer.Analyze(InputFileLoader.Load(set.PathOf(image), image.File), AnalysisRequest.Default);
                results[i] = run.Analysis.Structure!;
                pictures[i] = AssessedPicture.Of(image.File, image.Group, image.Split == DataSetSplit.Test, image.Class, run.Analysis.Structure!);
                look?.Invoke(image, run);
            }
            catch (AnalysisException fault) when (fault is not (ModelInvalidException or InstallationIncompleteException))
            {
                pictures[i] = new AssessedPicture(image.File, image.Group, image.Split == DataSetSplit.Test, Labels.NameOf(image.Class)) { Standing = AnswerStanding.Failed, Error = fault.Message };
            }

            done?.Invoke();
        });
        int[] analysed = [.. Enumerable.Range(0, images.Count).Where(i => results[i] is not null)], judged = [.. analysed.Where(i => pictures[i].Probabilities.Count > 0)];
        var scores = Scoring.Of(
            analysed.Select(i => ((int)images[i].Class, results[i])), [.. judged.SelectMany(i => pictures[i].Probabilities)], [.. judged.Select(i => (int)images[i].Class)]);
        var manifest = DataSet.HashOf(set.ToJson());
        var memory = KnownPictures.Of((model as StructureModel)?.Card.Adaptation);
        if (memory is not null)
        {
            for (var i = 0; i < pictures.Length; i++) pictures[i] = pictures[i] with { Known = memory.With(images[i], set.Manifest.Name) };
        }

        AssessedPicture[] known = [.. analysed.Select(i => pictures[i])], fresh = [.. known.Where(p => p.Known == Acquaintance.None)];
        var knows = memory is not null && Array.Exists(pictures, p => p.Known != Acquaintance.None);
        return new ModelAssessment
        {
            DataSet = set.Manifest.Name,
            ManifestSha256 = manifest,
            Model = model.Identity,
            Caution = knows ? Caution(pictures, fresh) : memory is null ? Caution((StructureModel)model, set, manifest) : null,
            Scores = scores,
            Classes = [.. StructureCard.KnownLabels.Select(label => Class(label, known)).Where(c => c.Pictures > 0)],
            Answered = Answered(known),
            Right = Right(known),
            AnsweredOfNew = knows ? Answered(fresh) : null,
            RightOfNew = knows ? Right(fresh) : null,
            Pictures = pictures,
        };
    }

    /// <summary>Refuses a set on which nothing can be assessed.</summary>
    /// <exception cref="DataSetInvalidException">It is empty.</exception>
    public static void Demand(DataSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Manifest.Images.Count == 0) throw new DataSetInvalidException(set.Folder, ["It holds no picture."], "Label some with imageanalysis label or import.");
    }

    private static Proportion Answered(AssessedPicture[] pictures) => new(pictures.Count(p => p.Standing != AnswerStanding.Undecided), pictures.Length);

    private static Proportion Right(AssessedPicture[] pictures) => new(pictures.Count(p => p.Standing == AnswerStanding.Right), Answered(pictures).Hits);

    private static ClassAssessment Class(string label, AssessedPicture[] pictures)
    {
        AssessedPicture[] own = [.. pictures.Where(p => p.Label == label)], answered = [.. pictures.Where(p => p.Standing != AnswerStanding.Undecided)];
        var right = own.Count(p => p.Standing == AnswerStanding.Right);
        var undecided = own.Count(p => p.Standing == AnswerStanding.Undecided);
        return new ClassAssessment(
            label, own.Length, own.Select(p => p.Group).Distinct(StringComparer.Ordinal).Count(),
            new Proportion(right, answered.Count(p => p.Answer == label)), new Proportion(right, own.Length - undecided), new Proportion(undecided, own.Length));
    }

    /// <summary>What a model has learnt from, it is not to be judged by.</summary>
    private static string Caution(AssessedPicture[] pictures, AssessedPicture[] fresh)
    {
        int learnt = pictures.Count(p => p.Known == Acquaintance.Picture), specimens = pictures.Count(p => p.Known == Acquaintance.Specimen);
        var from = learnt == pictures.Length ? $"all of these {learnt} pictures" : learnt > 0 ? $"{learnt} of these {pictures.Length} pictures" : "";
        var beside = specimens == 0 ? "" : $"{(learnt > 0 ? ", and from " : "")}other pictures of the specimens of {(learnt > 0 ? $"{specimens} more" : $"{specimens} of these {pictures.Length}")}";
        var others = fresh.Length == 0
            ? "Its card.json states what it does on specimens that it had not seen."
            : $"Of the other {fresh.Length}: {Answered(fresh).Hits} answered, {Right(fresh).Hits} of those right.";
        return $"The model has learnt from {from}{beside}, so what is right there says little. {others}";
    }

    /// <summary>The same of a model whose card does not say which pictures it has learnt from.</summary>
    private static string? Caution(StructureModel model, DataSet set, string manifest)
    {
        var adaptation = model.Card.Adaptation!;
        if (adaptation.ManifestSha256 != manifest && adaptation.DataSet != set.Manifest.Name) return null;
        var what = adaptation.ManifestSha256 == manifest ? "this very set" : $"a set of this name, {adaptation.DataSet}, as it was then";
        return $"The model has learnt from {what}, so what is right here says little: its card.json states what it does on specimens that it had not seen. Only pictures with \"split\": \"test\" are new to it.";
    }
}
