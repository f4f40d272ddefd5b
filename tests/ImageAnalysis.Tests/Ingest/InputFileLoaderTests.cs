using ImageAnalysis.Findings;
using ImageAnalysis.Ingest;

namespace ImageAnalysis.Tests.Ingest;

public sealed class InputFileLoaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ingest-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Sidecars_are_found_whatever_the_case_of_their_names()
    {
        Write("Probe_1.tif", 3);
        Write("probe_1-TIF.HDR", 4);
        Write("Probe_1.TXT", 5);
        Write("Probe_1.tif.txt", 6);
        Write("Probe_2.txt", 7);
        Write("Probe_1.csv", 8);

        var file = InputFileLoader.Load(Path.Combine(_folder, "Probe_1.tif"), "Probe_1.tif");

        Assert.Equal(3, file.Content.Length);
        Assert.Equal(["Probe_1.TXT", "Probe_1.tif.txt", "probe_1-TIF.HDR"], file.Sidecars.Select(sidecar => sidecar.Name).Order(StringComparer.Ordinal));
        Assert.Equal(4, file.Sidecars.Single(sidecar => sidecar.Name == "probe_1-TIF.HDR").Content.Length);
    }

    [Fact]
    public void A_sidecar_too_large_to_be_one_is_left()
    {
        Write("a.tif", 1);
        Write("a.txt", InputFileLoader.MaxSidecarBytes + 1);

        Assert.Empty(InputFileLoader.Load(Path.Combine(_folder, "a.tif")).Sidecars);
    }

    [Fact]
    public void A_file_that_does_not_exist_is_refused_by_name()
    {
        var refusal = Assert.Throws<UnreadableImageException>(() => InputFileLoader.Load(Path.Combine(_folder, "none.tif"), "none.tif"));

        Assert.StartsWith("none.tif:", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("no such file", refusal.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_refused_with_the_command_for_folders()
    {
        Assert.Contains("batch", Assert.Throws<UnreadableImageException>(() => InputFileLoader.Load(_folder)).Mend, StringComparison.Ordinal);
    }

    private void Write(string name, int length) => File.WriteAllBytes(Path.Combine(_folder, name), new byte[length]);
}
