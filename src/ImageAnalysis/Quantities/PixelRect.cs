using System.Text.Json.Serialization;

namespace ImageAnalysis.Quantities;

/// <summary>A rectangle of whole pixels: left and top are included, right and bottom are one past the last. Origin: top-left pixel of the input page.</summary>
public readonly record struct PixelRect(int X, int Y, int Width, int Height)
{
    [JsonIgnore]
    public int Right => X + Width;

    [JsonIgnore]
    public int Bottom => Y + Height;

    [JsonIgnore]
    public long Area => (long)Width * Height;

    public override string ToString() => $"{Width} x {Height} at ({X}, {Y})";
}
