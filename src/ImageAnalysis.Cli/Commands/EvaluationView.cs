using System.Globalization;
using ImageAnalysis.Cli.Samples;
using ImageAnalysis.Cli.Terminal;
using ImageAnalysis.Evaluate;
using Spectre.Console;

namespace ImageAnalysis.Cli.Commands;

/// <summary>Verdicts on the screen.</summary>
internal static class EvaluationView
{
    // Below this a column of reasons would be a few characters wide.
    private const int WidthForReasons = 160;

    // Below this the two verdicts share a column, as they differ seldom.
    private const int WidthForBothVerdicts = 110;

    public static string Coloured(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "[green]Pass[/]",
        Verdict.Fail => "[red]Fail[/]",
        Verdict.Indeterminate => "[yellow]Indeterminate[/]",
        _ => "[grey]NotJudged[/]",
    };

    /// <summary>A table for each rule set: the limits of the independent claim, then what else could be judged.</summary>
    public static void Show(Screen screen, Evaluation evaluation)
    {
        foreach (var set in evaluation.Sets)
        {
            screen.Line();
            screen.Show(new Markup($"[bold]{Markup.Escape(set.Title)}[/]  {Markup.Escape(set.Document)}\n"));
            var shown = set.Results.Where(r => Decides(r) || r.Verdict != Verdict.NotJudged).ToList();
            screen.Show(Table(shown, screen.Width));
            if (screen.Width < WidthForReasons) ShowReasons(screen, shown);
            ShowSteps(screen, shown);
            ShowClaims(screen, set);
            foreach (var failure in set.Failures) screen.Line($"Fails as: {Word(failure)}. {failure.Because} ({failure.Source})");
            if (set.Results.Count(r => r.Verdict == Verdict.NotJudged && !Decides(r)) is > 0 and var others)
                screen.Line($"{Words.Count(others, "further requirement")} could not be judged for want of values; the result lists {(others == 1 ? "it" : "them")}.");
        }
    }

    /// <summary>Many samples: a row for each, and why it is as it is.</summary>
    public static void ShowSamples(Screen screen, IReadOnlyList<SampleEvaluation> samples)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn(new TableColumn("sample"))
            .AddColumn(new TableColumn("verdict").NoWrap())
            .AddColumn(new TableColumn("judged").NoWrap())
            .AddColumn("why");
        foreach (var sample in samples)
        {
            table.AddRow(
                Markup.Escape(sample.Sample ?? "?"),
                sample.Error is null ? Coloured(sample.Verdict) : "[red]not read[/]",
                sample.Error is null ? Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{sample.Judged} of {sample.Required}")) : "",
                Markup.Escape(Why(sample)));
        }

        screen.Show(table);
        var verdicts = samples.Where(s => s.Error is null).GroupBy(s => s.Verdict).OrderBy(g => g.Key).Select(g => $"{Words.Count(g.Count(), Spoken(g.Key), Spoken(g.Key))}");
        var faulty = samples.Count(s => s.Error is not null);
        screen.Line($"{Words.Count(samples.Count, "sample")}: {string.Join(", ", verdicts.Concat(faulty > 0 ? [Words.Count(faulty, "not read", "not read")] : []))}.");
    }

    private static string Why(SampleEvaluation sample)
    {
        if (sample.Error is not null) return "see the message above";
        var deciding = sample.Sets.SelectMany(s => s.Results).Where(Decides).ToList();
        string Those(Verdict verdict) => string.Join(", ", deciding.Where(r => r.Verdict == verdict).Select(r => r.Id));
        var words = string.Join(", ", sample.Sets.SelectMany(s => s.Failures).Select(Word).Distinct());
        return sample.Verdict switch
        {
            Verdict.Fail => words.Length == 0 ? Those(Verdict.Fail) : $"{Those(Verdict.Fail)}: {words}",
            Verdict.Indeterminate => $"open: {Those(Verdict.Indeterminate)}",
            Verdict.Pass => "",
            _ => sample.Sets.Count == 0 ? "no criteria chosen: name them in a column \"criteria\", or with --criteria"
                : deciding.Count == 0 ? "no limit of an independent claim" : $"no value for {Those(Verdict.NotJudged)}",
        };
    }

    private static string Spoken(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Fail => "fail",
        Verdict.Indeterminate => "open",
        _ => "not judged",
    };

    /// <summary>What several images of one role give together, each component of the interval apart.</summary>
    public static void ShowPooled(Screen screen, IReadOnlyList<PooledMeasurement> pooled)
    {
        if (pooled.Count == 0) return;
        screen.Line();
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        foreach (var each in pooled)
        {
            var name = each.Role is { } role ? $"{each.Quantity}, {Words.Role(role)}" : each.Quantity;
            var mean = each.Unit == "nm" ? Words.Nanometres(each.Fields.Mean) : Words.Percent(each.Fields.Mean);
            grid.AddRow(Markup.Escape(name), Markup.Escape($"{mean}  {Words.Components(each.Fields.Mean)}"));
            grid.AddRow("", $"[grey]{Markup.Escape(each.Advice)}[/]");
        }

        screen.Show(grid);
    }

    /// <summary>Dissolution temperatures to try next in the sweep.</summary>
    public static void ShowNext(Screen screen, IReadOnlyList<NextTemperature> next)
    {
        if (next.Count == 0) return;
        screen.Line();
        screen.Line("Next dissolution temperatures of the sweep:");
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        foreach (var each in next) grid.AddRow(Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{each.Celsius:0.##} °C")), Markup.Escape(each.What));
        screen.Show(grid);
    }

    private static Table Table(List<CriterionResult> results, int width)
    {
        var wide = width >= WidthForBothVerdicts;
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn(new TableColumn("requirement").NoWrap())
            .AddColumn("of");
        if (wide) table.AddColumn(new TableColumn("claim verdict").NoWrap());
        table.AddColumn("verdict").AddColumn("value").AddColumn("limit");
        if (width >= WidthForReasons) table.AddColumn("reason");
        foreach (var result in results)
        {
            var standing = result.Standing is { } s ? Markup.Escape(Spoken(s)) : null;
            var verdict = standing ?? Coloured(result.Verdict);
            if (!wide && standing is null && result.ClaimVerdict != result.Verdict) verdict += $" ({Coloured(result.ClaimVerdict)} by value)";
            List<string> cells = [Markup.Escape(result.Id), Markup.Escape(Weight(result))];
            if (wide) cells.Add(standing ?? Coloured(result.ClaimVerdict));
            cells.AddRange([verdict, Markup.Escape(Value(result)), Markup.Escape(Limit(result))]);
            if (width >= WidthForReasons) cells.Add(Markup.Escape(result.Reason));
            table.AddRow([.. cells]);
        }

        return table;
    }

    /// <summary>The claims that it is a limit of, or its weight.</summary>
    private static string Weight(CriterionResult result) => result switch
    {
        { Claim: { Numbers.Count: > 0 } claim } => $"{(claim.Numbers.Count == 1 ? "claim" : "claims")} {string.Join(", ", claim.Numbers)}",
        { Kind: CriterionKind.Preference } => "preferred",
        _ => result.Kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The number with the digits that a reader wants; the result has them all. "none" is the name of a structure.</summary>
    private static string Value(CriterionResult result) => result.Shown() ?? "–";

    /// <summary>The limit without the unit that the value has already, and with numbers in place of what they come from.</summary>
    private static string Limit(CriterionResult result)
    {
        var limit = result.Limit;
        var open = limit.LastIndexOf('(');
        if (open > 0 && limit.EndsWith(')')) limit = limit.Contains("..", StringComparison.Ordinal) ? limit[(open + 1)..^1] : $"{limit[..1]} {limit[(open + 1)..^1]}";
        return result.Unit is { Length: > 0 } unit && result.Value is not null && limit.EndsWith($" {unit}", StringComparison.Ordinal) ? limit[..^(unit.Length + 1)] : limit;
    }

    /// <summary>Why a limit is not met or not judged. Why one is met, its row says.</summary>
    private static void ShowReasons(Screen screen, List<CriterionResult> results)
    {
        var open = results.Where(r => r.Verdict != Verdict.Pass).ToList();
        if (open.Count == 0) return;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        foreach (var result in open) grid.AddRow(Markup.Escape(result.Id), Markup.Escape(result.Reason));
        screen.Show(grid);
        screen.Line();
    }

    /// <summary>What would decide the limits that do not pass: those that the verdict rests on, and others whose value is known and leaves them open.</summary>
    private static void ShowSteps(Screen screen, List<CriterionResult> results)
    {
        var open = results.Where(r => r.Remedies.Count > 0 && (Decides(r) || r.Verdict == Verdict.Indeterminate)).ToList();
        if (open.Count == 0) return;
        screen.Line("What would decide it:");
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        // One step may serve several requirements.
        foreach (var step in open.SelectMany(r => r.Remedies.Select(x => (r.Id, x.What))).GroupBy(s => s.What))
            grid.AddRow(Markup.Escape(string.Join(", ", step.Select(s => s.Id).Distinct())), Markup.Escape(step.Key));

        screen.Show(grid);
        screen.Line();
    }

    /// <summary>The claims of which anything is known, beside the independent one that the verdict states.</summary>
    private static void ShowClaims(Screen screen, SetEvaluation set)
    {
        var known = set.Claims.Where(c => c.Type != ClaimType.Independent && c.Required > 0 && (c.Verdict != Verdict.NotJudged || (c.Type == ClaimType.Dependent && c.Judged > 0))).ToList();
        if (known.Count == 0) return;
        screen.Line("Other claims:");
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        foreach (var claim in known) grid.AddRow(Markup.Escape($"claim {claim.Claim}"), Coloured(claim.Verdict), Markup.Escape(claim.Reason));
        screen.Show(grid);
        screen.Line();
    }

    private static bool Decides(CriterionResult result) => result.Kind == CriterionKind.Claim && result.Claim?.Type == ClaimType.Independent;

    private static string Kind(CriterionResult result) => result.Kind switch
    {
        CriterionKind.Claim => "dependent claim",
        CriterionKind.Preference => "preferred",
        CriterionKind.Usual => "usual",
        _ => result.Kind.ToString().ToLowerInvariant(),
    };

    private static string Spoken(Standing standing) => standing switch
    {
        Standing.Met => "met",
        Standing.NotMet => "not met",
        Standing.Undecided => "undecided",
        _ => "not judged",
    };

    private static string Word(NamedFailure failure) => failure.Word switch
    {
        FailureWord.NonPorous => "non-porous",
        FailureWord.IndependentPores => "independent pores",
        FailureWord.Coarse => "coarse",
        FailureWord.SphericalParticle => "spherical-particle",
        _ => "cellular",
    };
}
