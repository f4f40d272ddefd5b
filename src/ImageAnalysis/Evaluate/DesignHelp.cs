using System.Globalization;
using ImageAnalysis.Evaluate.Derived;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate;

/// <summary>What would decide a criterion that does not pass: which value is missing, or which part of the doubt would have to shrink, and how far.</summary>
internal sealed class DesignHelp(EvaluationInput input, CriteriaSet set, EvidenceFinder finder)
{
    /// <summary>More images than anybody takes.</summary>
    private const int MostImages = 100;

    /// <summary>A factor beyond which the picture would show something else.</summary>
    private const double MostMagnification = 10;

    /// <summary>Half-width of a pixel size, %, below which no calibration of a microscope comes.</summary>
    private const double LeastScale = 0.3;

    public IReadOnlyList<Remedy> For(Criterion criterion, Evidence evidence, CriterionResult result) => result.Verdict switch
    {
        Verdict.Pass => [],
        not Verdict.NotJudged when ByWindow(criterion) is { Count: > 0 } temperatures => temperatures,
        Verdict.NotJudged => Missing(criterion, evidence) is { Count: > 0 } missing ? missing : [new Remedy(RemedyKind.Image, $"Other images, if anything: {evidence.Missing ?? "the value is no finite number"}.")],
        Verdict.Fail => Failed(criterion, evidence, result),
        _ => Open(criterion, evidence),
    };

    /// <summary>For a temperature that is judged by the window of a sweep: the middle of that, and what would close its ends.</summary>
    private List<Remedy> ByWindow(Criterion criterion)
    {
        if (input.Derived.Window is not { } window || !References(criterion.Limits).Any(k => set.Quantities.Any(q => q.Key == k && q.Kind == QuantityKind.FromSweep))) return [];
        var remedies = new List<Remedy>();
        if (window is { FormsPercolation: true, TlCelsius: { } lower, TuCelsius: { } upper })
        {
            var middle = (lower + upper) / 2;
            remedies.Add(new Remedy(RemedyKind.Temperature, $"Dissolve at {Phrases.Number(middle)} °C, the middle of the window {Phrases.Number(lower)} .. {Phrases.Number(upper)} °C.", middle));
        }

        remedies.AddRange(SweepAdvice.Next(window).Select(n => new Remedy(RemedyKind.Temperature, $"In the sweep: {n.What}", n.Celsius)));
        return remedies;
    }

    /// <summary>Nothing is known, or what a limit refers to is not.</summary>
    private List<Remedy> Missing(Criterion criterion, Evidence evidence)
    {
        if (evidence.Missing is null)
        {
            var unknown = References(criterion.Limits).Where(k => finder.Reference(k, criterion.Unit ?? "") is not { IsNumber: true }).Distinct().ToList();
            if (unknown.Count > 0) return [.. unknown.Where(k => k != CriteriaReader.IsotropyTolerance).Select(k => Measure(k)).DistinctBy(r => r.What)];
        }

        var keys = criterion.Value.Keys;
        return criterion.Value.From switch
        {
            ValueOrigin.Declaration => [new Remedy(RemedyKind.Declaration, $"Declare \"{keys[0]}\": {Decapitalised(What(keys[0]))}, true or false.", null, keys[0])],
            ValueOrigin.Quotient => [.. keys.Skip(1).Where(k => finder.Number(k, set.Quantities.First(q => q.Key == k).Unit!) is null).Select(k => Measure(k))],
            ValueOrigin.Image => [.. OfImages(criterion), .. keys.Where(_ => criterion.Value.Measure is not ImageMeasure.SurfaceRatio).Select(k => Measure(k, "Or measure"))],
            ValueOrigin.Lowest => [.. keys.Take(1).Select(k => Measure(k)), .. keys.Skip(1).Select(k => Measure(k, "Or measure"))],
            _ => [Measure(keys[0])],
        };
    }

    /// <summary>The images that a criterion needs: which, or what is wrong with those that are there.</summary>
    private IEnumerable<Remedy> OfImages(Criterion criterion)
    {
        var measure = criterion.Value.Measure!.Value;
        foreach (var (role, name, shows) in Needed(measure))
        {
            var images = input.Images.Where(i => role(i.Role)).ToList();
            if (images.Count == 0)
            {
                yield return new Remedy(RemedyKind.Image, $"An image of {shows} (role {name}).");
                continue;
            }

            if (!images.Exists(i => i.HasScale) && measure is not (ImageMeasure.Structure or ImageMeasure.Isotropy or ImageMeasure.CoefficientOfVariation or ImageMeasure.ActiveLayerPorosity))
                yield return new Remedy(RemedyKind.Scale, $"A pixel size for the image of {shows}: --pixel-size-nm, scales.csv, the original file with its metadata, or --bar-length where a scale bar is in the picture.");
            else if (criterion.MinimumParticles is { } asked && images.Max(i => i.ParticlesMeasured) is var measured && measured < asked)
                yield return Particles(asked, measured);
            else if (images.Exists(i => i.FindingCodes.Contains(ImageMeasurements.NotMeasurable)))
                yield return new Remedy(RemedyKind.Image, $"Another image of {shows}: in focus, with contrast, and neither clipped nor empty. A picture without any pore cannot be told from one that cannot be measured: where that is what it shows, a water permeability of zero (\"permeability\") says that no voids reach through.");
            else if (images.Exists(i => i.FindingCodes.Contains(ImageMeasurements.TooFewStructures)))
                yield return new Remedy(RemedyKind.LargerField, $"A larger field or a lower magnification of {shows}: too little of a pattern is in the picture.");
            else if (measure == ImageMeasure.Isotropy)
                yield return new Remedy(RemedyKind.MoreImages, $"Images of {shows} that show the network: isotropy is asked of it alone.");
            else if (measure == ImageMeasure.Structure && images.TrueForAll(i => i.Structure is null))
                yield return new Remedy(RemedyKind.Image, $"An analysis of {shows} with a structure model (classify.model of the pipeline).");
            else if (measure == ImageMeasure.Structure)
                yield return new Remedy(RemedyKind.MoreImages, $"Images of other places of {shows}: those given leave the structure open.");
        }
    }

    private static Remedy Particles(int asked, int measured) => measured == 0
        ? new Remedy(RemedyKind.LargerField, string.Create(CultureInfo.InvariantCulture, $"An image on which {asked} whole particles can be measured."))
        : new Remedy(RemedyKind.LargerField, string.Create(CultureInfo.InvariantCulture,
            $"A field {(double)asked / measured:0.0} times as large, by a frame {Math.Sqrt((double)asked / measured):0.0} times as wide and high or a magnification lower by as much: {asked} whole particles are asked for in one image, and {measured} were measured."),
            Math.Sqrt((double)asked / measured));

    private static (Func<ImageRole?, bool> Role, string Name, string Shows)[] Needed(ImageMeasure measure) => measure switch
    {
        ImageMeasure.Structure or ImageMeasure.Isotropy => [Inside],
        ImageMeasure.SurfaceRatio or ImageMeasure.DenseSurfacePore => [Surface, Inside],
        ImageMeasure.NumberAverageDiameter or ImageMeasure.CoefficientOfVariation => [(r => r is ImageRole.Particles or null, "particles", "the particles, at 25,000 times as the source has it")],
        _ => [(r => r is ImageRole.LayerSection or null, "layer-section", "a section through the layers, from face to face")],
    };

    private static (Func<ImageRole?, bool> Role, string Name, string Shows) Inside => (r => r is ImageRole.Internal or null, "internal", "the inside, a section seen at right angles");

    private static (Func<ImageRole?, bool> Role, string Name, string Shows) Surface => (r => r is ImageRole.SurfaceA or ImageRole.SurfaceB, "surface-a or surface-b", "a surface");

    /// <summary>Decided against the sample. What remains to be said is how far it is from the limit.</summary>
    private List<Remedy> Failed(Criterion criterion, Evidence evidence, CriterionResult result)
    {
        if (evidence.Structure is not null)
            return [new Remedy(RemedyKind.MoreImages, "Images of other places of the inside would show whether this field stands for the whole.")];
        if (evidence.Declared is not null) return [new Remedy(RemedyKind.Declaration, "It is declared not to hold: nothing but the declaration itself decides it.", null, criterion.Value.Keys[0])];
        if (evidence.Weighed is not null) return [new Remedy(RemedyKind.HigherMagnification, "A higher magnification of what looks non-porous would show pores below the resolution, if there are any; a water permeability above zero would prove that there are.")];
        var ends = evidence.Readings.SelectMany(r => Judge.NotPassed(r.Reading, criterion.Limits, k => finder.Reference(k, criterion.Unit!)).Select(e => (r.Name, r.Reading, End: e))).ToList();
        if (ends.Count == 0)
        {
            return evidence.Readings.Any(r => r.Reading.IsBound)
                ? [new Remedy(RemedyKind.Change, "All that is known of the value lies on the other side of the limit: no narrower measurement changes that.")]
                : [];
        }

        // Where one side must hold, the nearest one; else the farthest of all.
        var (name, reading, end) = evidence.Together == Together.Any ? ends.MinBy(e => e.End.Distance) : ends.MaxBy(e => e.End.Distance);
        var rise = reading.Value < end.Limit;
        var difference = end.Limit - reading.Value!.Value;
        var of = name is null ? "The value" : $"The value of {name}";
        if (difference == 0) return [new Remedy(RemedyKind.Change, $"{of} would have to be {(end.Below ? "below" : "above")} {Phrases.WithUnit(Phrases.Number(end.Limit), criterion.Unit)}, and is the limit itself.", 0)];
        return
        [
            new Remedy(RemedyKind.Change, $"{of} would have to {(rise ? "rise" : "fall")} by {Phrases.WithUnit(Digits(Math.Abs(difference)), criterion.Unit)}, to {Phrases.WithUnit(Phrases.Number(end.Limit), criterion.Unit)}"
                + (reading.Interval is { } i && i.Lower < i.Upper ? "; its whole interval is on the other side now." : "."), difference),
        ];
    }

    /// <summary>A value is known and leaves the answer open.</summary>
    private List<Remedy> Open(Criterion criterion, Evidence evidence)
    {
        if (criterion.Value.Measure == ImageMeasure.Structure && evidence.Weighed is not null) return [new Remedy(RemedyKind.MoreImages, "Images of other places of the inside: those given leave the structure open.")];
        if (evidence.Doubtful is not null) return evidence.Cures.Count > 0 ? [.. evidence.Cures.DistinctBy(c => c.What)] : [new Remedy(RemedyKind.MoreImages, "Images of other places of the inside, until one shows the structure clearly.")];
        if (evidence.Weighed is not null) return [new Remedy(RemedyKind.HigherMagnification, "A higher magnification of the surface: pores below its resolution are not seen, and water passes."), Measure(criterion.Value.Keys[0], "Measure again")];
        if (criterion.SupportingOnly) return [new Remedy(RemedyKind.Image, "Sections at right angles to this one, and other places of it (role internal): one section refutes no isotropy.")];
        var remedies = new List<Remedy>();
        if (!evidence.Complete) remedies.Add(new Remedy(RemedyKind.Image, "An image of the other surface (role surface-a or surface-b): one side is enough."));
        if (criterion.Value.From == ValueOrigin.Lowest && criterion.Value.Keys.Where(k => finder.Number(k, criterion.Unit!) is null).ToList() is { Count: > 0 } missing)
            return [.. missing.Select(k => Measure(k, "The lower one counts, so measure also", $", or state up to where none is observed, as in \">{Phrases.Number((criterion.Limits.AtLeast ?? criterion.Limits.Above)?.Plus ?? 500)}\""))];
        foreach (var (name, reading) in evidence.Readings)
        {
            // Where one side is enough, one that is decided against is not looked at again.
            if (evidence.Together == Together.Any && Judge.Range(reading, criterion.Limits, k => finder.Reference(k, criterion.Unit!)).Guarded == Verdict.Fail) continue;
            if (reading.IsBound)
            {
                remedies.AddRange(Bounded(criterion).Select(key => Measure(key, "Give the value itself in place of a bound: measure")));
                continue;
            }

            var ends = Judge.NotPassed(reading, criterion.Limits, k => finder.Reference(k, criterion.Unit!));
            if (ends.Count > 0) remedies.AddRange(Narrower(criterion, name, ends.MinBy(e => e.Distance)));
        }

        return remedies;
    }

    /// <summary>Of a quotient or the lowest of several, those that are only bounded; else the value itself.</summary>
    private List<string?> Bounded(Criterion criterion)
    {
        var sizes = criterion.Value.From is not (ValueOrigin.Quotient or ValueOrigin.Lowest) ? []
            : criterion.Value.Keys.Skip(criterion.Value.From == ValueOrigin.Quotient ? 1 : 0).Where(k => finder.Number(k, set.Quantities.First(q => q.Key == k).Unit!) is { IsBound: true }).ToList<string?>();
        return sizes.Count > 0 ? sizes : [KeyOf(criterion)];
    }

    /// <summary>Which parts of the interval would have to shrink, and how far, for it to leave the limit on one side if the value stays.</summary>
    private IEnumerable<Remedy> Narrower(Criterion criterion, string? name, (double Limit, double Distance, bool Below, string? Of, Reading Compared) end)
    {
        var of = name is null ? "" : $" of {name}";
        if (end.Compared.Interval is null)
        {
            yield return Measure(Deciding(criterion), "Give the uncertainty: its 95 % interval for");
            yield break;
        }

        if (end.Distance == 0)
        {
            yield return new Remedy(RemedyKind.Change, $"The value{of} is the limit itself: as long as it stays, no measurement decides on which side it lies.", 0);
            yield break;
        }

        var scale = Math.Abs(end.Compared.Value!.Value);
        var doubts = end.Compared.Doubts;
        double Root(Func<Doubt, Sides> part) => scale * Math.Sqrt(doubts.Sum(d => Square(part(d).Towards(end.Below))));
        var parts = doubts.Count == 0
            ? Stated(criterion, end)
            : [new Part(RemedyKind.MoreImages, Root(d => d.Sampling)), new Part(RemedyKind.HigherMagnification, Root(d => d.Boundary)), new Part(RemedyKind.Scale, Root(d => d.Scale))];
        parts.RemoveAll(p => p.Half <= 0);
        var alone = parts.Where(p => Others(p) < end.Distance).OrderByDescending(p => p.Half)
            .Select(p => Step(of, p, Math.Sqrt(Square(end.Distance) - Square(Others(p))), scale, doubts, false)).OfType<Remedy>().ToList();
        var steps = alone.Count > 0 ? alone : [.. Shared(parts, end.Distance).Select(p => Step(of, p.Part, p.Allowed, scale, doubts, true)).OfType<Remedy>()];
        if (alone.Count == 0 && steps.Exists(s => s is { Kind: RemedyKind.MoreImages, Amount: > MostImages } or { Kind: RemedyKind.HigherMagnification, Amount: > MostMagnification } or { Kind: RemedyKind.Scale, Amount: < LeastScale }))
        {
            yield return new Remedy(RemedyKind.Change, $"The value{of} is within {Digits(100 * end.Distance / scale)} % of the limit, nearer than sensible images can tell: as long as it stays, it would take all of {string.Join("; ", steps.Select(s => Short(s)))}.");
            yield break;
        }

        foreach (var step in steps) yield return step;

        double Others(Part part) => Math.Sqrt(parts.Where(p => p != part).Sum(p => Square(p.Half)));
    }

    /// <summary>A part of an interval's half-width towards a limit, in the unit of the criterion; for one of the laboratory, whose it is: with its own unit and size.</summary>
    private sealed record Part(RemedyKind Kind, double Half, string? Key = null, string? Unit = null, double Size = 0);

    /// <summary>The parts of an interval that no image gave: of the value itself or the two that it is the quotient of, and of what the limit refers to.</summary>
    private List<Part> Stated(Criterion criterion, (double Limit, double Distance, bool Below, string? Of, Reading Compared) end)
    {
        var value = end.Compared.Value!.Value;
        var whole = end.Below ? value - end.Compared.Interval!.Value.Lower : end.Compared.Interval!.Value.Upper - value;
        var keys = criterion.Value.Keys;
        if (criterion.Value.From == ValueOrigin.Quotient && Size(keys[1]) is { } over && Size(keys[2]) is { } under)
        {
            // In logarithms, as the quotient itself is joined.
            var (a, b) = end.Below ? (Math.Log(over.Value / over.Lower), Math.Log(under.Upper / under.Value)) : (Math.Log(over.Upper / over.Value), Math.Log(under.Value / under.Lower));
            var share = whole / Math.Sqrt(Square(a) + Square(b));
            return [new Part(RemedyKind.Laboratory, share * a, keys[1], over.Unit, over.Value), new Part(RemedyKind.Laboratory, share * b, keys[2], under.Unit, under.Value)];
        }

        if (end.Of is { } of && finder.Reference(of, criterion.Unit!) is { Value: { } other, Interval: { } i })
        {
            var its = Math.Min(whole, end.Below ? i.Upper - other : other - i.Lower);
            return [new Part(RemedyKind.Laboratory, Math.Sqrt(Square(whole) - Square(its)), KeyOf(criterion), criterion.Unit, Math.Abs(value)), new Part(RemedyKind.Laboratory, its, of, criterion.Unit, Math.Abs(value))];
        }

        return [new Part(RemedyKind.Laboratory, whole, Deciding(criterion), criterion.Unit, Math.Abs(value))];

        (double Value, double Lower, double Upper, string Unit)? Size(string key)
        {
            var unit = set.Quantities.First(q => q.Key == key).Unit!;
            return finder.Number(key, unit) is { Value: { } v and > 0, Interval: { Lower: > 0 } interval } && double.IsFinite(interval.Upper) && interval.Lower < interval.Upper ? (v, interval.Lower, interval.Upper, unit)
                : finder.Number(key, unit) is { Value: { } exact and > 0, Interval: { } point } && point.Lower == point.Upper ? (exact, exact, exact, unit) : null;
        }
    }

    /// <summary>Where no part alone decides: the parts above one common half-width come down to it, so that all together clear the limit.</summary>
    private static IEnumerable<(Part Part, double Allowed)> Shared(List<Part> parts, double distance)
    {
        var ordered = parts.OrderBy(p => p.Half).ToList();
        var left = Square(distance);
        for (var i = 0; i < ordered.Count; i++)
        {
            var common = Math.Sqrt(left / (ordered.Count - i));
            if (ordered[i].Half > common) return ordered.Skip(i).OrderByDescending(p => p.Half).Select(p => (p, common));
            left -= Square(ordered[i].Half);
        }

        return [];
    }

    private Remedy? Step(string of, Part part, double allowed, double scale, IReadOnlyList<Doubt> doubts, bool together)
    {
        // At a common bound the interval would just touch the limit.
        allowed *= 0.999;
        var tail = together ? "; this together with the other steps decides it if the value stays." : "; this decides it if the value stays.";
        string Share(double x) => $"±{Digits(100 * x / scale)} %";
        switch (part.Kind)
        {
            case RemedyKind.MoreImages:
                return More(of, part.Half, allowed, scale, doubts, tail, together);
            case RemedyKind.HigherMagnification:
                var factor = part.Half / allowed;
                return new Remedy(part.Kind, string.Create(CultureInfo.InvariantCulture, $"{factor:0.0} times the magnification{of}, and as many more images as show the same area: the position of the boundary counts for {Share(part.Half)} now, and {Share(allowed)} would do{tail}"), Math.Round(factor, 2), null, together);
            case RemedyKind.Scale:
                return new Remedy(part.Kind, $"A calibrated scale, known within {Share(allowed)} (it is known within {Share(part.Half)} now), from a standard or the microscope's calibration{tail}", 100 * allowed / scale, null, together);
            default:
                string Own(double half) => Phrases.WithUnit(Digits(half / scale * part.Size), part.Unit);
                return part.Key is null ? null
                    : Measure(part.Key, "Measure", $" within ±{Own(allowed)} ({(double.IsFinite(part.Half) ? $"±{Own(part.Half)}" : "its interval has no ends")} now){tail.TrimEnd('.')}") with { Amount = allowed / scale * part.Size, Together = together };
        }
    }

    private static string Short(Remedy step) => step.Kind switch
    {
        RemedyKind.MoreImages => string.Create(CultureInfo.InvariantCulture, $"{step.Amount:0} more images"),
        RemedyKind.HigherMagnification => string.Create(CultureInfo.InvariantCulture, $"{step.Amount:0} times the magnification"),
        _ => $"a scale known within ±{Digits(step.Amount ?? 0)} %",
    };

    private static Remedy? More(string of, double half, double allowed, double scale, IReadOnlyList<Doubt> doubts, string tail, bool together)
    {
        var needed = doubts.Select(d => (d.What, More: d.Deviation is { } s && s > 0 ? Further(d, s, d.Sampling, allowed / half) : (int?)null)).ToList();
        if (needed.Exists(n => n.More is null)) return null;
        var most = needed.Sum(n => n.More!.Value);
        if (most == 0) return null;
        var images = string.Join(" and ", needed.Where(n => n.More > 0).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.More} more {(n.More == 1 ? "image" : "images")} of {n.What}")));
        var text = $"±{Digits(100 * half / scale)} % of the value{of} is sampling now, and ±{Digits(100 * allowed / scale)} % would do";
        return most > MostImages
            ? new Remedy(RemedyKind.MoreImages, $"No sensible number of images: it would take {images}, as {text}{tail}", most, null, together)
            : new Remedy(RemedyKind.MoreImages, $"About {images}, of other places: {text}{tail}", most, null, together);
    }

    /// <summary>Images beyond those that there are, at which sampling is as small a part of itself as asked.</summary>
    private static int Further(Doubt doubt, double deviation, Sides sampling, double share)
    {
        var half = Math.Max(sampling.Below, sampling.Above);
        var fields = FieldPool.FieldsFor(deviation, half * share, half);
        return Math.Max(1, fields - doubt.Fields);
    }

    private Remedy Measure(string? key, string verb = "Measure", string more = "")
    {
        if (set.Quantities.FirstOrDefault(q => q.Key == key) is not { } quantity)
            return new Remedy(RemedyKind.Laboratory, "Measure the value.");
        if (quantity.Kind == QuantityKind.FromSweep)
            return new Remedy(RemedyKind.Sweep, "Name the sweep of dissolution temperatures (\"sweep\": a CSV with temperature, porosity and breaking extension in steps of 5 °C) that was made with the same polymer, solvent, weight fraction and forming method.", null, quantity.Key);
        var curves = set.Quantities.Concat(DerivedInputs.Quantities).DistinctBy(q => q.Key).Where(q => q.Kind == QuantityKind.Curve && q.Gives.Contains(quantity.Key)).Select(q => $"\"{q.Key}\"").ToList();
        var curve = curves.Count == 0 || more.Length > 0 ? "" : $", or give the curve {string.Join(" or ", curves)} that it is computed from";
        return new Remedy(RemedyKind.Laboratory, $"{verb} \"{quantity.Key}\"{more}: {Decapitalised(quantity.What)} ({quantity.Source}){curve}.", null, quantity.Key);
    }

    /// <summary>The laboratory value that a criterion is about, or that stands in for its image.</summary>
    private static string? KeyOf(Criterion criterion) => criterion.Value.Keys.Count > 0 ? criterion.Value.Keys[0] : null;

    /// <summary>Of several of which the lowest counts, the lowest.</summary>
    private string? Deciding(Criterion criterion) =>
        criterion.Value.From == ValueOrigin.Lowest ? criterion.Value.Keys.MinBy(k => finder.Number(k, criterion.Unit!)?.Value ?? double.PositiveInfinity) : KeyOf(criterion);

    private string What(string key) => set.Quantities.First(q => q.Key == key).What;

    private static IEnumerable<string> References(Limits limits) => new[] { limits.AtLeast, limits.Above, limits.AtMost, limits.Below }.Select(b => b?.Of).OfType<string>();

    private static string Decapitalised(string text) => text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    /// <summary>Two significant digits: nobody plans by more.</summary>
    private static string Digits(double value) => Phrases.Number(double.Parse(value.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    private static double Square(double x) => x * x;
}
