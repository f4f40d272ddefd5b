using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>Shape of a random field's spectrum.</summary>
/// <param name="WavelengthPx">Wavelength of the ring's centre, px.</param>
/// <param name="Band">Standard deviation of the wave number over its mean: 0.1 is like spinodal decomposition, 0.5 like a random medium.</param>
/// <param name="Stretch">How many times longer structures are along <paramref name="Angle"/> than across it.</param>
/// <param name="Angle">Direction of the stretch, radians.</param>
internal readonly record struct FieldSpectrum(double WavelengthPx, double Band, double Stretch = 1, double Angle = 0)
{
    /// <summary>Whether all longer waves take part too, as in blurred noise, with the mean chord that the ring alone would give (Rice 1944).</summary>
    public bool IsLowPass { get; init; }
}

/// <summary>Band-limited Gaussian random fields of mean 0 and variance 1, by inverse Fourier transform of white noise under a ring-shaped filter.</summary>
internal static class GaussianField
{
    /// <summary>Side of the grid on which waves of this length keep at least 6 steps, for a picture of this size.</summary>
    public static int GridFor(int width, int height, double wavelengthPx)
    {
        var extent = Math.Max(width, height);
        var n = 128;
        while (n < extent && n * wavelengthPx / extent < 7) n *= 2;
        return Math.Min(n, 1024);
    }

    /// <summary>A field of the picture's size.</summary>
    public static Plane Draw(SeededRandom random, int width, int height, FieldSpectrum spectrum)
    {
        var n = GridFor(width, height, spectrum.WavelengthPx / (1 + spectrum.Band));
        var period = n >= Math.Max(width, height) ? n : Math.Max(width, height) + 8.0;
        var (field, _) = Pair(random, n, spectrum with { WavelengthPx = spectrum.WavelengthPx * n / period });
        return Resample.Periodic(field, n, width, height, period);
    }

    /// <summary>Two independent fields on a periodic n x n grid, wavelength in grid steps: the real and the imaginary part of one transform.</summary>
    public static (float[] First, float[] Second) Pair(SeededRandom random, int n, FieldSpectrum spectrum)
    {
        var (re, im) = (new float[n * n], new float[n * n]);
        var centre = n / spectrum.WavelengthPx;
        var width = Math.Max(0.7, spectrum.IsLowPass ? centre / Math.Sqrt(2) : spectrum.Band * centre);
        if (spectrum.IsLowPass) centre = 0;
        var (along, across) = (Math.Sqrt(spectrum.Stretch), 1 / Math.Sqrt(spectrum.Stretch));
        var (c, s) = (Math.Cos(spectrum.Angle), Math.Sin(spectrum.Angle));
        var reach = Math.Min(n / 2, (int)((centre + (3.5 * width)) / Math.Min(along, across)) + 1);
        var power = 0.0;
        for (var ky = -reach; ky < reach; ky++)
        {
            for (var kx = -reach; kx < reach; kx++)
            {
                var (u, v) = (((kx * c) + (ky * s)) * along, ((ky * c) - (kx * s)) * across);
                var distance = (Math.Sqrt((u * u) + (v * v)) - centre) / width;
                if (Math.Abs(distance) > 3.5 || (kx == 0 && ky == 0)) continue;
                var amplitude = (float)Math.Exp(-distance * distance / 4);
                // The transform leaves the field transposed, so kx is stored along y.
                var i = ((kx & (n - 1)) * n) + (ky & (n - 1));
                re[i] = amplitude * random.NextNearGaussian();
                im[i] = amplitude * random.NextNearGaussian();
                power += amplitude * (double)amplitude;
            }
        }

        Fourier.InverseTransposed(re, im, n);
        var scale = (float)(1 / Math.Sqrt(power));
        for (var i = 0; i < re.Length; i++)
        {
            re[i] *= scale;
            im[i] *= scale;
        }

        return (re, im);
    }
}
