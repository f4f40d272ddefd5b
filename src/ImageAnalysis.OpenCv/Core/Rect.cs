namespace OpenCvSharp;

/// <summary>Upright rectangle of pixels; <see cref="Right"/> and <see cref="Bottom"/> are the first column and row outside.</summary>
public record struct Rect(int X, int Y, int Width, int Height)
{
    public int X = X;
    public int Y = Y;
    public int Width = Width;
    public int Height = Height;

    public Rect(Point location, Size size)
        : this(location.X, location.Y, size.Width, size.Height)
    {
    }

    public int Left
    {
        readonly get => X;
        set => X = value;
    }

    public int Top
    {
        readonly get => Y;
        set => Y = value;
    }

    public readonly int Right => X + Width;

    public readonly int Bottom => Y + Height;

    public readonly Point TopLeft => new(X, Y);

    public readonly Point BottomRight => new(Right, Bottom);

    public Point Location
    {
        readonly get => new(X, Y);
        set => (X, Y) = (value.X, value.Y);
    }

    public Size Size
    {
        readonly get => new(Width, Height);
        set => (Width, Height) = (value.Width, value.Height);
    }

    public static Rect operator +(Rect rect, Point pt) => rect with { X = rect.X + pt.X, Y = rect.Y + pt.Y };

    public static Rect operator -(Rect rect, Point pt) => rect with { X = rect.X - pt.X, Y = rect.Y - pt.Y };

    public static Rect operator +(Rect rect, Size size) => rect with { Width = rect.Width + size.Width, Height = rect.Height + size.Height };

    public static Rect operator -(Rect rect, Size size) => rect with { Width = rect.Width - size.Width, Height = rect.Height - size.Height };

    /// <summary>The common part; empty (all zero) where there is none.</summary>
    public static Rect operator &(Rect a, Rect b) => Intersect(a, b);

    /// <summary>The smallest rectangle around both.</summary>
    public static Rect operator |(Rect a, Rect b) => Union(a, b);

    public static Rect FromLTRB(int left, int top, int right, int bottom) => new(left, top, right - left, bottom - top);

    public static Rect Intersect(Rect a, Rect b)
    {
        var left = Math.Max(a.Left, b.Left);
        var top = Math.Max(a.Top, b.Top);
        var right = Math.Min(a.Right, b.Right);
        var bottom = Math.Min(a.Bottom, b.Bottom);
        return right >= left && bottom >= top ? FromLTRB(left, top, right, bottom) : default;
    }

    public static Rect Union(Rect a, Rect b) => FromLTRB(
        Math.Min(a.Left, b.Left), Math.Min(a.Top, b.Top), Math.Max(a.Right, b.Right), Math.Max(a.Bottom, b.Bottom));

    public readonly Rect Add(Point pt) => this + pt;

    public readonly Rect Subtract(Point pt) => this - pt;

    public readonly Rect Intersect(Rect rect) => Intersect(this, rect);

    public readonly Rect Union(Rect rect) => Union(this, rect);

    public readonly bool IntersectsWith(Rect rect) => Left < rect.Right && rect.Left < Right && Top < rect.Bottom && rect.Top < Bottom;

    public readonly bool Contains(int x, int y) => x >= Left && x < Right && y >= Top && y < Bottom;

    public readonly bool Contains(Point pt) => Contains(pt.X, pt.Y);

    public readonly bool Contains(Rect rect) => Left <= rect.Left && Top <= rect.Top && rect.Right <= Right && rect.Bottom <= Bottom;

    /// <summary>Moves every side outwards.</summary>
    public void Inflate(int width, int height) => this = FromLTRB(Left - width, Top - height, Right + width, Bottom + height);
}

/// <summary>Rectangle at any angle.</summary>
public record struct RotatedRect
{
    public Point2f Center;
    public Size2f Size;

    /// <summary>Degrees, clockwise as seen, from the x axis to the side called width.</summary>
    public float Angle;

    public RotatedRect(Point2f center, Size2f size, float angle)
    {
        Center = center;
        Size = size;
        Angle = angle;
    }

    /// <summary>The corners in order: bottom left, top left, top right, bottom right at angle 0.</summary>
    public readonly Point2f[] Points()
    {
        var (sine, cosine) = Math.SinCos(Angle * Math.PI / 180);
        // Half the width along its own direction, half the height along the other.
        var alongWidth = new Point2f((float)(cosine * Size.Width / 2), (float)(sine * Size.Width / 2));
        var alongHeight = new Point2f((float)(-sine * Size.Height / 2), (float)(cosine * Size.Height / 2));
        return
        [
            Center - alongWidth + alongHeight,
            Center - alongWidth - alongHeight,
            Center + alongWidth - alongHeight,
            Center + alongWidth + alongHeight,
        ];
    }

    /// <summary>The smallest upright rectangle of whole pixels around it.</summary>
    public readonly Rect BoundingRect()
    {
        var corners = Points();
        var left = (int)Math.Floor(corners.Min(corner => corner.X));
        var top = (int)Math.Floor(corners.Min(corner => corner.Y));
        var right = (int)Math.Ceiling(corners.Max(corner => corner.X));
        var bottom = (int)Math.Ceiling(corners.Max(corner => corner.Y));
        return new Rect(left, top, right - left + 1, bottom - top + 1);
    }
}

/// <summary>Rows or columns from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
public readonly record struct Range(int Start, int End)
{
    public readonly int Start = Start;
    public readonly int End = End;

    public static Range All => new(int.MinValue, int.MaxValue);
}

/// <summary>Grey levels from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
public readonly record struct Rangef(float Start, float End)
{
    public readonly float Start = Start;
    public readonly float End = End;
}
