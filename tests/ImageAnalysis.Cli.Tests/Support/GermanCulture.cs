using System.Globalization;
using System.Reflection;
using Xunit.Sdk;

namespace ImageAnalysis.Cli.Tests.Support;

/// <summary>Runs a test with a decimal comma.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GermanCultureAttribute : BeforeAfterTestAttribute
{
    private CultureInfo? _before;

    public override void Before(MethodInfo methodUnderTest)
    {
        _before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Make();
    }

    public override void After(MethodInfo methodUnderTest) => CultureInfo.CurrentCulture = _before!;

    // Made by hand: a machine without ICU knows no cultures.
    private static CultureInfo Make()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "−";
        culture.NumberFormat.PercentDecimalSeparator = ",";
        culture.DateTimeFormat.DateSeparator = ".";
        return culture;
    }
}
