using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Configuration;
using ScriptWs.Scripting;
using ScriptWs.Storage;

namespace ScriptWs.Fuzz.Storing;

/// <summary>
/// A process that writes to a storage file until it is killed, and prints each write after it was acknowledged. A writer has keys of
/// its own, and the values of one key grow.
/// </summary>
public static class StorageChild
{
    public const string Argument = "--storage-child";

    /// <summary>Keys of each writer.</summary>
    private const int Keys = 100;

    private const int Writers = 16;

    /// <param name="args">The argument, the file, <c>second</c> or <c>write</c>, and the value to begin with.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var sync = Enum.Parse<StorageSync>(args[2], ignoreCase: true);
        var options = new StorageOptions { Backend = StorageBackend.File, Path = args[1], Sync = sync };
        await using var storage = FileStorage.Open(new StorageSetup(
            options, ".", () => StorageLimits.Of(options), TimeProvider.System, NullLogger.Instance));
        await Console.Out.WriteLineAsync("ready");
        var first = long.Parse(args[3], CultureInfo.InvariantCulture);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(storage, writer, first)));
        return 0;
    }

    /// <summary>Two keys at a time: both are there afterwards, or neither.</summary>
    private static async Task WriteAsync(FileStorage storage, int writer, long first)
    {
        for (var value = first; ; value++)
        {
            var (left, right) = ($"{writer}/{value % Keys}/left", $"{writer}/{value % Keys}/right");
            var bytes = CloneBytes.Write(new CloneValue.Text(value.ToString(CultureInfo.InvariantCulture).PadLeft(100)))!;
            await storage.CommitAsync(new StorageCommit(
                "/", [], [StorageWrite.Set(left, bytes, null), StorageWrite.Set(right, bytes, null)]));
            lock (Console.Out) Console.Out.WriteLine($"{writer}/{value % Keys} {value}");
        }
    }
}
