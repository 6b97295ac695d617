using System.Text.Json;

namespace ScriptWs;

/// <summary>How a module of C# is called.</summary>
public sealed record ScriptModuleOptions
{
    /// <summary>
    /// Calls in flight at most, over all scripts; 256 by default, 1 at least. Exceeded: calls wait. Functions that are
    /// <see cref="ScriptFunctionAttribute.Sync"/> and async iterators do not count.
    /// </summary>
    public int MaxConcurrency { get; init; } = 256;

    /// <summary>Calls that wait at most; 1024 by default, 0 for none. Exceeded: an Error with the code <c>busy</c>.</summary>
    public int MaxWaiting { get; init; } = 1024;

    /// <summary>
    /// The contracts of records and collections; <c>null</c> for camel case and enums by name. A trimmed program sets the
    /// <see cref="JsonSerializerOptions.TypeInfoResolver"/> of a source-generated context.
    /// </summary>
    public JsonSerializerOptions? Json { get; init; }
}
