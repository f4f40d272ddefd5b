using System.Globalization;

namespace ImageAnalysis.Quantities;

/// <summary>
/// A length that somebody stated either in pixels ("3 px") or in a unit of length ("20 nm", "16um"). The two are kept apart: without a pixel
/// size neither can be turned into the other.
/// </summary>
public readonly record struct Extent
{
    private Extent(double? px, Length? length) => (Px, Length) = (px, length);

    /// <summary>The number of pixels; absent where a unit of length was given.</summary>
    public double? Px { get; }

    /// <summary>The length; absent where pixels were given.</summary>
    public Length? Length { get; }

    public static Extent FromPixels(double px) => new(px, null);

    public static Extent FromLength(Length length) => new(null, length);

    /// <summary>Reads "3 px", "3px", or whatever <see cref="Quantities.Length.TryParse"/> reads. Negative values and bare numbers are refused.</summary>
    public static bool TryParse(string? text, out Extent extent)
    {
        extent = default;
        if (text is null) return false;
        var trimmed = text.AsSpan().Trim();
        if (trimmed.EndsWith("px", StringComparison.Ordinal))
        {
            if (!double.TryParse(trimmed[..^2].TrimEnd(), NumberStyles.Float, CultureInfo.InvariantCulture, out var px)
                || !double.IsFinite(px) || px < 0)
                return false;
            extent = FromPixels(px);
            return true;
        }

        if (!Quantities.Length.TryParse(text, out var length) || length.Nanometres < 0) return false;
        extent = FromLength(length);
        return true;
    }

    /// <summary>Pixels along a side of the given length; null where a unit of length meets an unknown pixel size.</summary>
    public double? ToPixels(double? nanometresPerPixel) =>
        Px ?? (Length is { } length && nanometresPerPixel is { } nm ? length.Nanometres / nm : null);

    public override string ToString() =>
        Px is { } px ? string.Create(CultureInfo.InvariantCulture, $"{px} px") : Length?.ToString() ?? "";
}
