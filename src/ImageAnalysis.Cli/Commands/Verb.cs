using System.CommandLine;

namespace ImageAnalysis.Cli.Commands;

/// <summary>A line to type and what it does.</summary>
internal sealed record Example(string Line, string Meaning);

/// <summary>A command with examples in its help.</summary>
internal sealed class Verb(string name, string description, IReadOnlyList<Example> examples) : Command(name, description)
{
    public IReadOnlyList<Example> Examples { get; } = examples;
}
