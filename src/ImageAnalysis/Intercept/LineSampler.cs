using System.Numerics;
using System.Runtime.Intrinsics;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Intercept;

/// <summary>A void segment on one line, by its distances from the line's start, pixels.</summary>
internal readonly record struct VoidSegment(double From, double To, bool CutAtStart, bool CutAtEnd)
{
    public double Length => To - From;
}

/// <summary>
/// Walks lines over pictures. Samples lie where a line crosses pixel columns (steep lines: rows), so that interpolation is between two pixels only; the
/// same positions serve the signal, for sub-pixel ends, and the masks, for what a moved boundary changes.
/// </summary>
internal sealed class LineSampler
{
    private readonly PixelRect _field;
    private readonly int[] _near;
    private readonly int[] _next;
    private readonly float[] _share;
    private readonly int[] _nearest;
    private readonly float[] _values;
    private readonly byte[] _masks;
    private int _count;
    private double _first;
    private double _step;
    private double _length;

    public LineSampler(PixelRect field)
    {
        _field = field;
        var most = Math.Max(field.Width, field.Height) + 1;
        (_near, _next, _share, _nearest) = (new int[most], new int[most], new float[most], new int[most]);
        (_values, _masks) = (new float[most + Vector256<float>.Count], new byte[most + Vector256<byte>.Count]);
    }

    /// <summary>Chooses the samples of a line.</summary>
    public void Aim(RegionLine line)
    {
        _length = line.LengthPx;
        double dx = line.X1 - line.X0, dy = line.Y1 - line.Y0;
        if (Math.Abs(dx) >= Math.Abs(dy))
            Place(line.X0 - _field.X, line.X1 - _field.X, line.Y0 - _field.Y, dx == 0 ? 0 : dy / dx, (_field.Width, 1), (_field.Height, _field.Width));
        else
            Place(line.Y0 - _field.Y, line.Y1 - _field.Y, line.X0 - _field.X, dx / dy, (_field.Height, _field.Width), (_field.Width, 1));
    }

    /// <summary>The stretch of the line between its first and its last sample: beyond it, half a pixel at each edge of the page, no end can be seen.</summary>
    public (double From, double To) Seen => (Math.Clamp(_first, 0, _length), Math.Clamp(_first + (_step * (_count - 1)), 0, _length));

    /// <summary>Takes the interpolated signal along the line, for <see cref="Cross"/>.</summary>
    public void Take(ReadOnlySpan<float> signal)
    {
        ReadOnlySpan<int> near = _near.AsSpan(0, _count), next = _next.AsSpan(0, _count);
        ReadOnlySpan<float> share = _share.AsSpan(0, _count);
        var values = _values.AsSpan(0, _count);
        for (var i = 0; i < values.Length; i++)
        {
            var value = signal[near[i]];
            values[i] = value + (share[i] * (signal[next[i]] - value));
        }
    }

    /// <summary>Void segments where the signal is below a level; ends where it is the level between two samples.</summary>
    public void Cross(List<VoidSegment> segments, float level = 0)
    {
        segments.Clear();
        if (_length <= 0) return;
        var values = _values.AsSpan(0, _count);
        var (inside, cutAtStart, from) = (values[0] - level < 0, true, 0.0);
        for (var start = 1; start < values.Length; start += Vector256<float>.Count)
        {
            // Values beyond the last sample are left from other lines; their bits are taken off.
            var below = Vector256.LessThan(Vector256.Create(_values.AsSpan(start)) - Vector256.Create(level), Vector256<float>.Zero).ExtractMostSignificantBits();
            for (var turns = Turns(below, inside, Math.Min(Vector256<float>.Count, values.Length - start)); turns != 0; turns &= turns - 1)
            {
                var i = start + BitOperations.TrailingZeroCount(turns);
                var (before, here) = (values[i - 1] - level, values[i] - level);
                var crossing = _first + (_step * (i - 1 + (double)(before / (before - here))));
                if (inside) segments.Add(new VoidSegment(from, crossing, cutAtStart, false));
                (inside, cutAtStart, from) = (!inside, false, crossing);
            }
        }

        if (inside) segments.Add(new VoidSegment(from, _length, cutAtStart, true));
    }

    /// <summary>Takes the masks along the line by the pixel nearest to each sample, for <see cref="Count"/>.</summary>
    public void Take(ReadOnlySpan<byte> masks)
    {
        ReadOnlySpan<int> nearest = _nearest.AsSpan(0, _count);
        var samples = _masks.AsSpan(0, _count);
        for (var i = 0; i < samples.Length; i++) samples[i] = masks[nearest[i]];
    }

    /// <summary>Adds up what the line meets in the mask of one bit.</summary>
    public void Count(byte bit, MaskTally tally)
    {
        if (_length <= 0) return;
        var inside = (_masks[0] & bit) != 0;
        var (cutAtStart, from) = (true, 0.0);
        for (var start = 1; start < _count; start += Vector256<byte>.Count)
        {
            var voids = ~Vector256.Equals(Vector256.Create(_masks.AsSpan(start)) & Vector256.Create(bit), Vector256<byte>.Zero).ExtractMostSignificantBits();
            for (var turns = Turns(voids, inside, _count - start); turns != 0; turns &= turns - 1)
            {
                var crossing = _first + (_step * (start + BitOperations.TrailingZeroCount(turns) - 0.5));
                if (inside) tally.Add(crossing - from, cutAtStart, false);
                (inside, cutAtStart, from) = (!inside, false, crossing);
            }
        }

        if (inside) tally.Add(_length - from, cutAtStart, true);
    }

    /// <summary>Bits of the samples that differ from the one before.</summary>
    private static uint Turns(uint bits, bool before, int count) =>
        (bits ^ ((bits << 1) | (before ? 1u : 0))) & (count < 32 ? (1u << count) - 1 : uint.MaxValue);

    /// <summary>Samples at the whole positions of the leading coordinate; the other one is interpolated.</summary>
    private void Place(double lead0, double lead1, double other0, double slope, (int Count, int Stride) leads, (int Count, int Stride) others)
    {
        var forward = lead1 >= lead0;
        var first = forward ? (int)Math.Ceiling(lead0) : (int)Math.Floor(lead0);
        var last = forward ? (int)Math.Floor(lead1) : (int)Math.Ceiling(lead1);
        var stretch = Math.Sqrt(1 + (slope * slope));
        var sign = forward ? 1 : -1;
        _count = ((last - first) * sign) + 1;
        (_first, _step) = ((first - lead0) * sign * stretch, stretch);
        if (_count < 1)
        {
            // Shorter than a pixel, between two columns: its middle speaks for it.
            _count = 1;
            var middle = (lead0 + lead1) / 2;
            Put(0, (int)Math.Round(middle), other0 + ((middle - lead0) * slope), leads, others);
            return;
        }

        if (slope == 0)
        {
            PlaceAlong(first, sign, other0, leads, others);
            return;
        }

        for (var i = 0; i < _count; i++)
        {
            var lead = first + (i * sign);
            Put(i, lead, other0 + ((lead - lead0) * slope), leads, others);
        }
    }

    /// <summary>The same along rows or columns: between the same two all the way.</summary>
    private void PlaceAlong(int first, int sign, double other, (int Count, int Stride) leads, (int Count, int Stride) others)
    {
        Put(0, first, other, leads, others);
        var start = Math.Clamp(first, 0, leads.Count - 1) * leads.Stride;
        var (near, next, nearest) = (_near[0] - start, _next[0] - start, _nearest[0] - start);
        _share.AsSpan(0, _count).Fill(_share[0]);
        for (var i = 1; i < _count; i++)
        {
            var at = Math.Clamp(first + (i * sign), 0, leads.Count - 1) * leads.Stride;
            (_near[i], _next[i], _nearest[i]) = (at + near, at + next, at + nearest);
        }
    }

    private void Put(int i, int lead, double other, (int Count, int Stride) leads, (int Count, int Stride) others)
    {
        var at = Math.Clamp(lead, 0, leads.Count - 1) * leads.Stride;
        var floor = (int)Math.Floor(other);
        _near[i] = at + (Math.Clamp(floor, 0, others.Count - 1) * others.Stride);
        _next[i] = at + (Math.Clamp(floor + 1, 0, others.Count - 1) * others.Stride);
        _share[i] = (float)(other - floor);
        _nearest[i] = _share[i] < 0.5f ? _near[i] : _next[i];
    }
}

/// <summary>Sums over the segments of one direction in one mask.</summary>
internal sealed class MaskTally
{
    private double _length, _completeLength;
    private long _segments, _complete, _ends;

    public double? Literal => _segments == 0 ? null : _length / _segments;

    public double? CompleteOnly => _complete == 0 ? null : _completeLength / _complete;

    public double? Ratio => _ends == 0 ? null : 2 * _length / _ends;

    public void Add(double length, bool cutAtStart, bool cutAtEnd)
    {
        _length += length;
        _segments++;
        _ends += (cutAtStart ? 0 : 1) + (cutAtEnd ? 0 : 1);
        if (cutAtStart || cutAtEnd) return;
        _completeLength += length;
        _complete++;
    }
}
