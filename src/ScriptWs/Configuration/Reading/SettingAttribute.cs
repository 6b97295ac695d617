namespace ScriptWs.Configuration;

/// <summary>
/// Makes a property a key of server.json. The property's name, type and initial value are the key's name, kind and
/// default; checking, binding and the schema all follow from it.
/// </summary>
/// <param name="description">One sentence for the person who edits the file: meaning, unit, what happens at the limit.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingAttribute(string description) : Attribute
{
    public string Description { get; } = description;

    /// <summary>The smallest number, size in bytes, or duration in milliseconds.</summary>
    public long Minimum { get; init; }

    /// <summary>The largest number, size in bytes, or duration in milliseconds.</summary>
    public long Maximum { get; init; } = long.MaxValue;

    /// <summary>Whether no message may show the value.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether <c>true</c> or <c>false</c> may stand in place of the section, for its <c>enabled</c>.</summary>
    public bool TakesFlag { get; init; }
}
