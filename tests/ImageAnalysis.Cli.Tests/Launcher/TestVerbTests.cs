namespace ImageAnalysis.Cli.Tests.Launcher;

public sealed class TestVerbTests : IDisposable
{
    private readonly FakeTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Counts_are_summed_over_all_projects_in_the_last_line()
    {
        Project("A.Tests", total: 12, executed: 12, passed: 12, failed: 0);
        Project("B.Tests", total: 30, executed: 30, passed: 30, failed: 0);

        var outcome = _tree.Run("test");

        Assert.Equal(0, outcome.ExitCode);
        Assert.EndsWith("\n42 passed, 0 failed\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("results of A.Tests", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(_tree.Calls, call => call.StartsWith("dotnet build", StringComparison.Ordinal) && call.Contains("ImageAnalysis.sln -c Release", StringComparison.Ordinal));
    }

    [Fact]
    public void A_failed_test_fails_the_run_and_the_other_projects_still_run()
    {
        Project("A.Tests", total: 5, executed: 4, passed: 2, failed: 2);
        Project("B.Tests", total: 3, executed: 3, passed: 3, failed: 0);

        var outcome = _tree.Run("test");

        Assert.Equal(1, outcome.ExitCode);
        Assert.EndsWith("\n5 passed, 2 failed, 1 skipped\n", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("crash, no counters")]
    public void A_test_host_that_dies_counts_as_a_failure(string? result)
    {
        Project("A.Tests", total: 3, executed: 3, passed: 3, failed: 0);
        Project("B.Tests", result);
        if (result is null) _tree.Set("fail-dotnet-test", "");

        var outcome = _tree.Run("test");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Matches("\n[03] passed, 1 failed\n$", outcome.Output);
        Assert.Contains("named no failed test", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_tests_fails()
    {
        Project("A.Tests", total: 0, executed: 0, passed: 0, failed: 0);
        var outcome = _tree.Run("test");
        Assert.Equal(1, outcome.ExitCode);
        Assert.EndsWith("\n0 passed, 0 failed\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_that_fails_counts_as_a_failure()
    {
        Project("A.Tests", total: 1, executed: 1, passed: 1, failed: 0);
        _tree.Set("fail-dotnet-build", "");

        var outcome = _tree.Run("test");

        Assert.Equal(1, outcome.ExitCode);
        Assert.EndsWith("\n0 passed, 1 failed\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("error CS0001", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Further_arguments_go_to_the_test_run()
    {
        Project("A.Tests", total: 1, executed: 1, passed: 1, failed: 0);
        _tree.Run("test", "--filter", "Name~x");
        Assert.Contains(_tree.Calls, call => call.StartsWith("dotnet test", StringComparison.Ordinal) && call.EndsWith(" --filter Name~x", StringComparison.Ordinal));
    }

    [Fact]
    public void The_program_is_current_after_a_test_run()
    {
        Project("A.Tests", total: 1, executed: 1, passed: 1, failed: 0);
        _tree.Run("test");
        _tree.Run("x");
        Assert.Equal(1, _tree.Builds);
    }

    private void Project(string name, int total, int executed, int passed, int failed) => Project(name,
        $"<ResultSummary outcome=\"{(failed > 0 ? "Failed" : "Completed")}\">\n    <Counters total=\"{total}\" executed=\"{executed}\" passed=\"{passed}\" failed=\"{failed}\" error=\"0\" timeout=\"0\" aborted=\"0\" inconclusive=\"0\" passedButRunAborted=\"0\" notRunnable=\"0\" notExecuted=\"0\" />");

    private void Project(string name, string? result)
    {
        _tree.WriteSource($"tests/{name}/{name}.csproj", "<Project />");
        if (result is not null) _tree.Set($"results/{name}.trx", result);
    }
}
