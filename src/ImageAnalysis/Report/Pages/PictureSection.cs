using ImageAnalysis.Particles;
using ImageAnalysis.Report.Pictures;

namespace ImageAnalysis.Report.Pages;

/// <summary>The pictures with what they show.</summary>
internal static class PictureSection
{
    public static Markup Write(Analysis analysis, IReadOnlyList<PagePicture> pictures) =>
        Markup.Join(pictures.Select(p => Figure(analysis, p)));

    private static Markup Figure(Analysis analysis, PagePicture picture)
    {
        var (title, text) = Caption(analysis, picture.Subject);
        return Markup.Of(
            $"""
            <figure>
            <img src="data:image/jpeg;base64,{new Markup(Convert.ToBase64String(picture.Jpeg))}" alt="{title}"/>
            <figcaption><strong>{title}</strong> {text}</figcaption>
            </figure>

            """);
    }

    private static (string Title, string Text) Caption(Analysis analysis, PictureSubject subject) => subject switch
    {
        PictureSubject.Layers when analysis.Layers!.Inside is null =>
            ("Boundaries of the section.", "No number was read from it."),
        PictureSubject.Layers =>
            ("Layers of the section.", "Thickness is measured between the boundaries. Everything below is measured inside the white rectangle."),
        PictureSubject.Void when !analysis.Segmentation.Measurable =>
            ("The field.", "It cannot be measured, so no boundary is drawn."),
        PictureSubject.Void =>
            ("Void and solid.", "Everything rests on this boundary: where it does not follow what you see, the numbers do not either."),
        PictureSubject.Lines =>
            ("Lines and void segments.", $"Each line at {Figures.Number(analysis.Intercept!.Main.AngleDegrees, 0)}° with the parts of it that lie in void."),
        _ => ("Particles with their longest axis La and shortest axis Lb.", $"{Words.AxesForPeople(analysis.Particles!.Axes)}. {Kind(analysis.Particles)}"),
    };

    private static string Kind(ParticleResult result)
    {
        var cut = result.Truncated == 1 ? "1 particle touches the frame and was" : $"{Figures.Count(result.Truncated)} particles touch the frame and were";
        return result.Truncated == 0 ? "Outlines are convex hulls." : $"Outlines are convex hulls; {cut} not measured.";
    }
}
