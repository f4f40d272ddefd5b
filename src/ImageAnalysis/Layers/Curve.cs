namespace ImageAnalysis.Layers;

/// <summary>A boundary as heights at places evenly along the picture, pixels; straight between them and beyond.</summary>
internal sealed class Curve(double[] heights, int along)
{
    /// <summary>Places at which a face is looked for.</summary>
    public const int Places = 25;

    /// <summary>Places through which a line is laid to see whether one of them lies off.</summary>
    private const int Neighbours = 7;

    public double[] Heights { get; } = heights;

    public static double Place(int i, int places, int along) => ((i + 0.5) * along / places) - 0.5;

    public double At(double x)
    {
        var n = Heights.Length;
        var at = (((x + 0.5) * n) / along) - 0.5;
        var i = Math.Clamp((int)Math.Floor(at), 0, n - 2);
        return Heights[i] + ((at - i) * (Heights[i + 1] - Heights[i]));
    }

    /// <summary>The straight line through it, about the middle of the picture.</summary>
    public RobustLine Line()
    {
        var x = Enumerable.Range(0, Heights.Length).Select(i => Place(i, Heights.Length, along) - ((along - 1) / 2.0)).ToList();
        return RobustLine.Through(x, Heights);
    }

    /// <summary>A height that lies far from the line through its neighbours is put on it.</summary>
    public Curve Smoothed(double tolerance)
    {
        var heights = (double[])Heights.Clone();
        var places = Enumerable.Range(0, Neighbours).Select(k => (double)k).ToArray();
        for (var i = 0; i < heights.Length; i++)
        {
            var from = Math.Clamp(i - (Neighbours / 2), 0, heights.Length - Neighbours);
            var expected = RobustLine.Through(places, Heights[from..(from + Neighbours)]).At(i - from);
            if (Math.Abs(Heights[i] - expected) > tolerance) heights[i] = expected;
        }

        return new Curve(heights, along);
    }
}
