using ImageAnalysis.Quantities;

namespace ImageAnalysis.Evaluate.Derived;

/// <summary>
/// Porosity = (volume of voids / volume of membrane) x 100, EP 1 063 256 [0089](7), with the volume of the solid from its mass and density: 1 - m/(ρ·V). V is
/// stated, or that of a sheet (length · width · thickness), or of a hollow fibre (π/4 · (D² - d²) · length). How the voids' volume is measured, the patent
/// does not say; mass and dimensions are our reading.
/// </summary>
internal static class SpecimenPorosity
{
    private static readonly DerivedDefinition Definition = new("porosity", "Porosity by volume, from mass, density and dimensions", "%", true,
        "(1 - mass / (density of the solid x volume of the specimen)) x 100", "EP 1 063 256 [0089](7); by mass and dimensions is our reading");

    public static void Derive(DerivationContext context)
    {
        if (!context.States("specimen-mass")) return;
        List<DerivedInput> inputs = [];
        var (mass, density) = (context.Number("specimen-mass", "g", inputs), context.Number("polymer-density", "g/cm³", inputs));
        var (volume, missing) = Volume(context, inputs);
        if (!(mass?.Value > 0)) missing = "\"specimen-mass\" is not above zero";
        else if (!(density?.Value > 0)) missing = "no \"polymer-density\" above zero is given";
        if (missing is not null)
        {
            context.Add(Definition, Outcome.None(missing, null, inputs));
            return;
        }

        var solid = Reading.Quotient(Reading.Quotient(mass!.Value, density!.Value), volume!.Value);
        context.Add(Definition, solid.Value > 1
            ? Outcome.None($"the solid alone would fill {Phrases.Number(solid.Value.Value * 100)} % of the specimen's volume: mass, density and dimensions do not belong together", null, inputs)
            : new Outcome(new Reading((1 - solid.Value) * 100, solid.Interval is { } i ? new Interval((1 - i.Upper) * 100, (1 - i.Lower) * 100) : null)) { Inputs = inputs });
    }

    /// <summary>cm³.</summary>
    private static (Reading? Volume, string? Missing) Volume(DerivationContext context, List<DerivedInput> inputs)
    {
        var volume = context.Number("specimen-volume", "cm³", inputs);
        var (computed, missing) = FromDimensions(context, inputs);
        if (volume is not { Value: > 0 } stated) return (computed, missing);
        // Beyond both intervals, and by more than what measuring the same thing twice leaves.
        return computed is { Interval: { } b } other && stated.Interval is { } a && (b.Lower > a.Upper || b.Upper < a.Lower)
            && Reading.Apart(stated, other) > context.Options.AgreementPercent / 100 * stated.Value!.Value
            ? (null, $"\"specimen-volume\" is {Phrases.Reading(stated, "cm³")}, and the dimensions of the specimen give {Phrases.Reading(other, "cm³")}: they exclude each other")
            : (stated, null);
    }

    /// <summary>cm³, from what was measured of a sheet or a hollow fibre.</summary>
    private static (Reading? Volume, string? Missing) FromDimensions(DerivationContext context, List<DerivedInput> inputs)
    {
        var length = context.Number("specimen-length", "cm", inputs);
        if (context.States("fibre-outer-diameter", "fibre-inner-diameter"))
        {
            var (outer, inner) = (context.Number("fibre-outer-diameter", "cm", inputs), context.Number("fibre-inner-diameter", "cm", inputs));
            return length?.Value > 0 && outer?.Value > 0 && inner?.Value >= 0 && outer.Value.Value > inner.Value.Value
                ? (Arithmetic.Product(Ring(outer.Value, inner.Value), length.Value), null)
                : (null, "a hollow fibre needs \"specimen-length\", and \"fibre-outer-diameter\" above \"fibre-inner-diameter\"");
        }

        var width = context.Number("specimen-width", "cm", inputs);
        var thickness = context.Number("specimen-thickness", "cm", inputs) ?? context.Number("thickness", "cm", inputs);
        return length?.Value > 0 && width?.Value > 0 && thickness?.Value > 0
            ? (Arithmetic.Product(Arithmetic.Product(length.Value, width.Value), thickness.Value), null)
            : (null, "no volume follows: \"specimen-volume\" is needed, or \"specimen-length\", \"specimen-width\" and \"specimen-thickness\" above zero, or the diameters of a hollow fibre");
    }

    /// <summary>π/4 · (D² - d²), cm²; ends by the extremes.</summary>
    private static Reading Ring(Reading outer, Reading inner)
    {
        static double Area(double d, double hole) => Math.Max(Math.PI / 4 * ((d * d) - (hole * hole)), 0);
        return new Reading(Area(outer.Value!.Value, inner.Value!.Value), outer.Interval is { } o && inner.Interval is { } i ? new Interval(Area(o.Lower, i.Upper), Area(o.Upper, i.Lower)) : null);
    }
}
