using ImageAnalysis.Classify;

namespace ImageAnalysis.Report.Pages;

/// <summary>How probable each structure is, and what spoke for the answer.</summary>
internal static class StructureSection
{
    public static Markup Write(Analysis analysis)
    {
        if (analysis.Structure is not { } result) return Markup.Empty;
        var (name, meaning) = Words.StructureForPeople(result.Structure);
        var answer = result.Abstained
            ? $"Undecided: {name.ToLowerInvariant()} is the most probable, and not probable enough to rule the others out."
            : $"{name}: {meaning}.";
        var bars = result is { Probabilities: { } p, NoneProbability: { } none }
            ? Markup.Of($"<div class=\"bars\">{Bar("Percolation", p.Percolation * (1 - none))}{Bar("Spherical particle", p.SphericalParticle * (1 - none))}{Bar("Cellular", p.Cellular * (1 - none))}{Bar("None of these", none)}</div>")
            : Markup.Empty;
        return Markup.Of($"<p>{answer} <span class=\"soft\">It is the visible pattern of a section or surface, and never proves how a phase is connected in depth.</span></p>\n{bars}{Reasons(result)}");
    }

    private static Markup Bar(string name, double p) => Markup.Of(
        $"""<span>{name}</span><span class="rail"><i style="width:{Figures.Number(100 * p, 1)}%"></i></span><span>{AnswerSection.Probability(p)}</span>""");

    private static Markup Reasons(StructureResult result)
    {
        var values = result.Reasons
            .Select(reason => result.Descriptors.FirstOrDefault(d => d.Name == reason) is { } d ? $"{d.Name} = {Figures.Number(d.Value)}" : reason).ToList();
        return values.Count == 0 ? Markup.Empty : Markup.Of($"<p class=\"soft small\">What spoke most for it, strongest first: {string.Join(", ", values)}.</p>");
    }
}
