using ScriptWs.Configuration;

namespace ScriptWs.Tests.Storage;

/// <summary>A program without libe_sqlite3.so, which only a storage in a file needs.</summary>
public sealed class MissingLibraryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WithoutSqlite _program = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_WithAFile_SaysWhatToInstall()
    {
        await using var server = Server(StorageBackend.File);

        var refused = await Assert.ThrowsAsync<ScriptWsException>(() => server.StartAsync(TestContext.Current.CancellationToken));
        var again = await Assert.ThrowsAsync<ScriptWsException>(() => server.StartAsync(TestContext.Current.CancellationToken));

        AssertHelps(refused.Message);
        Assert.Equal(refused.Message, again.Message);
    }

    [Fact]
    public async Task Start_WithMemory_NeedsNoLibrary()
    {
        await using var server = Server(StorageBackend.Memory);

        await server.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal("memory", server.Storage?.Backend);
    }

    [Theory]
    [InlineData("Export")]
    [InlineData("Import")]
    public void Backup_WithoutTheLibrary_SaysWhatToInstall(string action)
    {
        _folder.Write("storage.db", "");
        object stream = action == "Export" ? new StringWriter() : new StringReader("");

        var file = Path.Combine(_folder.Path, "storage.db");
        var refused = Assert.Throws<ScriptWsException>(() => _program.Call("StorageBackup", action, file, stream));

        AssertHelps(refused.Message);
    }

    private static void AssertHelps(string message)
    {
        Assert.Contains("sqlite3", message, StringComparison.Ordinal);
        Assert.Contains(System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, message, StringComparison.Ordinal);
        const string Advice = "sqlite3.so from runtimes/*/native of the package SQLitePCLRaw.lib.e_sqlite3 beside it";
        Assert.Contains(Advice, message, StringComparison.Ordinal);
        Assert.EndsWith("or set storage.backend to \"memory\".", message, StringComparison.Ordinal);
    }

    private ScriptWsServer Server(StorageBackend backend)
    {
        _folder.Write("main.js", "export function onMessage() {}");
        var server = new ScriptWsServer(new ScriptWsOptions
        {
            BaseDirectory = _folder.Path,
            Listen = [new() { Port = 0 }],
            Endpoints = [new() { Script = "main.js" }],
            Script = Patience.Script with { Watch = false },
            Storage = new() { Backend = backend },
        });
        _program.Call("ScriptWsStorageExtensions", "UseFileStorage", server);
        return server;
    }
}
