using System.Security.Cryptography.X509Certificates;
using ScriptWs.Tests.Tls;

namespace ScriptWs.Tests.Documentation;

/// <summary>A folder with everything that pages refer to: the project's scripts, certificates, keys and users.</summary>
internal sealed class PageFolder : IDisposable
{
    /// <summary>The assembly that pages name; an empty file until <see cref="WriteOrders"/>.</summary>
    public const string Orders = "plugins/Orders.dll";

    /// <summary>Made once: a key of RSA takes a fifth of a second of processor time.</summary>
    private static readonly string KeySet = MakeKeySet();

    private readonly TemporaryFolder _folder = new();

    public PageFolder()
    {
        Directory.CreateDirectory(PathOf("scripts/public"));
        Directory.CreateDirectory(PathOf("public"));
        Directory.CreateDirectory(PathOf("certs"));
        foreach (var script in Directory.GetFiles(Repository.PathOf("scripts"), "*.js"))
            File.Copy(script, PathOf($"scripts/{System.IO.Path.GetFileName(script)}"));
        Write("keys.json", KeySet);
        Directory.CreateDirectory(PathOf("plugins"));
        Write(Orders, "");
        Write("users.json", """{ "users": [] }""");
        WriteCertificates();
    }

    public string Path => _folder.Path;

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    public void Write(string file, string text) => _folder.Write(file, text);

    /// <summary>Compiles an assembly with the functions that docs/modules.md imports.</summary>
    public void WriteOrders() => HostModules.PluginAssembly.WriteOrders(PathOf(Orders), string.Join(
        '\n', ((string[])["All", "Find", "Place", "Price"]).Select(name => $"[ScriptFunction] public int {name}() => 0;")));

    /// <summary>Writes the scripts of a page that have a name, up to a line.</summary>
    public void WriteScripts(Page page, int before = int.MaxValue)
    {
        foreach (var block in page.Blocks.Where(block => block.Kind is "js" or "ts" or "js package" && block.Line < before))
        {
            if (block.FileName is { } name) Write(name, block.Text);
        }
    }

    /// <summary>Installs a package of this project beside the scripts; the test is skipped where it is not there.</summary>
    public void Install(string package)
    {
        var source = System.IO.Path.GetDirectoryName(NodeTools.Installed($"{package}/package.json"))!;
        foreach (var file in Directory.EnumerateFiles(source, "*.js*", SearchOption.AllDirectories))
        {
            var target = PathOf(System.IO.Path.Combine("node_modules", package, System.IO.Path.GetRelativePath(source, file)));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public void Dispose() => _folder.Dispose();

    private void WriteCertificates()
    {
        using var issuer = new Issuer();
        using var certificate = issuer.Sign(["localhost"]);
        var (pem, key) = (certificate.ExportCertificatePem(), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Write("certs/server.pem", pem);
        Write("certs/server.key", key);
        Write("certs/example.pem", $"{pem}\n{key}");
        Write("certs/clients.pem", issuer.Root.ExportCertificatePem());
    }

    private static string MakeKeySet()
    {
        using var keys = new Authentication.TokenForge();
        return keys.KeySet();
    }
}
