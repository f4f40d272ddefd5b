using OpenCvSharp;

namespace ImageAnalysis.Segment;

/// <summary>The boundary where the mean profile across all edges has the true edge, each phase with its own brightness across the frame.</summary>
internal sealed class ProfiledEdges
{
    /// <summary>Edges that the mean profile of a calm picture is taken over; with noise more, so that as little of it is left, up to the most.</summary>
    private const int Edges = 2500;
    private const int MostEdges = 8000;
    private const double CalmNoise = 0.15;

    /// <summary>Level and contrast that stray less than this from their means, as shares of the contrast, are taken as constant.</summary>
    private const double EvenLevel = 0.01;
    private const double EvenContrast = 0.05;

    /// <summary>Heights the edge may have between void (0) and solid (1); nearer to the middle than the least shift, the middle.</summary>
    private const double LowestHeight = 0.3, HighestHeight = 0.9, LeastShift = 0.01;

    /// <summary>Of a mask whose phases have one grey value each the level is then exactly halfway, whatever the sums lost.</summary>
    private const int LevelDigits = 9;

    /// <summary>Farthest that the boundary is moved for its bend, pixels: what bends as sharply as the blur is wide follows no first order.</summary>
    private const double MostBendShiftPx = 0.3;

    /// <summary>Largest root mean square that the model may leave of the profile, in contrasts.</summary>
    private const double MostResidual = 0.05;

    /// <summary>
    /// Share of the void's inside that is lit, from which on the frame shows bowls cut by a plane: of rendered sections it is under 0.02, of cut-open cells over 0.1.
    /// </summary>
    private const double BowlShare = 0.06;

    /// <summary>
    /// The cut plane ends where the grey value falls this many standard deviations of the plane's own below it; floors may be nearly as bright. Never nearer
    /// to the plane than the least drop, and a plane that scatters so much that halfway is nearer is none.
    /// </summary>
    private const double PlaneDeviations = 3, LeastDrop = 0.12, MostDrop = 0.45;

    /// <summary>
    /// A plane has one grey value: it scatters by at most these shares of the contrast, without noise and with it, and this share of the solid's inside lies within
    /// three standard deviations of it. Spheres, strands and broken faces are shaded.
    /// </summary>
    private const double MostUnevenness = 0.06, MostDeviation = 0.1, LeastPlaneShare = 0.75;

    /// <summary>
    /// Boundaries are restored where either phase has one grey value, but for this standard deviation: in shaded views sharpening makes gaps of shades. Of rendered sections it
    /// is under 0.16, of shaded packings, strands and bowls over 0.18.
    /// </summary>
    private const double MostUnevennessOfPhases = 0.16;

    /// <summary>Likewise of a plane, where more than this share of the void's inside is lit.</summary>
    private const double LitShare = 0.15, MostUnevennessIfLit = 0.075, LeastPlaneShareIfLit = 0.6;

    private readonly PhaseSurfaces _phases;
    private readonly EdgeRestoration? _restoration;
    private readonly double _height;
    private readonly int _sign;

    private ProfiledEdges(PhaseSurfaces phases, EdgeProfile profile, EdgeModel? model, (double FinePx, EdgeRestoration? Is) restored, double height, int sign)
    {
        (_phases, _restoration, _height, _sign) = (phases, restored.Is, height, sign);
        FinePx = restored.FinePx;
        Fit = new ProfileFit(profile.Edges, phases.LitVoidShare(), height, model?.RecordedBlurPx, model?.RimGain, model?.RimWidthPx, profile.Bend, model?.Residual,
            restored.Is is { } r ? new RestoredEdges(FinePx, Math.Sqrt(r.Variance), Math.Sqrt(r.AddedVariance)) : null, phases.Void, phases.Solid);
    }

    /// <summary>Whether the solid is a plane that cuts bowls open: whatever is darker than it is void, lit or not.</summary>
    public bool IsCutPlane { get; private init; }

    /// <summary>Standard deviation of the Gaussian before a signal is restored, pixels.</summary>
    public double FinePx { get; }

    /// <summary>What the edges look like, and where the boundary stands in that.</summary>
    public ProfileFit Fit { get; }

    /// <summary>Grey value of the boundary, mean over the field.</summary>
    public double Level => Math.Round(_phases.MeanVoid + (_height * _phases.MeanContrast), LevelDigits);

    /// <summary>Value of the signal halfway between void and solid.</summary>
    public double Halfway => (0.5 - _height) * Math.Abs(_phases.MeanContrast);

    /// <summary>Finds phases and profile, or the cut plane where there is one or it is asked for; null where the phases have no inside.</summary>
    /// <param name="raw">Grey values as recorded.</param>
    /// <param name="smoothed">Grey values smoothed, less the shading.</param>
    /// <param name="surface">The shading that was subtracted.</param>
    /// <param name="level">Level between the phases.</param>
    /// <param name="asked">Profile or cut plane.</param>
    /// <param name="voidPhase">Which phase is void.</param>
    /// <param name="smoothing">The smoothing.</param>
    /// <param name="noise">Standard deviation of the noise before it.</param>
    public static ProfiledEdges? Find(Mat raw, Mat smoothed, ShadingSurface? surface, double level, EdgePlacement asked, VoidPhase voidPhase, Smoothing smoothing, double noise)
    {
        var sign = voidPhase == VoidPhase.Dark ? 1 : -1;
        using var alone = raw.IsContinuous() ? null : raw.Clone();
        var whole = alone ?? raw;
        int width = raw.Cols, height = raw.Rows;
        return raw.Depth() == MatType.CV_8U
            ? Find(new Picture<byte>(whole.AsSpan<byte>(), width, height, 1, 0), new Picture<byte>(smoothed.AsSpan<byte>(), width, height, sign, (float)(sign * level)))
            : Find(new Picture<ushort>(whole.AsSpan<ushort>(), width, height, 1, 0), new Picture<ushort>(smoothed.AsSpan<ushort>(), width, height, sign, (float)(sign * level)));

        ProfiledEdges? Find<T>(Picture<T> picture, Picture<T> side)
            where T : unmanaged, System.Numerics.INumber<T>
        {
            if (PhaseSurfaces.Fit(picture, side, sign, level, smoothing.SigmaPx, surface) is not { } phases || phases.MeanContrast * sign <= 0) return null;
            if ((asked == EdgePlacement.CutPlane || phases.LitVoidShare() > BowlShare) && OnPlane(phases, sign, asked == EdgePlacement.CutPlane) is { } plane) return plane;
            var relative = noise / Math.Abs(phases.MeanContrast);
            var more = Math.Clamp(relative * relative / (CalmNoise * CalmNoise), 1, (double)MostEdges / Edges);
            var profile = EdgeProfile.Sample(picture, side, phases, (int)(Edges * more));
            var model = EdgeModel.Fit(profile);
            if (model is null || model.Residual > MostResidual) return new ProfiledEdges(phases, profile, null, default, 0.5, sign);

            var (finePx, restoration) = smoothing.IsLinear && phases.Unevenness() < MostUnevennessOfPhases ? Restoration(model, smoothing, relative) : (smoothing.SigmaPx, null);
            var blur = model.SmoothedBlur(finePx);

            // Blur draws a bent boundary towards its centre, that of a disc of radius r by s²/2r. Restoring takes most of that back place by place; what is left is taken back
            // on average over all edges, by half the variance times their mean bend.
            var inwards = Math.Clamp((restoration?.LeftVariance ?? (blur * blur)) / 2 * profile.Bend, -MostBendShiftPx, MostBendShiftPx);
            var sharpening = restoration?.Variance ?? 0;
            var at = Math.Clamp(model.Height(finePx, sharpening) + (inwards * model.Slope(finePx, sharpening)), LowestHeight, HighestHeight);
            if (Math.Abs(at - 0.5) < LeastShift) at = 0.5;
            return new ProfiledEdges(phases, profile, model, (finePx, restoration), at, sign);
        }
    }

    /// <summary>How boundaries are restored, from the fine smoothing where noise allows it; null where it allows nothing.</summary>
    private static (double FinePx, EdgeRestoration? Restoration) Restoration(EdgeModel model, Smoothing smoothing, double relativeNoise)
    {
        var height = model.Height(smoothing.FinePx, 0);
        return For(smoothing.FinePx) is { } fine ? (smoothing.FinePx, fine) : (smoothing.SigmaPx, For(smoothing.SigmaPx));

        EdgeRestoration? For(double px) => EdgeRestoration.For(px, model.SmoothedBlur(px), relativeNoise, Math.Min(height, 1 - height));
    }

    private static ProfiledEdges? OnPlane(PhaseSurfaces phases, int sign, bool forced)
    {
        if (phases.OnPlane() is not { } plane) return null;
        var drop = Math.Max(LeastDrop, PlaneDeviations * plane.Deviation);
        if (drop > MostDrop) return null;
        if (forced) return Placed();

        // Lit floors that pass for solid are no part of the plane: where much of the void is lit, the peak may hold less of the solid.
        var isLit = phases.LitVoidShare() > LitShare;
        if (plane.Unevenness > (isLit ? MostUnevennessIfLit : MostUnevenness) || plane.Deviation > MostDeviation || plane.Share < (isLit ? LeastPlaneShareIfLit : LeastPlaneShare)) return null;
        return Placed();

        ProfiledEdges Placed() => new(plane.Phases, new EdgeProfile([], [], 0, 0), null, default, 1 - drop, sign) { IsCutPlane = true };
    }

    /// <summary>Whether the signal is to be restored: only blur that a model of an edge states, and that smoothing did not change otherwise, can be taken back.</summary>
    public bool Restores => _restoration is not null;

    /// <summary>Turns grey values into the signal less what blur did to it, in place.</summary>
    /// <param name="grey">CV_32FC1: grey values with the fine smoothing, after the shading correction.</param>
    public void RestoreInPlace(Mat grey)
    {
        SignalInPlace(grey);
        _restoration?.ApplyInPlace(grey, _phases.MeanContrast);
    }

    /// <summary>Distance from the boundary's grey value, negative in void; the caller disposes it.</summary>
    /// <param name="grey">Smoothed grey values after the shading correction.</param>
    public Mat Signal(Mat grey)
    {
        var signal = new Mat();
        if (IsEven)
        {
            grey.ConvertTo(signal, MatType.CV_32FC1, _sign, -_sign * Level);
        }
        else
        {
            grey.ConvertTo(signal, MatType.CV_32FC1);
            _phases.ToSignalInPlace(signal.AsSpan<float>(), _height, _sign);
        }

        return signal;
    }

    /// <summary>The same in place, of CV_32FC1.</summary>
    public void SignalInPlace(Mat grey)
    {
        if (IsEven) grey.ConvertTo(grey, MatType.CV_32FC1, _sign, -_sign * Level);
        else _phases.ToSignalInPlace(grey.AsSpan<float>(), _height, _sign);
    }

    /// <summary>Whether level and contrast are taken as constant.</summary>
    private bool IsEven => _phases.Unevenness(_height) is var (ofLevel, ofContrast) && ofLevel < EvenLevel && ofContrast < EvenContrast;
}
