namespace OpenCvSharp;

/// <summary>Width and height in whole pixels.</summary>
public record struct Size(int Width, int Height)
{
    public int Width = Width;
    public int Height = Height;

    /// <summary>Cuts the fractions off.</summary>
    public Size(double width, double height)
        : this((int)width, (int)height)
    {
    }

    public static explicit operator Size(Size2d size) => size.ToSize();

    public static explicit operator Size(Size2f size) => size.ToSize();
}

public record struct Size2f(float Width, float Height)
{
    public float Width = Width;
    public float Height = Height;

    public Size2f(double width, double height)
        : this((float)width, (float)height)
    {
    }

    public static implicit operator Size2f(Size size) => new((float)size.Width, size.Height);

    public static explicit operator Size2f(Size2d size) => new(size.Width, size.Height);

    /// <summary>Cuts the fractions off.</summary>
    public readonly Size ToSize() => new((int)Width, (int)Height);
}

public record struct Size2d(double Width, double Height)
{
    public double Width = Width;
    public double Height = Height;

    public static implicit operator Size2d(Size size) => new(size.Width, size.Height);

    public static implicit operator Size2d(Size2f size) => new(size.Width, size.Height);

    /// <summary>Cuts the fractions off.</summary>
    public readonly Size ToSize() => new((int)Width, (int)Height);
}
