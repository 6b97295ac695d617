using System.Globalization;
using Gherkin.CucumberMessages;

namespace ScriptWs.Testing.Features;

/// <summary>Numbers the messages of one run; any thread.</summary>
internal sealed class MessageIds : IIdGenerator
{
    private long _last = -1;

    public string GetNewId() => Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
}
