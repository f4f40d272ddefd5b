using ImageAnalysis.Quantities;

namespace ImageAnalysis.Training.Rendering;

/// <summary>
/// Fields coarsened by the cell dynamics form of the Cahn-Hilliard equation (Oono and Puri, Phys. Rev. Lett. 58, 836, 1987): starting from a band-limited
/// Gaussian field of nearly the final wavelength, a few dozen steps give the smooth, constant-width interfaces of late spinodal decomposition.
/// </summary>
internal static class SpinodalField
{
    private const int Steps = 36;

    public static Plane Draw(SeededRandom random, int width, int height, double wavelengthPx, double solidFraction)
    {
        var n = Math.Min(512, GaussianField.GridFor(width, height, wavelengthPx));
        var extent = Math.Max(width, height);
        // Interfaces are about 4 grid steps wide, so a structure must have about 10: a finer picture gets more wavelengths by a finer grid only.
        while (n < 512 && n * wavelengthPx / extent < 11) n *= 2;
        var period = n >= extent ? n : extent + 8.0;
        var (field, _) = GaussianField.Pair(random, n, new FieldSpectrum(Math.Max(6, wavelengthPx * n / period), 0.18));
        var mean = (float)(1.2 * (solidFraction - 0.5));
        for (var i = 0; i < field.Length; i++) field[i] = (field[i] * 0.6f) + mean;
        Coarsen(field, n);
        return Resample.Periodic(field, n, width, height, period);
    }

    private static void Coarsen(float[] field, int n)
    {
        var drive = new float[field.Length];
        for (var step = 0; step < Steps; step++)
        {
            for (var y = 0; y < n; y++)
            {
                var (above, row, below) = Rows(field, n, y);
                var target = drive.AsSpan(y * n, n);
                for (var x = 0; x < n; x++)
                {
                    var psi = row[x];
                    target[x] = (1.3f * SoftLimit(psi)) - psi + (0.5f * (Around(above, row, below, x, n) - psi));
                }
            }

            for (var y = 0; y < n; y++)
            {
                var (above, row, below) = Rows(drive, n, y);
                var target = field.AsSpan(y * n, n);
                for (var x = 0; x < n; x++) target[x] -= Around(above, row, below, x, n) - row[x];
            }
        }
    }

    /// <summary>tanh to 3 %, by its continued fraction; which odd saturating map is used does not matter (Oono and Puri).</summary>
    private static float SoftLimit(float x)
    {
        var square = x * x;
        return Math.Clamp(x * (27 + square) / (27 + (9 * square)), -1f, 1f);
    }

    private static (ReadOnlyMemoryRow Above, ReadOnlyMemoryRow Row, ReadOnlyMemoryRow Below) Rows(float[] data, int n, int y) => (
        new(data, (y + n - 1) % n * n), new(data, y * n), new(data, (y + 1) % n * n));

    /// <summary>Mean of the neighbours, sixth parts from the sides and twelfth parts from the corners: isotropic to second order.</summary>
    private static float Around(ReadOnlyMemoryRow above, ReadOnlyMemoryRow row, ReadOnlyMemoryRow below, int x, int n)
    {
        var (left, right) = ((x + n - 1) & (n - 1), (x + 1) & (n - 1));
        return ((above[x] + below[x] + row[left] + row[right]) * (1f / 6)) + ((above[left] + above[right] + below[left] + below[right]) * (1f / 12));
    }

    private readonly record struct ReadOnlyMemoryRow(float[] Data, int Start)
    {
        public float this[int x] => Data[Start + x];
    }
}
