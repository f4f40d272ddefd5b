using System.Globalization;
using static ImageAnalysis.Training.Boosting.NativeXGBoost;

namespace ImageAnalysis.Training.Boosting;

/// <summary>
/// A sum of regression trees per class, turned into probabilities by softmax (T. Chen and C. Guestrin, "XGBoost: A Scalable Tree
/// Boosting System", KDD 2016). For training and its checks; the pipeline runs the exported ONNX file instead.
/// </summary>
public sealed unsafe class BoostedTrees : IDisposable
{
    private readonly BoosterHandle _booster;

    private BoostedTrees(BoosterHandle booster) => _booster = booster;

    /// <summary>Grows the trees; the same table and parameters give the same bytes of <see cref="ToJson"/>.</summary>
    /// <param name="table">The examples.</param>
    /// <param name="parameters">How trees are grown.</param>
    /// <param name="finished">Told the number of finished rounds after each.</param>
    /// <param name="cancellation">Looked at between rounds.</param>
    /// <exception cref="ArgumentException">A parameter is out of range; all are named.</exception>
    /// <exception cref="BoostingFailedException">XGBoost refused the table.</exception>
    /// <exception cref="Findings.InstallationIncompleteException">XGBoost is not installed.</exception>
    public static BoostedTrees Train(
        LabelledTable table, BoostingParameters parameters, IProgress<int>? finished = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(parameters);
        parameters.Validate();
        using var matrix = Matrix(table.Features);
        SetRowInfo(matrix, "label", [.. table.Labels.Select(label => (float)label)]);
        if (table.Weights is { } weights) SetRowInfo(matrix, "weight", weights);
        var trees = new BoostedTrees(NewBooster());
        try
        {
            foreach (var (name, value) in Settings(parameters, table))
                Check(XGBoosterSetParam(trees._booster, name, value));
            for (var round = 0; round < parameters.Rounds; round++)
            {
                cancellation.ThrowIfCancellationRequested();
                Check(XGBoosterUpdateOneIter(trees._booster, round, matrix));
                finished?.Report(round + 1);
            }

            return trees;
        }
        catch
        {
            trees.Dispose();
            throw;
        }
    }

    /// <exception cref="BoostingFailedException">The bytes are no model that XGBoost reads.</exception>
    /// <exception cref="Findings.InstallationIncompleteException">XGBoost is not installed.</exception>
    public static BoostedTrees FromJson(ReadOnlySpan<byte> json)
    {
        var trees = new BoostedTrees(NewBooster());
        try
        {
            Check(XGBoosterSetParam(trees._booster, "nthread", "1"));
            fixed (byte* bytes = json) Check(XGBoosterLoadModelFromBuffer(trees._booster, bytes, (ulong)json.Length));
            return trees;
        }
        catch
        {
            trees.Dispose();
            throw;
        }
    }

    /// <summary>XGBoost's own JSON ("Introduction to Model IO", release 1.7).</summary>
    public byte[] ToJson()
    {
        ulong length;
        byte* bytes;
        Check(XGBoosterSaveModelToBuffer(_booster, """{"format":"json"}""", &length, &bytes));
        return new ReadOnlySpan<byte>(bytes, checked((int)length)).ToArray();
    }

    /// <summary>Row-major, one column per class; each row sums to one.</summary>
    public float[] Probabilities(FeatureTable features) => Predict(features, 0);

    /// <summary>The sums of trees before softmax; row-major, one column per class.</summary>
    public float[] Margins(FeatureTable features) => Predict(features, 1);

    public void Dispose() => _booster.Dispose();

    private float[] Predict(FeatureTable features, int type)
    {
        ArgumentNullException.ThrowIfNull(features);
        using var matrix = Matrix(features);
        var config = $$"""{"type":{{type}},"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":true}""";
        ulong* shape;
        ulong dimensions;
        float* values;
        Check(XGBoosterPredictFromDMatrix(_booster, matrix, config, &shape, &dimensions, &values));
        ulong count = 1;
        for (ulong axis = 0; axis < dimensions; axis++) count *= shape[axis];
        return new ReadOnlySpan<float>(values, checked((int)count)).ToArray();
    }

    private static IEnumerable<(string Name, string Value)> Settings(BoostingParameters parameters, LabelledTable table)
    {
        string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
        return
        [
            ("booster", "gbtree"), ("objective", "multi:softprob"), ("tree_method", "hist"), ("nthread", "1"), ("verbosity", "0"),
            ("base_score", "0.5"), ("num_class", Text(table.Classes)),
            // Else taken from the matrices given when the booster is made, and there are none.
            ("num_feature", Text(table.Features.Features)), ("seed", Text(parameters.Seed)),
            ("max_depth", Text(parameters.Depth)), ("eta", Text(parameters.LearningRate)),
            ("min_child_weight", Text(parameters.LeafWeight)), ("gamma", Text(parameters.SplitGain)),
            ("lambda", Text(parameters.Penalty)), ("subsample", Text(parameters.RowShare)),
            ("colsample_bytree", Text(parameters.FeatureShare)), ("max_bin", Text(parameters.Bins)),
        ];
    }

    private static BoosterHandle NewBooster()
    {
        Require();
        Check(XGBoosterCreate(null, 0, out var booster));
        return booster;
    }

    private static MatrixHandle Matrix(FeatureTable features)
    {
        Require();
        MatrixHandle matrix;
        fixed (float* values = features.Values)
        {
            Check(XGDMatrixCreateFromMat(values, (ulong)features.Rows, (ulong)features.Features, float.NaN, out matrix));
        }

        return matrix;
    }

    private static void SetRowInfo(MatrixHandle matrix, string field, float[] values)
    {
        fixed (float* first = values) Check(XGDMatrixSetFloatInfo(matrix, field, first, (ulong)values.Length));
    }
}
