using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace ScriptWs.Tests.Authentication;

/// <summary>Every combination of a test's parameters, which are flags and choices.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MatrixAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        IEnumerable<object[]> rows = [[]];
        foreach (var parameter in testMethod.GetParameters())
        {
            object[] values = parameter.ParameterType == typeof(bool) ? [false, true] : [.. Enum.GetValues(parameter.ParameterType).Cast<object>()];
            rows = [.. rows.SelectMany(row => values.Select(value => row.Append(value).ToArray()))];
        }

        return new([.. rows.Select(row => new TheoryDataRow(row))]);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}
