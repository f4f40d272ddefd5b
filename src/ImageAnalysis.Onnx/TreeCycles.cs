using System.Text;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>
/// Refuses tree ensembles (ai.onnx.ml 1 to 3) whose nodes form a cycle. ONNX Runtime 1.30 accepts them, since some exporters let
/// branches share a child, and then a run never ends: one damaged byte in a child's number is enough.
/// </summary>
internal static class TreeCycles
{
    private const int ModelGraph = 7;
    private const int GraphNode = 1;
    private const int NodeOperation = 4;
    private const int NodeAttribute = 5;
    private const int AttributeName = 1;
    private const int AttributeInts = 8;
    private const int AttributeStrings = 9;

    /// <exception cref="OnnxRuntimeException">A cycle was found. Bytes that are no model are left to ONNX Runtime to refuse.</exception>
    public static void Refuse(ReadOnlySpan<byte> model)
    {
        var fields = new ProtobufReader(model);
        while (fields.Next())
        {
            if (fields.Field != ModelGraph) continue;
            var graph = new ProtobufReader(fields.Bytes);
            while (graph.Next())
            {
                if (graph.Field == GraphNode) RefuseNode(graph.Bytes);
            }
        }
    }

    private static void RefuseNode(ReadOnlySpan<byte> node)
    {
        var operation = "";
        List<long> trees = [], ids = [], below = [], above = [];
        List<bool> leaves = [];
        var fields = new ProtobufReader(node);
        while (fields.Next())
        {
            if (fields.Field == NodeOperation) operation = Encoding.UTF8.GetString(fields.Bytes);
            if (fields.Field != NodeAttribute) continue;
            switch (NameOf(fields.Bytes))
            {
                case "nodes_treeids": trees = Ints(fields.Bytes); break;
                case "nodes_nodeids": ids = Ints(fields.Bytes); break;
                case "nodes_truenodeids": below = Ints(fields.Bytes); break;
                case "nodes_falsenodeids": above = Ints(fields.Bytes); break;
                case "nodes_modes": leaves = AreLeaves(fields.Bytes); break;
            }
        }

        var count = ids.Count;
        var whole = trees.Count == count && below.Count == count && above.Count == count && leaves.Count == count;
        if (operation is not ("TreeEnsembleClassifier" or "TreeEnsembleRegressor") || !whole) return;
        if (HasCycle(trees, ids, below, above, leaves))
            throw new OnnxRuntimeException(ErrorCode.InvalidGraph, $"The nodes of a {operation} form a cycle; a run would never end.");
    }

    /// <summary>Nodes that no remaining branch leads to are taken away until none is left, or only a cycle is (A. Kahn, CACM 5, 1962).</summary>
    private static bool HasCycle(List<long> trees, List<long> ids, List<long> below, List<long> above, List<bool> leaves)
    {
        // ONNX Runtime keeps these numbers as 32-bit integers.
        static (int, int) Key(long tree, long id) => (unchecked((int)tree), unchecked((int)id));
        var place = new Dictionary<(int Tree, int Id), int>(ids.Count);
        for (var i = 0; i < ids.Count; i++) place.TryAdd(Key(trees[i], ids[i]), i);

        IEnumerable<int> ChildBranches(int node)
        {
            if (leaves[node]) yield break;
            if (place.TryGetValue(Key(trees[node], below[node]), out var child) && !leaves[child]) yield return child;
            if (place.TryGetValue(Key(trees[node], above[node]), out child) && !leaves[child]) yield return child;
        }

        var parents = new int[ids.Count];
        for (var i = 0; i < parents.Length; i++)
        {
            foreach (var child in ChildBranches(i)) parents[child]++;
        }

        var free = new Stack<int>(Enumerable.Range(0, parents.Length).Where(i => parents[i] == 0));
        var taken = 0;
        for (; free.TryPop(out var node); taken++)
        {
            foreach (var child in ChildBranches(node))
            {
                if (--parents[child] == 0) free.Push(child);
            }
        }

        return taken < parents.Length;
    }

    private static string NameOf(ReadOnlySpan<byte> attribute)
    {
        var fields = new ProtobufReader(attribute);
        while (fields.Next())
        {
            if (fields.Field == AttributeName) return Encoding.UTF8.GetString(fields.Bytes);
        }

        return "";
    }

    /// <summary>One number to a field, or many packed into one: both are valid.</summary>
    private static List<long> Ints(ReadOnlySpan<byte> attribute)
    {
        var ints = new List<long>();
        var fields = new ProtobufReader(attribute);
        while (fields.Next())
        {
            if (fields.Field != AttributeInts) continue;
            if (fields.IsVarint) ints.Add((long)fields.Number);
            for (var packed = fields.Bytes; ProtobufReader.Varint(ref packed, out var value);) ints.Add((long)value);
        }

        return ints;
    }

    private static List<bool> AreLeaves(ReadOnlySpan<byte> attribute)
    {
        var leaves = new List<bool>();
        var fields = new ProtobufReader(attribute);
        while (fields.Next())
        {
            if (fields.Field == AttributeStrings) leaves.Add(fields.Bytes.SequenceEqual("LEAF"u8));
        }

        return leaves;
    }

    /// <summary>Field after field of a protobuf message; it ends at the first that is malformed.</summary>
    private ref struct ProtobufReader(ReadOnlySpan<byte> message)
    {
        private ReadOnlySpan<byte> _rest = message;

        public int Field { get; private set; }

        public bool IsVarint { get; private set; }

        /// <summary>The content of a length-delimited field; else empty.</summary>
        public ReadOnlySpan<byte> Bytes { get; private set; }

        /// <summary>The value of a varint field; else 0.</summary>
        public ulong Number { get; private set; }

        public bool Next()
        {
            Bytes = default;
            Number = 0;
            if (!Varint(ref _rest, out var tag)) return false;
            Field = unchecked((int)(tag >> 3));
            IsVarint = (tag & 7) == 0;
            switch (tag & 7)
            {
                case 0:
                    if (!Varint(ref _rest, out var number)) return false;
                    Number = number;
                    return true;
                case 1:
                    return Take(8, out _);
                case 2:
                    if (!Varint(ref _rest, out var length) || !Take(length, out var bytes)) return false;
                    Bytes = bytes;
                    return true;
                case 5:
                    return Take(4, out _);
                default:
                    return false;
            }
        }

        public static bool Varint(ref ReadOnlySpan<byte> bytes, out ulong value)
        {
            value = 0;
            for (var i = 0; i < Math.Min(bytes.Length, 10); i++)
            {
                value |= (ulong)(bytes[i] & 0x7f) << (7 * i);
                if (bytes[i] >= 0x80) continue;
                bytes = bytes[(i + 1)..];
                return true;
            }

            return false;
        }

        private bool Take(ulong length, out ReadOnlySpan<byte> bytes)
        {
            bytes = default;
            if (length > (ulong)_rest.Length) return false;
            bytes = _rest[..(int)length];
            _rest = _rest[(int)length..];
            return true;
        }
    }
}
