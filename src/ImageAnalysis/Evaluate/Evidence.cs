using ImageAnalysis.Classify;

namespace ImageAnalysis.Evaluate;

/// <summary>How several readings of one criterion answer together.</summary>
internal enum Together
{
    /// <summary>All of them must meet the limit.</summary>
    All,

    /// <summary>One of them must.</summary>
    Any,
}

/// <summary>What is known for one criterion: a value, a structure, a declaration, or why there is nothing to judge.</summary>
internal sealed record Evidence
{
    /// <summary>Numbers in the unit of the criterion, with the name of each where there are several.</summary>
    public IReadOnlyList<(string? Name, Reading Reading)> Readings { get; init; } = [];

    public Together Together { get; init; } = Together.All;

    /// <summary>Whether every candidate is among the readings; else one that is not could still meet the limit.</summary>
    public bool Complete { get; init; } = true;

    public StructureClass? Structure { get; init; }

    public bool? Declared { get; init; }

    /// <summary>Why nothing can be judged, as a clause; null where something can.</summary>
    public string? Missing { get; init; }

    /// <summary>What else belongs into the reason, as a clause.</summary>
    public string? Remark { get; init; }

    /// <summary>The answer itself where evidence of several kinds was weighed, with its reason as a clause.</summary>
    public (Judgement Judgement, string Why)? Weighed { get; init; }

    /// <summary>The answer in words where it is neither number, structure nor declaration.</summary>
    public string? Words { get; init; }

    /// <summary>Why nothing may be passed or failed by it, beyond what its interval says, as a clause; null where nothing speaks against it.</summary>
    public string? Doubtful { get; init; }

    /// <summary>What would take that doubt away.</summary>
    public IReadOnlyList<Remedy> Cures { get; init; } = [];

    /// <summary>What the laboratory states beside it and its interval excludes, as a clause; null where nothing is.</summary>
    public string? Excludes { get; init; }

    /// <summary>The document's word, should the criterion fail.</summary>
    public NamedFailure? Failure { get; init; }

    /// <summary>The same where images leave it in doubt.</summary>
    public Evidence In(ImageSubject subject, IReadOnlyCollection<ImageMeasurements> images) =>
        ImageDoubts.Of(subject, images) is { } doubt ? Doubted(doubt, ImageDoubts.Remedies(subject, images)) : this;

    /// <summary>The same with one doubt more.</summary>
    /// <param name="why">As a clause.</param>
    /// <param name="cures">What would take it away.</param>
    public Evidence Doubted(string why, params IEnumerable<Remedy> cures) => this with { Doubtful = Doubtful is null ? why : $"{Doubtful}; {why}", Cures = [.. Cures, .. cures] };

    public static Evidence None(string missing) => new() { Missing = missing };

    public static Evidence Of(Reading reading, string? remark = null) => new() { Readings = [(null, reading)], Remark = remark };
}
