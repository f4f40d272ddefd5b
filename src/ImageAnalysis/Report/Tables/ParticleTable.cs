using System.Text;
using ImageAnalysis.Formats;
using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report.Tables;

/// <summary>
/// particles.csv: a row per measured particle, of one image or of all images of a run. The centre is in pixels of the input page, y down; every row
/// states what La and Lb are.
/// </summary>
public static class ParticleTable
{
    public static string Header { get; } = Csv.Record(
        "file", "x_px", "y_px", "la_nm", "lb_nm", "la_px", "lb_px", "drawn",
        "label", "diameter_nm", "diameter_px", "area_nm2", "area_px2", "la_angle_deg", "outline", "visible_fraction", "weight", "axes");

    /// <summary>The table of one image.</summary>
    /// <param name="file">Its name in the table.</param>
    public static string Write(Analysis analysis, string file) => Header + Rows(analysis, file);

    /// <summary>The rows of one image without the header, for a table of many images.</summary>
    public static string Rows(Analysis analysis, string file)
    {
        if (analysis.Particles is not { } result) return "";
        var axes = Words.Axes(result.Axes);
        var text = new StringBuilder();
        foreach (var particle in result.Particles) text.Append(Row(file, particle, analysis.Scale.PixelSize, axes));
        return text.ToString();
    }

    private static string Row(string file, Particle particle, PixelSize? pixelSize, string axes) => Csv.Record(
        file,
        Csv.Number(particle.XPx),
        Csv.Number(particle.YPx),
        Csv.Number(particle.LaNm),
        Csv.Number(particle.LbNm),
        Csv.Number(particle.LaPx),
        Csv.Number(particle.LbPx),
        Csv.YesNo(particle.Drawn),
        Csv.Whole(particle.Label),
        Csv.Number((particle.LaNm + particle.LbNm) / 2),
        Csv.Number(particle.DiameterPx),
        Csv.Number(pixelSize is { } size ? particle.AreaPx2 * size.X.Nanometres * size.Y.Nanometres : null),
        Csv.Number(particle.AreaPx2),
        Csv.Number(particle.LaAngleDegrees),
        particle.Outline switch
        {
            ParticleOutline.Rim => "rim",
            ParticleOutline.Proposal => "proposal",
            _ => "silhouette",
        },
        Csv.Number(particle.VisibleFraction),
        Csv.Number(particle.Weight),
        axes);
}
