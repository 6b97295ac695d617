namespace ScriptWs.Scripting;

/// <summary>What became of a question to all nodes.</summary>
/// <param name="Answers">The answers, in the order of their arrival.</param>
/// <param name="Missing">The names of the nodes that gave none.</param>
internal sealed record NodeAnswers(IReadOnlyList<NodeAnswer> Answers, IReadOnlyList<string> Missing);
