namespace ImageAnalysis.Report.Pictures;

/// <summary>What a picture shows.</summary>
internal enum PictureSubject
{
    /// <summary>The layers of a section.</summary>
    Layers,

    /// <summary>The boundary between void and solid.</summary>
    Void,

    /// <summary>The parallel lines with their void segments.</summary>
    Lines,

    /// <summary>The particles with La and Lb.</summary>
    Particles,
}
