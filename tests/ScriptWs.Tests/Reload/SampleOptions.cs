using System.Collections;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Reload;

/// <summary>Options in which every setting has a value, and the same with another value of one setting.</summary>
/// <param name="folder">Holds main.js, other.js, orders.dll, other.dll, users.json and keys.json.</param>
internal sealed class SampleOptions(string folder)
{
    /// <summary>Values of settings that take only some texts.</summary>
    private static readonly Dictionary<string, object> Texts = new()
    {
        ["listen[].address"] = "localhost",
        ["endpoints[].script"] = "other.js",
        ["admin.address"] = "localhost",
        ["tls.minimumVersion"] = "1.3",
        ["authentication.usersFile"] = "users.json",
        ["authentication.users[].passwordHash"] = PasswordHash.Create("secret").ToString(),
        ["authentication.users[].apiKeyHashes"] = (string[])[ApiKey.Hash(ApiKey.Create())],
        ["authentication.bearer.jwks"] = "keys.json",
        ["authentication.bearer.secret"] = "0123456789abcdef0123456789abcdef",
        ["metrics.otlp.endpoint"] = "http://127.0.0.1:4318",
        ["static"] = new Dictionary<string, string> { ["/"] = "." },
        ["script.imports"] = new Dictionary<string, string> { ["x"] = "./other.js" },
        ["endpoints[].imports"] = new Dictionary<string, string> { ["x"] = "./other.js" },
        ["fetch.allow"] = (string[])["https://example.com"],
        ["fetch.networks"] = (string[])["10.0.0.0/8"],
        ["modules[].assembly"] = "other.dll",
        ["cluster.url"] = "redis://127.0.0.1:1",
        ["origins"] = (string[])["https://example.com"],
        ["addresses.allow"] = (string[])["10.0.0.0/8"],
        ["addresses.deny"] = (string[])["10.0.0.0/8"],
        ["addresses.trustedProxies"] = (string[])["10.0.0.2"],
        ["metrics.prometheus.addresses"] = (string[])["10.0.0.0/8"],
        ["tls.cipherSuites"] = (string[])["TLS_AES_256_GCM_SHA384"],
        ["authentication.bearer.algorithms"] = (string[])["HS256"],
        ["endpoints[].authentication.kinds"] = (string[])["basic"],
    };

    public ScriptWsOptions Start { get; } = new()
    {
        BaseDirectory = folder,
        Listen = [new() { Port = 0 }],
        Endpoints = [new() { Script = "main.js", Authentication = new() { AllowAnonymous = false } }],
        Script = new() { Watch = false },
        Topics = [new() { Match = "chat:*", History = 10, Presence = true }],
        Modules = [new() { Name = "orders", Assembly = "orders.dll" }],
        Limits = new() { MessageRate = new(), UserMessageRate = new(), ConnectRate = new() },
        Admin = new() { Enabled = true, Port = 9 },
        Tls = new() { Certificate = "server.pem", Certificates = [new() { Hosts = ["a.example"], Certificate = "a.pem" }] },
        Addresses = new() { TrustedProxies = ["10.0.0.1"] },
        Authentication = new()
        {
            Enabled = true,
            Bearer = new() { Secret = new string('s', 32), Issuer = "*", Audience = "*" },
            Users = [new() { Name = "anna", ApiKeyHashes = [ApiKey.Hash(ApiKey.Create())], Roles = ["admin", "adminx"] }],
        },
    };

    /// <summary>Everything that a user can change.</summary>
    public static IEnumerable<PlacedSetting> Changeable => ServerSettings.All.Where(place => !place.Keys.Any() || place.Setting.IsNullable);

    /// <summary>The options with another value of one setting.</summary>
    public ScriptWsOptions Changed(PlacedSetting place)
    {
        var changed = (ScriptWsOptions)With(Start, place.Path.Split('.'), place)!;
        // A password is no setting without the broker that it is for.
        return place.Path == "cluster.password"
            ? changed with { Cluster = changed.Cluster with { Url = (string)Texts["cluster.url"] } }
            : changed;
    }

    private static object? With(object? value, ReadOnlySpan<string> path, PlacedSetting place)
    {
        if (path.IsEmpty) return Other(place, value);

        var name = path[0].Replace("[]", "", StringComparison.Ordinal);
        var setting = Setting.Document(value!.GetType(), () => value).Keys.First(key => key.Key == name);
        var copy = Copy(value);
        var inner = setting.Property!.GetValue(value);
        var changed = path[0].EndsWith(']')
            ? ListOf(setting, With(((IEnumerable)inner!).Cast<object>().First(), path[1..], place))
            : With(inner, path[1..], place);
        setting.Property.SetValue(copy, changed);
        return copy;
    }

    private static Array ListOf(Setting setting, object? entry)
    {
        var list = Array.CreateInstance(setting.Element.Type, 1);
        list.SetValue(entry, 0);
        return list;
    }

    private static object Copy(object record)
    {
        var copy = Activator.CreateInstance(record.GetType())!;
        foreach (var property in record.GetType().GetProperties().Where(property => property.CanWrite)) property.SetValue(copy, property.GetValue(record));
        return copy;
    }

    private static object? Other(PlacedSetting place, object? value) => (Texts.GetValueOrDefault(place.Path), place.Setting.Kind, value) switch
    {
        ({ } text, _, _) => text,
        (_, SettingKind.Section, _) => null,
        (_, SettingKind.Data, _) => System.Text.Json.JsonSerializer.SerializeToElement(new { key = "x" }),
        (_, SettingKind.Flag, _) => value is not true,
        (_, SettingKind.Number, int number) => number + 1,
        (_, SettingKind.Size, long size) => size + 1024,
        (_, SettingKind.Duration, TimeSpan time) => time + TimeSpan.FromSeconds(1),
        (_, SettingKind.Choice, _) => Enum.GetValues(place.Setting.Type).Cast<object>().First(choice => !choice.Equals(value)),
        (_, SettingKind.List, IEnumerable list) => list.Cast<string>().Append("x.example").ToArray(),
        _ => $"{value}x",
    };
}
