using System.Globalization;
using System.Text.RegularExpressions;

namespace ImageAnalysis.Scale.Bars;

/// <summary>A printed number with a unit of length, as a recogniser of text gave it.</summary>
/// <param name="Digits">The number as printed.</param>
/// <param name="Number">Its value.</param>
/// <param name="Unit">What stands after it.</param>
internal readonly partial record struct LengthText(string Digits, double Number, string Unit)
{
    /// <summary>What the unit stands for by its letters: recognisers give nm and mm as such, and µm as many things.</summary>
    public UnitPrefix Prefix => Unit switch
    {
        "nm" => UnitPrefix.Nano,
        "mm" => UnitPrefix.Milli,
        _ => UnitPrefix.Micro,
    };

    /// <summary>Relative rounding of the printed number: half a unit of its last digit.</summary>
    public double Rounding
    {
        get
        {
            var point = Digits.IndexOf('.', StringComparison.Ordinal);
            var last = point < 0 ? 1 : Math.Pow(10, point + 1 - Digits.Length);
            return last / 2 / Number;
        }
    }

    /// <summary>Nanometres in a unit.</summary>
    public static double Nanometres(UnitPrefix prefix) => prefix switch
    {
        UnitPrefix.Nano => 1,
        UnitPrefix.Micro => 1e3,
        UnitPrefix.Milli => 1e6,
        _ => double.NaN,
    };

    /// <summary>Null where the text is not a number and a unit, and nothing else. Letters that recognisers give for digits are taken for those.</summary>
    public static LengthText? Parse(string text) => Whole().Match(text.Replace(" ", "", StringComparison.Ordinal)) is { Success: true } match ? Of(match) : null;

    /// <summary>The length that follows a match in a text.</summary>
    public static LengthText? ParseStart(string text) => Start().Match(text) is { Success: true } match ? Of(match) : null;

    /// <summary>Whether a number is 1, 2 or 5 times a power of ten.</summary>
    public static bool IsOneTwoFive(double number) => Mantissa(number) is 1 or 2 or 5;

    /// <summary>Whether a number has one digit that is not zero.</summary>
    public static bool IsRound(double number) => Mantissa(number) is >= 1 and var mantissa && mantissa == Math.Floor(mantissa);

    private static double Mantissa(double number) =>
        number > 0 ? Math.Round(number / Math.Pow(10, Math.Floor(Math.Log10(number) + 1e-9)), 6) : 0;

    private static LengthText? Of(Match match)
    {
        var digits = string.Concat(match.Groups["number"].Value.Select(Digit));
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 && IsWritten(digits)
            ? new LengthText(digits, number, match.Groups["unit"].Value)
            : null;
    }

    private static char Digit(char c) => c switch
    {
        ',' => '.',
        'T' or 'I' or 'i' or 'l' or '|' => '1',
        'O' or 'o' or 'Q' => '0',
        'S' => '5',
        'Z' => '2',
        _ => c,
    };

    /// <summary>Nobody prints 05 for 5: there a point was lost.</summary>
    private static bool IsWritten(string digits) => digits[0] != '0' || (digits.Length > 1 && digits[1] == '.');

    [GeneratedRegex(@"^(?<number>[\dTIil|OoQSZ]{1,4}(?:[.,][\dTIil|OoQSZ]{1,3})?)(?<unit>[^\d\s.,:=/+-]{0,3}[mn])$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^\W{0,3}(?<number>\d{1,4}(?:[.,]\d{1,3})?) ?(?:[xX×] ?\d{1,4}(?:[.,]\d{1,3})? ?)?(?<unit>[^\d\s.,:=/+-]{0,3}m)\b")]
    private static partial Regex Start();
}
