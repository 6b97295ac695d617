namespace ScriptWs.Configuration;

/// <summary>
/// Makes a property a key of server.json. The property's name, type and initial value are the key's name, kind and
/// default; checking, binding, the schema, the reference page and the property's summary all follow from it.
/// </summary>
/// <param name="description">
/// Meaning and unit as a noun phrase, then <c>Exceeded: …</c>, then <c>0 = unlimited.</c> Code is in backticks.
/// </param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SettingAttribute(string description) : Attribute
{
    private const Effect Undeclared = (Effect)(-1);

    // Fields: for each property of an attribute, reflection compiles two methods at the start.

    /// <summary>When a change takes effect; a section's applies to the settings in it that declare none.</summary>
    public Effect Effect = Undeclared;

    /// <summary>The smallest number, size in bytes, or duration in milliseconds.</summary>
    public long Minimum;

    /// <summary>The largest number, size in bytes, or duration in milliseconds.</summary>
    public long Maximum = long.MaxValue;

    /// <summary>Whether no message may show the value.</summary>
    public bool IsSecret;

    /// <summary>Whether <c>true</c> or <c>false</c> may replace the section, for its <c>enabled</c>.</summary>
    public bool TakesFlag;

    public string Description { get; } = description;

    /// <summary>What this attribute declares; <c>null</c> when the section decides.</summary>
    public Effect? OwnEffect => Effect == Undeclared ? null : Effect;
}
