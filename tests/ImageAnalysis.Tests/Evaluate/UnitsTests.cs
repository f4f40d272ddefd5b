using ImageAnalysis.Evaluate;

namespace ImageAnalysis.Tests.Evaluate;

public sealed class UnitsTests
{
    [Theory]
    [InlineData(Dimension.Length, 5000, "nm", "µm", 5)]
    [InlineData(Dimension.Length, 0.1, "um", "nm", 100)]
    [InlineData(Dimension.Length, 3, "Å", "nm", 0.3)]
    [InlineData(Dimension.Pressure, 1, "kgf/cm²", "MPa", 0.0980665)]
    [InlineData(Dimension.Pressure, 10, "Kg/cm2", "bar", 9.80665)]
    [InlineData(Dimension.WaterPermeability, 101.325, "L/m²·h·atm", "LMH/bar", 100)]
    [InlineData(Dimension.WaterPermeability, 10, "L/m²·h·bar", "L/m²·h·MPa", 100)]
    [InlineData(Dimension.WaterPermeability, 1, "m³/m²·s·Pa", "L/m²·h·bar", 3.6e11)]
    [InlineData(Dimension.Temperature, 25, "°C", "K", 298.15)]
    [InlineData(Dimension.Temperature, 212, "°F", "°C", 100)]
    [InlineData(Dimension.TemperatureDifference, 18, "°F", "°C", 10)]
    [InlineData(Dimension.Fraction, 0.57, "fraction", "%", 57)]
    [InlineData(Dimension.MolarMass, 362, "kDa", "g/mol", 362000)]
    [InlineData(Dimension.Conductivity, 1, "S/m", "mS/cm", 10)]
    public void A_value_converts_exactly_within_its_dimension(Dimension dimension, double value, string from, string to, double expected) =>
        Assert.Equal(expected, Units.Convert(value, dimension, from, to));

    [Theory]
    [InlineData("L/m2/hr/atm")]
    [InlineData("L/(m²·h·atm)")]
    [InlineData("liters/m^2 * hr * atm")]
    [InlineData("LMH·atm")]
    public void Usual_spellings_of_one_unit_are_understood(string spelling) =>
        Assert.Equal("L/m²·h·atm", Units.Canonical(Dimension.WaterPermeability, spelling));

    [Theory]
    [InlineData(Dimension.Length, "\u03BCm", "µm")]
    [InlineData(Dimension.Length, "\u212B", "Å")]
    public void Twin_characters_name_the_same_unit(Dimension dimension, string spelling, string expected) => Assert.Equal(expected, Units.Canonical(dimension, spelling));

    [Fact]
    public void Milli_and_mega_are_not_the_same() => Assert.Null(Units.Canonical(Dimension.Pressure, "mPa"));

    [Fact]
    public void A_unit_of_another_dimension_is_none() => Assert.Null(Units.Canonical(Dimension.Length, "bar"));
}
