namespace ScriptWs;

/// <summary>
/// Makes a public method a function that scripts import: <c>import { find } from "host:orders"</c>. A script gets a promise, or an
/// async iterator of an <see cref="IAsyncEnumerable{T}"/>. A parameter of type <see cref="ScriptWsConnection"/> is the connection whose
/// turn it is, and a <see cref="CancellationToken"/> ends with that connection, a reload or the server. Several calls may run at the
/// same time. A method begins on the turn of the script and must not block.
/// </summary>
/// <param name="name">The export's name; by default the method's in camel case, without <c>Async</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScriptFunctionAttribute(string? name = null) : Attribute
{
    /// <summary>The export's name; <c>null</c> for the method's in camel case, without <c>Async</c>.</summary>
    public string? Name { get; } = name;

    /// <summary>Whether a script gets the value itself and no promise; <c>false</c> by default. Such a method returns no task.</summary>
    public bool Sync { get; set; }
}
