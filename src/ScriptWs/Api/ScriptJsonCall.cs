using System.Text.Json;

namespace ScriptWs;

/// <summary>Answers a call of a <see cref="ScriptJsonFunction"/>.</summary>
/// <param name="arguments">What the script passed, in its order. <c>undefined</c> between two values is JSON's <c>null</c>.</param>
/// <param name="cancellationToken">Cancelled when the caller's connection closes, at a reload, and when the server stops.</param>
/// <returns>The result; <c>default</c> is <c>null</c> in the script. Of a stream, an array of its items.</returns>
/// <exception cref="ScriptException">The script gets an error with this message. Others are only logged.</exception>
public delegate ValueTask<JsonElement> ScriptJsonCall(IReadOnlyList<JsonElement> arguments, CancellationToken cancellationToken);
