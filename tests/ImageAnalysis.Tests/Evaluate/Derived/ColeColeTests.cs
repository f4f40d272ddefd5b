using ImageAnalysis.Evaluate.Derived;

namespace ImageAnalysis.Tests.Evaluate.Derived;

/// <summary>A cell of resistance R between blocking electrodes of capacity C, with the inductance L of its leads: Z = R + iωL + 1/(iωC).</summary>
public sealed class ColeColeTests
{
    private const string Cell = "\"cell-thickness\": { \"value\": 100, \"unit\": \"µm\" }, \"cell-area\": { \"value\": 2, \"unit\": \"cm²\" }";

    [Fact]
    public void With_leads_the_plot_crosses_the_axis_at_the_resistance()
    {
        var derived = Curves.Derive("cole-cole", Table(6.25, 1e-5, 1e-6), Cell);
        var resistance = derived.Of("real-axis-intercept");
        Assert.Equal(6.25, resistance.Value!.Value, 1e-9);
        Assert.Equal(2, resistance.Points.Count);
        Assert.True(resistance.Points[0].Y * resistance.Points[1].Y < 0);
        // 100 µm / (6.25 Ω · 2 cm²) = 0.8 mS/cm, Example 13 of the patent.
        Assert.Equal(0.8, derived.Of("conductivity").Value!.Value, 1e-9);
        Assert.Equal("mS/cm", derived.Of("conductivity").Unit);
        Assert.DoesNotContain(derived.Findings, f => f.Code == "cole-cole-extrapolated");
    }

    [Fact]
    public void Without_leads_the_resistance_is_extrapolated_and_said_to_be()
    {
        var derived = Curves.Derive("cole-cole", Table(6.25, 1e-5, 0), Cell);
        Assert.Equal(6.25, derived.Of("real-axis-intercept").Value!.Value, 1e-9);
        Assert.Equal(3, derived.Of("real-axis-intercept").Points.Count);
        Assert.Contains(derived.Findings, f => f.Code == "cole-cole-extrapolated");
    }

    [Fact]
    public void A_slanted_spike_is_extrapolated_along_its_line_and_the_interval_is_as_wide_as_the_way()
    {
        var rows = Enumerable.Range(1, 20).Select(i => new[] { 5 + (0.2 * i), -(1.0 * i), 1e5 / i });
        var resistance = Curves.Derive("cole-cole", Curves.Csv("z-real [ohm],z-imaginary [ohm],frequency [Hz]", rows), Cell).Of("real-axis-intercept");
        Assert.Equal(5, resistance.Value!.Value, 1e-9);
        Assert.Equal((4.8, 5.2), (resistance.Interval!.Lower!.Value, resistance.Interval.Upper!.Value), (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-9);
    }

    [Fact]
    public void Order_and_sign_of_the_table_do_not_matter()
    {
        var rows = Rows(6.25, 1e-5, 1e-6).ToList();
        var turned = Curves.Csv("frequency [kHz],-Im(Z) [kohm],Re(Z) [kohm]", Enumerable.Reverse(rows).Select(r => new[] { r[2] / 1000, -r[1] / 1000, r[0] / 1000 }));
        Assert.Equal(6.25, Curves.Derive("cole-cole", turned, Cell).Of("real-axis-intercept").Value!.Value, 1e-9);
    }

    [Fact]
    public void Without_frequencies_the_end_of_small_impedance_is_the_high_frequency_end_and_said_to_be()
    {
        var rows = Rows(6.25, 1e-5, 0).Select(r => new[] { r[0], r[1] }).ToList();
        foreach (var order in new[] { rows, Enumerable.Reverse(rows).ToList() })
        {
            var derived = Curves.Derive("cole-cole", Curves.Csv("z-real [ohm],z-imaginary [ohm]", order), Cell);
            Assert.Equal(6.25, derived.Of("real-axis-intercept").Value!.Value, 1e-9);
            Assert.Contains(derived.Findings, f => f.Code == "cole-cole-order-assumed");
        }
    }

    [Fact]
    public void Of_several_intercepts_the_first_is_taken_and_the_others_are_named()
    {
        const string Csv = "z-real [ohm],z-imaginary [ohm],frequency [Hz]\n4,1,6\n6,-1,5\n8,-3,4\n10,-1,3\n12,1,2\n14,1,1\n";
        var derived = Curves.Derive("cole-cole", Csv, Cell);
        Assert.Equal(5, derived.Of("real-axis-intercept").Value);
        Assert.Contains(derived.Findings, f => f.Code == "cole-cole-several-intercepts" && f.What.Contains("11 Ω", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_the_cells_dimensions_there_is_a_resistance_and_no_conductivity()
    {
        var derived = Curves.Derive("cole-cole", Table(6.25, 1e-5, 1e-6), "\"cell-area\": { \"value\": 2, \"unit\": \"cm²\" }");
        Assert.NotNull(derived.Of("real-axis-intercept").Value);
        Assert.Null(derived.Of("conductivity").Value);
        Assert.Contains("\"cell-thickness\" of the cell is not given", derived.Of("conductivity").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plot_that_points_to_no_resistance_has_none()
    {
        const string Csv = "z-real [ohm],z-imaginary [ohm],frequency [Hz]\n1,-1,3\n3,-2,2\n5,-3,1\n";
        Assert.Equal(DerivedUse.None, Curves.Derive("cole-cole", Csv, Cell).Of("conductivity").Use);
    }

    [Fact]
    public void Conductivity_falls_as_resistance_and_area_rise_and_rises_with_thickness()
    {
        double Of(double r, double um, double cm2) => Curves.Derive("cole-cole", Table(r, 1e-5, 1e-6),
            Curves.Text($"\"cell-thickness\": {{ \"value\": {um}, \"unit\": \"µm\" }}, \"cell-area\": {{ \"value\": {cm2}, \"unit\": \"cm²\" }}")).Of("conductivity").Value!.Value;
        Assert.True(Of(5, 100, 2) > Of(6, 100, 2));
        Assert.True(Of(5, 100, 2) > Of(5, 100, 3));
        Assert.True(Of(5, 100, 2) < Of(5, 110, 2));
    }

    private static string Table(double r, double c, double l) => Curves.Csv("z-real [ohm],z-imaginary [ohm],frequency [Hz]", Rows(r, c, l));

    private static IEnumerable<double[]> Rows(double r, double c, double l) => Enumerable.Range(0, 41).Select(i =>
    {
        var hertz = Math.Pow(10, 6 - (i / 8.0));
        var omega = 2 * Math.PI * hertz;
        return new[] { r, (omega * l) - (1 / (omega * c)), hertz };
    });

    [Fact]
    public void A_plot_that_begins_inside_an_arc_bounds_the_resistance_from_above()
    {
        // 10 Ω, and 50 Ω beside 1 µF, from 1 kHz down.
        var rows = Enumerable.Range(0, 31).Select(i => Math.Pow(10, 3 - (0.1 * i))).Select(f =>
        {
            var z = 10 + (50 / (1 + (System.Numerics.Complex.ImaginaryOne * (2 * Math.PI * f * 50e-6))));
            return new[] { f, z.Real, -z.Imaginary };
        });
        var derived = Curves.Derive("cole-cole", Curves.Csv("frequency [Hz],Re(Z) [ohm],-Im(Z) [ohm]", rows), """ "cell-thickness": { "value": 50, "unit": "µm" }, "cell-area": { "value": 1, "unit": "cm²" } """);
        var (resistance, conductivity) = (derived.Of("real-axis-intercept"), derived.Of("conductivity"));
        Assert.Null(resistance.Value);
        Assert.True(resistance.Interval!.Holds(10));
        Assert.Equal((null, null), (conductivity.Value, conductivity.Interval!.Upper));
        Assert.True(conductivity.Interval.Holds(0.5));
        Assert.InRange(conductivity.Interval.Lower!.Value, 0.05, 0.1);
        Assert.Contains(derived.Findings, f => f.Code == "cole-cole-inside-arc");
    }

    [Fact]
    public void A_resistance_whose_interval_reaches_zero_keeps_the_known_end_of_the_conductivity()
    {
        var derived = Curves.Derive("cole-cole", Curves.Csv("frequency [Hz],z-real [ohm],z-imaginary [ohm]", [[1e7, 0.75, -1.55], [7.9e6, 0.89, -1.93], [6.3e6, 1.1, -2.37], [5e6, 1.42, -2.88], [4e6, 1.88, -3.45], [3.2e6, 2.5, -4]]),
            """ "cell-thickness": { "value": 50, "unit": "µm" }, "cell-area": { "value": 1, "unit": "cm²" } """);
        Assert.Equal(0, derived.Of("real-axis-intercept").Interval!.Lower);
        Assert.NotNull(derived.Of("conductivity").Interval!.Lower);
        Assert.Null(derived.Of("conductivity").Interval!.Upper);
    }
}
