using OpenCvSharp;

namespace ImageAnalysis.Report.Pictures;

/// <summary>The colours of the pictures. They stay apart for colour-blind eyes: Okabe and Ito, Color Universal Design, 2008.</summary>
internal readonly record struct Ink(byte R, byte G, byte B)
{
    public static readonly Ink Amber = new(0xFF, 0xB0, 0x00);
    public static readonly Ink Sky = new(0x56, 0xB4, 0xE9);
    public static readonly Ink Blue = new(0x2B, 0x8C, 0xE6);
    public static readonly Ink Vermilion = new(0xE6, 0x55, 0x0D);
    public static readonly Ink White = new(0xFF, 0xFF, 0xFF);
    public static readonly Ink Black = new(0x00, 0x00, 0x00);
    public static readonly Ink Dim = new(0x6E, 0x74, 0x7A);
    public static readonly Ink Ground = new(0x1C, 0x20, 0x24);

    public Scalar Scalar => new(B, G, R);
}

/// <summary>An entry of a legend.</summary>
internal readonly record struct LegendEntry(Ink Ink, string Text);
