using System.Text.Json.Serialization;

namespace ScriptWs.Running;

/// <summary>Lists of connections as nodes write them to each other. A field that a node does not know is skipped.</summary>
[JsonSerializable(typeof(ConnectionQuery))]
[JsonSerializable(typeof(NodeConnections))]
internal sealed partial class ListingJson : JsonSerializerContext;
