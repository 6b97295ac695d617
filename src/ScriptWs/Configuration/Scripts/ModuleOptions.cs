namespace ScriptWs.Configuration;

/// <summary>One entry of <c>modules</c>.</summary>
public sealed record ModuleOptions
{
    /// <summary>Name that scripts write after <c>host:</c>. Default: <c></c>.</summary>
    [Setting("Name that scripts write after `host:`.")]
    public string Name { get; init; } = "";

    /// <summary>
    /// Assembly with the functions, a .dll relative to the configuration's folder. Its file is not locked. Default: <c></c>.
    /// </summary>
    [Setting("Assembly with the functions, a .dll relative to the configuration's folder. Its file is not locked.")]
    public string Assembly { get; init; } = "";

    /// <summary>Full name of the type with the functions. <c>null</c> = the only one that has any. Default: <c>null</c>.</summary>
    [Setting("Full name of the type with the functions. `null` = the only one that has any.")]
    public string? Type { get; init; }
}
