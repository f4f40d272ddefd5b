namespace ImageAnalysis.Training.Networks;

/// <summary>Pictures of one size, one per channel, each with a border of zeros so that a 3 x 3 kernel may look over its edges.</summary>
internal sealed class FeatureMaps
{
    /// <summary>Zeros before and after each row; one row of them lies above and below each channel.</summary>
    public const int Border = 8;

    public FeatureMaps(int channels, int width, int height)
    {
        if (width % Convolution.Run != 0) throw new ArgumentException($"A row of {width} px is not whole runs of {Convolution.Run}.", nameof(width));
        (Channels, Width, Height) = (channels, width, height);
        Stride = width + (2 * Border);
        Plane = Stride * (height + 2);
        Data = new float[channels * Plane];
    }

    public int Channels { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Values from a row to the next.</summary>
    public int Stride { get; }

    /// <summary>Values from a channel to the next.</summary>
    public int Plane { get; }

    public float[] Data { get; }

    /// <summary>Where a row begins in <see cref="Data"/>.</summary>
    public int At(int channel, int y) => (channel * Plane) + ((y + 1) * Stride) + Border;

    public Span<float> Row(int channel, int y) => Data.AsSpan(At(channel, y), Width);
}
