namespace Classifier.Pipeline.Ocr.Detection;

/// <summary>A point or a direction; y grows downwards.</summary>
internal readonly record struct PointD(double X, double Y)
{
    public static PointD operator +(PointD a, PointD b) => new(a.X + b.X, a.Y + b.Y);
    public static PointD operator -(PointD a, PointD b) => new(a.X - b.X, a.Y - b.Y);
    public static PointD operator *(PointD a, double s) => new(a.X * s, a.Y * s);

    public double Dot(PointD other) => X * other.X + Y * other.Y;
    public double Cross(PointD other) => X * other.Y - Y * other.X;
    public double Length => Math.Sqrt(X * X + Y * Y);
}
