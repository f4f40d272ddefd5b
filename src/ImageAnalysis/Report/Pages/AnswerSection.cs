using ImageAnalysis.Classify;
using ImageAnalysis.Findings;
using ImageAnalysis.Intercept;
using ImageAnalysis.Layers;
using ImageAnalysis.Particles;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Report.Pages;

/// <summary>What is this structure, how large are its pores and particles, and can the numbers be trusted.</summary>
internal static class AnswerSection
{
    public const string NotAPorosity = "not-a-porosity";

    public static Markup Write(Analysis analysis) => Markup.Of(
        $"""
        <section id="answer">
        {Verdict(analysis)}
        <div class="tiles">
        {Structure(analysis)}
        {PoreSize(analysis)}
        {Porosity(analysis)}
        {Particles(analysis)}
        {Thickness(analysis)}
        </div>
        {Layer(analysis)}
        {Trust(analysis)}
        </section>

        """);

    private static Markup Verdict(Analysis analysis)
    {
        var evaluation = analysis.Evaluation;
        if (evaluation.Sets.Count == 0)
        {
            return Markup.Of(
                $"""<div class="verdict none">{Page.Chip(evaluation.Verdict)}<p>No criteria were chosen, so there is nothing to pass or to fail.</p></div>""");
        }

        return Markup.Of($"""<div class="verdict {Page.Look(evaluation.Verdict)}">{Page.Chip(evaluation.Verdict)}<p>{evaluation.Summary}</p></div>""");
    }

    private static Markup Structure(Analysis analysis)
    {
        if (analysis.Structure is not { } result) return Tile("Structure", "–", "No structure model was used.", false);
        var (name, meaning) = Words.StructureForPeople(result.Structure);
        var probability = result is { Probability: { } p, Structure: not StructureClass.None, Abstained: false } ? $"probability {Probability(p)}" : "";
        var value = result.Abstained ? "Undecided" : name;
        var more = result.Abstained ? $"{name} is the most probable, and others cannot be ruled out." : meaning;
        return Tile("Structure", value, more, false, probability);
    }

    /// <summary>Whole percent, and never 0 or 100.</summary>
    public static string Probability(double p) =>
        p > 0.99 ? "> 99\u202F%" : p < 0.01 ? "< 1\u202F%" : Figures.WithUnit(Figures.Number(100 * p, 0), "%");

    private static Markup PoreSize(Analysis analysis)
    {
        const string Name = "Mean pore size";
        if (analysis.Intercept is not { } intercept) return Tile(Name, "–", "The frame could not be measured.", false);
        if ((intercept.Main.Nm ?? intercept.Main.Px) is not { } means) return Tile(Name, "–", "No line meets a void.", false);
        var unit = Unit(analysis, means.Literal);
        var ratio = means.Ratio is { } r ? $"; unbiased {Figures.Value(r, unit)} ({Figures.Joined(r, unit)})" : "";
        return Tile(Name, Figures.Value(means.Literal, unit),
            $"mean of {Figures.Count(intercept.Main.Segments)} void segments on parallel lines{ratio}{Protocol(intercept.Protocol)}",
            IsOfParticles(analysis), Interval(means.Literal, unit));
    }

    private static string Protocol(ProtocolCheck check) => check.Holds ? "" : $". Not every line crosses {check.Required} voids.";

    private static Markup Porosity(Analysis analysis)
    {
        var isPorosity = analysis.Findings.All(f => f.Code != NotAPorosity);
        var name = isPorosity ? "Porosity of the section" : "Ground between particles";
        if (analysis.Segmentation.Porosity is not { } porosity) return Tile(name, "–", "The frame could not be measured.", false);
        var more = isPorosity ? "void area over area" : "share of the area; not a porosity";
        return Tile(name, Figures.Value(porosity, ShownUnit.PercentOfFraction), more, !isPorosity, Interval(porosity, ShownUnit.PercentOfFraction));
    }

    private static Markup Particles(Analysis analysis)
    {
        const string Name = "Mean particle diameter";
        var unseen = NotRecognised(analysis);
        var muted = unseen || analysis.Structure is { Structure: StructureClass.Percolation or StructureClass.Cellular };
        if (analysis.Particles is not { } result) return Tile(Name, "–", "The frame could not be measured.", false);
        if (result.Statistics is not { } statistics) return Tile(Name, "–", "No whole particle was found.", muted);
        var mean = statistics.MeanDiameterNm ?? statistics.MeanDiameterPx;
        var unit = Unit(analysis, mean);
        var cv = statistics.CvPercent is { } c ? $", CV {Figures.Value(c, ShownUnit.Percent)} ({Figures.Joined(c, ShownUnit.Percent)})" : "";
        var count = statistics.Rule == ParticleStatisticsRule.Drawn
            ? $"{Figures.Count(statistics.Count)} drawn of {Figures.Count(result.Particles.Count)} measured"
            : $"all {Figures.Count(result.Particles.Count)} measured";
        var note = unseen ? ". Pieces of the solid: whether they are particles, the structure does not say." : muted ? ". Pieces of the solid: this structure shows no separate particles." : "";
        return Tile(Name, Figures.Value(mean, unit), $"{count}{cv}{note}", muted, Interval(mean, unit));
    }

    private static Markup Thickness(Analysis analysis)
    {
        if (analysis.Layers?.Thickness is not { } thickness) return Markup.Empty;
        var mean = thickness.Nm ?? thickness.Px;
        var unit = Unit(analysis, mean);
        var layers = analysis.Layers.Layers.Count;
        var of = layers == 1 ? "from face to face" : $"of all {Figures.Count(layers)} layers together";
        return Tile("Thickness", Figures.Value(mean, unit), $"{of}, mean of {Figures.Count(thickness.ValuesPx.Count)} values; each layer is listed under Layers.", false, Interval(mean, unit));
    }

    /// <summary>Of which layer these numbers are: of an electrode it is not clear without being said.</summary>
    private static Markup Layer(Analysis analysis) =>
        analysis.Layers?.Findings.FirstOrDefault(f => f.Code == LayersResult.Restricted) is { } note ? Markup.Of($"<p class=\"soft small\">{note.What}</p>") : Markup.Empty;

    private static bool IsOfParticles(Analysis analysis) => analysis.Structure is { Abstained: false, Structure: StructureClass.SphericalParticle };

    private static ShownUnit Unit(Analysis analysis, Estimate estimate) =>
        analysis.Scale.PixelSize is null ? ShownUnit.Pixel : ShownUnit.ForNanometres(estimate.Value);

    private static string Interval(Estimate estimate, ShownUnit unit) =>
        estimate.Combined is { } i ? $"95\u202F%: {Figures.WithUnit(Figures.Range(estimate, i, unit), unit.Name)}{(estimate.Without is { } part ? $", {part}" : "")}" : "";

    private static Markup Tile(string name, string value, string more, bool muted, string range = "")
    {
        var second = range.Length == 0 ? Markup.Empty : Markup.Of($"""<p class="range">{range}</p>""");
        return Markup.Of(
            $"""<div class="tile{(muted ? " muted" : "")}"><p class="name">{name}</p><p class="value">{value}</p>{second}<p class="more">{more}</p></div>""");
    }

    /// <summary>Whether a model looked and did not say which structure it is: numbers that suppose one are then no more than that.</summary>
    private static bool NotRecognised(Analysis analysis) => analysis.Structure is { } result && (result.Abstained || result.Structure == StructureClass.None);

    private static Markup Trust(Analysis analysis)
    {
        var findings = analysis.Findings;
        var limits = findings.Where(f => f.Severity == Severity.Limit).ToList();
        var warnings = findings.Where(f => f.Severity == Severity.Warning).ToList();
        var unseen = NotRecognised(analysis) && analysis.Intercept is not null
            ? Markup.Of($"<li>{(analysis.Structure!.Abstained ? "Which structure it is stays undecided" : "The structure was not recognised")}: the numbers suppose one all the same, pore sizes that the void is pores in a section, and diameters that the solid is separate particles. See in the pictures whether that is so.</li>")
            : Markup.Empty;
        if (limits.Count + warnings.Count == 0 && unseen.Text.Length == 0)
            return Markup.Of($"""<div class="trust"><strong>Can these numbers be trusted?</strong> Nothing was found that puts them in doubt.</div>""");
        var lines = limits.Concat(warnings).Select(f => Markup.Of($"<li>{f.What}</li>"));
        return Markup.Of(
            $"""
            <div class="trust"><strong>Can these numbers be trusted?</strong> Read them with this in mind (<a href="#findings">why, and what to do</a>):
            <ul>{Markup.Join(lines)}{unseen}</ul></div>
            """);
    }
}
