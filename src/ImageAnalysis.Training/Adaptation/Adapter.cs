using System.Globalization;
using ImageAnalysis.Classify;
using ImageAnalysis.Quantities;
using ImageAnalysis.Segment;
using ImageAnalysis.Training.DataSets;
using ImageAnalysis.Training.Structure;

namespace ImageAnalysis.Training.Adaptation;

/// <summary>
/// Adapts the structure model to labelled pictures: what it learnt from thousands of rendered ones is kept, and a correction is learnt from the labels. All
/// figures are by cross-validation over groups, the strength of the correction chosen anew inside each part. The same set and model give the same two files.
/// </summary>
public static class Adapter
{
    private const int Parts = 5;

    /// <summary>Fewer specimens cannot show that a model is better: what chance does among them is not known.</summary>
    private const int LeastGroups = 6;

    /// <summary>A fall of the loss by less matters only where it makes names right.</summary>
    private const double LeastGain = 0.02;

    private static readonly double[] Fractions = [0.25, 0.5, 0.75, 1];

    /// <summary>Describes, cross-validates, fits and exports.</summary>
    /// <param name="set">The labelled pictures.</param>
    /// <param name="onnx">model.onnx of the model to be adapted.</param>
    /// <param name="card">Its card.json.</param>
    /// <param name="baseName">Its folder, for messages.</param>
    /// <param name="openings">The model of openings that looks at each picture first; absent: what it thinks is unknown.</param>
    /// <exception cref="DataSetInvalidException">There is too little to learn from, or a picture cannot be read.</exception>
    /// <exception cref="Findings.ModelInvalidException">The model cannot be used.</exception>
    public static Trained<StructureCard> Train(
        DataSet set, byte[] onnx, byte[] card, string baseName, OpeningsModel? openings, AdaptationRequest request, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(request);
        Demand(set);
        using var model = StructureModel.Load(onnx, card, baseName);
        var examples = LabelledExample.Describe(set, openings, request, (done, total) => progress?.Report(new TrainingProgress(TrainingStage.Rendering, done, total)), cancellation);
        LabelledExample[] training = [.. examples.Where(e => e.Image.Split == DataSetSplit.Training)], test = [.. examples.Where(e => e.Image.Split == DataSetSplit.Test)];
        LabelledExample[] described = [.. training.Where(e => e.Descriptors is not null)];
        if (described.Select(e => e.Label).Distinct().Count() < 2)
            throw Refusal(set, ["Pictures of fewer than two classes show enough structure to be told apart."]);

        var correction = new Correction(onnx, model, described);
        int[] all = [.. Enumerable.Range(0, described.Length)];
        var folds = GroupFolds.Of([.. described.Select(e => e.Image.Group)], [.. described.Select(e => e.Label)], Parts);
        var parts = folds.Max() + 1;
        var memory = KnownPictures.Of(model.Card.Adaptation);
        bool IsNew(LabelledExample example) => memory?.With(example.Image, set.Manifest.Name) == Acquaintance.None;
        int[] fresh = [.. all.Where(i => IsNew(described[i]))];

        // What the base has learnt it would seem to know: where enough others are left, no figure is of such pictures.
        var isApart = fresh.Length < all.Length && Specimens(described, fresh) >= LeastGroups;
        var judged = isApart ? fresh : all;
        LabelledExample[] scored = isApart ? [.. training.Where(IsNew)] : training;
        var (after, answers) = (new double[described.Length][], new StructureResult?[described.Length]);
        var (strengths, fits) = (new double[parts], new OffsetLogistic[parts]);
        for (var part = 0; part < parts; part++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new TrainingProgress(TrainingStage.Scoring, part, parts + 1));
            int[] inside = [.. all.Where(i => folds[i] != part)];
            strengths[part] = correction.Strength(inside);
            fits[part] = correction.Fit(inside, strengths[part]);
            foreach (var i in all.Where(i => folds[i] == part)) after[i] = correction.After(fits[part], i);
        }

        // The sets of a part are calibrated on what was held out of the others.
        var isCalibrated = judged.Length >= ConformalFit.LeastLabelled && Specimens(described, judged) >= LeastGroups;
        ConformalSets? Sets(IEnumerable<int> heldOut)
        {
            int[] held = isCalibrated ? [.. heldOut] : [];
            return isCalibrated
                ? new ConformalSets(model.Card.Conformal?.Coverage ?? 0, ConformalFit.Mass([.. held.Select(i => after[i])], [.. held.Select(i => described[i].Label)], model.Card.Conformal?.Coverage ?? 0))
                : model.Card.Conformal;
        }

        var held = 0;
        for (var part = 0; part < parts; part++)
        {
            cancellation.ThrowIfCancellationRequested();
            var sets = Sets(judged.Where(i => folds[i] != part));
            var (foldOnnx, foldCard) = correction.Build([.. all.Where(i => folds[i] != part)], fits[part], request.Name);
            using var fold = StructureModel.Load(foldOnnx, (foldCard with { Conformal = sets }).ToJson(), request.Name);
            foreach (var i in all.Where(i => folds[i] == part)) answers[i] = Scoring.Answer(described[i].Descriptors, fold);
            held += judged.Count(i => folds[i] == part && sets?.Of(after[i]).Contains(described[i].Label) == true);
        }

        var strength = correction.Strength(all);
        var final = correction.Build(all, correction.Fit(all, strength), request.Name);
        // One picture more than were seen may be the one that is missed.
        var conformal = Sets(judged) is { } promised ? promised with { Coverage = Rounded(held / (judged.Length + 1.0)) } : null;
        final = final with { Card = final.Card with { Conformal = conformal } };
        double[][] before = [.. all.Select(correction.Before)];
        var adaptation = new AdaptationCard
        {
            Base = model.Identity,
            DataSet = set.Manifest.Name,
            ManifestSha256 = DataSet.HashOf(set.ToJson()),
            Pictures = training.Length,
            Groups = training.Select(e => e.Image.Group).Distinct(StringComparer.Ordinal).Count(),
            KnownToBase = training.Length - scored.Length,
            Strength = strength,
            CalibrationPictures = isCalibrated ? judged.Length : null,
            Before = Scores(scored, described, judged, before, [.. described.Select(e => Scoring.Answer(e.Descriptors, model))]),
            After = Scores(scored, described, judged, after, answers),
            LossBefore = Rounded(judged.Average(i => Correction.Loss(before[i], described[i].Label))),
            LossAfter = Rounded(judged.Average(i => Correction.Loss(after[i], described[i].Label))),
            Learning = Learning(correction, described, judged, folds, strengths),
            IsBetter = false,
            Reason = "",
            MorePictures = "",
            Learnt = [.. training.Select(e => KnownPictures.Stated(e.Image, set.Manifest.Name)).Concat(model.Card.Adaptation?.Learnt ?? []).DistinctBy(p => (p.Sha256, p.Specimen)).OrderBy(p => p.Sha256, StringComparer.Ordinal)],
        };
        var (isBetter, reason) = judged.Length > fresh.Length
            ? (false, CannotSay(model.Card, memory is null ? null : training.Count(e => !IsNew(e)), training.Length))
            : Compare([.. judged.Select(i => described[i])], [.. judged.Select(i => before[i])], [.. judged.Select(i => after[i])], adaptation);
        adaptation = adaptation with { IsBetter = isBetter, Reason = reason, MorePictures = MorePictures(adaptation.Learning) };
        if (test.Length > 0)
        {
            using var built = StructureModel.Load(final.Onnx, final.Card.ToJson(), request.Name);
            adaptation = adaptation with { Test = Scoring.Of([.. test.Select(e => (e.Label, e.Descriptors))], built) };
        }

        progress?.Report(new TrainingProgress(TrainingStage.Scoring, parts + 1, parts + 1));
        var finished = final.Card with
        {
            Kind = $"{model.Card.Kind}; corrected by {described.Length.ToString(CultureInfo.InvariantCulture)} labelled pictures (logistic regression with an offset)",
            Scores = adaptation.After,
            Adaptation = adaptation,
        };
        return new Trained<StructureCard>(final.Onnx, finished.ToJson(), finished);
    }

    private static void Demand(DataSet set)
    {
        var faults = new List<string>();
        var training = set.Manifest.Images.Where(i => i.Split == DataSetSplit.Training).ToArray();
        var classes = training.GroupBy(i => i.Class).OrderBy(g => g.Key).ToArray();
        if (classes.Length < 2)
        {
            faults.Add(classes.Length == 0
                ? set.Manifest.Images.Count == 0 ? "It holds no picture." : "All its pictures are for tests (\"split\": \"test\"), and none is to be learnt from."
                : $"All its pictures are {Labels.NameOf(classes[0].Key)}; a model learns to tell one class from another.");
        }

        foreach (var of in classes.Where(g => g.Count() < AdaptationRequest.LeastPictures))
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Labels.NameOf(of.Key)} has {of.Count()}; at least {AdaptationRequest.LeastPictures} are needed, or none."));
        if (training.Length > 0 && training.Select(i => i.Group).Distinct(StringComparer.Ordinal).Count() < 2) faults.Add("All its pictures are of one group; what is learnt from one specimen can only be tried on another.");
        if (faults.Count > 0) throw Refusal(set, faults);
    }

    private static DataSetInvalidException Refusal(DataSet set, IReadOnlyList<string> faults) => new(set.Folder, faults, "Label more pictures, of further specimens, and train again. The model in use stays as it is.");

    private static int Specimens(LabelledExample[] described, int[] pictures) => pictures.Select(i => described[i].Image.Group).Distinct(StringComparer.Ordinal).Count();

    private static string CannotSay(StructureCard card, int? known, int all)
    {
        var from = known is { } n ? $"{n.ToString(CultureInfo.InvariantCulture)} of these {all.ToString(CultureInfo.InvariantCulture)} pictures or their specimens" : $"labelled pictures (set {card.Adaptation!.DataSet}), its card does not say which";
        return $"Whether it is better cannot be said: {card.Name} had itself learnt from {from}, and its figures are too good there. Adapt {card.Adaptation!.Base} to all labelled pictures instead.";
    }

    /// <summary>Pictures that the gates answer are scored too: that is what a user gets.</summary>
    private static ScoreCard Scores(LabelledExample[] scored, LabelledExample[] described, int[] judged, double[][] probabilities, StructureResult?[] answers) => Scoring.Of(
        [.. judged.Select(i => (described[i].Label, answers[i])), .. scored.Where(e => e.Descriptors is null).Select(e => (e.Label, (StructureResult?)null))],
        [.. judged.SelectMany(i => probabilities[i])], [.. judged.Select(i => described[i].Label)]);

    /// <summary>Better means: the loss falls by more than chance would have it, groups being the unit, and by as much as matters, and no fewer answers are right.</summary>
    private static (bool IsBetter, string Reason) Compare(LabelledExample[] described, double[][] before, double[][] after, AdaptationCard card)
    {
        var gains = described.Select((e, i) => Correction.Loss(before[i], e.Label) - Correction.Loss(after[i], e.Label)).ToArray();
        var groups = Enumerable.Range(0, gains.Length).GroupBy(i => described[i].Image.Group, StringComparer.Ordinal).Select(g => g.ToArray()).ToArray();
        var mean = gains.Average();

        // Jackknife over groups; Efron and Tibshirani 1993, eq. 11.5.
        var left = groups.Select(g => (gains.Sum() - g.Sum(i => gains[i])) / (gains.Length - g.Length)).ToArray();
        var error = Math.Sqrt((groups.Length - 1.0) / groups.Length * left.Sum(l => (l - left.Average()) * (l - left.Average())));
        var chance = Student.Quantile975(groups.Length - 1) * error;
        var (rightBefore, rightAfter) = (Right(card.Before), Right(card.After));
        var figures = string.Create(CultureInfo.InvariantCulture, $"{100 * rightAfter:0.0} % of all pictures get the right name where {100 * rightBefore:0.0} % did, and the loss {(mean < 0 ? "rises" : "falls")} by {Math.Abs(mean):0.000} ± {chance:0.000} (95 %)");
        if (groups.Length < LeastGroups)
            return (false, string.Create(CultureInfo.InvariantCulture, $"Not shown to be better than the model in use: {figures}, but {groups.Length} specimens are too few to tell that from chance; {LeastGroups} are the least."));
        if (rightAfter < rightBefore) return (false, $"Not better than the model in use: fewer names are right. {figures}.");
        if (mean <= chance) return (false, $"Not shown to be better than the model in use: {figures}, which chance may do.");
        if (rightAfter == rightBefore && mean < LeastGain) return (false, $"Not worth a change: {figures}, which is too little to matter.");
        return (true, $"Better than the model in use on these pictures: {figures}.");

        static double Right(ScoreCard scores) => scores.Answered * scores.Accuracy;
    }

    /// <summary>The same cross-validation with a part of the groups that each fold may learn from.</summary>
    private static LearningPoint[] Learning(Correction correction, LabelledExample[] described, int[] judged, int[] folds, double[] strengths)
    {
        return [.. Fractions.Select(Point)];

        LearningPoint Point(double fraction)
        {
            double right = 0, loss = 0, learnt = 0;
            for (var part = 0; part < strengths.Length; part++)
            {
                var groups = Enumerable.Range(0, described.Length).Where(i => folds[i] != part).GroupBy(i => described[i].Image.Group, StringComparer.Ordinal)
                    .OrderBy(g => DataSet.HashOf(System.Text.Encoding.UTF8.GetBytes(g.Key)), StringComparer.Ordinal).ToArray();
                int[] inside = [.. groups[..Math.Max(1, (int)Math.Round(fraction * groups.Length))].SelectMany(g => g)];
                var fit = correction.Fit(inside, strengths[part]);
                learnt += (double)inside.Length / strengths.Length;
                foreach (var i in judged.Where(i => folds[i] == part))
                {
                    var p = correction.After(fit, i);
                    if (Array.IndexOf(p, p.Max()) == described[i].Label) right++;
                    loss += Correction.Loss(p, described[i].Label);
                }
            }

            return new LearningPoint((int)Math.Round(learnt), Rounded(right / judged.Length), Rounded(loss / judged.Length));
        }
    }

    /// <summary>The loss falls about as a straight line over the logarithm of the number of pictures, which is laid through all points.</summary>
    private static string MorePictures(IReadOnlyList<LearningPoint> learning)
    {
        const int More = 50;
        const double Matters = 0.02;
        var (least, most) = (learning[0], learning[^1]);
        if (most.Pictures <= least.Pictures) return "Too few groups to say what more pictures would bring.";
        double[] x = [.. learning.Select(p => Math.Log(p.Pictures))], y = [.. learning.Select(p => p.Loss)];
        var (intercept, slope) = MathNet.Numerics.Fit.Line(x, y);
        var reached = Math.Max(0, intercept + (slope * Math.Log(most.Pictures + More)));
        var gain = intercept + (slope * Math.Log(most.Pictures)) - reached;
        var falls = string.Create(CultureInfo.InvariantCulture, $"From {least.Pictures} to {most.Pictures} pictures the loss went from {least.Loss:0.000} to {most.Loss:0.000}");
        return gain > Matters
            ? string.Create(CultureInfo.InvariantCulture, $"{falls}; {More} more would bring it to about {Math.Max(0, most.Loss - gain):0.000}.")
            : $"{falls}; more pictures of the same kind would hardly help, other specimens may.";
    }

    private static double Rounded(double value) => Math.Round(value, 4);
}
