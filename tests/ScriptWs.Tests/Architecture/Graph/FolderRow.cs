namespace ScriptWs.Tests.Architecture.Graph;

/// <summary>What one folder or project may use.</summary>
internal sealed record FolderRow(string Name, string[] MayUse);
