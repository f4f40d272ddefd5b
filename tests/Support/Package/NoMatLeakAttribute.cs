namespace ImageAnalysis.Tests;

/// <summary>Marks a test that leaves no matrix undisposed; under the package nobody counts them.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class NoMatLeakAttribute : Attribute;
