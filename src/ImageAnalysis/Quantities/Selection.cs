using System.Numerics;

namespace ImageAnalysis.Quantities;

/// <summary>Single values out of an order, without sorting all.</summary>
internal static class Selection
{
    /// <summary>The value that would stand at an index if all were sorted; reorders them. Hoare, Communications of the ACM 4 (1961) 321.</summary>
    /// <param name="values">At least one, none of them NaN.</param>
    /// <param name="index">From 0.</param>
    public static T Nth<T>(Span<T> values, int index)
        where T : INumber<T>
    {
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            // The median of three as pivot: values that are sorted already take no longer.
            var middle = low + ((high - low) / 2);
            if (values[middle] < values[low]) (values[middle], values[low]) = (values[low], values[middle]);
            if (values[high] < values[low]) (values[high], values[low]) = (values[low], values[high]);
            if (values[high] < values[middle]) (values[high], values[middle]) = (values[middle], values[high]);
            var pivot = values[middle];
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (pivot < values[j]) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                (i, j) = (i + 1, j - 1);
            }

            if (index <= j) high = j;
            else if (index >= i) low = i;
            else return values[index];
        }

        return values[index];
    }
}
