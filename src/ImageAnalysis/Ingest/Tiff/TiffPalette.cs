namespace ImageAnalysis.Ingest.Tiff;

/// <summary>A colour map as 8-bit levels.</summary>
internal sealed record TiffPalette(byte[] Red, byte[] Green, byte[] Blue, bool IsGrey)
{
    /// <summary>
    /// Entries are 16 bits wide; writers disagree whether a level v is stored as 257 v or 256 v, and the high byte is v either way. Some old
    /// ones store v itself: then no entry exceeds 255.
    /// </summary>
    public static TiffPalette Read(TiffPage page, string file)
    {
        var size = 1 << page.Bits;
        if (page.ColorMap.Count < 3 * size)
            throw TiffPage.Damaged(file, $"Its palette has {page.ColorMap.Count} entries where {page.Bits} bits need {3 * size}.");
        var divisor = page.ColorMap.Max() > byte.MaxValue ? 256 : 1;
        var (red, green, blue) = (new byte[size], new byte[size], new byte[size]);
        var grey = true;
        for (var i = 0; i < size; i++)
        {
            (red[i], green[i], blue[i]) = (Level(i), Level(size + i), Level((2 * size) + i));
            grey &= red[i] == green[i] && red[i] == blue[i];
        }

        return new TiffPalette(red, green, blue, grey);

        byte Level(int entry) => (byte)((int)page.ColorMap[entry] / divisor);
    }
}
