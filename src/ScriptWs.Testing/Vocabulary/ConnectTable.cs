using System.Security.Authentication;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>How a client connects, as a table says it.</summary>
internal sealed class ConnectTable(Certificates certificates, Placeholders placeholders)
{
    private static readonly string[] Known = ["subprotocols", "extension", "host name", "certificate", "TLS", "request"];

    /// <exception cref="StepFailedException">The table has something else.</exception>
    public ConnectOptions Read(DataTable? table, string path = "/")
    {
        var options = new ConnectOptions { Path = placeholders.Fill(path) };
        foreach (var (what, value) in table?.Pairs() ?? new Dictionary<string, string>())
        {
            options = (what, value) switch
            {
                ("subprotocols", _) => options with { Protocols = [placeholders.Fill(value)] },
                ("extension", _) => options with { Extensions = value },
                ("host name", _) => options with { Tls = options.Tls with { HostName = value } },
                ("certificate", _) => options with { Tls = options.Tls with { Certificate = certificates[value] } },
                ("TLS", "none") => options with { Tls = options.Tls with { Enabled = false } },
                ("TLS", "1.2") => options with { Tls = options.Tls with { Versions = SslProtocols.Tls12 } },
                ("request", "none") => options with { RawRequest = ReadOnlyMemory<byte>.Empty, WaitsForAnswer = false },
                ("request", "half of one") => options with { RawRequest = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"u8.ToArray(), WaitsForAnswer = false },
                _ => throw new StepFailedException($"A client cannot connect with \"{what}: {value}\"; there are {string.Join(", ", Known)} (none, half of one), and TLS is none or 1.2."),
            };
        }

        return options;
    }
}
