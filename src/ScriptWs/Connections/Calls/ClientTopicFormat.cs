using ScriptWs.ClientProtocol;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>Messages of topics for our own client: with the topic and the position, from which it continues after a loss.</summary>
internal sealed class ClientTopicFormat : ITopicFormat
{
    public static ClientTopicFormat Instance { get; } = new();

    public SharedFrame Message(SharedFrame plain, string topic, string? position) =>
        SharedFrame.OfClient(RpcWriter.Topic(topic, position, plain.Payload, plain.Opcode == Opcode.Text));

    public SharedFrame Gap(string topic, string position) => SharedFrame.OfClient(RpcWriter.Gap(topic, position));
}
