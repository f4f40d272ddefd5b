using ImageAnalysis.Findings;
using ImageAnalysis.Intercept;
using ImageAnalysis.Quantities;
using ImageAnalysis.Scale;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Layers;

/// <summary>Measures one section whose faces are known.</summary>
/// <param name="picture">The field, turned so that layers run along its rows.</param>
/// <param name="field">Where it lies on the page.</param>
/// <param name="direction">Whether it was turned.</param>
/// <param name="section">Its faces.</param>
internal sealed class SectionMeter(
    Mat picture, PixelRect field, LayerDirection direction, Section section, ScaleDecision scale, SegmentOptions segment, InterceptOptions intercept)
{
    /// <summary>Pixels left out beside a boundary: the blur of the picture reaches so far.</summary>
    private const double TrimPx = 1.5;

    private const double LeastLayerPx = 6;

    /// <summary>Contrast of a layer over that of the section below which its pores are blurred away.</summary>
    private const double LeastContrast = 0.4;

    /// <summary>Difference of the porosities by both ways of telling void from solid from which neither is believed.</summary>
    private const double Disagreement = 0.08;

    /// <summary>Share of the columns in which the only face in sight must be sharp.</summary>
    private const double LeastSharpness = 0.25;

    /// <summary>Share of void above which there is no layer between two faces, or beyond one: things that lie about on ground.</summary>
    private const double LargestPorosity = 0.88, LargestCut = 0.7;

    private readonly List<Finding> _findings = [];
    private readonly double _cosine = 1 / Math.Sqrt(1 + (section.Slope * section.Slope));
    private PhaseGreys _phases;

    /// <param name="asked">Whether the user says that it is a section.</param>
    /// <returns>Null where what looked like a section has no two phases, or holds hardly any solid.</returns>
    public LayersResult? Measure(bool asked)
    {
        if (Phases() is not { } rough) return null;
        Curve? upper, lower;
        double sharpness;
        using (var smooth = new Mat())
        {
            using (var grey = new Mat())
            {
                picture.ConvertTo(grey, MatType.CV_32FC1);
                Cv2.GaussianBlur(grey, smooth, new Size(0, 0), 1);
            }

            var (above, below) = (new FaceTracer(smooth, rough), new FaceTracer(smooth, rough));
            upper = section.Upper is { } first ? above.Trace(first, 1, section.From, section.To - section.From) : null;
            lower = section.Lower is { } last ? below.Trace(last, -1, section.Rows - section.To, section.To - section.From) : null;
            sharpness = Math.Max(above.Sharpness, below.Sharpness);
            if (above.IsGroundBright || below.IsGroundBright) _findings.Add(LayerFindings.BrightGround);
        }

        if (!asked && !section.IsWhole && sharpness < LeastSharpness) return null;
        Func<double, double> top = upper is null ? _ => 0 : upper.At, bottom = lower is null ? _ => picture.Rows - 1 : lower.At;
        using var straight = StraightLayer.Of(picture, top, bottom, TrimPx);
        if (straight is null || straight.Rows < LeastLayerPx || SectionRows.Of(straight) is not { } rows) return null;
        _phases = rows.Phases;
        var layers = LayerSplitter.Split(rows);
        var bodies = new List<Body>();
        var from = upper is null ? null : new Edge(upper, Curve.Places);
        for (var i = 0; i < layers.Count; i++)
        {
            var to = i < layers.Count - 1 ? Between(layers[i].To) : lower is null ? null : new Edge(lower, Curve.Places);
            bodies.Add(new Body(layers[i], from, to));
            from = to;
        }

        if (!bodies.Exists(b => b.Is.IsPorous)) return null;
        if (!asked && bodies.Where(b => b.Is.IsPorous).MaxBy(b => b.Rows)!.Porosity > (section.IsWhole ? LargestPorosity : LargestCut)) return null;
        if (HasMacrovoids(straight, layers)) _findings.Add(LayerFindings.Macrovoid);
        else LayerNames.Give(bodies, _phases, asked, _findings);
        return Result(bodies);

        Edge Between(double[] at)
        {
            var heights = new double[Curve.Places];
            var along = new Curve(at, picture.Cols);
            for (var k = 0; k < heights.Length; k++)
            {
                var x = Curve.Place(k, Curve.Places, picture.Cols);
                var (a, b) = (top(x) + TrimPx, bottom(x) - TrimPx);
                heights[k] = a + (along.At(x) / straight.Rows * (b - a));
            }

            return new Edge(new Curve(heights, picture.Cols), LayerSplitter.Parts);
        }
    }

    /// <summary>Whether fingers reach through what is porous: from the first porous layer to the last, since they may end in one.</summary>
    private bool HasMacrovoids(Mat straight, IReadOnlyList<SubLayer> layers)
    {
        var (from, to) = ((int)layers.First(l => l.IsPorous).From.Max(), (int)layers.Last(l => l.IsPorous).To.Min());
        if (to - from < LeastLayerPx) return false;
        using var porous = straight.SubMat(from, to, 0, straight.Cols);
        using var copy = porous.Clone();
        using var segmented = Segmenter.Segment(copy, new PixelRect(0, 0, copy.Cols, copy.Rows), scale.PixelSize, segment);
        return MacrovoidRule.Holds(segmented.Void);
    }

    /// <summary>Void and solid, roughly: of everything between the faces.</summary>
    private PhaseGreys? Phases()
    {
        var values = new List<double>();
        for (var y = (int)Math.Max(0, section.From); y < Math.Min(picture.Rows, section.To); y += 3)
        {
            for (var x = 0; x < picture.Cols; x += 5) values.Add(picture.Depth() == MatType.CV_8U ? picture.At<byte>(y, x) : picture.At<ushort>(y, x));
        }

        return PhaseSplit.Of(values);
    }

    private LayersResult Result(List<Body> bodies)
    {
        var refused = _findings.Exists(f => f.Code is LayersResult.Macrovoids or LayersResult.TiltedView);
        var uncertain = refused || _findings.Exists(f => f.Severity == Severity.Limit);
        var edges = bodies.SelectMany(b => new[] { b.Upper, b.Lower }).OfType<Edge>().Distinct().ToList();
        // What was found between the faces of a section that is not measured means nothing.
        if (uncertain && edges.Count > 2) edges = [edges[0], edges[^1]];
        var boundaries = edges.Select(e => new LayerBoundary(Points(e.Curve))).ToList();
        var turn = -Math.Atan(section.Slope) * 180 / Math.PI * (direction == LayerDirection.Vertical ? -1 : 1);
        var layers = new List<Layer>();
        PixelRect? inside = null;
        LayerThickness? whole = null;
        var main = bodies.Where(b => b.Is.IsPorous).MaxBy(b => b.Rows)!;
        if (!refused)
        {
            if (!uncertain) AddLayers(bodies, main, edges, layers);
            whole = Thickness(bodies[0].Upper, bodies[^1].Lower);
            if (whole is null) _findings.Add(LayerFindings.CutLayer);
            inside = InsideRectangle.Largest(picture.Cols, x => main.Upper?.Curve.At(x) ?? 0, x => main.Lower?.Curve.At(x) ?? picture.Rows - 1, TrimPx, direction, field);
            _findings.Insert(0, LayerFindings.Restricted(uncertain ? "thickest porous layer" : Name(main.Layer)));
        }

        return new LayersResult(direction, turn, boundaries, layers, whole, inside, [.. _findings.Distinct()]);
    }

    private void AddLayers(List<Body> bodies, Body main, List<Edge> edges, List<Layer> layers)
    {
        var measured = bodies.Select(b => b.Is.IsPorous ? Pores(b) : (Porosity: null, Pores: null)).ToList();
        var reference = measured[bodies.IndexOf(main)].Pores?.Px?.Literal;
        for (var i = 0; i < bodies.Count; i++)
        {
            var (body, (porosity, pores)) = (bodies[i], measured[i]);
            var ratio = body.Layer == LayerKind.SurfaceLayer && reference?.Value > 0 && pores?.Px?.Literal is { } own ? Estimate.Ratio(own, reference) : null;
            layers.Add(new Layer(body.Layer, IndexOf(body.Upper), IndexOf(body.Lower), Thickness(body.Upper, body.Lower), porosity, pores, ratio?.Value) { PoreRatioEstimate = ratio });
        }

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
        var px = new Estimate(mean, Within(Student.Quantile975(own.Count - 1) * StandardError(own)), Within(BoundaryPx), null);
        var angle = Math.Atan(section.Slope);
        var (dx, dy) = direction == LayerDirection.Horizontal ? (Math.Sin(angle), Math.Cos(angle)) : (Math.Cos(angle), Math.Sin(angle));
        var nm = scale.PixelSize is { } size ? px.Scaled(size.StepNanometres(dx, dy), scale.RelativeUncertainty) : null;
        return new LayerThickness(px, nm, values, deviation, values.Min(), values.Max());

        // No layer is thinner than nothing.
        Interval Within(double half) => new(Math.Max(Math.Min(0, mean), mean - half), mean + half);
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
        if (!segmented.Result.Measurable || contrast.Step < LeastContrast * _phases.Contrast)
        {
            _findings.Add(LayerFindings.Unresolved(Name(body.Layer)));
            return (null, null);
        }

        if (segmented.Result.Porosity is { } share && Math.Abs(share.Value - body.Porosity) > Disagreement)
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
