using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing;

/// <summary>A method that runs before or after scenarios or the whole run.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public abstract class HookAttribute : Attribute
{
    private protected HookAttribute(HookType type, string[] tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        (Type, Tags) = (type, tags);
    }

    /// <summary>Tags, with or without <c>@</c>; the hook runs for scenarios that have one of them. None means all scenarios.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>Lower comes first, after hooks too. Default 10000.</summary>
    public int Order { get; set; } = 10_000;

    internal HookType Type { get; }
}
