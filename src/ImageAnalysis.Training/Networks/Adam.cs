namespace ImageAnalysis.Training.Networks;

/// <summary>Steps along the gradient, each weight with a rate of its own (D. P. Kingma and J. Ba, "Adam", ICLR 2015).</summary>
internal sealed class Adam(int weights)
{
    private const float First = 0.9f, Second = 0.999f, Least = 1e-8f;

    private readonly float[] _mean = new float[weights], _square = new float[weights];
    private float _firstLeft = 1, _secondLeft = 1;

    /// <summary>One step of the given rate.</summary>
    public void Step(float[] weights, ReadOnlySpan<float> gradient, double rate)
    {
        (_firstLeft, _secondLeft) = (_firstLeft * First, _secondLeft * Second);
        var (step, scale) = ((float)(rate / (1 - _firstLeft)), 1 / (1 - _secondLeft));
        for (var i = 0; i < weights.Length; i++)
        {
            _mean[i] += (1 - First) * (gradient[i] - _mean[i]);
            _square[i] += (1 - Second) * ((gradient[i] * gradient[i]) - _square[i]);
            weights[i] -= step * _mean[i] / (MathF.Sqrt(_square[i] * scale) + Least);
        }
    }
}
