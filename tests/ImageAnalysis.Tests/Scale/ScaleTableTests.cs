using System.Globalization;
using ImageAnalysis.Findings;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;

namespace ImageAnalysis.Tests.Scale;

public sealed class ScaleTableTests
{
    private static readonly string[] Files = ["a.tif", "sub/a.tif", "sub/b.tif", "sub/deep/c, with \"quotes\".tif", "标本/倍１.tif", "Case.tif", "case.tif"];

    private static ScaleTable Read(string text) => ScaleTable.Read("scales.csv", text, Files);

    private static string Fault(string text)
    {
        var exception = Assert.Throws<ScaleTableException>(() => Read(text));
        Assert.Contains("scales.csv", exception.What, StringComparison.Ordinal);
        return exception.Why;
    }

    private static double Nm(ScaleTable table, string file) => table.Find(file)!.PixelSize.X.Nanometres;

    [Theory]
    [InlineData("file,pixel_size_nm\nsub/b.tif,12.5\n")]
    [InlineData("file,pixel_size_nm\r\nsub/b.tif,12.5\r\n")]
    [InlineData("file,pixel_size_nm\r\nsub/b.tif,12.5")]
    [InlineData("\uFEFFfile,pixel_size_nm\nsub/b.tif,12.5\n")]
    [InlineData("file, pixel_size_nm\nsub/b.tif, 12.5 \n\n")]
    [InlineData("pixel_size_nm,file\n1.25e1,sub/b.tif\n")]
    [InlineData("file,pixel_size_nm\n\"sub/b.tif\",\"12.5\"\n")]
    [InlineData("file,pixel_size_nm\nsub\\b.tif,12.5\n")]
    [InlineData("file,pixel_size_nm\n./sub/b.tif,12.5\n")]
    public void A_row_gives_its_file_a_pixel_size(string text)
    {
        var row = Assert.Single(Read(text).Rows);
        Assert.Equal("sub/b.tif", row.File);
        Assert.Equal(PixelSize.Square(Length.FromNanometres(12.5)), row.PixelSize);
        Assert.Equal(2, row.Line);
    }

    [Fact]
    public void A_path_goes_before_a_base_name()
    {
        var table = Read("file,pixel_size_nm\na.tif,1\n");
        Assert.Equal(1, Nm(table, "a.tif"));
        Assert.Null(table.Find("sub/a.tif"));
    }

    [Fact]
    public void A_unique_base_name_finds_its_file_in_a_folder() => Assert.Equal(7, Nm(Read("file,pixel_size_nm\nb.tif,7\n"), "sub/b.tif"));

    [Fact]
    public void Names_may_hold_commas_quotes_and_any_script()
    {
        var table = Read("file,pixel_size_nm\n\"sub/deep/c, with \"\"quotes\"\".tif\",3\n倍１.tif,4\n");
        Assert.Equal(3, Nm(table, "sub/deep/c, with \"quotes\".tif"));
        Assert.Equal(4, Nm(table, "标本/倍１.tif"));
    }

    [Fact]
    public void Upper_and_lower_case_differ()
    {
        var table = Read("file,pixel_size_nm\nCase.tif,1\ncase.tif,2\n");
        Assert.Equal(1, Nm(table, "Case.tif"));
        Assert.Equal(2, Nm(table, "case.tif"));
        Assert.Contains("\"CASE.tif\" matches no image", Fault("file,pixel_size_nm\nCASE.tif,1\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_of_y_is_optional_per_row()
    {
        var table = Read("file,pixel_size_nm,pixel_size_y_nm\na.tif,1,2\nsub/b.tif,3,\n");
        Assert.Equal(2, table.Find("a.tif")!.PixelSize.Y.Nanometres);
        Assert.Equal(3, table.Find("sub/b.tif")!.PixelSize.Y.Nanometres);
    }

    [Fact]
    public void A_row_that_matches_nothing_is_named() =>
        Assert.Contains("Line 3: \"missing.tif\" matches no image", Fault("file,pixel_size_nm\na.tif,1\nmissing.tif,1\n"), StringComparison.Ordinal);

    [Fact]
    public void A_path_that_does_not_exist_is_not_taken_for_its_base_name() =>
        Assert.Contains("\"other/b.tif\" matches no image", Fault("file,pixel_size_nm\nother/b.tif,1\n"), StringComparison.Ordinal);

    [Fact]
    public void A_base_name_of_two_files_is_named()
    {
        var exception = Assert.Throws<ScaleTableException>(() => ScaleTable.Read("scales.csv", "file,pixel_size_nm\nx.tif,1\n", ["p/x.tif", "q/x.tif"]));
        Assert.Contains("Line 2: \"x.tif\" matches 2 images, \"p/x.tif\" and \"q/x.tif\"", exception.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_two_rows_is_named() =>
        Assert.Contains("Line 3: \"sub/b.tif\" already has a row, line 2", Fault("file,pixel_size_nm\nsub/b.tif,1\nb.tif,1\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("a.tif,\"12,5\"", "decimal sign is a point")]
    [InlineData("a.tif,12,5", "3 fields where the header has 2 (is there a decimal comma?)")]
    [InlineData("a.tif,NaN", "no pixel size between 1 pm and 1 cm")]
    [InlineData("a.tif,Infinity", "no pixel size between 1 pm and 1 cm")]
    [InlineData("a.tif,0", "no pixel size between 1 pm and 1 cm")]
    [InlineData("a.tif,1e-300", "no pixel size between 1 pm and 1 cm")]
    [InlineData("a.tif,1e300", "no pixel size between 1 pm and 1 cm")]
    [InlineData("a.tif,-2", "no pixel size between 1 pm and 1 cm")]
    [InlineData("a.tif,", "no pixel size between 1 pm and 1 cm")]
    [InlineData("a.tif,5 nm", "no pixel size between 1 pm and 1 cm")]
    [InlineData("a.tif", "1 fields where the header has 2")]
    [InlineData(",5", "names no file")]
    public void A_bad_row_is_named_by_line_with_its_fault(string row, string fault)
    {
        var why = Fault($"file,pixel_size_nm\n\n{row}\n");
        Assert.Contains("Line 3", why, StringComparison.Ordinal);
        Assert.Contains(fault, why, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_said_at_once()
    {
        var why = Fault("file,pixel_size_nm\nx.tif,1\na.tif,abc\n");
        Assert.Contains("Line 2", why, StringComparison.Ordinal);
        Assert.Contains("Line 3", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a.tif,12.5\n", "column \"file\" is missing")]
    [InlineData("file;pixel_size_nm\na.tif;12.5\n", "column \"file\" is missing; commas separate the columns")]
    [InlineData("file,pixel_size\na.tif,12.5\n", "\"pixel_size\" is no column")]
    [InlineData("file,file,pixel_size_nm\na.tif,a.tif,12.5\n", "stands twice")]
    [InlineData("file,pixel_size_nm\n\"a.tif,12.5\n", "never closed")]
    [InlineData("file,pixel_size_nm\n\"a\".tif,12.5\n", "follows a closing quote")]
    public void A_table_without_its_form_is_refused(string text, string fault) => Assert.Contains(fault, Fault(text), StringComparison.Ordinal);

    [Fact]
    public void Lines_are_counted_through_quoted_breaks() =>
        Assert.Contains("Line 4", Fault("file,pixel_size_nm\n\"two\nlines\",1\nx.tif,1\n"), StringComparison.Ordinal);

    [Fact]
    public void A_decimal_point_is_read_under_a_culture_of_commas()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var candidate = Assert.Single(Read("file,pixel_size_nm\na.tif,12.5\n").Rows).ToCandidate("scales.csv");
            Assert.Equal(12.5, candidate.PixelSize.X.Nanometres);
            Assert.Equal("scales.csv, line 2: a.tif = 12.5 nm", candidate.Evidence);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
