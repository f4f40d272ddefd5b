namespace ImageAnalysis.Evaluate.Derived;

/// <summary>
/// The curve nearest to noisy readings, by weighted least squares, among those that never fall (isotonic regression by pooling adjacent violators; Barlow et
/// al., 1972). Where readings rise by themselves it is the readings. A share of open pores and a loss of weight can only rise: what falls is noise.
/// </summary>
internal sealed class RisingFit
{
    private readonly IReadOnlyList<double> _x;
    private readonly List<Block> _blocks = [];

    /// <summary>Fits readings y at x; the standard deviation of each is <paramref name="noise"/> over the square root of its weight.</summary>
    public RisingFit(IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<double> weights, double noise)
    {
        _x = x;
        for (var i = 0; i < y.Count; i++)
        {
            var block = new Block(i, i, y[i], x[i], weights[i], 0);
            while (_blocks.Count > 0 && _blocks[^1].Value > block.Value)
            {
                var before = _blocks[^1];
                _blocks.RemoveAt(_blocks.Count - 1);
                var weight = before.Weight + block.Weight;
                double Mean(double a, double b) => ((before.Weight * a) + (block.Weight * b)) / weight;
                block = new Block(before.From, block.To, Mean(before.Value, block.Value), Mean(before.Centre, block.Centre), weight, 0);
            }

            _blocks.Add(block);
        }

        for (var i = 0; i < _blocks.Count; i++) _blocks[i] = _blocks[i] with { Deviation = noise / Math.Sqrt(_blocks[i].Weight) };
    }

    /// <summary>Neighbouring readings that the fit gives one value.</summary>
    private sealed record Block(int From, int To, double Value, double Centre, double Weight, double Deviation);

    /// <summary>Where a fit reaches a level.</summary>
    /// <param name="X">There; absent where all of it lies above or below.</param>
    /// <param name="Lower">Below, two standard deviations are clearly under the level; absent where nothing is.</param>
    /// <param name="Upper">Above, two standard deviations are clearly over it; absent where nothing is.</param>
    /// <param name="Before">Index of the last reading under the level, -1 where there is none.</param>
    /// <param name="IsReading">Whether the readings on both sides are values of the fit themselves.</param>
    internal sealed record Reached(double? X, double? Lower, double? Upper, int Before, bool IsReading);

    public Reached Reach(double level)
    {
        var above = _blocks.FindIndex(b => b.Value >= level);
        var (over, under) = (above < 0 ? _blocks.Count : above, (above < 0 ? _blocks.Count : above) - 1);
        var lower = under;
        while (lower >= 0 && _blocks[lower].Value + (2 * _blocks[lower].Deviation) >= level) lower--;
        var upper = over;
        while (upper < _blocks.Count && _blocks[upper].Value - (2 * _blocks[upper].Deviation) < level) upper++;
        double? at = null;
        if (under >= 0 && over < _blocks.Count)
        {
            var (a, b) = (_blocks[under], _blocks[over]);
            at = a.Centre + ((b.Centre - a.Centre) * (level - a.Value) / (b.Value - a.Value));
        }

        return new Reached(
            at,
            lower >= 0 ? _x[_blocks[lower].To] : null,
            upper < _blocks.Count ? _x[_blocks[upper].From] : null,
            under >= 0 ? _blocks[under].To : -1,
            under >= 0 && over < _blocks.Count && _blocks[under].From == _blocks[under].To && _blocks[over].From == _blocks[over].To);
    }
}
