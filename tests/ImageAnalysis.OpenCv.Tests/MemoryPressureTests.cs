using ImageAnalysis.OpenCv;
using OpenCvSharp;

namespace ImageAnalysis.Tests.OpenCv;

[Collection(ProcessWide.Name)]
public sealed class MemoryPressureTests
{
    [Fact]
    public void Undisposed_matrices_press_the_garbage_collector_to_free_them()
    {
        // At most 16 GB of address space, never touched. The collector decides when the pressure is enough, so the loop waits for it; without
        // the pressure every shell would survive: there is hardly any managed memory to collect for.
        var collections = GC.CollectionCount(2);
        using var watch = MatLedger.Watch();
        for (var i = 0; i < 2000 && GC.CollectionCount(2) == collections; i++)
            _ = new Mat(2048, 4096, MatType.CV_8UC1);
        Assert.True(GC.CollectionCount(2) > collections, "No full collection was triggered.");
    }
}
