namespace ScriptWs.Http.Serving;

/// <summary>What a path leads to in a public folder.</summary>
/// <param name="RealPath">Where the file really lies, with every link followed.</param>
/// <param name="IsFolder">The path names the folder of this file, its <c>index.html</c>, and lacks the slash at its end.</param>
internal sealed record PublicFile(string RealPath, bool IsFolder = false);
