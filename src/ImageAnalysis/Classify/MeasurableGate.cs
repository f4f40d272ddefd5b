using System.Globalization;
using ImageAnalysis.Findings;
using ImageAnalysis.Segment;

namespace ImageAnalysis.Classify;

/// <summary>Whether a frame shows pores or particles that can be measured.</summary>
/// <param name="Measurable">The answer.</param>
/// <param name="Probability">Probability that it cannot be measured, among the pictures that the model was trained on.</param>
/// <param name="Evidence">What spoke against it in words, strongest first; empty where nothing does.</param>
public sealed record MeasurableVerdict(bool Measurable, double Probability, IReadOnlyList<string> Evidence)
{
    /// <summary>Code of the finding that leaves all numbers of void and solid empty.</summary>
    public const string NotMeasurable = "not-measurable";

    /// <summary>The finding of a frame that is refused.</summary>
    public Finding Refusal() => new(NotMeasurable, Severity.Limit, What(),
        "Numbers of pores or particles would mean nothing there: the frame resembles fibres, stripes, writing, noise or a dense surface.",
        "Use a frame that shows the structure. If this one does, say so with segment.measurable always.");

    /// <summary>The finding of a frame that is measured because the user said so.</summary>
    public Finding Doubt() => new("measured-as-told", Severity.Warning, What(),
        "segment.measurable is always, so it was measured all the same.", "Look at the overlay: do the boundaries follow pores or particles?");

    private string What()
    {
        var evidence = Evidence.Count == 0 ? "" : $": {string.Join("; ", Evidence)}";
        return string.Create(CultureInfo.InvariantCulture, $"The frame does not look like pores or particles (probability {Probability:P0}){evidence}.");
    }
}

/// <summary>Asks the model whether a described frame can be measured.</summary>
public static class MeasurableGate
{
    private const int MostEvidence = 2;

    /// <summary>Squares of one period: a frame that holds less than one shows a change of brightness or a part of one object.</summary>
    private const double LeastPeriods = 1;

    private const string TooCoarse = "dark and bright make less than one period of structure in it, as where brightness changes across the frame or one object fills it";

    /// <summary>Inputs by what they speak of. Those of no kind speak of shapes.</summary>
    private static readonly (string Words, string[] Prefixes)[] Kinds =
    [
        ("its edges run straight or along one direction, as of fibres, stripes or writing",
            ["edge-course", "edge-straight", "direction-", "chord-anisotropy", "chord-fourfold"]),
        ("its rows or columns differ, as in stripes or writing", ["rows-apart", "columns-apart"]),
        ("its grey values run evenly from dark to bright, as on a rough or flat surface",
            ["phase-separability", "phase-steepness", "separability", "steepness", "gradient", "boundary-gradient", "even-phases", "edge-cover", "area-", "boundary-low", "boundary-high", "euler-"]),
        ("its dark and bright parts are no larger or stronger than the grain of the noise",
            ["phase-contrast-to-noise", "phase-saturated", "chord-resolution", "boundary-kept", "grey-kept", "spectrum-"]),
        ("it holds too few or too uneven structures", ["period-count", "patchiness"]),
        ("its shapes are not those of pores or particles", [""]),
    ];

    private static readonly int[] KindOf = [.. MeasurableCard.KnownInputs.Select(name => Array.FindIndex(Kinds, k => Array.Exists(k.Prefixes, p => name.StartsWith(p, StringComparison.Ordinal))))];

    /// <summary>The answer; absent where the frame cannot be described or shows no contrast, so that the segmentation's own judgement stands.</summary>
    /// <param name="description">The frame in numbers.</param>
    /// <param name="doubt">What its grey values alone say: where no boundary stands out, less is enough to refuse it; where there is no contrast, looks have no say.</param>
    /// <param name="model">The model; borrowed.</param>
    /// <exception cref="ModelInvalidException">The model does not run.</exception>
    public static MeasurableVerdict? Judge(FrameDescription description, PhaseDoubt doubt, MeasurableModel model)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(model);
        if (doubt == PhaseDoubt.Contrast) return null;
        if (description.Periods is > 0 and < LeastPeriods) return new MeasurableVerdict(false, 1, [TooCoarse]);
        if (description.Descriptors is null || description.Measures is null) return null;
        float[] values = [.. description.Descriptors.Concat(description.Measures).Select(v => (float)v)];
        var probability = model.NotMeasurable(values)[0];
        var measurable = probability < (doubt == PhaseDoubt.Steepness ? model.Card.ThresholdInDoubt : model.Card.Threshold);
        return new MeasurableVerdict(measurable, probability, measurable ? [] : Evidence(values, probability, model));
    }

    /// <summary>The kinds of input whose replacement by the medians of measurable pictures lowers the log odds of the refusal most.</summary>
    private static string[] Evidence(float[] values, double probability, MeasurableModel model)
    {
        var rows = new float[Kinds.Length * values.Length];
        for (var kind = 0; kind < Kinds.Length; kind++)
        {
            for (var i = 0; i < values.Length; i++)
                rows[(kind * values.Length) + i] = KindOf[i] == kind ? (float)model.Card.Inputs[i].Median : values[i];
        }

        var replaced = model.NotMeasurable(rows);
        return
        [
            .. Enumerable.Range(0, Kinds.Length).Select(kind => (Drop: LogOdds(probability) - LogOdds(replaced[kind]), kind))
                .Where(d => d.Drop > 0).OrderByDescending(d => d.Drop).ThenBy(d => d.kind).Take(MostEvidence).Select(d => Kinds[d.kind].Words),
        ];
    }

    private static double LogOdds(double p) => Math.Log(Math.Clamp(p, 1e-6, 1 - 1e-6) / (1 - Math.Clamp(p, 1e-6, 1 - 1e-6)));
}
