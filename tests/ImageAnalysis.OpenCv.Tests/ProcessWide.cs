namespace ImageAnalysis.Tests.OpenCv;

/// <summary>Tests that change or watch something of the whole process, such as its number of threads; they run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWide
{
    public const string Name = "process-wide";
}
