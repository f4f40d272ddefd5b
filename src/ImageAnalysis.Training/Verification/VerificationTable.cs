using System.Globalization;
using System.Text;

namespace ImageAnalysis.Training.Verification;

/// <summary>The report as one table: the promises first, then the intervals per specimen, then the errors per estimator, family and severity. RFC 4180, UTF-8, LF, invariant numbers.</summary>
public static class VerificationTable
{
    private const string Header = "estimator,subject,family,severity,pictures,median,bias,limit,unit,holds";

    public static string Write(VerificationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder().Append(Header).Append('\n');
        foreach (var row in report.Promises)
        {
            AppendRow(text, Name(row.Limit.Estimator) + row.Limit.Quantile?.ToString(CultureInfo.InvariantCulture), Names(row.Limit.Subjects), "all", Severities(row.Limit.Severities), Whole(row.Pictures), Number(row.Reached), "",
                row.Limit.Limit.ToString(CultureInfo.InvariantCulture), row.Limit.Unit, row.Holds ? "yes" : "no");
        }

        foreach (var row in report.Coverage)
        {
            AppendRow(text, Name(row.Limit.Estimator), "intervals", row.Family, Severities(row.Limit.Severities), Whole(row.Cases), Number(row.Reached), Number(row.Bias),
                Range(row.Limit), row.Limit.Unit, row.Holds ? "yes" : "no");
        }

        foreach (var row in report.Errors)
            AppendRow(text, Name(row.Estimator), Name(row.Subject), row.Family, Whole(row.Severity), Whole(row.Pictures), Number(row.Median), Number(row.Bias), "", Unit(row.Estimator), "");
        return text.ToString();
    }

    /// <summary>Name of an estimator as limits.json and the table write it.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>A limit as the tables write it: "90-98" where there is a least too.</summary>
    public static string Range(VerificationLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        return (limit.AtLeast is { } least ? least.ToString(CultureInfo.InvariantCulture) + "-" : "") + limit.Limit.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Severities as the table writes them: "0-2", "3".</summary>
    public static string Severities(IReadOnlyList<int> severities) =>
        severities.Count == 1 ? Whole(severities[0]) : $"{Whole(severities[0])}-{Whole(severities[^1])}";

    /// <summary>Unit of an estimator's error.</summary>
    public static string Unit(Estimator estimator) => estimator switch
    {
        Estimator.Porosity or Estimator.Cv or Estimator.InsidePorosity or Estimator.ActivePorosity => "points",
        Estimator.Detection => "F1",
        _ => "%",
    };

    private static string Names(IReadOnlyList<VerificationSubject> subjects) =>
        subjects.Count == Measurable ? "measurable" : string.Join('+', subjects.Select(Name));

    /// <summary>Subjects of frames full of one structure that can be measured.</summary>
    private static readonly int Measurable = Enum.GetValues<VerificationSubject>().Count(s => s is not (VerificationSubject.Unmeasurable or VerificationSubject.LayerSections));

    // Three decimals: beyond what any promise resolves, and the same on every machine of one platform.
    private static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void AppendRow(StringBuilder text, params string[] cells) => text.AppendJoin(',', cells).Append('\n');
}
