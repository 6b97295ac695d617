using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Configuration;
using ScriptWs.Scripting;
using ScriptWs.Storage;

namespace ScriptWs.Fuzz.Storing;

/// <summary>
/// Kills processes that write to one storage file, at any moment, and looks after each for every acknowledged write:
/// <c>--storage-torture 500 second</c>.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="sync">When writes are on the disk.</param>
/// <param name="random">When each is killed.</param>
public sealed class StorageTorture(string file, StorageSync sync, Random random)
{
    public const string Argument = "--storage-torture";

    /// <summary>How long a process writes at most, in milliseconds.</summary>
    private const int MaxLife = 400;

    private readonly Dictionary<string, long> _acknowledged = new(StringComparer.Ordinal);
    private long _next = 1;

    /// <summary>Writes that were acknowledged.</summary>
    public long Writes { get; private set; }

    /// <summary>Runs the command line.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var kills = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 500;
        var sync = args.Length > 2 ? Enum.Parse<StorageSync>(args[2], ignoreCase: true) : StorageSync.Second;
        var folder = Directory.CreateTempSubdirectory("scriptws-torture-");
        try
        {
            var torture = new StorageTorture(Path.Combine(folder.FullName, "storage.db"), sync, new Random());
            for (var kill = 1; kill <= kills; kill++)
            {
                if (await torture.KillOnceAsync() is not { } problem) continue;
                Console.WriteLine($"FAILED at kill {kill}: {problem}");
                return 1;
            }

            Console.WriteLine($"{kills} kills, {torture.Writes} acknowledged writes of two keys, all there ({sync})");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Lets a process write, kills it, and looks for what it was told.</summary>
    /// <returns>What is wrong; <c>null</c> when nothing is.</returns>
    public async Task<string?> KillOnceAsync()
    {
        using var child = Start();
        if (await child.StandardOutput.ReadLineAsync() != "ready")
            return $"the process did not begin: {await child.StandardError.ReadToEndAsync()}";

        var killed = KillLaterAsync(child);
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            // The last line may have been cut off by the kill.
            if (line.Split(' ') is not [var key, var text] || !long.TryParse(text, CultureInfo.InvariantCulture, out var value)) continue;

            Writes++;
            _acknowledged[key] = Math.Max(value, _acknowledged.GetValueOrDefault(key));
            _next = Math.Max(_next, value + 1);
        }

        await killed;
        await child.WaitForExitAsync();
        return await FindLossAsync();
    }

    private async Task KillLaterAsync(Process child)
    {
        await Task.Delay(random.Next(MaxLife));
        child.Kill();
    }

    private async Task<string?> FindLossAsync()
    {
        if (StorageBackup.Check(file, out _) is { Count: > 0 } problems) return problems[0];

        var options = new StorageOptions { Backend = StorageBackend.File, Path = file };
        await using var storage = FileStorage.Open(new StorageSetup(
            options, ".", () => StorageLimits.Of(options), TimeProvider.System, NullLogger.Instance));
        foreach (var (key, value) in _acknowledged)
        {
            var found = await storage.ReadAsync([$"{key}/left", $"{key}/right"]);
            var (left, right) = (ValueOf(found[0]), ValueOf(found[1]));
            if (left < value || left != right) return $"{key} has {left} and {right}, and {value} was acknowledged";
            _next = Math.Max(_next, left + 1);
        }

        return null;
    }

    private static long ValueOf(StoredEntry? entry) =>
        entry is null ? 0 : long.Parse(((CloneValue.Text)CloneReader.Read(entry.Value)).Value, CultureInfo.InvariantCulture);

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { typeof(StorageChild).Assembly.Location, StorageChild.Argument, file, $"{sync}", $"{_next}" },
        };
        return Process.Start(start)!;
    }
}
