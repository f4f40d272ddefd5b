using ImageAnalysis.Training.Structure;

namespace ImageAnalysis.Training.Tests.Structure;

public sealed class CalibrationTests
{
    [Fact]
    public void Margins_twice_too_large_get_temperature_two()
    {
        // Two classes, margin m true with probability 1/(1 + exp(-m/2)): e³ of e³ + 1 and e of e + 1 rows are right.
        var margins = new List<float>();
        var labels = new List<int>();
        Add(6, 953);
        Add(2, 731);

        Assert.Equal(2, Calibration.Temperature(margins, labels), 0.02);

        void Add(float margin, int rightOfThousand)
        {
            for (var i = 0; i < 1000; i++)
            {
                margins.AddRange([margin, 0]);
                labels.Add(i < rightOfThousand ? 0 : 1);
            }
        }
    }

    [Fact]
    public void Probabilities_are_the_softmax_of_the_scaled_margins()
    {
        var p = Calibration.Probabilities([2, 0, -2], 3, 2);

        var sum = Math.E + 1 + (1 / Math.E);
        Assert.Equal([Math.E / sum, 1 / sum, 1 / Math.E / sum], p, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void The_expected_error_is_the_gap_between_confidence_and_share_right()
    {
        // Always sure by 0.9, right in 7 of 10.
        double[] probabilities = [.. Enumerable.Repeat(new[] { 0.9, 0.1 }, 100).SelectMany(row => row)];
        int[] labels = [.. Enumerable.Range(0, 100).Select(i => i % 10 < 7 ? 0 : 1)];

        Assert.Equal(0.2, Calibration.ExpectedError(probabilities, labels), 1e-9);
    }
}
