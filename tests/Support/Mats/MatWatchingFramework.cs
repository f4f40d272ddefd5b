using System.Reflection;
using ImageAnalysis.OpenCv;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace ImageAnalysis.Tests;

/// <summary>
/// Runs every test under a watch for matrices, from the constructor of its class to its disposal; a test that leaves one undisposed
/// fails. xunit has no hook around a test case, so each runner on the way down is replaced by one that makes the next.
/// </summary>
public sealed class MatWatchingFramework(IMessageSink messages) : XunitTestFramework(messages)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName name, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(name, sources, diagnostics)
    {
        // The signature is xunit's.
        protected override async void RunTestCases(IEnumerable<IXunitTestCase> testCases, IMessageSink sink, ITestFrameworkExecutionOptions options)
        {
            using var runner = new Assembly(TestAssembly, testCases, DiagnosticMessageSink, sink, options);
            await runner.RunAsync();
        }
    }

    private sealed class Assembly(
        ITestAssembly assembly, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics, IMessageSink sink, ITestFrameworkExecutionOptions options)
        : XunitTestAssemblyRunner(assembly, cases, diagnostics, sink, options)
    {
        protected override Task<RunSummary> RunTestCollectionAsync(
            IMessageBus bus, ITestCollection collection, IEnumerable<IXunitTestCase> cases, CancellationTokenSource cancellation) =>
            new Collection(collection, cases, DiagnosticMessageSink, bus, TestCaseOrderer, new ExceptionAggregator(Aggregator), cancellation).RunAsync();
    }

    private sealed class Collection(
        ITestCollection collection, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics, IMessageBus bus, ITestCaseOrderer orderer,
        ExceptionAggregator aggregator, CancellationTokenSource cancellation)
        : XunitTestCollectionRunner(collection, cases, diagnostics, bus, orderer, aggregator, cancellation)
    {
        protected override Task<RunSummary> RunTestClassAsync(ITestClass testClass, IReflectionTypeInfo type, IEnumerable<IXunitTestCase> cases) =>
            new Class(
                testClass, type, cases, DiagnosticMessageSink, MessageBus, TestCaseOrderer, new ExceptionAggregator(Aggregator),
                CancellationTokenSource, CollectionFixtureMappings).RunAsync();
    }

    private sealed class Class(
        ITestClass testClass, IReflectionTypeInfo type, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics, IMessageBus bus,
        ITestCaseOrderer orderer, ExceptionAggregator aggregator, CancellationTokenSource cancellation, IDictionary<Type, object> fixtures)
        : XunitTestClassRunner(testClass, type, cases, diagnostics, bus, orderer, aggregator, cancellation, fixtures)
    {
        protected override Task<RunSummary> RunTestMethodAsync(
            ITestMethod method, IReflectionMethodInfo info, IEnumerable<IXunitTestCase> cases, object[] arguments) =>
            new Method(
                method, Class, info, cases, DiagnosticMessageSink, MessageBus, new ExceptionAggregator(Aggregator), CancellationTokenSource,
                arguments).RunAsync();
    }

    private sealed class Method(
        ITestMethod method, IReflectionTypeInfo type, IReflectionMethodInfo info, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics,
        IMessageBus bus, ExceptionAggregator aggregator, CancellationTokenSource cancellation, object[] arguments)
        : XunitTestMethodRunner(method, type, info, cases, diagnostics, bus, aggregator, cancellation, arguments)
    {
        // The base class keeps both to itself.
        private readonly IMessageSink _diagnostics = diagnostics;
        private readonly object[] _arguments = arguments;

        protected override async Task<RunSummary> RunTestCaseAsync(IXunitTestCase testCase)
        {
            using var watch = MatLedger.Watch();
            using var bus = new HoldingBus(MessageBus);
            var summary = await testCase.RunAsync(
                _diagnostics, bus, _arguments, new ExceptionAggregator(Aggregator), CancellationTokenSource);
            if (watch.Undisposed > 0 && summary.Failed == 0 && bus.FailLast(new MatLeakException(watch.Describe())))
                summary.Failed++;
            return summary;
        }
    }

    /// <summary>Holds the news of one test case back until it is known whether the case leaked.</summary>
    private sealed class HoldingBus(IMessageBus next) : IMessageBus
    {
        private readonly List<IMessageSinkMessage> _held = [];

        public bool QueueMessage(IMessageSinkMessage message)
        {
            lock (_held)
                _held.Add(message);
            return true;
        }

        public bool FailLast(Exception leak)
        {
            var at = _held.FindLastIndex(message => message is ITestPassed);
            if (at < 0)
                return false;
            var passed = (ITestPassed)_held[at];
            _held[at] = new TestFailed(passed.Test, passed.ExecutionTime, passed.Output, leak);
            return true;
        }

        public void Dispose() => _held.ForEach(message => next.QueueMessage(message));
    }
}

/// <summary>A test left matrices undisposed.</summary>
internal sealed class MatLeakException(IReadOnlyList<string> leaks)
    : Exception($"{leaks.Count} matrices were not disposed of: {string.Join("; ", leaks)}");
