namespace ScriptWs.Testing.Vocabulary.Arguments;

/// <summary>The name of a client. A type of its own: a transformation that makes texts would apply to the texts of all other steps too.</summary>
internal readonly record struct ClientName(string Text)
{
    public static implicit operator string(ClientName name) => name.Text;

    public override string ToString() => Text;
}
