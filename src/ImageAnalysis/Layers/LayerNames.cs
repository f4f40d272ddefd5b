using ImageAnalysis.Findings;

namespace ImageAnalysis.Layers;

/// <summary>Says what each layer is. What no membrane and no electrode can be gets a finding instead of a name.</summary>
internal static class LayerNames
{
    /// <summary>Thickness of a skin without pores, and of one whose pores are not seen, over that of the inside: at most.</summary>
    private const double ThinSkin = 0.1, ThickSkin = 0.35;

    /// <summary>Grey value between void (0) and solid (1) above which a layer is another material, and below which it holds pores that are not seen.</summary>
    private const double OtherMaterial = 1.3, UnseenPores = 1;

    /// <summary>And below which a layer without pores is a gap.</summary>
    private const double Gap = 0.3;

    /// <summary>Share of void above which a layer on a collector is no pressed active layer.</summary>
    private const double LargestActivePorosity = 0.4;

    /// <summary>Thickness of a surface layer over that of the inside: at most.</summary>
    private const double ThickestSurface = 0.7;

    /// <summary>By how much the solid of a surface layer may be brighter than that of the inside, over the contrast: a membrane is of one material.</summary>
    private const double BrighterSolid = 0.4;

    /// <param name="bodies">From face to face.</param>
    /// <param name="phases">Void and solid.</param>
    /// <param name="asked">Whether the user says that it is a section.</param>
    /// <param name="findings">What speaks against a measurement is added here.</param>
    public static void Give(IReadOnlyList<Body> bodies, PhaseGreys phases, bool asked, List<Finding> findings)
    {
        var porous = bodies.Where(b => b.Is.IsPorous).ToList();
        var main = porous.MaxBy(b => b.Rows)!;
        var dense = bodies.Where(b => !b.Is.IsPorous).ToList();
        if (dense.Exists(b => Relative(b) < Gap))
        {
            findings.Add(LayerFindings.Unnamed);
            return;
        }

        foreach (var skin in dense.Where(IsSkin)) skin.Layer = LayerKind.SurfaceLayer;
        var bands = dense.Where(b => b.Layer != LayerKind.SurfaceLayer).ToList();
        if (bands.Count == 0) Membrane(bodies, main, phases, findings);
        else if (bands.Count == 1) Electrode(bodies, bands[0], asked, findings);
        else findings.Add(LayerFindings.Unnamed);

        // Against void and solid of the porous neighbour close by, since brightness may be uneven.
        double Relative(Body body)
        {
            var i = bodies.ToList().IndexOf(body);
            var relative = double.NaN;
            if (i > 0 && bodies[i - 1].Is is { IsPorous: true } above) relative = Against(above.Last, body.Is.First);
            if (i < bodies.Count - 1 && bodies[i + 1].Is is { IsPorous: true } below) relative = double.IsNaN(relative) ? Against(below.First, body.Is.Last) : Math.Max(relative, Against(below.First, body.Is.Last));
            return double.IsNaN(relative) ? (body.Is.Is.Mean - phases.Void) / phases.Contrast : relative;
        }

        double Against(RowSum porous, RowSum even) =>
            porous.Void > 0 && porous.Solid - porous.Dark > 0.3 * phases.Contrast ? (even.Mean - porous.Dark) / (porous.Solid - porous.Dark) : (even.Mean - phases.Void) / phases.Contrast;

        // At a face, as bright as the walls of the pores and very thin, or between void and walls as pores are that are too fine to be seen.
        bool IsSkin(Body body)
        {
            if ((body != bodies[0] && body != bodies[^1]) || body.Upper is null || body.Lower is null) return false;
            var grey = Relative(body);
            return (grey < OtherMaterial && body.Rows < ThinSkin * main.Rows) || (grey < UnseenPores && body.Rows < ThickSkin * main.Rows);
        }
    }

    /// <summary>An inside, and at most one surface layer on either side, of the same solid.</summary>
    private static void Membrane(IReadOnlyList<Body> bodies, Body main, PhaseGreys phases, List<Finding> findings)
    {
        var at = bodies.ToList().IndexOf(main);
        if (at > 1 || at < bodies.Count - 2)
        {
            findings.Add(LayerFindings.Unnamed);
            return;
        }

        foreach (var body in bodies.Where(b => b != main))
        {
            body.Layer = LayerKind.SurfaceLayer;
            var (surface, inside) = bodies.ToList().IndexOf(body) < at ? (body.Is.Last, main.Is.First) : (body.Is.First, main.Is.Last);
            var isOther = body.Is.IsPorous && surface.Solid > inside.Solid + (BrighterSolid * phases.Contrast);
            if (isOther || body.Rows > ThickestSurface * main.Rows) findings.Add(LayerFindings.Unnamed);
        }
    }

    /// <summary>A collector at a face or between two active layers; on each active layer at most one porous membrane.</summary>
    private static void Electrode(IReadOnlyList<Body> bodies, Body collector, bool asked, List<Finding> findings)
    {
        var at = bodies.ToList().IndexOf(collector);
        collector.Layer = LayerKind.Collector;
        var sides = new[] { bodies.Take(at).Reverse().ToList(), bodies.Skip(at + 1).ToList() }.Where(s => s.Count > 0).ToList();
        foreach (var side in sides)
        {
            if (side.Count > 2 || side[0].Porosity > LargestActivePorosity || !side.TrueForAll(b => b.Is.IsPorous) || (side.Count == 2 && side[1].Rows > side[0].Rows))
            {
                // A membrane and a band beside it: its own surface, seen because it is tilted.
                findings.Add(sides.Count == 1 ? LayerFindings.Tilted : LayerFindings.Unnamed);
                return;
            }

            side[0].Layer = LayerKind.ActiveLayer;
            if (side.Count == 2) side[1].Layer = LayerKind.PorousMembrane;
        }

        // One porous layer and a band may be an electrode or a membrane seen with its surface.
        if (bodies.Count == 2 && !asked) findings.Add(LayerFindings.Tilted);
    }
}
