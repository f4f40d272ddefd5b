namespace ImageAnalysis.Training.Boosting;

/// <summary>Rows of features, row-major; NaN where a feature is missing. The values stay the caller's.</summary>
public sealed record FeatureTable
{
    public FeatureTable(float[] values, int features)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (values.Length == 0 || values.Length % features != 0)
            throw new ArgumentException($"{values.Length} values are not whole rows of {features} features, at least one.", nameof(values));
        var infinite = Array.FindIndex(values, float.IsInfinity);
        if (infinite >= 0)
            throw new ArgumentException($"Row {infinite / features}, feature {infinite % features} is infinite.", nameof(values));
        (Values, Features) = (values, features);
    }

    public float[] Values { get; }

    public int Features { get; }

    public int Rows => Values.Length / Features;
}

/// <summary>Rows whose class is known.</summary>
public sealed record LabelledTable
{
    /// <param name="features">A row per example.</param>
    /// <param name="labels">The class of each row, 0 to <paramref name="classes"/> - 1.</param>
    /// <param name="classes">The number of classes, 2 or more; some may have no row.</param>
    /// <param name="weights">What each row counts, positive; null where every row counts one.</param>
    public LabelledTable(FeatureTable features, int[] labels, int classes, float[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (labels.Length != features.Rows)
            throw new ArgumentException($"{features.Rows} rows have {labels.Length} labels.", nameof(labels));
        var stray = Array.FindIndex(labels, label => label < 0 || label >= classes);
        if (stray >= 0)
            throw new ArgumentException($"The label of row {stray} is {labels[stray]}; it is 0 to {classes - 1}.", nameof(labels));
        if (weights is not null && weights.Length != labels.Length)
            throw new ArgumentException($"{labels.Length} rows have {weights.Length} weights.", nameof(weights));
        if (weights is not null && !Array.TrueForAll(weights, weight => weight > 0 && float.IsFinite(weight)))
            throw new ArgumentException("A weight is not a positive number.", nameof(weights));
        (Features, Labels, Classes, Weights) = (features, labels, classes, weights);
    }

    public FeatureTable Features { get; }

    public int[] Labels { get; }

    public int Classes { get; }

    public float[]? Weights { get; }
}
