using ImageAnalysis.Evaluate.Derived;

namespace ImageAnalysis.Evaluate;

/// <summary>A dissolution temperature at which to make the next membrane of a sweep.</summary>
/// <param name="Celsius">Dissolution temperature, °C.</param>
/// <param name="For">Which end of the window it serves: "tl" or "tu".</param>
/// <param name="What">Why this one, in a sentence.</param>
public sealed record NextTemperature(double Celsius, string For, string What);

/// <summary>
/// Where a sweep of dissolution temperatures leaves an end of its window open, and which temperature would close it. An end is the place of the largest change
/// (EP 1 063 256 [0019]): while that lies at the last step of the sweep, or there is none, the sweep has to go on; where several are equally large, they have to be
/// repeated; where it lies inside, a temperature in the middle of its step tells in which half.
/// </summary>
internal static class SweepAdvice
{
    private const double Step = 5;

    private const double Start = DissolutionSweep.DefinitionStart;

    /// <summary>The next temperatures, those that complete the sweep before those that refine it.</summary>
    public static IReadOnlyList<NextTemperature> Next(DissolutionWindow? window)
    {
        if (window is not { Points.Count: >= 2 }) return [];
        var next = new[] { End(window, "tl", "porosity rises", p => p.PorosityRise), End(window, "tu", "breaking extension falls", p => p.ExtensionFall) };
        return [.. next.OfType<(bool Completes, NextTemperature Next)>().OrderByDescending(n => n.Completes).Select(n => n.Next).DistinctBy(n => n.Celsius)];
    }

    private static (bool Completes, NextTemperature Next)? End(DissolutionWindow window, string key, string change, Func<SweepPoint, double?> of)
    {
        var name = key == "tl" ? "Tl" : "Tu";
        var points = window.Points;
        var steps = points.Select(of).OfType<double>().ToList();
        var largest = steps.Max();
        var (below, above) = (points[0].TsCelsius - Step, points[^1].TsCelsius + Step);
        if (!(largest > 0))
        {
            // The porosity rises at the lower end of the window, the extension falls at the upper one.
            var at = key == "tl" ? below : above;
            return at < Start ? null : (true, new NextTemperature(at, key, $"The {change} at no step of the sweep, so that {name} lies {(key == "tl" ? "below" : "above")} it: try {Phrases.Number(at)} °C."));
        }

        List<int> places = [.. Enumerable.Range(0, steps.Count).Where(i => steps[i] >= largest - (1e-9 * steps.Max(Math.Abs)))];
        if (places.Count > 1)
        {
            var from = points[places[0]].TsCelsius;
            return (true, new NextTemperature(from, key, $"The {change} equally from {string.Join(" and from ", places.Select(i => Phrases.Number(points[i].TsCelsius)))} °C: repeat {Phrases.Number(from)} °C and the next step with more specimens."));
        }

        var place = places[0];
        if (place == 0 && below >= Start)
            return (true, new NextTemperature(below, key, $"The {change} most at the first step of the sweep, so that a larger change below is not excluded: try {Phrases.Number(below)} °C."));
        if (place == steps.Count - 1)
            return (true, new NextTemperature(above, key, $"The {change} most at the last step of the sweep, so that a larger change above is not excluded: try {Phrases.Number(above)} °C."));
        var middle = points[place].TsCelsius + (Step / 2);
        return (false, new NextTemperature(middle, key,
            $"The {change} most between {Phrases.Number(points[place].TsCelsius)} and {Phrases.Number(points[place + 1].TsCelsius)} °C: {Phrases.Number(middle)} °C would show in which half; the definition itself goes by steps of 5 °C."));
    }
}
