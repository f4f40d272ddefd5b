using System.Globalization;
using ImageAnalysis.Findings;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Classify;

/// <summary>Names the visible pattern of a segmented field, or says why it has none of the three names.</summary>
public static class StructureClassifier
{
    private const int ReasonCount = 3;

    /// <summary>Share of solid in components inside the frame from which particles count as isolated, and how convex these must be.</summary>
    private const double IsolatedShare = 0.7, IsolatedSolidity = 0.8;

    /// <summary>Names the structure.</summary>
    /// <param name="image">The segmented field; borrowed.</param>
    /// <param name="model">The model; borrowed.</param>
    /// <exception cref="ModelInvalidException">The model does not run.</exception>
    public static StructureResult Classify(SegmentedImage image, StructureModel model) => Classify(FrameDescription.Of(image), model);

    /// <summary>Names the structure of a field that is described already.</summary>
    /// <param name="description">The field in numbers.</param>
    /// <param name="model">The model; borrowed.</param>
    /// <exception cref="ModelInvalidException">The model does not run.</exception>
    public static StructureResult Classify(FrameDescription description, StructureModel model)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(model);
        return description.Refusal is { } refusal
            ? new StructureResult(StructureClass.None, null, null, false, [], [], model.Identity, [refusal])
            : Classify(description.Descriptors!, model);
    }

    /// <summary>Descriptors of an image that passes the gates, else null: what the model is trained on.</summary>
    public static IReadOnlyList<double>? Describe(SegmentedImage image)
    {
        var description = FrameDescription.Of(image);
        return description.Refusal is null ? description.Descriptors : null;
    }

    /// <summary>Names the structure from descriptors, as <see cref="Describe"/> gives them.</summary>
    public static StructureResult Classify(IReadOnlyList<double> descriptors, StructureModel model)
    {
        ArgumentNullException.ThrowIfNull(descriptors);
        ArgumentNullException.ThrowIfNull(model);
        double[] values = [.. descriptors];
        var card = model.Card;
        double[] p = [.. model.Probabilities([.. values.Select(v => (float)v)]).Select(v => (double)v)];
        var novelty = model.Novelty(values);
        var named = StructureDescriptors.Names.Select((name, i) => new Descriptor(name, values[i])).ToArray();
        return Decide(p, card.Decision, card.Conformal, novelty > card.Novelty.Threshold ? Unfamiliar(novelty, card) : null, named, answer => Reasons(values, answer, model), model.Identity);
    }

    /// <summary>From probabilities to an answer.</summary>
    /// <param name="p">Of the four classes, in their order.</param>
    /// <param name="rule">When an answer is given.</param>
    /// <param name="sets">Which classes are possible at all; absent where that was not calibrated.</param>
    /// <param name="unfamiliar">Says that the picture is like none that the model knows; absent where it is.</param>
    /// <param name="descriptors">All descriptors, or none.</param>
    /// <param name="reasons">What spoke most for a class.</param>
    /// <param name="identity">Of the model.</param>
    internal static StructureResult Decide(
        double[] p, DecisionRule rule, ConformalSets? sets, Finding? unfamiliar, IReadOnlyList<Descriptor> descriptors, Func<int, IReadOnlyList<string>> reasons, string identity)
    {
        double none = p[3], sum = Math.Max(1e-12, 1 - none);
        var three = new StructureProbabilities(p[0] / sum, p[1] / sum, p[2] / sum);
        int[] order = [0, 1, 2];
        Array.Sort(order, (a, b) => p[a] != p[b] ? p[b].CompareTo(p[a]) : a.CompareTo(b));
        var (best, second) = (order[0], order[1]);
        var possible = sets?.Of(p);
        var isAmbiguous = possible is { Length: > 1 } || (possible is null && none < rule.NoneProbability && (p[best] - p[second]) / sum < rule.AmbiguousMargin);
        var isNone = possible is null ? none >= rule.NoneProbability : possible[0] == 3;
        if (unfamiliar is not null || (isNone && !isAmbiguous))
            return new StructureResult(StructureClass.None, null, three, false, descriptors, reasons(3), identity, [unfamiliar ?? NoneFinding(none, isOfDescriptors: descriptors.Count > 0)]) { NoneProbability = none };

        var answer = isNone ? 3 : best;
        var structure = (StructureClass)answer;
        var findings = new List<Finding>();
        if (isAmbiguous)
        {
            int[] left = possible ?? [best, second];
            string[] named = [.. left.Select(c => string.Create(CultureInfo.InvariantCulture, $"{Named(c)} ({p[c]:P0})"))];
            findings.Add(new Finding(AmbiguousStructure.Code(StructureCard.KnownLabels[left[0]], StructureCard.KnownLabels[left[1]]), Severity.Limit,
                $"It may be {string.Join(", ", named[..^1])} or {named[^1]}.",
                sets is null ? "The picture has traits of both." : string.Create(CultureInfo.InvariantCulture, $"In {sets.Coverage:P1} of the calibration pictures the true name was among those that are left so."),
                "Judge by eye, or take further pictures of the specimen."));
        }

        if (structure == StructureClass.SphericalParticle && !isAmbiguous && descriptors.Count > 0 && IsIsolated([.. descriptors.Select(d => d.Value)])) findings.AddRange(IsolatedFindings());
        return new StructureResult(structure, isNone ? null : p[best], three, isAmbiguous, descriptors, reasons(answer), identity, findings) { NoneProbability = none };
    }

    private static string Named(int label) => label == 3 ? "none of the three structures" : StructureCard.KnownLabels[label];

    private static bool IsIsolated(double[] values) =>
        Value(values, "solid-enclosed") >= IsolatedShare && Value(values, "solid-solidity") >= IsolatedSolidity && Value(values, "solid-largest") < 0.5;

    private static double Value(double[] values, string name) => values[Index[name]];

    private static readonly Dictionary<string, int> Index =
        StructureDescriptors.Names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);

    private static IEnumerable<Finding> IsolatedFindings() =>
    [
        new("isolated-particles", Severity.Warning, "The particles lie apart and form no network.",
            "Structure criteria of membranes speak of networks and are not judged on this picture.", "Use the particle results."),
        new("not-a-porosity", Severity.Warning, "The ground between the particles counts as void, so the void fraction is 1 less the coverage.",
            "It is no porosity of a porous body.", "Do not use the porosity of this picture."),
    ];

    private static Finding NoneFinding(double none, bool isOfDescriptors) => new("structure-none", Severity.Note,
        string.Create(CultureInfo.InvariantCulture, $"The picture looks like none of the three structures (probability of none {none:P0})."),
        isOfDescriptors ? "It resembles the fibres, lattices, grains, cracks and other patterns that the model was shown as none." : "What the model was shown as none its trainer knows.", "Judge by eye if that is a surprise.");

    private static Finding Unfamiliar(double novelty, StructureCard card) => new("structure-unfamiliar", Severity.Note,
        string.Create(CultureInfo.InvariantCulture,
            $"The picture is unlike those the model was trained on (distance {novelty:F0}, limit {card.Novelty.Threshold:F0}), so it gets none of the three names."),
        "Probabilities mean nothing far from what was trained on.", "Judge by eye; train with such pictures if they are frequent.");

    /// <summary>The descriptors whose replacement by the median costs the answer most of its log-probability.</summary>
    private static string[] Reasons(double[] values, int answer, StructureModel model)
    {
        var count = values.Length;
        var rows = new float[(count + 1) * count];
        for (var row = 0; row <= count; row++)
        {
            for (var i = 0; i < count; i++)
                rows[(row * count) + i] = (float)(i == row ? model.Card.Descriptors[i].Median : values[i]);
        }

        var p = model.Probabilities(rows);
        double LogOdds(int row) => Math.Log(Math.Clamp(p[(row * 4) + answer], 1e-9, 1)) - Math.Log(Math.Clamp(1 - p[(row * 4) + answer], 1e-9, 1));
        var whole = LogOdds(count);
        return
        [
            .. Enumerable.Range(0, count).Select(i => (Drop: whole - LogOdds(i), i)).OrderByDescending(d => d.Drop).ThenBy(d => d.i)
                .Take(ReasonCount).Select(d => StructureDescriptors.Names[d.i]),
        ];
    }
}
