using ScriptWs.Testing;

namespace ScriptWs.ReqnrollPlugin.Worlds;

/// <summary>A server that is tested from outside, as with <c>scriptws test --url</c>.</summary>
internal static class ServerUnderTest
{
    private const string Variable = "WS_URL";

    /// <summary>Its address; <c>null</c> when each scenario starts a server of its own.</summary>
    /// <exception cref="FeatureRunException">The variable holds something else.</exception>
    public static Uri? Url => Read(Environment.GetEnvironmentVariable(Variable));

    public static Uri? Read(string? value)
    {
        if (string.IsNullOrEmpty(value)) return null;
        return Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "ws" or "wss"
            ? url
            : throw new FeatureRunException($"{Variable}: \"{value}\" is not the address of a WebSocket server; write one such as ws://127.0.0.1:8080/.");
    }
}
