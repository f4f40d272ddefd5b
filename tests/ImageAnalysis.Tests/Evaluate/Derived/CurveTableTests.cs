using ImageAnalysis.Evaluate;
using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Tests.Evaluate.Derived;

public sealed class CurveTableTests
{
    private static readonly CurveColumn Pressure = new("pressure", [Dimension.Pressure], true, "p");
    private static readonly CurveColumn Flow = new("flow", [Dimension.GasFlow], false, "wet-flow");

    [Theory]
    [InlineData("pressure [kPa],flow [L/min]\n1,2\n3,4.5\n")]
    [InlineData("Pressure (kPa),Flow (L/min)\r\n1,2\r\n3,4.5\r\n")]
    [InlineData("\uFEFFp_kpa,Wet_Flow_l_per_min\n1,2\n3,4.5")]
    [InlineData("pressure [bar];flow [mL/min]\n0,01;2000\n0,03;4500\n")]
    [InlineData("pressure [Pa]\tflow [L/min]\n1000\t2,0\n3000\t4,5\n")]
    [InlineData("# porometer 7\n\"pressure [kPa]\",remark,flow [L/min]\n1,\"a, b\",2\n\n3,,4.5\n")]
    [InlineData("pressure [kPa],flow [l/min],,\n1,2,,\n3,4.5,,\n")]
    public void Usual_forms_of_one_table_give_the_same_points(string csv)
    {
        var points = Points(csv);
        Assert.Equal([(1000.0, 2.0), (3000.0, 4.5)], points.Points.Select(p => (p.X, p.Y)));
    }

    [Fact]
    public void A_line_is_counted_as_an_editor_counts_it() =>
        Assert.Equal([4, 6], Points("# a\n\npressure [kPa],flow\n1,2\n\n3,4\n").Points.Select(p => p.Line));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("pressure [kPa],flow\n1,2\n3,5,4,5\n", "Line 3: it has 4 cells where the first line names 2; numbers with a decimal comma need semicolons")]
    [InlineData("pressure [kPa],flow\n", "no row of numbers")]
    [InlineData("pressure,flow\n1,2\n", "its unit is missing; write it as \"pressure [Pa]\"")]
    [InlineData("pressure [kPas],flow\n1,2\n", "the nearest valid one is \"kPa\"")]
    [InlineData("presure [kPa],flow\n1,2\n", "There is no column \"pressure\" among \"presure [kPa]\", \"flow\"; \"presure [kPa]\" is the nearest")]
    [InlineData("pressure [kPa],p [kPa],flow\n1,1,2\n", "more than once")]
    [InlineData("pressure [kPa],flow\n1,2\n3,abc\n", "Line 3, column \"flow\": \"abc\" is no finite number.")]
    [InlineData("pressure [kPa],flow\n1,2\n,5\n", "Line 3, column \"pressure [kPa]\": the cell is empty.")]
    [InlineData("pressure [kPa],flow\n1,NaN\n", "Line 2, column \"flow\": \"NaN\" is no finite number.")]
    [InlineData("pressure [kPa];flow\n1,5;2\n1.234;5\n", "Line 3, column \"pressure [kPa]\": \"1.234\" is no finite number beside numbers with decimal commas.")]
    [InlineData("pressure [kPa];flow\n1.234,5;2\n", "Line 2, column \"pressure [kPa]\": \"1.234,5\" is no finite number")]
    [InlineData("pressure [kPa],flow\n\"1,2\n", "never closed")]
    public void A_fault_is_named_by_line_and_column_and_how_to_mend_it(string csv, string fault)
    {
        var thrown = Assert.Throws<CurveInvalidException>(() => Points(csv));
        Assert.Contains(fault, thrown.Message, StringComparison.Ordinal);
        Assert.Equal("c.csv: the curve cannot be used.", thrown.What);
        Assert.NotEmpty(thrown.Mend);
    }

    [Fact]
    public void All_faults_come_in_one_message()
    {
        var thrown = Assert.Throws<CurveInvalidException>(() => Points("pressure [kPa],flow\na,2\n3,b\n"));
        Assert.Equal(2, thrown.Faults.Count);
    }

    [Theory]
    [InlineData("Z' [ohm]", "Z'' [ohm]")]
    [InlineData("Re(Z) (Ω)", "-Im(Z) (Ω)")]
    public void Parts_of_an_impedance_have_many_names(string real, string imaginary)
    {
        var derived = Curves.Derive("cole-cole", $"{real},{imaginary},frequency [Hz]\n1,-1,3\n2,1,2\n3,2,1\n");
        Assert.Equal(1.5, derived.Of("real-axis-intercept").Value);
    }

    private static Curve Points(string csv)
    {
        var table = CurveTable.Parse(new CurveFile("c.csv", csv), "pressure [kPa],flow [L/min]");
        var (p, f) = (table.Require(Pressure), table.Require(Flow));
        table.Throw();
        var points = table.Points(p!, "Pa", f!, "L/min", false);
        table.Throw();
        return points;
    }
}
