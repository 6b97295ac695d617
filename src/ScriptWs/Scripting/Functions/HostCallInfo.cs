namespace ScriptWs.Scripting;

/// <summary>Which function is called, and by whom.</summary>
/// <param name="Module">The module's name.</param>
/// <param name="Name">The export's name.</param>
/// <param name="Caller">The caller.</param>
internal readonly record struct HostCallInfo(string Module, string Name, HostCaller Caller)
{
    /// <summary>The function as messages name it, such as <c>orders.find</c>.</summary>
    public string Function => $"{Module}.{Name}";
}
