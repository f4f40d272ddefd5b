using ImageAnalysis.Training.Boosting;

namespace ImageAnalysis.Training.Tests.Boosting;

/// <summary>Seeded tables: five features, of which three matter, some missing, and classes that no single split tells apart.</summary>
internal static class Examples
{
    public const int Features = 5;

    public static readonly BoostingParameters Few = new() { Rounds = 20, Depth = 4, LearningRate = 0.3, Seed = 11 };

    public static FeatureTable Rows(int rows, int seed, double missing = 0.15)
    {
        var random = new Random(seed);
        var values = new float[rows * Features];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextDouble() < missing ? float.NaN : (float)(random.NextDouble() * 4 - 2);
        return new FeatureTable(values, Features);
    }

    public static LabelledTable Labelled(int rows, int classes, int seed)
    {
        var table = Rows(rows, seed);
        var labels = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            var x = table.Values.AsSpan(row * Features, Features);
            labels[row] = float.IsNaN(x[2]) ? 0 : (x[0] * x[0] + x[1] > 1 ? 1 : x[3] > 0.5f ? 2 : 0) % classes;
        }

        return new LabelledTable(table, labels, classes);
    }
}
