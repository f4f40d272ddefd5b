namespace ImageAnalysis.Layers;

/// <summary>A boundary as heights at places evenly along the picture, pixels; straight between them and beyond.</summary>
internal sealed class Curve(double[] heights, int along)
{
    /// <summary>Places at which a face is looked for.</summary>
    public const int Places = 25;

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

    /// <summary>A height that lies far from what its neighbours say becomes their middle.</summary>
    public Curve Smoothed(double tolerance)
    {
        var heights = (double[])Heights.Clone();
        for (var i = 0; i < heights.Length; i++)
        {
            var (from, to) = (Math.Max(0, i - 2), Math.Min(heights.Length, i + 3));
            var middle = SectionFinder.Quantile(Heights[from..to], 0.5);
            if (Math.Abs(Heights[i] - middle) > tolerance) heights[i] = middle;
        }

        return new Curve(heights, along);
    }
}
