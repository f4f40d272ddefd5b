namespace ImageAnalysis.Training.Rendering;

/// <summary>An ideal picture before the microscope spoils it, with its truth.</summary>
/// <param name="Signal">Ideal brightness, 0 black to 1 bright.</param>
/// <param name="Void">255 where void, else 0; absent where there is no meaning in it.</param>
internal sealed record Scene(Plane Signal, byte[]? Void)
{
    public IReadOnlyList<RenderedParticle> Particles { get; init; } = [];

    /// <summary>Void pixels at half and at double the void depth; absent where the definition has no depth.</summary>
    public (double Lower, double Upper)? PorosityBand { get; init; }

    public static double Share(byte[] mask)
    {
        var count = 0;
        foreach (var value in mask) count += value >> 7;
        return (double)count / mask.Length;
    }
}
