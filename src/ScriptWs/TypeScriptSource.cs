using ScriptWs.TypeScript;

namespace ScriptWs;

/// <summary>TypeScript as handler scripts and steps use it: its types are erased, and nothing is compiled.</summary>
public static class TypeScriptSource
{
    /// <summary>Makes JavaScript of a module in TypeScript. Each character of a type becomes a blank: lines and columns stay.</summary>
    /// <param name="source">The text of the module.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <returns>The module in JavaScript, as long as the source.</returns>
    /// <exception cref="ScriptWsException">
    /// The source is wrong, or uses an enum, a namespace with values, a parameter property, a decorator, <c>import =</c>,
    /// <c>export =</c> or an assertion in angle brackets. The message contains the place and what to write.
    /// </exception>
    public static string EraseTypes(string source, string file)
    {
        ArgumentNullException.ThrowIfNull(source);
        return TypeEraser.Erase(source, out var problem) ?? throw new ScriptWsException(problem!.Describe(file));
    }
}
