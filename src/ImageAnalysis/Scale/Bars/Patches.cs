using ImageAnalysis.Quantities;

namespace ImageAnalysis.Scale.Bars;

/// <summary>Eight-connected patches of a small picture.</summary>
internal static class Patches
{
    /// <summary>What is still to be labelled.</summary>
    public const int Ink = -1;

    /// <summary>Gives every patch of <see cref="Ink"/> a number from 1 and tells of each in the order in which they are met, row by row.</summary>
    /// <param name="labels">Row after row: Ink or 0; afterwards the numbers.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="met">Number, box and area of a patch; false ends the labelling.</param>
    public static void Label(Span<int> labels, int width, Func<int, PixelRect, int, bool> met)
    {
        Stack<int> stack = [];
        var id = 0;
        for (var start = 0; start < labels.Length; start++)
        {
            if (labels[start] != Ink) continue;
            var (box, area) = Flood(labels, width, start, ++id, stack);
            if (!met(id, box, area)) return;
        }
    }

    private static (PixelRect Box, int Area) Flood(Span<int> labels, int width, int start, int id, Stack<int> stack)
    {
        var height = labels.Length / width;
        var (left, top, right, bottom, area) = (int.MaxValue, int.MaxValue, 0, 0, 0);
        labels[start] = id;
        stack.Push(start);
        while (stack.TryPop(out var at))
        {
            var (y, x) = Math.DivRem(at, width);
            (left, top, right, bottom, area) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1), area + 1);
            for (var ny = Math.Max(0, y - 1); ny <= Math.Min(height - 1, y + 1); ny++)
            {
                for (var nx = Math.Max(0, x - 1); nx <= Math.Min(width - 1, x + 1); nx++)
                {
                    var next = (ny * width) + nx;
                    if (labels[next] != Ink) continue;
                    labels[next] = id;
                    stack.Push(next);
                }
            }
        }

        return (new PixelRect(left, top, right - left, bottom - top), area);
    }
}
