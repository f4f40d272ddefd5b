using System.CommandLine;
using System.Globalization;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;

namespace ImageAnalysis.Cli.Runs;

/// <summary>Options that several verbs share, each with the same name and meaning everywhere.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Pipeline { get; } = new("--pipeline")
    {
        Description = "Pipeline description; default: the pipeline.json that comes with the program.",
        HelpName = "FILE",
    };

    public Option<string[]> Set { get; } = new("--set")
    {
        Description = "Override one value of the pipeline, as in segment.method=sauvola. May be repeated.",
        HelpName = "PATH=VALUE",
        DefaultValueFactory = _ => [],
    };

    public Option<string[]> Criteria { get; } = new("--criteria")
    {
        Description = "Rule sets to judge by: membrane, electrode, gel-separator, none, or a criteria file ending in .json. May be repeated. Without it: those of the sample, else of the pipeline.",
        HelpName = "NAME",
        DefaultValueFactory = _ => [],
    };

    public Option<string?> PixelSizeNm { get; } = new("--pixel-size-nm")
    {
        Description = "Pixel size in nanometres: your decision, against all other sources. XxY, as in 12.5x13, where pixels are not square.",
        HelpName = "X[xY]",
    };

    public Option<string?> BarLength { get; } = new("--bar-length")
    {
        Description = "Length of the scale bar in the picture, as in \"50 µm\" or 200nm: the bar is measured, and the pixel size is your decision.",
        HelpName = "LENGTH",
    };

    public Option<string?> Scales { get; } = new("--scales")
    {
        Description = "Table of pixel sizes: a CSV with the columns file, pixel_size_nm and, where pixels are not square, pixel_size_y_nm.",
        HelpName = "FILE",
    };

    public Option<int?> Page { get; } = new("--page")
    {
        Description = "Page of a file with several, from 1. Without it: the page with the most pixels.",
        HelpName = "N",
    };

    public Option<bool> Json { get; } = new("--json") { Description = "Write JSON to the output, and nothing else." };

    public Option<bool> NoPictures { get; } = new("--no-pictures") { Description = "Numbers and tables only: no pictures, no report." };

    public Option<bool> FailOnVerdict { get; } = new("--fail-on-verdict") { Description = "End with exit code 4 where an overall verdict is Fail." };

    /// <summary>--pixel-size-nm as a source of the scale.</summary>
    public ScaleCandidate? ReadPixelSize(ParseResult parsed)
    {
        if (parsed.GetValue(PixelSizeNm) is not { } text) return null;
        var parts = text.Split('x'); // Not a comma: "12,5" would be 12 by 5 to the program, and twelve and a half to many who type it.
        var sides = parts.Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var nm) && PixelSize.IsPlausible(nm) ? nm : (double?)null).ToList();
        if (parts.Length > 2 || sides.Contains(null))
        {
            throw new UsageException(
                $"--pixel-size-nm {text}: this is no pixel size.",
                "A number of nanometres between 0.001 and 10000000 is expected, or two with an x between them: width and height of a pixel.",
                "Write the decimal sign as a point: --pixel-size-nm 12.5, or 12.5x13 where pixels are not square.");
        }

        return ScaleResolver.FromCommandLine(new PixelSize(Length.FromNanometres(sides[0]!.Value), Length.FromNanometres(sides[^1]!.Value)));
    }

    /// <summary>--bar-length.</summary>
    public Length? ReadBarLength(ParseResult parsed)
    {
        if (parsed.GetValue(BarLength) is not { } text) return null;
        if (parsed.GetValue(PixelSizeNm) is not null)
            throw new UsageException("--bar-length and --pixel-size-nm were given.", "Both decide the pixel size.", "Give one of them.");
        return Length.TryParse(text, out var length) && length.Nanometres is >= 0.1 and <= 1e8
            ? length
            : throw new UsageException($"--bar-length {text}: this is no length of a scale bar.", "A number with its unit is expected: nm, µm (or um) or mm.",
                text.Contains(',', StringComparison.Ordinal) ? "Write the decimal sign as a point: --bar-length \"0.5 µm\", or 0.5um." : "Write --bar-length \"50 µm\", or 50um.");
    }

    public int? ReadPage(ParseResult parsed) => parsed.GetValue(Page) is not { } page ? null
        : page >= 1 ? page
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--page {page}: there is no such page."), "Pages are counted from 1.", "Give a number from 1.");
}
