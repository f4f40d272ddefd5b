namespace ImageAnalysis.Cli.Tests.Launcher;

public sealed class InstallTests : IDisposable
{
    private readonly FakeTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Without_root_the_missing_packages_are_named_as_one_command_and_nothing_is_installed()
    {
        _tree.Set("uid", "1000\n");
        _tree.Set("missing", "libxgboost0\ncmake\n");

        var outcome = _tree.Run("--version");

        Assert.Equal(5, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.Contains("\n    apt-get update && apt-get install --no-install-recommends libxgboost0 cmake\n", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_tree.Calls, call => call.StartsWith("apt-get", StringComparison.Ordinal));
        Assert.Equal(0, _tree.Builds);
    }

    [Theory]
    [InlineData("ID=ubuntu\nVERSION_ID=\"24.04\"\n")]
    [InlineData("ID=debian\nVERSION_ID=\"13\"\n")]
    public void On_another_system_nothing_is_installed_even_as_root(string system)
    {
        _tree.Set("os-release", system);
        _tree.Set("missing", "libopencv-imgproc406\n");

        var outcome = _tree.Run("--version");

        Assert.Equal(5, outcome.ExitCode);
        Assert.Contains("apt-get install --no-install-recommends libopencv-imgproc406\n", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_tree.Calls, call => call.StartsWith("apt-get", StringComparison.Ordinal));
    }

    [Fact]
    public void As_root_only_the_missing_packages_are_installed_and_the_lists_are_not_fetched()
    {
        _tree.Set("missing", "libxgboost0\nmake\n");

        var outcome = _tree.Run("--version");

        Assert.Equal(0, outcome.ExitCode);
        var call = Assert.Single(_tree.Calls, call => call.StartsWith("apt-get", StringComparison.Ordinal));
        Assert.EndsWith("install -y --no-install-recommends libxgboost0 make", call, StringComparison.Ordinal);
        Assert.Contains("libxgboost0 make", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("apt-get talks", outcome.Output + outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_package_lists_are_fetched_where_they_do_not_serve()
    {
        _tree.Set("missing", "libxgboost0\n");
        _tree.Set("fail-apt-get", "");

        Assert.Equal(0, _tree.Run("--version").ExitCode);

        var calls = _tree.Calls.Where(call => call.StartsWith("apt-get", StringComparison.Ordinal)).ToArray();
        Assert.Equal(3, calls.Length);
        Assert.EndsWith("install -y --no-install-recommends libxgboost0", calls[0], StringComparison.Ordinal);
        Assert.Equal("apt-get update", calls[1]);
        Assert.Equal(calls[0], calls[2]);
    }

    [Fact]
    public void Without_root_a_missing_onnx_runtime_is_named_with_its_path_and_its_sha256()
    {
        _tree.Set("uid", "1000\n");
        File.Delete(_tree.OnnxRuntime);

        var outcome = _tree.Run("--version");

        Assert.Equal(5, outcome.ExitCode);
        Assert.Contains("npm pack onnxruntime-node@1.30.0", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("ffb75a925ba05e47b235bb66e3e3911714a80b328a9c9425539feb204aa32a23", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(_tree.OnnxRuntime.Replace(" ", "\\ ", StringComparison.Ordinal) + "\n", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("apt-get", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_with_another_sha256_is_not_installed()
    {
        File.Delete(_tree.OnnxRuntime);

        var outcome = _tree.Run("--version");

        Assert.Equal(5, outcome.ExitCode);
        Assert.Contains("is not the one expected", outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_tree.OnnxRuntime));
        Assert.Empty(Directory.GetDirectories(Path.GetDirectoryName(_tree.OnnxRuntime)!));
        Assert.Equal(0, _tree.Builds);
    }

    [Fact]
    public void A_package_that_is_removed_later_is_missed_before_the_program_starts()
    {
        Assert.Equal(0, _tree.Run("--version").ExitCode);
        File.SetLastWriteTimeUtc(Path.Combine(_tree.Tree, ".build", "packages"), DateTime.UnixEpoch);
        _tree.Set("uid", "1000\n");
        _tree.Set("missing", "libopencv-photo406\ncmake\n");

        var outcome = _tree.Run("--version");

        Assert.Equal(5, outcome.ExitCode);
        // What only a build needs is not asked for.
        Assert.Contains("apt-get install --no-install-recommends libopencv-photo406\n", outcome.Error, StringComparison.Ordinal);
    }
}
