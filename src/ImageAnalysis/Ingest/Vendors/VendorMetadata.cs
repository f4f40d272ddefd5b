using ImageAnalysis.Findings;

namespace ImageAnalysis.Ingest.Vendors;

/// <summary>
/// Reads what microscope makers write about the pixel size, into the image file or beside it. A block is recognised by its tag and content, never
/// by the name of a file. Print resolution (XResolution, JPEG density, PNG pHYs) is looked at by no reader.
/// </summary>
public static class VendorMetadata
{
    // Makers that put their block on another page put it on the second; the bound keeps a file of thousands of pages that share one block cheap.
    private const int MostOtherPages = 16;

    // Microscopes first, programs that rewrite their files last.
    private static readonly Reader[] Readers =
    [
        new(Zeiss.Claims, Zeiss.Read),
        new(Fei.Claims, Fei.Read),
        new(Phenom.Claims, Phenom.Read),
        new(ThermoTitan.Claims, ThermoTitan.Read),
        new(Tescan.Claims, Tescan.Read),
        new(Jeol.Claims, Jeol.Read),
        new(Hitachi.Claims, Hitachi.Read),
        new(OlympusSis.Claims, OlympusSis.Read),
        new(PointElectronic.Claims, PointElectronic.Read),
        new(DigitalMicrograph.Claims, DigitalMicrograph.Read),
        new(OmeTiff.Claims, OmeTiff.Read),
        new(ImageJ.Claims, ImageJ.Read),
    ];

    private sealed record Reader(Func<VendorSource, bool> Claims, Func<VendorSource, VendorReading> Read);

    /// <summary>
    /// All readings that bear on the page: its own directory, then sidecars, then the first other pages of exactly its size (some programs keep the
    /// metadata on page 2). A block on a page of another size describes that page and is not read. Never throws on content.
    /// </summary>
    public static IReadOnlyList<VendorReading> Read(VendorInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        List<VendorReading> readings = [];
        if (input.Directory is { } own) readings.AddRange(ReadAll(new VendorSource(own, null, input.Page, input.ImageName, input.File)));
        foreach (var sidecar in input.Sidecars) readings.AddRange(ReadAll(new VendorSource(null, sidecar, input.Page, input.ImageName, input.File)));
        HashSet<string> seen = [.. readings.Select(reading => $"{reading.Maker} {reading.Where}")];
        var ofSameSize = input.OtherPages.Where(page => page.Width == input.Page.WidthPx && page.Height == input.Page.HeightPx);
        foreach (var other in ofSameSize.Take(MostOtherPages))
        {
            foreach (var reading in ReadAll(new VendorSource(other, null, input.Page, input.ImageName, input.File)))
            {
                if (seen.Add($"{reading.Maker} {reading.Where}")) readings.Add(OnOtherPage(reading));
            }
        }

        return readings;
    }

    /// <summary>What a sidecar says without its image; null where it is no microscope's. Statements that need the width of the image are left out.</summary>
    public static VendorReading? ReadSidecarAlone(Sidecar sidecar)
    {
        ArgumentNullException.ThrowIfNull(sidecar);
        return ReadAll(new VendorSource(null, sidecar, null, null, default)).FirstOrDefault();
    }

    /// <summary>
    /// Names under which makers put their text beside an image, best first, to be compared without regard to case: TESCAN writes "NAME-tif.hdr" or
    /// "NAME.hdr", JEOL and Hitachi "NAME.txt".
    /// </summary>
    public static IReadOnlyList<string> SidecarNames(string imageName)
    {
        var file = VendorText.FileName(imageName);
        var name = VendorText.BaseName(file);
        var extension = file.Length > name.Length ? file[(name.Length + 1)..] : "";
        return extension.Length == 0 ? [$"{name}.txt", $"{name}.hdr"] : [$"{name}.txt", $"{name}-{extension}.hdr", $"{name}.hdr"];
    }

    private static IEnumerable<VendorReading> ReadAll(VendorSource source)
    {
        foreach (var reader in Readers)
        {
            if (reader.Claims(source)) yield return reader.Read(source);
        }
    }

    private static VendorReading OnOtherPage(VendorReading reading) => reading with
    {
        Findings =
        [
            .. reading.Findings,
            new Finding(
                "scale-on-other-page", Severity.Note, $"{reading.Maker}, {reading.Where}: the block stands on another page of the same size.",
                "Some programs describe all pages on one of them.", "None needed if the pages show one field."),
        ],
    };
}
