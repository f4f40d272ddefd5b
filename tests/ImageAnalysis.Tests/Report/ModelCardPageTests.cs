using System.Xml.Linq;
using ImageAnalysis.Classify;
using ImageAnalysis.Report.Pages;

namespace ImageAnalysis.Tests.Report;

public sealed class ModelCardPageTests
{
    private static readonly StructureCard Shipped = StructureCard.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "models", "structure", "1", "card.json")), "models/structure/1");

    [Fact]
    public void The_page_of_the_shipped_model_states_its_figures_and_is_well_formed()
    {
        var page = ModelCardPage.Write(Shipped);

        Assert.NotNull(XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root);
        Assert.Contains((100 * Shipped.Scores.Accuracy).ToString("F1", System.Globalization.CultureInfo.InvariantCulture), page, StringComparison.Ordinal);
        Assert.DoesNotContain("before", page, StringComparison.Ordinal);
        var file = Path.Combine(Repository.Root, "models", "structure", "1", "card.html");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(file, page);
        Assert.True(page == File.ReadAllText(file), "card.html is not the page of its card; run this test with UPDATE_GOLDEN=1 and commit the file.");
    }

    [Fact]
    public void Confidence_and_abstention_are_drawn_where_the_card_states_them_and_left_out_where_it_does_not()
    {
        var scores = Shipped.Scores with { Answered = 0.9, Accuracy = 0.85, Reliability = [new ReliabilityBin(0.7, 0.6, 20), new ReliabilityBin(0.95, 1, 21)], Coverage = [new CoveragePoint(1, 0.8), new CoveragePoint(0.5, 1)] };

        var page = ModelCardPage.Write(Shipped with { Scores = scores });

        Assert.NotNull(XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root);
        Assert.Contains("20 to 21 pictures", page, StringComparison.Ordinal);
        Assert.Contains("90.0 % answered, 85.0 % of those right", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<svg").Length - 1);
        Assert.DoesNotContain("id=\"doubt\"", ModelCardPage.Write(Shipped with { Scores = scores with { Reliability = null } }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_of_no_pictures_is_a_dash()
    {
        // Of two pictures that are percolation one is called cellular and one gets no answer; of one that is none there is no answer.
        IReadOnlyList<IReadOnlyList<int>> confusion = [[0, 0, 1, 0, 1], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 1]];
        var scores = new ScoreCard(0.33, 0, 0, [.. StructureCard.KnownLabels.Zip([2, 0, 0, 1], (label, pictures) => new ClassScore(label, pictures, 0, 0))], confusion);

        Assert.Equal([null, null, 0.0, null], Enumerable.Range(0, 4).Select(scores.PrecisionOf));
        Assert.Equal([0.0, null, null, null], Enumerable.Range(0, 4).Select(scores.RecallOf));
        var page = ModelCardPage.Write(Shipped with { Scores = scores });
        Assert.Contains("<td>percolation</td><td class=\"n\">2</td><td class=\"n\">–</td><td class=\"n\">0.000</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td>none</td><td class=\"n\">1</td><td class=\"n\">–</td><td class=\"n\">–</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_an_adapted_model_says_whether_it_is_better_and_what_more_pictures_bring()
    {
        var page = ModelCardPage.Write(Shipped with
        {
            Adaptation = new AdaptationCard
            {
                Base = "structure/1 sha256:0", DataSet = "<lab>", ManifestSha256 = new string('a', 64), Pictures = 40, Groups = 12, Strength = 0.1,
                Before = Shipped.Scores, After = Shipped.Scores, LossBefore = 0.4, LossAfter = 0.3,
                Learning = [new LearningPoint(10, 0.7, 0.5), new LearningPoint(40, 0.8, 0.3)],
                IsBetter = false, Reason = "Not shown to be better.", MorePictures = "50 more would help.",
            },
        });

        Assert.NotNull(XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root);
        Assert.Contains("Not shown to be better.", page, StringComparison.Ordinal);
        Assert.Contains("50 more would help.", page, StringComparison.Ordinal);
        Assert.Contains("data set &lt;lab&gt;", page, StringComparison.Ordinal);

        // Precision, recall, F1 and the confusion matrix of both.
        Assert.Equal(3, page.Split("<th class=\"n\">before</th><th class=\"n\">after</th>").Length - 1);
        Assert.Equal(2, page.Split("Is, and was answered").Length - 1);
        Assert.Contains("is that of the model it was adapted from: 100 pictures", page, StringComparison.Ordinal);
    }
}
