using System.Text.Json.Serialization;

namespace ScriptWs.Tests.HostModules;

/// <summary>Contracts that a compiler made, as a trimmed program has them.</summary>
[JsonSerializable(typeof(BinderTests.Tea))]
internal sealed partial class TeaContext : JsonSerializerContext;
