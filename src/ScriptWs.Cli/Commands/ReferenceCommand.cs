using System.CommandLine;

namespace ScriptWs.Cli;

/// <summary>A command whose help goes on after its options: notes, examples, exit codes.</summary>
internal sealed class ReferenceCommand(string name, string description, string reference) : Command(name, description)
{
    public string Reference { get; } = reference;
}
