using System.Runtime.InteropServices;

namespace OpenCvSharp;

/// <summary>Spatial (M), central (Mu) and normalized central (Nu) moments up to the third order.</summary>
public class Moments
{
    public double M00, M10, M01, M20, M11, M02, M30, M21, M12, M03;
    public double Mu20, Mu11, Mu02, Mu30, Mu21, Mu12, Mu03;
    public double Nu20, Nu11, Nu02, Nu30, Nu21, Nu12, Nu03;

    public Moments()
    {
    }

    internal Moments(NativeStruct native)
    {
        M00 = native.m00;
        M10 = native.m10;
        M01 = native.m01;
        M20 = native.m20;
        M11 = native.m11;
        M02 = native.m02;
        M30 = native.m30;
        M21 = native.m21;
        M12 = native.m12;
        M03 = native.m03;
        Mu20 = native.mu20;
        Mu11 = native.mu11;
        Mu02 = native.mu02;
        Mu30 = native.mu30;
        Mu21 = native.mu21;
        Mu12 = native.mu12;
        Mu03 = native.mu03;
        Nu20 = native.nu20;
        Nu11 = native.nu11;
        Nu02 = native.nu02;
        Nu30 = native.nu30;
        Nu21 = native.nu21;
        Nu12 = native.nu12;
        Nu03 = native.nu03;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeStruct
    {
        public double m00, m10, m01, m20, m11, m02, m30, m21, m12, m03;
        public double mu20, mu11, mu02, mu30, mu21, mu12, mu03;
        public double nu20, nu11, nu02, nu30, nu21, nu12, nu03;
    }
}
