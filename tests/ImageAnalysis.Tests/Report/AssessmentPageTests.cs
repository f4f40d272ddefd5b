using System.Xml.Linq;
using ImageAnalysis.Classify;
using ImageAnalysis.Quantities;
using ImageAnalysis.Report.Pages;
using ImageAnalysis.Report.Tables;

namespace ImageAnalysis.Tests.Report;

public sealed class AssessmentPageTests
{
    private static readonly AssessedPicture Wrong = new("cellular/<a>.tif", "a", false, "cellular")
    {
        Standing = AnswerStanding.Wrong, Answer = "percolation", Probability = 0.9, Probabilities = [0.9, 0.05, 0.05, 0], Reasons = [new Descriptor("void-fraction", 0.41)], Known = Acquaintance.Picture,
    };

    private static readonly AssessedPicture Undecided = new("cellular/b.tif", "b", true, "cellular")
    {
        Standing = AnswerStanding.Undecided, Answer = "cellular", Undecided = "cellular or none", Possible = "It may be cellular (50 %) or none of the three structures (48 %).", Probability = 0.5, Probabilities = [0.02, 0, 0.5, 0.48], Findings = ["structure-ambiguous:cellular|none"],
    };

    private static readonly AssessedPicture Gated = new("none/c.tif", "c", false, "none") { Standing = AnswerStanding.Right, Answer = "none", Findings = ["too-few-structures"] };

    private static readonly AssessedPicture Failed = new("none/d.tif", "d", false, "none") { Standing = AnswerStanding.Failed, Error = "none/d.tif: it is cut short.\nIt ends in the middle." };

    private static readonly ModelAssessment Assessment = new()
    {
        DataSet = "<lab>", ManifestSha256 = new string('a', 64), Model = "structure/1 sha256:0",
        Scores = new ScoreCard(0.67, 0.5, 0, [.. StructureCard.KnownLabels.Select(l => new ClassScore(l, 1, 0, 0))], [.. StructureCard.KnownLabels.Select(_ => (IReadOnlyList<int>)[0, 0, 0, 0, 0])]),
        Classes = [new ClassAssessment("cellular", 2, 2, new Proportion(0, 0), new Proportion(0, 1), new Proportion(1, 2)), new ClassAssessment("none", 1, 1, new Proportion(1, 1), new Proportion(1, 1), new Proportion(0, 1))],
        Answered = new Proportion(2, 3), Right = new Proportion(1, 2), Pictures = [Gated, Undecided, Failed, Wrong],
    };

    [Fact]
    public void The_page_shows_every_picture_the_wrong_ones_first_and_says_what_its_descriptors_mean()
    {
        var page = AssessmentPage.Write(Assessment, [.. Assessment.Pictures.Select(p => new AssessmentEntry(p, $"../{p.File}", p.Error is null ? $"thumbnails/{p.File}.jpg" : null))]);

        Assert.NotNull(XDocument.Parse(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root);
        var table = page[page.IndexOf("id=\"images\"", StringComparison.Ordinal)..];
        string[] order = ["✕ wrong", "~ undecided", "✓ right"];
        Assert.Equal(order, order.OrderBy(sign => table.IndexOf(sign, StringComparison.Ordinal)));
        Assert.Contains("href=\"../cellular/%3Ca%3E.tif\"", page, StringComparison.Ordinal);
        Assert.Contains("It may be cellular (50 %)", page, StringComparison.Ordinal);
        Assert.Contains("too-few-structures", page, StringComparison.Ordinal);
        Assert.Contains("it is cut short", page, StringComparison.Ordinal);
        Assert.Contains(StructureDescriptors.All[0].Meaning, page, StringComparison.Ordinal);
        Assert.Contains("0 to 79", page, StringComparison.Ordinal);
        Assert.Contains(", learnt from", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Learnt from", page, StringComparison.Ordinal);
        Assert.Contains("Learnt from", AssessmentPage.Write(Assessment with { Caution = "It knows them." }, []), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_has_a_row_for_every_picture_in_the_order_of_the_set()
    {
        var lines = AssessmentTable.Write(Assessment).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(AssessmentTable.Header.TrimEnd(), lines[0]);
        Assert.Equal("cellular/<a>.tif,a,training,cellular,wrong,percolation,,0.9,0.9,0.05,0.05,0,void-fraction,0.41,,,,,,,picture", lines[4]);
        Assert.Equal("cellular/b.tif,b,test,cellular,undecided,cellular,cellular or none,0.5,0.02,0,0.5,0.48,,,,,,,structure-ambiguous:cellular|none,,", lines[2]);
        Assert.EndsWith("none/d.tif: it is cut short. It ends in the middle.,", lines[3], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(lines[0].Split(',').Length, line.Split(',').Length));
    }
}
