namespace ImageAnalysis.Training.Structure;

/// <summary>Examples on three sides; a group (family and look) is on one side only.</summary>
internal sealed record Split(StructureExample[] Training, StructureExample[] Calibration, StructureExample[] Test, int Groups)
{
    // Of eight looks of a family six are trained on: more to learn from makes fewer errors, and several thousand are left to calibrate and to test on.
    private const int TrainingShare = 6, CalibrationShare = 1, Shares = 8;

    public static Split Of(IEnumerable<StructureExample> examples)
    {
        List<StructureExample> training = [], calibration = [], test = [];
        var groups = 0;
        // Within a family the groups go round the shares in the order of their names, so that each family is on each side.
        foreach (var family in examples.GroupBy(e => e.Recipe.Family).OrderBy(f => f.Key))
        {
            var byName = family.GroupBy(e => e.Recipe.Group, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToArray();
            groups += byName.Length;
            for (var i = 0; i < byName.Length; i++)
            {
                var share = ((i * 7) + (int)family.Key) % Shares;
                (share < TrainingShare ? training : share < TrainingShare + CalibrationShare ? calibration : test).AddRange(byName[i]);
            }
        }

        return new Split([.. training], [.. calibration], [.. test], groups);
    }
}
