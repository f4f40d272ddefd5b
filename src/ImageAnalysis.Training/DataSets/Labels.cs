using ImageAnalysis.Classify;
using ImageAnalysis.Findings;

namespace ImageAnalysis.Training.DataSets;

/// <summary>Names of the classes in files and folders.</summary>
public static class Labels
{
    /// <summary>In the order of <see cref="StructureCard.KnownLabels"/>.</summary>
    public static string NameOf(StructureClass structure) => StructureCard.KnownLabels[(int)structure];

    /// <summary>The class of a name.</summary>
    /// <param name="name">As a person writes it: case and the sign between words do not matter.</param>
    /// <param name="where">What it stands in, for messages.</param>
    /// <exception cref="DataSetInvalidException">There is no such class; the message names the nearest.</exception>
    public static StructureClass Parse(string name, string where)
    {
        ArgumentNullException.ThrowIfNull(name);
        var plain = name.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
        for (var i = 0; i < StructureCard.KnownLabels.Count; i++)
            if (StructureCard.KnownLabels[i] == plain) return (StructureClass)i;
        var suggestion = Spelling.Nearest(plain, [.. StructureCard.KnownLabels]) is { } nearest ? $"; the nearest is \"{nearest}\"" : "";
        throw new DataSetInvalidException(where, [$"\"{name}\" is no class{suggestion}."], $"The classes are {string.Join(", ", StructureCard.KnownLabels)}.");
    }
}
