using BenchmarkDotNet.Running;
using ImageAnalysis.Benchmarks;

// "ratio": the one figure the product promises; anything else goes to BenchmarkDotNet (--filter "*", --list flat ...).
if (args is ["ratio"])
    Ratio.Print(Console.Out);
else
    BenchmarkSwitcher.FromAssembly(typeof(StageBenchmarks).Assembly).Run(args);
