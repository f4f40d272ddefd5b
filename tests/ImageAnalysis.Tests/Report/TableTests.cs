using System.Globalization;
using ImageAnalysis.Classify;
using ImageAnalysis.Findings;
using ImageAnalysis.Formats;
using ImageAnalysis.Particles;
using ImageAnalysis.Pipeline;
using ImageAnalysis.Report;
using ImageAnalysis.Report.Tables;
using ImageAnalysis.Scale;

namespace ImageAnalysis.Tests.Report;

public sealed class TableTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"so\"", "\"say \"\"so\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData(" edge", "\" edge\"")]
    [InlineData("", "")]
    public void A_field_is_quoted_where_RFC_4180_asks_for_it(string field, string expected) =>
        Assert.Equal(expected + ",x\r\n", Csv.Record(field, "x"));

    [Theory]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(1234567.89, "1234568")]
    [InlineData(0.000001234, "0.000001234")]
    [InlineData(-12.5, "-12.5")]
    [InlineData(12345678901.0, "12345680000")]
    [InlineData(-0.0, "0")]
    [InlineData(double.NaN, "")]
    [InlineData(double.PositiveInfinity, "")]
    public void A_number_has_seven_digits_and_no_exponent_and_what_is_no_number_is_empty(double value, string expected) =>
        Assert.Equal(expected, Csv.Number(value));

    [Fact]
    public void What_is_written_is_read_back_the_same()
    {
        string[] fields = ["a,b", "\"", "x\r\ny", "", "µ", " s "];
        var faults = new List<string>();
        Assert.Equal(fields, Assert.Single(CsvText.Records(Csv.Record(fields), faults)).Fields);
        Assert.Empty(faults);
    }

    [Fact]
    public void The_columns_of_the_summary_are_those_that_others_script_against() => Assert.Equal(
        "file,status,error,width_px,height_px,pixel_size_nm,scale_source,structure,structure_probability,porosity,mean_intercept_nm,mean_intercept_px,"
        + "mean_intercept_ratio_nm,mean_intercept_lower_nm,mean_intercept_upper_nm,particles,number_average_diameter_nm,number_average_diameter_px,"
        + "cv_percent,verdict,findings,thickness_nm,porosity_lower,porosity_upper,mean_intercept_lower_px,mean_intercept_upper_px,mean_intercept_ratio_lower_nm,"
        + "mean_intercept_ratio_upper_nm,number_average_diameter_lower_nm,number_average_diameter_upper_nm,number_average_diameter_lower_px,"
        + "number_average_diameter_upper_px,cv_lower_percent,cv_upper_percent,thickness_lower_nm,thickness_upper_nm,structure_undecided\r\n",
        SummaryTable.Header);

    [Fact]
    public void The_summary_states_what_the_analysis_states()
    {
        using var made = Analysed.Discs();
        var row = Records(SummaryTable.Header + SummaryTable.Line(SummaryRow.Of(made.Analysis, "a/b.png")));
        var literal = made.Analysis.Intercept!.Main.Nm!.Literal;
        Assert.Equal("a/b.png", row["file"]);
        Assert.Equal("ok", row["status"]);
        Assert.Equal("", row["error"]);
        Assert.Equal("320", row["width_px"]);
        Assert.Equal("240", row["height_px"]);
        Assert.Equal("12.5", row["pixel_size_nm"]);
        Assert.Equal("user", row["scale_source"]);
        Assert.Equal("", row["structure"]);
        Assert.Equal("", row["structure_probability"]);
        Assert.Equal(Csv.Number(made.Analysis.Segmentation.Porosity!.Value), row["porosity"]);
        Assert.Equal(Csv.Number(literal.Value), row["mean_intercept_nm"]);
        Assert.Equal(Csv.Number(literal.Combined!.Value.Lower), row["mean_intercept_lower_nm"]);
        Assert.Equal(Csv.Number(literal.Combined!.Value.Upper), row["mean_intercept_upper_nm"]);
        Assert.Equal(Csv.Number(made.Analysis.Intercept.Main.Nm.Ratio!.Value), row["mean_intercept_ratio_nm"]);
        Assert.Equal(literal.Value, 12.5 * double.Parse(row["mean_intercept_px"], CultureInfo.InvariantCulture), 0.0005);
        Assert.Equal(made.Analysis.Particles!.Particles.Count.ToString(CultureInfo.InvariantCulture), row["particles"]);
        Assert.Equal(Csv.Number(made.Analysis.Particles.Statistics!.CvPercent!.Value), row["cv_percent"]);
        Assert.Equal("NotJudged", row["verdict"]);
        Assert.Equal(made.Analysis.Findings.Select(f => f.Code).Distinct(), row["findings"].Split(';'));
    }

    [Fact]
    public void Every_number_of_the_summary_stands_in_its_interval()
    {
        using var made = Analysed.Discs();
        var row = Records(SummaryTable.Header + SummaryTable.Line(SummaryRow.Of(made.Analysis, "x")));
        foreach (var (name, lower, upper) in (ReadOnlySpan<(string, string, string)>)[
            ("porosity", "porosity_lower", "porosity_upper"),
            ("mean_intercept_nm", "mean_intercept_lower_nm", "mean_intercept_upper_nm"),
            ("mean_intercept_px", "mean_intercept_lower_px", "mean_intercept_upper_px"),
            ("mean_intercept_ratio_nm", "mean_intercept_ratio_lower_nm", "mean_intercept_ratio_upper_nm"),
            ("number_average_diameter_nm", "number_average_diameter_lower_nm", "number_average_diameter_upper_nm"),
            ("number_average_diameter_px", "number_average_diameter_lower_px", "number_average_diameter_upper_px"),
            ("cv_percent", "cv_lower_percent", "cv_upper_percent")])
        {
            var value = double.Parse(row[name], CultureInfo.InvariantCulture);
            Assert.InRange(double.Parse(row[lower], CultureInfo.InvariantCulture), 0, value * 0.9999);
            Assert.InRange(double.Parse(row[upper], CultureInfo.InvariantCulture), value * 1.0001, value * 10);
        }
    }

    [Fact]
    public void An_interval_that_lacks_a_part_is_no_interval_of_the_tables()
    {
        using var made = Analysed.Discs();
        var row = SummaryRow.Of(made.Analysis, "x");
        row = row with { NumberAverageDiameterNm = row.NumberAverageDiameterNm! with { Sampling = null }, MeanInterceptNm = row.MeanInterceptNm! with { Sampling = null } };
        var record = Records(SummaryTable.Header + SummaryTable.Line(row));
        Assert.NotEqual("", record["number_average_diameter_nm"]);
        Assert.Equal("", record["number_average_diameter_lower_nm"] + record["number_average_diameter_upper_nm"] + record["mean_intercept_lower_nm"]);
    }

    [Fact]
    public void Without_a_scale_lengths_in_nanometres_are_empty_and_those_in_pixels_are_not()
    {
        using var made = Analysed.Discs(nmPerPixel: null);
        var row = Records(SummaryTable.Header + SummaryTable.Line(SummaryRow.Of(made.Analysis, "x")));
        Assert.All(row.Where(r => r.Key.EndsWith("_nm", StringComparison.Ordinal)), r => Assert.Equal("", r.Value));
        Assert.NotEqual("", row["mean_intercept_lower_px"]);
        Assert.Equal("", row["scale_source"]);
        Assert.NotEqual("", row["mean_intercept_px"]);
        Assert.NotEqual("", row["number_average_diameter_px"]);
    }

    [Theory]
    [InlineData(StructureClass.Percolation, "percolation", "0.9")]
    [InlineData(StructureClass.SphericalParticle, "spherical-particle", "0.9")]
    [InlineData(StructureClass.Cellular, "cellular", "0.9")]
    [InlineData(StructureClass.None, "none", "")]
    public void The_structure_has_its_name_and_none_has_no_probability(StructureClass structure, string name, string probability)
    {
        using var made = Analysed.Discs();
        var analysis = made.Analysis with { Structure = new StructureResult(structure, 0.9, null, false, [], [], null, []) };
        var row = Records(SummaryTable.Header + SummaryTable.Line(SummaryRow.Of(analysis, "x")));
        Assert.Equal(name, row["structure"]);
        Assert.Equal(probability, row["structure_probability"]);
    }

    [Fact]
    public void A_row_says_between_which_structures_nothing_was_decided()
    {
        Assert.Null(new SummaryRow("a", null) { Findings = ["blurred"] }.Undecided);
        Assert.Equal("none or percolation", new SummaryRow("a", null) { Findings = ["blurred", "structure-ambiguous:none|percolation"] }.Undecided);
    }

    [Theory]
    [InlineData(StructureClass.SphericalParticle, "structure-ambiguous:spherical-particle|none", "spherical-particle", "0.46")]
    [InlineData(StructureClass.None, "structure-ambiguous:none|percolation", "none", "")]
    public void A_structure_that_others_rival_is_the_more_probable_one_and_said_to_be_undecided(StructureClass structure, string code, string name, string probability)
    {
        using var made = Analysed.Discs();
        var result = new StructureResult(structure, 0.46, null, true, [], [], null, [new Finding(code, Severity.Limit, "", "", "")]);
        var analysis = made.Analysis with { Structure = result };
        var row = Records(SummaryTable.Header + SummaryTable.Line(SummaryRow.Of(analysis, "x")));
        Assert.Equal((name, probability, "true"), (row["structure"], row["structure_probability"], row["structure_undecided"]));
        Assert.Contains(code, row["findings"].Split(';'));
    }

    [Fact]
    public void A_failed_file_has_its_reason_on_one_line_and_nothing_else()
    {
        var row = Records(SummaryTable.Header + SummaryTable.Line(SummaryRow.Without("a.tif", "It is\r\n  cut, short.")));
        Assert.Equal("failed", row["status"]);
        Assert.Equal("It is cut, short.", row["error"]);
        Assert.All(row.Where(r => r.Key is not ("file" or "status" or "error")), r => Assert.Equal("", r.Value));
    }

    [Fact]
    public void A_frame_that_cannot_be_measured_says_so_and_has_no_numbers()
    {
        using var made = Analysed.Flat();
        var row = Records(SummaryTable.Header + SummaryTable.Line(SummaryRow.Of(made.Analysis, "x")));
        Assert.Equal("ok", row["status"]);
        Assert.Contains("not-measurable", row["findings"].Split(';'));
        Assert.Equal("", row["porosity"]);
        Assert.Equal("", row["particles"]);
        Assert.Equal(ChordTable.Header, ChordTable.Write(made.Analysis));
        Assert.Equal(ParticleTable.Header, ParticleTable.Write(made.Analysis, "x"));
    }

    [Fact]
    public void Every_particle_has_a_row_with_its_axes_in_both_units_and_their_definition()
    {
        using var made = Analysed.Discs(2.5);
        Assert.StartsWith("file,x_px,y_px,la_nm,lb_nm,la_px,lb_px,drawn,", ParticleTable.Header, StringComparison.Ordinal);
        var rows = AllRecords(ParticleTable.Write(made.Analysis, "x, y.png"));
        Assert.Equal(made.Analysis.Particles!.Particles.Count, rows.Count);
        foreach (var (row, particle) in rows.Zip(made.Analysis.Particles.Particles))
        {
            Assert.Equal("x, y.png", row["file"]);
            Assert.Equal("feret", row["axes"]);
            Assert.Equal("false", row["drawn"]);
            Assert.Equal(particle.LaPx, double.Parse(row["la_px"], CultureInfo.InvariantCulture), 0.0006);
            Assert.Equal(2.5 * particle.LbPx, double.Parse(row["lb_nm"], CultureInfo.InvariantCulture), 0.0006);
            Assert.Equal(6.25 * particle.AreaPx2, double.Parse(row["area_nm2"], CultureInfo.InvariantCulture), 0.05);
        }
    }

    [Fact]
    public void Those_that_were_drawn_are_marked()
    {
        using var made = Analysed.Discs(options: new PipelineOptions { Particles = new ParticleOptions { Draw = 5 } });
        Assert.Equal(5, AllRecords(ParticleTable.Write(made.Analysis, "x")).Count(r => r["drawn"] == "true"));
    }

    [Fact]
    public void Every_void_segment_has_a_row()
    {
        using var made = Analysed.Discs(4);
        var rows = AllRecords(ChordTable.Write(made.Analysis));
        Assert.Equal(made.Analysis.Intercept!.Main.Segments, rows.Count);
        Assert.Equal(made.Analysis.Intercept.Main.CutSegments, rows.Count(r => r["cut_at_start"] == "true" || r["cut_at_end"] == "true"));
        Assert.Equal(made.Analysis.Intercept.Main.Nm!.Literal.Value, rows.Average(r => double.Parse(r["length_nm"], CultureInfo.InvariantCulture)), 2);
    }

    [Fact]
    public void No_culture_changes_a_table()
    {
        using var made = Analysed.Discs();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var german = Tables();
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            Assert.Equal(Tables(), german);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        string Tables() => ParticleTable.Write(made.Analysis, "x") + ChordTable.Write(made.Analysis) + SummaryTable.Line(SummaryRow.Of(made.Analysis, "x"));
    }

    private static Dictionary<string, string> Records(string text) => Assert.Single(AllRecords(text));

    private static List<Dictionary<string, string>> AllRecords(string text)
    {
        var faults = new List<string>();
        var records = CsvText.Records(text, faults);
        Assert.Empty(faults);
        return [.. records.Skip(1).Select(r => records[0].Fields.Zip(r.Fields).ToDictionary(f => f.First, f => f.Second))];
    }
}
