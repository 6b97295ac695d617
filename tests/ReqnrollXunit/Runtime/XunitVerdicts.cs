using Reqnroll;
using Reqnroll.UnitTestProvider;
using Xunit;
using Xunit.Sdk;

namespace ReqnrollXunit;

/// <summary>How a scenario that neither passed nor failed is told to xunit.</summary>
public sealed class XunitVerdicts : IUnitTestRuntimeProvider
{
    public void TestPending(string message) => Assert.Fail(message);

    public void TestInconclusive(string message) => Assert.Fail(message);

    public void TestIgnore(string message) => Assert.Skip(message);

    public ScenarioExecutionStatus? DetectExecutionStatus(Exception exception) => exception is SkipException ? ScenarioExecutionStatus.Skipped : null;
}
