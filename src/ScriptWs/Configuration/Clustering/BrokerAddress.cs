using System.Globalization;

namespace ScriptWs.Configuration;

/// <summary>The value of <c>cluster.url</c>, taken apart. It never contains a password, so it can be logged.</summary>
/// <param name="Kind">What is there.</param>
/// <param name="Hosts">Its addresses, <c>host:port</c>; none in memory.</param>
/// <param name="Name">Of the memory, or of the primary that Sentinels watch.</param>
/// <param name="User">The user of an access control list; <c>null</c> for the default one.</param>
/// <param name="Database">The number of the database.</param>
/// <param name="IsEncrypted">Whether TLS is used.</param>
internal sealed record BrokerAddress(
    BrokerKind Kind, IReadOnlyList<string> Hosts, string Name = "", string? User = null, int Database = 0, bool IsEncrypted = false)
{
    private const string Example = "must be an address such as \"redis://127.0.0.1:6379\"";
    private const string WithoutPassword =
        "must be an address without a password; the environment variable SCRIPTWS_CLUSTER__PASSWORD takes it";

    private const int DefaultPort = 6379, DefaultSentinelPort = 26379, MaxDatabase = 1_000_000;

    /// <summary>For messages.</summary>
    public string Shown => Kind == BrokerKind.Memory ? $"memory:{Name}" : string.Join(',', Hosts);

    /// <param name="url">The setting.</param>
    /// <param name="problem">What is wrong with it. It never shows a value that may contain a password.</param>
    /// <returns><c>null</c> when it is wrong.</returns>
    public static BrokerAddress? Parse(string url, out string problem)
    {
        problem = "";
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        var (scheme, rest) = colon < 0 ? ("", url) : (url[..colon], url[(colon + 1)..]);
        if (scheme == "memory") return OfMemory(rest, out problem);

        if (scheme is not ("redis" or "rediss" or "redis+sentinel") || !rest.StartsWith("//", StringComparison.Ordinal))
        {
            problem = url.Contains('@', StringComparison.Ordinal) ? Example : $"{Example} (found {SettingValue.Quote(url)})";
            return null;
        }

        var (authority, path) = Cut(rest[2..], '/');
        var (before, hosts) = CutLast(authority, '@');
        if (before?.Contains(':', StringComparison.Ordinal) == true || url.AsSpan().ContainsAny('?', '#'))
        {
            problem = WithoutPassword;
            return null;
        }

        var isSentinel = scheme == "redis+sentinel";
        var addresses = hosts.Split(',').Select(host => WithPort(host, isSentinel ? DefaultSentinelPort : DefaultPort)).ToArray();
        if (addresses.Contains(null) || before?.Length == 0)
        {
            problem = $"{Example} (found {SettingValue.Quote(url)})";
            return null;
        }

        return isSentinel
            ? OfSentinel(addresses!, path, before, out problem)
            : OfRedis(addresses!, path, before, scheme == "rediss", out problem);
    }

    private static BrokerAddress? OfMemory(string name, out string problem)
    {
        problem = name.Length is > 0 and <= 64 ? "" : "must be a name of 1 to 64 characters behind \"memory:\"";
        return problem.Length == 0 ? new(BrokerKind.Memory, [], name) : null;
    }

    private static BrokerAddress? OfSentinel(string[] hosts, string? path, string? user, out string problem)
    {
        problem = string.IsNullOrEmpty(path)
            ? "must name the primary behind the addresses, as in \"redis+sentinel://host:26379/primary\""
            : "";
        return problem.Length == 0 ? new(BrokerKind.Sentinel, hosts, path!, user) : null;
    }

    private static BrokerAddress? OfRedis(string[] hosts, string? path, string? user, bool isEncrypted, out string problem)
    {
        var database = 0;
        problem = string.IsNullOrEmpty(path)
            || (int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database) && database <= MaxDatabase)
            ? ""
            : $"must end with the number of a database, or without a path (found {SettingValue.Quote(path)})";
        return problem.Length == 0 ? new(BrokerKind.Redis, hosts, "", user, database, isEncrypted) : null;
    }

    private static string? WithPort(string host, int port)
    {
        if (!Uri.TryCreate($"tcp://{host}", UriKind.Absolute, out var parsed)) return null;
        if (parsed.Host.Length == 0 || parsed.PathAndQuery != "/") return null;
        return string.Create(CultureInfo.InvariantCulture, $"{parsed.Host}:{(parsed.Port < 0 ? port : parsed.Port)}");
    }

    private static (string Before, string? After) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var index ? (text[..index], text[(index + 1)..]) : (text, null);

    private static (string? Before, string After) CutLast(string text, char at) =>
        text.LastIndexOf(at) is >= 0 and var index ? (text[..index], text[(index + 1)..]) : (null, text);
}
