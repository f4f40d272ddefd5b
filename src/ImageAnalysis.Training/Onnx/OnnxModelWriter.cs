using System.Buffers.Binary;
using System.Text;

namespace ImageAnalysis.Training.Onnx;

/// <summary><c>TensorProto.DataType</c> of <c>onnx.proto</c>, as far as used.</summary>
internal enum OnnxElement
{
    Float = 1,
    Int64 = 7,
}

/// <summary>
/// Writes an ONNX file of one graph, node by node. Field numbers are those of <c>onnx.proto</c> (ONNX 1.12, IR version 8);
/// each is written beside the message it belongs to. Values are given in the order of evaluation.
/// </summary>
internal sealed class OnnxModelWriter
{
    /// <summary>The domain of tree ensembles; the empty domain is that of the ordinary operators.</summary>
    public const string MachineLearning = "ai.onnx.ml";

    private const int IrVersion = 8;
    private const int OperatorSet = 15;
    private const int MachineLearningOperatorSet = 3;

    private readonly List<Action<ProtobufWriter>> _nodes = [];
    private readonly List<Action<ProtobufWriter>> _constants = [];
    private readonly List<Action<ProtobufWriter>> _inputs = [];
    private readonly List<Action<ProtobufWriter>> _outputs = [];

    /// <summary>Inputs are fed in the order of these calls; a null dimension is free.</summary>
    public void Input(string name, OnnxElement element, params int?[] shape) =>
        _inputs.Add(w => ValueInfo(w, name, element, shape));

    /// <inheritdoc cref="Input"/>
    public void Output(string name, OnnxElement element, params int?[] shape) =>
        _outputs.Add(w => ValueInfo(w, name, element, shape));

    /// <summary>A tensor stored in the model, row-major; without a shape, a single value.</summary>
    public void Constant(string name, ReadOnlySpan<float> values, params int[] shape)
    {
        var raw = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(i * sizeof(float)), values[i]);
        _constants.Add(w =>
        {
            w.Repeated(1, shape.Select(d => (long)d));  // TensorProto.dims
            w.Int64(2, (int)OnnxElement.Float);         // .data_type
            w.Text(8, name);                            // .name
            w.Bytes(9, raw);                            // .raw_data
        });
    }

    public void Node(
        string operation, string domain, string[] inputs, string[] outputs, params Action<ProtobufWriter>[] attributes) =>
        _nodes.Add(w =>
        {
            foreach (var input in inputs) w.Text(1, input);             // NodeProto.input
            foreach (var output in outputs) w.Text(2, output);          // .output
            w.Text(3, outputs[^1]);                                     // .name
            w.Text(4, operation);                                       // .op_type
            foreach (var attribute in attributes) w.Message(5, attribute); // .attribute
            if (domain.Length > 0) w.Text(7, domain);                   // .domain
        });

    public static Action<ProtobufWriter> Attribute(string name, string value) => w =>
    {
        w.Text(1, name);    // AttributeProto.name
        w.Text(4, value);   // .s
        w.Int64(20, 3);     // .type = STRING
    };

    public static Action<ProtobufWriter> Attribute(string name, long value) => w =>
    {
        w.Text(1, name);
        w.Int64(3, value);  // .i
        w.Int64(20, 2);     // .type = INT
    };

    public static Action<ProtobufWriter> Attribute(string name, IEnumerable<float> values) => w =>
    {
        w.Text(1, name);
        w.Repeated(7, values);  // .floats
        w.Int64(20, 6);         // .type = FLOATS
    };

    public static Action<ProtobufWriter> Attribute(string name, IEnumerable<long> values) => w =>
    {
        w.Text(1, name);
        w.Repeated(8, values);  // .ints
        w.Int64(20, 7);         // .type = INTS
    };

    public static Action<ProtobufWriter> Attribute(string name, IEnumerable<string> values) => w =>
    {
        w.Text(1, name);
        foreach (var value in values) w.Text(9, value);  // .strings
        w.Int64(20, 8);                                  // .type = STRINGS
    };

    /// <summary>Names of the input and the output of a model that has one of each.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such model.</exception>
    public static (string Input, string Output) InputAndOutput(ReadOnlyMemory<byte> model)
    {
        var graph = ProtobufFields.Of(Graph(model)).ToArray();
        return (Name(11, "input"), Name(12, "output"));

        string Name(int field, string what)
        {
            ProtobufField[] values = [.. graph.Where(f => f.Number == field)];
            if (values.Length != 1) throw new InvalidDataException($"The model has {values.Length} values for {what}; one is wanted.");
            return Encoding.UTF8.GetString(ProtobufFields.Of(values[0].Content).First(f => f.Number == 1).Content.Span);
        }
    }

    /// <summary>A model with these nodes and constants behind its own, and this output in place of its own.</summary>
    public byte[] AppendedTo(ReadOnlyMemory<byte> model)
    {
        var w = new ProtobufWriter();
        foreach (var field in ProtobufFields.Of(model))
        {
            if (field.Number != 7)
            {
                w.Raw(field.All.Span);
                continue;
            }

            w.Message(7, graph =>
            {
                var before = ProtobufFields.Of(field.Content).ToArray();
                foreach (var node in before.Where(f => f.Number == 1)) graph.Raw(node.All.Span);
                foreach (var node in _nodes) graph.Message(1, node);
                foreach (var other in before.Where(f => f.Number is not (1 or 12))) graph.Raw(other.All.Span);
                foreach (var constant in _constants) graph.Message(5, constant);
                foreach (var output in _outputs) graph.Message(12, output);
            });
        }

        return w.ToArray();
    }

    private static ReadOnlyMemory<byte> Graph(ReadOnlyMemory<byte> model)
    {
        foreach (var field in ProtobufFields.Of(model))
            if (field.Number == 7) return field.Content;
        throw new InvalidDataException("The bytes are an ONNX model without a graph.");
    }

    public byte[] ToArray(string graphName)
    {
        var w = new ProtobufWriter();
        w.Int64(1, IrVersion);              // ModelProto.ir_version
        w.Text(2, "ImageAnalysis");         // .producer_name
        w.Message(7, graph =>               // .graph
        {
            foreach (var node in _nodes) graph.Message(1, node);             // GraphProto.node
            graph.Text(2, graphName);                                        // .name
            foreach (var constant in _constants) graph.Message(5, constant); // .initializer
            foreach (var input in _inputs) graph.Message(11, input);         // .input
            foreach (var output in _outputs) graph.Message(12, output);      // .output
        });
        w.Message(8, set => OperatorSetId(set, "", OperatorSet));            // .opset_import
        w.Message(8, set => OperatorSetId(set, MachineLearning, MachineLearningOperatorSet));
        return w.ToArray();
    }

    private static void OperatorSetId(ProtobufWriter w, string domain, int version)
    {
        w.Text(1, domain);      // OperatorSetIdProto.domain
        w.Int64(2, version);    // .version
    }

    private static void ValueInfo(ProtobufWriter w, string name, OnnxElement element, int?[] shape)
    {
        w.Text(1, name);                                // ValueInfoProto.name
        w.Message(2, type => type.Message(1, tensor =>  // .type, TypeProto.tensor_type
        {
            tensor.Int64(1, (int)element);              // TypeProto.Tensor.elem_type
            tensor.Message(2, dimensions =>             // .shape
            {
                foreach (var size in shape)
                {
                    dimensions.Message(1, d =>          // TensorShapeProto.dim
                    {
                        if (size is { } known) d.Int64(1, known);   // Dimension.dim_value
                        else d.Text(2, "N");                        // .dim_param
                    });
                }
            });
        }));
    }
}
