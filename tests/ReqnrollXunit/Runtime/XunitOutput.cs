using Reqnroll.BoDi;
using Reqnroll.Infrastructure;
using Reqnroll.Tracing;
using Xunit;

namespace ReqnrollXunit;

/// <summary>Writes what Reqnroll traces into the output of the test that runs.</summary>
public sealed class XunitOutput(ITraceListenerQueue queue, IObjectContainer container) : AsyncTraceListener(queue, container)
{
    private readonly Lazy<IContextManager> _contexts = new(container.Resolve<IContextManager>);

    public override void WriteTestOutput(string message)
    {
        if (Test is { } test) test.WriteLine(message);
        else base.WriteTestOutput(message);
    }

    public override void WriteToolOutput(string message)
    {
        if (Test is { } test) test.WriteLine($"-> {message}");
        else base.WriteToolOutput(message);
    }

    private ITestOutputHelper? Test =>
        _contexts.Value.ScenarioContext?.ScenarioContainer is { } scenario && scenario.IsRegistered<ITestOutputHelper>() ? scenario.Resolve<ITestOutputHelper>() : null;
}
