namespace ScriptWs.TypeScript;

/// <summary>Why types cannot be erased.</summary>
/// <param name="Line">Where, from 1.</param>
/// <param name="Column">Where in the line, from 1.</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
internal sealed record TypeScriptProblem(int Line, int Column, string Message)
{
    /// <summary>As messages of errors show it.</summary>
    /// <param name="file">The file.</param>
    public string Describe(string file) => $"{file}:{Line}:{Column}: SyntaxError: {Message}.";
}
