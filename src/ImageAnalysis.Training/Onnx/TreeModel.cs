using System.Globalization;
using System.Text.Json;

namespace ImageAnalysis.Training.Onnx;

/// <summary>
/// A node of a tree. A row goes to <see cref="Below"/> where its feature is less than <see cref="Value"/>; in a leaf the value is
/// what the tree adds to the margin of its class.
/// </summary>
internal readonly record struct TreeNode(
    long Tree, long Id, long Class, bool IsLeaf, long Feature, float Value, long Below, long Above, bool MissingIsBelow);

/// <summary>
/// The trees in XGBoost's JSON ("Introduction to Model IO", release 1.7): parallel arrays per tree, child -1 at a leaf, whose value
/// stands in <c>split_conditions</c>; <c>tree_info</c> holds the class of each tree.
/// </summary>
internal sealed record TreeModel(int Features, int Classes, float BaseScore, IReadOnlyList<TreeNode> Nodes)
{
    public IEnumerable<TreeNode> Leaves => Nodes.Where(node => node.IsLeaf);

    /// <exception cref="InvalidDataException">No such model, or one that is not a numeric multi:softprob ensemble.</exception>
    public static TreeModel Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement.GetProperty("learner"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException
            or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"The bytes are no XGBoost model in JSON: {e.Message}", e);
        }
    }

    private static TreeModel Read(JsonElement learner)
    {
        var objective = learner.GetProperty("objective").GetProperty("name").GetString();
        var booster = learner.GetProperty("gradient_booster");
        var kind = booster.GetProperty("name").GetString();
        if (objective != "multi:softprob" || kind != "gbtree")
            throw new InvalidDataException($"The model is {kind} with {objective}; only gbtree with multi:softprob is exported.");
        var parameters = learner.GetProperty("learner_model_param");
        var model = booster.GetProperty("model");
        var classOfTree = Longs(model.GetProperty("tree_info"));
        var nodes = model.GetProperty("trees").EnumerateArray()
            .SelectMany((tree, index) => ReadTree(tree, index, classOfTree[index])).ToArray();
        return new TreeModel(
            (int)Number(parameters, "num_feature"), (int)Number(parameters, "num_class"), Number(parameters, "base_score"), nodes);
    }

    private static TreeNode[] ReadTree(JsonElement tree, int index, long treeClass)
    {
        if (tree.TryGetProperty("split_type", out var types) && Longs(types).Any(type => type != 0))
            throw new InvalidDataException($"Tree {index} splits by category; only splits by number are exported.");
        var below = Longs(tree.GetProperty("left_children"));
        var above = Longs(tree.GetProperty("right_children"));
        var features = Longs(tree.GetProperty("split_indices"));
        var missingBelow = Longs(tree.GetProperty("default_left"));
        float[] values = [.. tree.GetProperty("split_conditions").EnumerateArray().Select(value => value.GetSingle())];
        var nodes = new TreeNode[below.Length];
        for (var id = 0; id < nodes.Length; id++)
        {
            nodes[id] = below[id] < 0
                ? new TreeNode(index, id, treeClass, true, 0, values[id], 0, 0, false)
                : new TreeNode(index, id, treeClass, false, features[id], values[id], below[id], above[id], missingBelow[id] != 0);
        }

        return nodes;
    }

    private static float Number(JsonElement parameters, string name) =>
        float.Parse(parameters.GetProperty(name).GetString() ?? "", NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Booleans too: releases differ in how they write <c>default_left</c>.</summary>
    private static long[] Longs(JsonElement array) =>
    [
        .. array.EnumerateArray().Select(value => value.ValueKind switch
        {
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            _ => value.GetInt64(),
        }),
    ];
}
