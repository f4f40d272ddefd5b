using ImageAnalysis.Findings;
using ImageAnalysis.Intercept;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Layers;

/// <summary>Measures one section whose slabs are known.</summary>
/// <param name="picture">The field, turned so that layers run along its rows.</param>
/// <param name="field">Where it lies on the page.</param>
/// <param name="direction">Whether it was turned.</param>
/// <param name="section">Its slabs.</param>
internal sealed class SectionMeter(
    Mat picture, PixelRect field, LayerDirection direction, Section section, ScaleDecision scale, SegmentOptions segment, InterceptOptions intercept)
{
    /// <summary>Pixels left out beside a boundary: the blur of the picture reaches so far.</summary>
    private const double TrimPx = 1.5;

    private const double LeastLayerPx = 6;

    /// <summary>Thickness of a skin without pores, and of one whose pores are not seen, over that of the inside: at most.</summary>
    private const double ThinSkin = 0.1, ThickSkin = 0.35;

    /// <summary>Contrast of a layer over that of the section below which its pores are blurred away.</summary>
    private const double LeastContrast = 0.4;

    /// <summary>Share of void above which a slab on a dense one is no pressed active layer.</summary>
    private const double LargestActivePorosity = 0.32;

    /// <summary>Share of void above which there is no layer: things that lie about on ground.</summary>
    private const double LargestPorosity = 0.88;

    private readonly List<Finding> _findings = [];
    private bool _isEmpty;
    private readonly double _cosine = 1 / Math.Sqrt(1 + (section.Slope * section.Slope));

    /// <param name="asked">Whether the user says that it is a section.</param>
    /// <returns>Null where what looked like a layer holds hardly any solid.</returns>
    public LayersResult? Measure(bool asked)
    {
        using var smooth = new Mat();
        using (var grey = new Mat())
        {
            picture.ConvertTo(grey, MatType.CV_32FC1);
            Cv2.GaussianBlur(grey, smooth, new Size(0, 0), 1);
        }

        var tracer = new FaceTracer(smooth, section);
        var slabs = section.Slabs;
        var faces = new Curve?[slabs.Count + 1];
        for (var i = 1; i < slabs.Count; i++) faces[i] = tracer.Trace(slabs[i - 1], slabs[i]);
        var bodies = new List<Body>();
        for (var i = 0; i < slabs.Count; i++) AddBodies(slabs[i], faces[i], faces[i + 1], bodies);
        if (!asked && (_isEmpty || !bodies.Exists(b => b.Kind == SlabKind.Porous))) return null;
        Name(bodies);
        // Walls between macrovoids are bright beside the sponge below: no sign of a tilt.
        if (_findings.Contains(LayerFindings.Macrovoid)) _findings.RemoveAll(f => f == LayerFindings.Tilted);
        var refused = _findings.Exists(f => f.Severity == Severity.Limit);
        return Result(bodies, refused);
    }

    /// <summary>A layer with its boundaries in the turned picture; absent where the frame cuts it.</summary>
    private sealed record Body(SlabKind Kind, int Slab, Edge? Upper, Edge? Lower, double Grey, double Rows)
    {
        public LayerKind Layer { get; set; } = LayerKind.Inside;

        public double Porosity { get; init; }
    }

    /// <param name="Curve">Where it lies.</param>
    /// <param name="Places">Number of places in which it was determined independently.</param>
    private sealed record Edge(Curve Curve, int Places);

    private void AddBodies(Slab slab, Curve? upper, Curve? lower, List<Body> bodies)
    {
        var index = bodies.Count;
        Edge? first = upper is null ? null : new Edge(upper, Curve.Places), last = lower is null ? null : new Edge(lower, Curve.Places);
        if (slab.Kind == SlabKind.Ground) return;
        if (slab.Kind == SlabKind.Dense)
        {
            bodies.Add(new Body(slab.Kind, index, first, last, slab.Grey, slab.To - slab.From));
            return;
        }

        Func<double, double> top = upper is null ? _ => 0 : upper.At, bottom = lower is null ? _ => picture.Rows - 1 : lower.At;
        using var straight = StraightLayer.Of(picture, top, bottom, TrimPx);
        if (straight is null || straight.Rows < LeastLayerPx) return;
        using var segmented = Segmenter.Segment(straight, new PixelRect(0, 0, straight.Cols, straight.Rows), scale.PixelSize, segment);
        _isEmpty |= Cv2.CountNonZero(segmented.Void) > LargestPorosity * segmented.Void.Total();
        if (MacrovoidRule.Holds(segmented.Void)) _findings.Add(LayerFindings.Macrovoid);
        var layers = LayerSplitter.Split(segmented);
        var from = first;
        for (var i = 0; i < layers.Count; i++)
        {
            var to = i == layers.Count - 1 ? last : Between(layers[i].To);
            using var rows = segmented.Void.SubMat((int)layers[i].From.Max(), Math.Max((int)layers[i].From.Max() + 1, (int)layers[i].To.Min()), 0, straight.Cols);
            bodies.Add(new Body(slab.Kind, index, from, to, slab.Grey, layers[i].Rows) { Porosity = Cv2.CountNonZero(rows) / (double)rows.Total() });
            from = to;
        }

        Edge Between(double[] rows)
        {
            var heights = new double[Curve.Places];
            var along = new Curve(rows, picture.Cols);
            for (var k = 0; k < heights.Length; k++)
            {
                var x = Curve.Place(k, Curve.Places, picture.Cols);
                var (a, b) = (top(x) + TrimPx, bottom(x) - TrimPx);
                heights[k] = a + (along.At(x) / straight.Rows * (b - a));
            }

            return new Edge(new Curve(heights, picture.Cols), LayerSplitter.Parts);
        }
    }

    private void Name(List<Body> bodies)
    {
        var porous = bodies.Where(b => b.Kind == SlabKind.Porous).ToList();
        if (porous.Count == 0) return;
        var main = porous.MaxBy(b => b.Rows)!;
        foreach (var dense in bodies.Where(b => b.Kind == SlabKind.Dense))
        {
            var i = bodies.IndexOf(dense);
            var beside = new[] { i - 1, i + 1 }.Where(k => k >= 0 && k < bodies.Count).Select(k => bodies[k]).Where(b => b.Kind == SlabKind.Porous).ToList();
            dense.Layer = LayerKind.Collector;
            foreach (var active in beside.Where(b => b.Porosity <= LargestActivePorosity)) active.Layer = LayerKind.ActiveLayer;
            if (beside.Count == 0 || beside.Exists(b => b.Layer == LayerKind.ActiveLayer)) continue;

            if (IsSkin(dense, main)) dense.Layer = LayerKind.SurfaceLayer;
            else _findings.Add(LayerFindings.Tilted);
        }

        var electrode = bodies.Exists(b => b.Layer == LayerKind.ActiveLayer);
        foreach (var body in porous.Where(b => b.Layer == LayerKind.Inside && b != main))
            body.Layer = electrode ? LayerKind.PorousMembrane : LayerKind.SurfaceLayer;
        if (electrode && main.Layer == LayerKind.Inside) main.Layer = LayerKind.PorousMembrane;
    }

    /// <summary>As bright as the walls of the pores and very thin, or between void and walls as pores are that are too fine to be seen. Else it is the membrane's own surface.</summary>
    private bool IsSkin(Body dense, Body main)
    {
        if (dense.Upper is null || dense.Lower is null) return false;
        var grey = Relative(dense.Grey);
        return (grey < 1.15 && dense.Rows < ThinSkin * main.Rows) || (grey < 0.9 && dense.Rows < ThickSkin * main.Rows);
    }

    private double Relative(double grey) => (grey - section.VoidGrey) / (section.SolidGrey - section.VoidGrey);

    private LayersResult Result(List<Body> bodies, bool refused)
    {
        var edges = bodies.SelectMany(b => new[] { b.Upper, b.Lower }).OfType<Edge>().Distinct().ToList();
        // What was found between the faces of a section that is not measured means nothing.
        if (refused && edges.Count > 2) edges = [edges[0], edges[^1]];
        var boundaries = edges.Select(e => new LayerBoundary(Points(e.Curve))).ToList();
        var turn = -Math.Atan(section.Slope) * 180 / Math.PI * (direction == LayerDirection.Vertical ? -1 : 1);
        var layers = new List<Layer>();
        PixelRect? inside = null;
        LayerThickness? whole = null;
        if (!refused && bodies.Count > 0)
        {
            var measured = bodies.Select(b => b.Kind == SlabKind.Porous ? Pores(b) : (Porosity: null, Pores: null)).ToList();
            var main = bodies.Where(b => b.Kind == SlabKind.Porous).MaxBy(b => b.Rows);
            var reference = main is null ? null : measured[bodies.IndexOf(main)].Pores?.Px?.Literal.Value;
            for (var i = 0; i < bodies.Count; i++)
            {
                var (body, (porosity, pores)) = (bodies[i], measured[i]);
                var ratio = body.Layer == LayerKind.SurfaceLayer && reference > 0 ? pores?.Px?.Literal.Value / reference : null;
                layers.Add(new Layer(body.Layer, IndexOf(body.Upper), IndexOf(body.Lower), Thickness(body.Upper, body.Lower), porosity, pores, ratio));
            }

            whole = Thickness(bodies[0].Upper, bodies[^1].Lower);
            if (whole is null) _findings.Add(LayerFindings.CutLayer);
            if (main is not null)
            {
                inside = InsideRectangle.Largest(picture.Cols, x => main.Upper?.Curve.At(x) ?? 0, x => main.Lower?.Curve.At(x) ?? picture.Rows - 1, TrimPx, direction, field);
                _findings.Insert(0, LayerFindings.Restricted(Name(main.Layer)));
            }
        }

        return new LayersResult(direction, turn, boundaries, layers, whole, inside, [.. _findings.Distinct()]);

        int? IndexOf(Edge? edge) => edge is null ? null : edges.IndexOf(edge);
    }

    private static string Name(LayerKind kind) => kind switch
    {
        LayerKind.ActiveLayer => "active layer",
        LayerKind.PorousMembrane => "porous membrane",
        LayerKind.SurfaceLayer => "surface layer",
        _ => "inside of the membrane",
    };

    private List<PagePoint> Points(Curve curve)
    {
        var points = new List<PagePoint>();
        for (var i = -1; i <= curve.Heights.Length; i++)
        {
            // From edge to edge of the frame.
            var x = i < 0 ? 0 : i == curve.Heights.Length ? picture.Cols - 1 : Curve.Place(i, curve.Heights.Length, picture.Cols);
            var y = curve.At(x);
            points.Add(direction == LayerDirection.Horizontal ? new PagePoint(x + field.X, y + field.Y) : new PagePoint(y + field.X, x + field.Y));
        }

        return points;
    }

    private LayerThickness? Thickness(Edge? upper, Edge? lower)
    {
        if (upper is null || lower is null) return null;
        var places = Math.Min(upper.Places, lower.Places);
        var values = new double[places];
        for (var i = 0; i < places; i++)
        {
            var x = Curve.Place(i, places, picture.Cols);
            values[i] = (lower.Curve.At(x) - upper.Curve.At(x)) * _cosine;
        }

        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));

        // Windows of neighbouring places overlap by half, so that every other value is one of its own.
        var own = values.Where((_, i) => places < Curve.Places || i % 2 == 0).ToList();
        var px = new Estimate(mean, Interval.Around(mean, Student.Quantile975(own.Count - 1) * StandardError(own)), Interval.Around(mean, BoundaryPx), null);
        var angle = Math.Atan(section.Slope);
        var (dx, dy) = direction == LayerDirection.Horizontal ? (Math.Sin(angle), Math.Cos(angle)) : (Math.Cos(angle), Math.Sin(angle));
        var nm = scale.PixelSize is { } size ? px.Scaled(size.StepNanometres(dx, dy), scale.RelativeUncertainty) : null;
        return new LayerThickness(px, nm, values, deviation, values.Min(), values.Max());
    }

    /// <summary>Of the mean of values along a layer; neighbours that are alike count for less.</summary>
    private static double StandardError(List<double> values)
    {
        var mean = values.Average();
        double own = 0, adjacent = 0;
        for (var i = 0; i < values.Count; i++)
        {
            own += (values[i] - mean) * (values[i] - mean);
            if (i > 0) adjacent += (values[i] - mean) * (values[i - 1] - mean);
        }

        return Math.Sqrt((own + Math.Max(0, 2 * adjacent)) / (values.Count - 1) / values.Count);
    }

    /// <summary>Two boundaries, each moved by one pixel.</summary>
    private const double BoundaryPx = 2;

    /// <summary>Porosity and intercepts of the layer laid straight.</summary>
    private (Estimate? Porosity, DirectionResult? Pores) Pores(Body body)
    {
        using var straight = StraightLayer.Of(picture, x => body.Upper?.Curve.At(x) ?? 0, x => body.Lower?.Curve.At(x) ?? picture.Rows - 1, TrimPx);
        if (straight is null || straight.Rows < LeastLayerPx)
        {
            _findings.Add(LayerFindings.Thin(Name(body.Layer)));
            return (null, null);
        }

        var all = new PixelRect(0, 0, straight.Cols, straight.Rows);
        using var segmented = Segmenter.Segment(straight, all, scale.PixelSize, segment);
        var contrast = segmented.Result.Contrast;
        if (!segmented.Result.Measurable || Math.Abs(contrast.SolidGrey - contrast.VoidGrey) < LeastContrast * (section.SolidGrey - section.VoidGrey))
        {
            _findings.Add(LayerFindings.Unresolved(Name(body.Layer)));
            return (null, null);
        }

        var angle = Math.Atan(section.Slope);
        var (dx, dy) = direction == LayerDirection.Horizontal ? (Math.Cos(angle), Math.Sin(angle)) : (Math.Sin(angle), Math.Cos(angle));

        // A step along a straightened row is longer than a pixel by the slope.
        var step = 1 / _cosine;
        var measured = DirectionMeter.Measure(segmented, LineSet.Across(all, 0, intercept.Lines), scale.PixelSize?.StepNanometres(dx, dy) * step, scale.RelativeUncertainty).Result;
        return (segmented.Result.Porosity, measured);
    }
}
