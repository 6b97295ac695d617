namespace ScriptWs.HostModules;

/// <summary>The object that one call is made on.</summary>
/// <param name="Instance">The object.</param>
/// <param name="Scope">What ends with the call; <c>null</c> for nothing.</param>
internal readonly record struct ModuleLease(object Instance, IAsyncDisposable? Scope);
