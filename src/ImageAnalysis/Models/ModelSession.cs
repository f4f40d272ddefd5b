using System.Security.Cryptography;
using ImageAnalysis.Findings;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageAnalysis.Models;

/// <summary>Rows of numbers in, or pictures; a table of numbers out: the file model.onnx behind a card. It may be used from several threads at once.</summary>
internal sealed class ModelSession : IDisposable
{
    internal const string Retrain = "Copy the model's folder again, or train the model anew.";

    private readonly InferenceSession _session;
    private readonly string _file;
    private readonly string _input;
    private readonly string _output;
    private readonly int[] _shape;

    private ModelSession(InferenceSession session, string file, int[] shape)
    {
        (_session, _file, _shape) = (session, file, shape);
        (_input, _output) = (session.InputMetadata.Keys.First(), session.OutputMetadata.Keys.First());
    }

    /// <summary>Reads a model and proves that it is the one of its card.</summary>
    /// <param name="onnx">Bytes of model.onnx.</param>
    /// <param name="sha256">What the card states.</param>
    /// <param name="shape">Of one input: the numbers in a row, or channels, height and width of a picture; 0 where a side is free.</param>
    /// <param name="output">Likewise of its output.</param>
    /// <param name="file">Its path, for messages.</param>
    /// <exception cref="ModelInvalidException">It cannot be used; the message names the file and the reason.</exception>
    public static ModelSession Load(byte[] onnx, string sha256, int[] shape, int[] output, string file)
    {
        if (onnx.Length == 0) throw new ModelInvalidException(file, "It is empty.", Retrain);
        var hash = Convert.ToHexStringLower(SHA256.HashData(onnx));
        if (!string.Equals(hash, sha256, StringComparison.OrdinalIgnoreCase))
            throw new ModelInvalidException(file, $"Its SHA-256 is {hash}; card.json states {sha256}.", Retrain);
        InferenceSession? session = null;
        try
        {
            using var options = new SessionOptions { IntraOpNumThreads = 1 };
            session = new InferenceSession(onnx, options);
            CheckShape(session, shape, output, file);
            return new ModelSession(session, file, shape);
        }
        catch (OnnxRuntimeException e)
        {
            session?.Dispose();
            throw new ModelInvalidException(file, $"ONNX Runtime refuses it: {e.Message}", Retrain, e);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>The output, row by row.</summary>
    /// <param name="rows">Inputs, one after the other.</param>
    public float[] Probabilities(Memory<float> rows) => Run(rows, [rows.Length / _shape.Aggregate(1, (a, b) => a * b), .. _shape]);

    /// <summary>The output for inputs of a shape that leaves nothing free.</summary>
    /// <param name="values">The inputs, one after the other.</param>
    /// <param name="shape">Number of inputs, then the shape of one.</param>
    public float[] Run(Memory<float> values, int[] shape)
    {
        try
        {
            using var results = _session.Run([NamedOnnxValue.CreateFromTensor(_input, new DenseTensor<float>(values, shape))], [_output]);
            var given = ((DenseTensor<float>)results.First().AsTensor<float>()).Buffer.ToArray();
            return Array.TrueForAll(given, float.IsFinite) ? given : throw new ModelInvalidException(_file, "What it answers is not a number.", Retrain);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelInvalidException(_file, $"It does not run: {e.Message}", Retrain, e);
        }
    }

    public void Dispose() => _session.Dispose();

    private static void CheckShape(InferenceSession session, int[] shape, int[] output, string file)
    {
        if (session.InputMetadata.Count != 1 || session.OutputMetadata.Count != 1)
            throw new ModelInvalidException(file, $"It has {session.InputMetadata.Count} inputs and {session.OutputMetadata.Count} outputs; one of each is wanted.", Retrain);
        Demand("input", session.InputMetadata.Values.First(), shape);
        Demand("output", session.OutputMetadata.Values.First(), output);

        void Demand(string what, NodeMetadata node, int[] wanted)
        {
            // Sides of pictures may be left open; columns of tables may not.
            if (node.IsTensor && node.ElementType == typeof(float) && node.Dimensions.Length == wanted.Length + 1
                && node.Dimensions.Skip(1).Zip(wanted).All(d => d.First == d.Second || (d.First <= 0 && wanted.Length > 1))) return;
            throw new ModelInvalidException(file, wanted.Length == 1
                ? $"Its {what} is not a table of numbers (float) with {wanted[0]} columns."
                : $"Its {what} is not a batch of float pictures of {string.Join(" x ", wanted)}, as its card says.", Retrain);
        }
    }
}
