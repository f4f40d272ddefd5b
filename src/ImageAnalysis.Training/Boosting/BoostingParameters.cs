using System.ComponentModel.DataAnnotations;

namespace ImageAnalysis.Training.Boosting;

/// <summary>
/// How trees are grown. Names in brackets are XGBoost's ("XGBoost Parameters", release 1.7). Always with <c>hist</c> and one
/// thread: the sums of gradients are then taken in one order, so the same table gives the same trees.
/// </summary>
public sealed record BoostingParameters
{
    /// <summary>Rounds of boosting; each adds one tree per class. <value>200</value></summary>
    [Range(1, 10_000)]
    public int Rounds { get; init; } = 200;

    /// <summary>Greatest number of splits on the way to a leaf (max_depth). <value>4</value></summary>
    [Range(1, 16)]
    public int Depth { get; init; } = 4;

    /// <summary>Share of a tree's correction that is applied (eta). <value>0.1</value></summary>
    [Range(1e-4, 1.0)]
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Least sum of second derivatives in a leaf (min_child_weight). <value>1</value></summary>
    [Range(0.0, 1e6)]
    public double LeafWeight { get; init; } = 1;

    /// <summary>Least decrease of the loss for a split (gamma). <value>0</value></summary>
    [Range(0.0, 1e6)]
    public double SplitGain { get; init; }

    /// <summary>L2 penalty on the value of a leaf (lambda). <value>1</value></summary>
    [Range(0.0, 1e6)]
    public double Penalty { get; init; } = 1;

    /// <summary>Share of the rows drawn for a round (subsample). <value>0.8</value></summary>
    [Range(0.05, 1.0)]
    public double RowShare { get; init; } = 0.8;

    /// <summary>Share of the features drawn for a tree (colsample_bytree). <value>0.8</value></summary>
    [Range(0.05, 1.0)]
    public double FeatureShare { get; init; } = 0.8;

    /// <summary>Bins of a feature's histogram (max_bin). <value>256</value></summary>
    [Range(2, 65_536)]
    public int Bins { get; init; } = 256;

    /// <summary>Seed of the drawing of rows and features. <value>1</value></summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; } = 1;

    /// <exception cref="ArgumentException">Names every value out of range.</exception>
    internal void Validate()
    {
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateObject(this, new ValidationContext(this), faults, validateAllProperties: true))
            throw new ArgumentException(string.Join(" ", faults.Select(fault => fault.ErrorMessage)));
    }
}
