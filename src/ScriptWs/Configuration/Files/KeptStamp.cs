namespace ScriptWs.Configuration;

/// <summary>What a kept file was.</summary>
/// <param name="RealPath">Where it lay, every link resolved.</param>
/// <param name="Length">Its bytes; -1 when it was not there.</param>
/// <param name="Written">When it was last written.</param>
internal readonly record struct KeptStamp(string RealPath, long Length, long Written);
