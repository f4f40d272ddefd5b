using ImageAnalysis.Evaluate;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Tests.Evaluate;

public sealed class SampleReaderTests
{
    [Fact]
    public void The_form_of_the_guide_is_read_whole()
    {
        var sample = SampleReader.ReadJson("""
            { "sample": "EX-10", "criteria": ["membrane"],
              "images": [ { "file": "sub/ex10-section.tif", "role": "internal" }, { "file": "ex10-outer.tif", "role": "surface-a" } ],
              "laboratory": { "mw": 546000, "avg-pore": { "value": 0.18, "unit": "µm", "interval": [0.17, 0.19] },
                              "max-pore": { "value": 0.23, "unit": "µm" }, "permeability": { "value": 2900, "unit": "L/m²·h·atm" },
                              "pore-ratio": "<=2.0", "resin-ratio": "60:40", "porometry": "ex10-flow.csv" },
              "sweep": "fig3-sweep.csv", "declared": { "two-phase-gel": true } }
            """, "ex10.json", []);
        Assert.Equal("EX-10", sample.Name);
        Assert.Equal(["membrane"], sample.Criteria);
        Assert.Equal(ImageRole.SurfaceA, sample.RoleOf("ex10-outer.tif"));
        Assert.Equal(ImageRole.Internal, sample.RoleOf("elsewhere/ex10-section.tif"));
        Assert.Null(sample.RoleOf("other.tif"));
        Assert.Equal(new LaboratoryValue("avg-pore", 0.18, 0.17, 0.19, "µm"), Value(sample, "avg-pore"));
        Assert.Equal(LaboratoryValue.Exact("mw", 546000, "g/mol"), Value(sample, "mw"));
        Assert.Equal(new LaboratoryValue("pore-ratio", null, null, 2.0, ""), Value(sample, "pore-ratio"));
        Assert.Equal(LaboratoryValue.Exact("resin-ratio", 60, "wt%"), Value(sample, "resin-ratio"));
        Assert.Equal([new CurveReference("porometry", "ex10-flow.csv")], sample.Curves);
        Assert.Equal("fig3-sweep.csv", sample.Sweep);
        Assert.Equal([new Declaration("two-phase-gel", true)], sample.Declared);
        Assert.Empty(sample.Findings);
    }

    [Fact]
    public void A_number_without_unit_is_read_in_the_unit_of_its_quantity_and_said_so()
    {
        var sample = SampleReader.ReadJson("""{ "sample": "A", "laboratory": { "thickness": 85 } }""", "a", []);
        Assert.Equal(LaboratoryValue.Exact("thickness", 85, "µm"), Value(sample, "thickness"));
        Assert.Equal(["unit-assumed:thickness"], sample.Findings.Select(f => f.Code));
    }

    [Theory]
    [InlineData("""{ "sample": "A", "labratory": {} }""", "labratory:", "\"laboratory\"")]
    [InlineData("""{ "sample": "A", "laboratory": { "avgpore": 1 } }""", "laboratory.avgpore:", "\"avg-pore\"")]
    [InlineData("""{ "sample": "A", "laboratory": { "avg-pore": { "value": 1, "unit": "nmm" } } }""", "laboratory.avg-pore:", "\"nm\"")]
    [InlineData("""{ "sample": "A", "laboratory": { "strength": { "value": 1, "unit": "Mpa" } } }""", "laboratory.strength:", "\"MPa\"")]
    [InlineData("""{ "sample": "A", "laboratory": { "avg-pore": { "value": 1, "units": "nm" } } }""", "laboratory.avg-pore.units:", "\"unit\"")]
    [InlineData("""{ "sample": "A", "laboratory": { "avg-pore": { "unit": "nm" } } }""", "laboratory.avg-pore.value:", "missing")]
    [InlineData("""{ "sample": "A", "laboratory": { "avg-pore": { "value": 3, "unit": "nm", "interval": [1, 2] } } }""", "laboratory.avg-pore:", "does not hold")]
    [InlineData("""{ "sample": "A", "laboratory": { "avg-pore": { "value": 3, "unit": "nm", "interval": [1] } } }""", "laboratory.avg-pore.interval:", "two numbers")]
    [InlineData("""{ "sample": "A", "laboratory": { "avg-pore": true } }""", "laboratory.avg-pore:", "a number")]
    [InlineData("""{ "sample": "A", "laboratory": { "avg-pore": "about 3" } }""", "laboratory.avg-pore:", "no finite number")]
    [InlineData("""{ "sample": "A", "laboratory": { "avg-pore": "NaN" } }""", "laboratory.avg-pore:", "no finite number")]
    [InlineData("""{ "sample": "A", "laboratory": { "porometry": 3 } }""", "laboratory.porometry:", "name of a file")]
    [InlineData("""{ "sample": "A", "laboratory": { "tu": 150 } }""", "laboratory.tu:", "sweep")]
    [InlineData("""{ "sample": "A", "laboratory": { "two-phase-gel": true } }""", "laboratory.two-phase-gel:", "\"declared\"")]
    [InlineData("""{ "sample": "A", "declared": { "two-phase-gel": "yes" } }""", "declared.two-phase-gel:", "true or false")]
    [InlineData("""{ "sample": "A", "images": [ { "file": "a.tif", "role": "surface" } ] }""", "images[0].role:", "\"surface-a\"")]
    [InlineData("""{ "sample": "A", "images": [ { "role": "internal" } ] }""", "images[0].file:", "missing")]
    [InlineData("""{ "sample": "A", "images": [ { "file": " ", "role": "internal" } ] }""", "images[0].file:", "empty")]
    [InlineData("""{ "sample": "" }""", "sample:", "empty")]
    [InlineData("""{ "sample": "A", "sweep": "" }""", "sweep:", "empty")]
    [InlineData("""{ "sample": "A", "images": [ { "file": "d/a.tif", "role": "internal" }, { "file": "d\\a.tif", "role": "surface-a" } ] }""", "images:", "internal and as surface-a")]
    [InlineData("""{ "sample": "A", "laboratory": { "pore-ratio": "<>2" } }""", "laboratory.pore-ratio:", "no bound")]
    [InlineData("""{ "sample": "A", "laboratory": { "pore-ratio": "<" } }""", "laboratory.pore-ratio:", "no bound")]
    [InlineData("""{ "sample": "A", "laboratory": { "pore-ratio": ">>2" } }""", "laboratory.pore-ratio:", "no bound")]
    [InlineData("""{ "sample": "A", "laboratory": { "avg-pore": { "value": "<=2", "unit": "µm", "interval": [1, 2] } } }""", "laboratory.avg-pore:", "state one of them")]
    [InlineData("""{ "sample": "A", "laboratory": { "avg-pore": { "value": "<=2", "unit": "nmm" } } }""", "laboratory.avg-pore:", "\"nm\"")]
    [InlineData("""{ "sample": "A", "criteria": ["electrodes"] }""", "criteria[0]:", "\"electrode\"")]
    [InlineData("""{ "laboratory": {} }""", "sample:", "missing")]
    [InlineData("""{ "sample": "A", "laboratory": { "avg-pore": { "value": 3, "unit": "nm", "interval": [1, 1e999] } } }""", "laboratory.avg-pore.interval:", "two numbers")]
    [InlineData("""{ "sample": "A", "laboratory": { "avg-pore": { "value": 3, "unit": "\uFFFDm" } } }""", "laboratory.avg-pore:", "nearest valid")]
    [InlineData("{ \"sample\": \"\uFFFD\" }", "$:", "not UTF-8")]
    [InlineData("[]", "$:", "object")]
    [InlineData("""{ "name": "a", "document": "b", "quantities": [], "criteria": [] }""", "file of criteria", "--criteria")]
    public void A_fault_is_named_by_its_path_with_what_is_valid(string json, string path, string cure)
    {
        var fault = Assert.Throws<SampleInvalidException>(() => SampleReader.ReadJson(json, "bad.json", []));
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(cure, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("permeability", "-300", "L/m²·h·atm", "≥ 0")]
    [InlineData("porosity", "140", "%", "0 .. 100")]
    [InlineData("porosity", "1.4", "fraction", "0 .. 100")]
    [InlineData("porosity", "-5", "%", "0 .. 100")]
    [InlineData("porosity", ">100", "%", "0 .. 100")]
    [InlineData("mw", "0", "g/mol", "> 0")]
    [InlineData("mw", "-5", "kDa", "> 0")]
    [InlineData("thickness", "-100", "µm", "> 0")]
    [InlineData("avg-pore", "<-1", "µm", "≥ 0")]
    [InlineData("permeability", "<0", "L/m²·h·bar", "≥ 0")]
    [InlineData("pore-ratio", "0.5", "", "≥ 1")]
    [InlineData("residual-strain", "-20", "%", "≥ 0")]
    [InlineData("ts", "-300", "°C", "absolute zero")]
    [InlineData("softening", "-4", "K", "absolute zero")]
    [InlineData("acrylate", "101", "wt%", "0 .. 100")]
    [InlineData("surface-tension", "0", "mN/m", "> 0")]
    [InlineData("length-before", "0", "mm", "> 0")]
    [InlineData("tg-weight-loss", "100", "wt%", "< 100")]
    [InlineData("capacity-1c", "0", "mAh", "> 0")]
    public void A_value_that_physics_excludes_is_refused(string key, string value, string unit, string possible)
    {
        var json = $$"""{ "sample": "A", "laboratory": { "{{key}}": { "value": "{{value}}", "unit": "{{unit}}" } } }""";
        var fault = Assert.Throws<SampleInvalidException>(() => SampleReader.ReadJson(json, "bad.json", []));
        Assert.Contains($"laboratory.{key}: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(possible, fault.Message, StringComparison.Ordinal);
        Assert.Contains("wrong sign", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("permeability", "0", "L/m²·h·atm")]
    [InlineData("porosity", "0", "%")]
    [InlineData("porosity", "100", "%")]
    [InlineData("pore-ratio", "1", "")]
    [InlineData("pore-ratio", "<=2", "")]
    [InlineData("residual-strain", "0", "%")]
    [InlineData("electrode-polymer-tg", "-75", "°C")]
    [InlineData("ts", "0", "K")]
    [InlineData("acrylate", "100", "wt%")]
    public void A_value_at_the_edge_of_what_is_possible_is_read(string key, string value, string unit) =>
        Assert.Single(SampleReader.ReadJson($$"""{ "sample": "A", "laboratory": { "{{key}}": { "value": "{{value}}", "unit": "{{unit}}" } } }""", "s.json", []).Laboratory);

    [Fact]
    public void Every_amount_says_what_is_possible()
    {
        // Absolute zero is the only end of a temperature, and a difference of two may have any sign.
        var free = CriteriaSets.BuiltIn.SelectMany(s => s.Quantities).Concat(ImageAnalysis.Evaluate.Derived.DerivedInputs.Quantities)
            .Where(q => q.Kind == QuantityKind.Number && q.Possible is null && q.Dimension is not Dimension.Temperature && q.Key is not ("tu-minus-tl" or "affinity"));
        Assert.Empty(free.Select(q => q.Key));
    }

    [Fact]
    public void A_table_gives_one_sample_per_row()
    {
        var samples = SampleReader.ReadCsv(""""
            sample,image,surface-a,criteria,"avg-pore [nm]",pore-ratio,"permeability [L/m²·h·bar]",two-phase-gel,sweep,porometry
            EX-1,internal:a.tif;particles:b.tif,top.tif,membrane,180 [170..190],<=2.0,,true,s.csv,flow.csv

            "EX ""2""",,,membrane;electrode,,,1000,false,,
            """", "table.csv", []).Select(r => r.Sample!).ToList();
        Assert.Equal(["EX-1", "EX \"2\""], samples.Select(s => s.Name));
        Assert.Equal([new("a.tif", ImageRole.Internal), new("b.tif", ImageRole.Particles), new("top.tif", ImageRole.SurfaceA)], samples[0].Images);
        Assert.Equal(new LaboratoryValue("avg-pore", 180, 170, 190, "nm"), Value(samples[0], "avg-pore"));
        Assert.Equal(new LaboratoryValue("pore-ratio", null, null, 2.0, ""), Value(samples[0], "pore-ratio"));
        Assert.Equal(("s.csv", "flow.csv"), (samples[0].Sweep, samples[0].Curves.Single().File));
        Assert.Equal([LaboratoryValue.Exact("permeability", 1000, "L/m²·h·bar")], samples[1].Laboratory);
        Assert.Equal([new Declaration("two-phase-gel", false)], samples[1].Declared);
        Assert.Equal(["membrane", "electrode"], samples[1].Criteria);
    }

    [Theory]
    [InlineData("sample,avgpore\nA,1", "\"avg-pore\"")]
    [InlineData("sample,avg-pore [nmm]\nA,1", "\"nm\"")]
    [InlineData("sample,image\nA,inside:a.tif", "internal")]
    [InlineData("sample,mw\nA,1\nA,2", "more than one row")]
    [InlineData("sample,mw\nA", "1 cells")]
    [InlineData("sample,mw\n,5", "name of the sample")]
    [InlineData("sample,avg-pore [µm]\nA,0,14", "a decimal mark is a point")]
    [InlineData("mw\n5", "exactly one column")]
    [InlineData("", "head")]
    [InlineData("sample,mw\n\n", "there is none")]
    [InlineData("sample,mw\nA,many", "line 2, mw")]
    [InlineData("sample,mw\nA,\"5,4\"", "decimal mark is a point")]
    [InlineData("sample,avg-pore [µm]\nA,0.18 ± 0.01", "0.18 [0.17..0.19]")]
    [InlineData("sample,avg-pore [µm]\nA,0.18 µm", "head of the column")]
    [InlineData("sample,avg-pore [\uFFFDm]\nA,1", "not UTF-8")]
    [InlineData("sample,sweep,sweep\nA,a.csv,b.csv", "\"sweep\" heads more than one column")]
    [InlineData("sample,mw,\nA,5,", "column 3 has no name")]
    [InlineData("sample,mw\n\"A,5\nB,6", "never closed")]
    [InlineData("sample,mw\n\"A\"b,5", "follows a closing quote; a quote within a quoted field is doubled")]
    [InlineData("sample;avg-pore [µm]\nA;0,1.8", "no finite number")]
    [InlineData("sample,image,surface-b\nA,surface-a:a.tif,a.tif", "surface-a and as surface-b")]
    public void A_fault_in_a_table_is_named_with_what_is_valid(string csv, string cure)
    {
        // The head's faults are the table's, a row's are its own.
        var fault = Record.Exception(() => SampleReader.ReadCsv(csv, "bad.csv", []));
        Assert.Contains(cure, (fault ?? SampleReader.ReadCsv(csv, "bad.csv", []).Single(r => r.Fault is not null).Fault!).Message, StringComparison.Ordinal);
        Assert.True(fault is null or SampleInvalidException);
    }

    [Theory]
    [InlineData("sample;criteria;avg-pore [µm];mw\nA;membrane;0,18 [0,17..0,19];362000\n")]
    [InlineData("sample;criteria;avg-pore [µm];mw\r\nA;membrane;0.18 [0.17..0.19];362000\r\n")]
    [InlineData("sample\tcriteria\tavg-pore [µm]\tmw\nA\tmembrane\t0,18 [0,17..0,19]\t362000")]
    [InlineData("# made by hand\rsample,criteria,avg-pore [µm],mw\rA,membrane,0.18 [0.17..0.19],362000\r")]
    public void Usual_forms_of_one_table_say_the_same(string csv)
    {
        var sample = Assert.Single(SampleReader.ReadCsv(csv, "t.csv", [])).Sample!;
        Assert.Equal(["membrane"], sample.Criteria);
        Assert.Equal([new("avg-pore", 0.18, 0.17, 0.19, "µm"), LaboratoryValue.Exact("mw", 362000, "g/mol")], sample.Laboratory);
        Assert.Equal(["membrane"], SampleReader.CriteriaOfCsv(csv));
    }

    [Fact]
    public void A_faulty_row_stops_no_other()
    {
        var rows = SampleReader.ReadCsv("sample,mw,image\nA,1e5,\nB,many,\nC,2e5,inside:c.tif\nA,3e5,\nD,4e5,internal:d.tif\n", "table.csv", []);
        Assert.Equal(["A", "B", "C", "A", "D"], rows.Select(r => r.Name));
        Assert.Equal([false, true, true, true, false], rows.Select(r => r.Fault is not null));
        Assert.Contains("line 3, mw", rows[1].Fault!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("line 4", rows[1].Fault!.Message, StringComparison.Ordinal);
        Assert.Equal([4e5], rows[4].Sample!.Laboratory.Select(v => v.Value));
    }

    private static LaboratoryValue Value(Sample sample, string key) => sample.Laboratory.Single(v => v.Key == key);

    [Fact]
    public void Members_given_twice_are_named_with_their_place()
    {
        var message = Assert.Throws<SampleInvalidException>(() => SampleReader.ReadJson("""{ "sample": "A", "laboratory": { "mw": 1, "mw": 2 }, "images": [ { "file": "a", "file": "b" } ] }""", "s.json", [])).Message;
        Assert.Contains("laboratory.mw: this member is given twice", message, StringComparison.Ordinal);
        Assert.Contains("images[0].file: this member is given twice", message, StringComparison.Ordinal);
        Assert.DoesNotContain("line ,", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"porosity\": { \"value\": 95, \"unit\": \"%\", \"interval\": [85, 140] }")]
    [InlineData("\"avg-pore\": { \"value\": 0.18, \"unit\": \"µm\", \"interval\": [-5, 0.5] }")]
    public void An_interval_that_reaches_beyond_what_is_possible_is_refused(string value) =>
        Assert.Contains("its interval", Assert.Throws<SampleInvalidException>(() => SampleReader.ReadJson($$"""{ "sample": "A", "laboratory": { {{value}} } }""", "s.json", [])).Message, StringComparison.Ordinal);
}
