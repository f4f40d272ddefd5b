using System.Security.Cryptography;
using ImageAnalysis.Findings;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageAnalysis.Classify;

/// <summary>A table of numbers in, a table of probabilities out: the file model.onnx behind a card. It may be used from several threads at once.</summary>
internal sealed class ModelSession : IDisposable
{
    internal const string Retrain = "Copy the model's folder again, or train the model anew.";

    private readonly InferenceSession _session;
    private readonly string _file;
    private readonly string _input;
    private readonly string _output;
    private readonly int _columns;

    private ModelSession(InferenceSession session, string file, int columns)
    {
        (_session, _file, _columns) = (session, file, columns);
        (_input, _output) = (session.InputMetadata.Keys.First(), session.OutputMetadata.Keys.First());
    }

    /// <summary>Reads a model and proves that it is the one of its card.</summary>
    /// <param name="onnx">Bytes of model.onnx.</param>
    /// <param name="sha256">What the card states.</param>
    /// <param name="columns">Numbers in a row of the input.</param>
    /// <param name="labels">Numbers in a row of the output.</param>
    /// <param name="file">Its path, for messages.</param>
    /// <exception cref="ModelInvalidException">It cannot be used; the message names the file and the reason.</exception>
    public static ModelSession Load(byte[] onnx, string sha256, int columns, int labels, string file)
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
            CheckShape(session, columns, labels, file);
            return new ModelSession(session, file, columns);
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

    /// <summary>Probability of each label, row by row.</summary>
    /// <param name="rows">Input, row by row.</param>
    public float[] Probabilities(float[] rows)
    {
        int[] shape = [rows.Length / _columns, _columns];
        try
        {
            using var results = _session.Run([NamedOnnxValue.CreateFromTensor(_input, new DenseTensor<float>(rows, shape))], [_output]);
            return [.. results.First().AsTensor<float>()];
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelInvalidException(_file, $"It does not run: {e.Message}", Retrain, e);
        }
    }

    public void Dispose() => _session.Dispose();

    private static void CheckShape(InferenceSession session, int columns, int labels, string file)
    {
        if (session.InputMetadata.Count != 1 || session.OutputMetadata.Count != 1)
            throw new ModelInvalidException(file, $"It has {session.InputMetadata.Count} inputs and {session.OutputMetadata.Count} outputs; one of each is wanted.", Retrain);
        Demand("input", session.InputMetadata.Values.First(), columns);
        Demand("output", session.OutputMetadata.Values.First(), labels);

        void Demand(string what, NodeMetadata node, int wanted)
        {
            if (node.IsTensor && node.ElementType == typeof(float) && node.Dimensions is [_, var given] && given == wanted) return;
            throw new ModelInvalidException(file, $"Its {what} is not a table of numbers (float) with {wanted} columns.", Retrain);
        }
    }
}
