using System.Data.Common;
using System.Text;
using System.Text.Json;
using ScriptWs.Configuration;
using ScriptWs.Scripting;

namespace ScriptWs.Storage;

/// <summary>
/// Copies of a storage file as lines of JSON, and its check. A server may have the file open meanwhile. Each line is an object:
/// <c>key</c>, <c>value</c> (as JSON) or <c>clone</c> (base64, for what JSON cannot express), <c>expiresAt</c> and <c>endpoint</c>.
/// </summary>
public static class StorageBackup
{
    /// <summary>Lines that are written together.</summary>
    private const int BatchSize = 500;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 1002 };

    /// <summary>
    /// Writes every key that has not expired, as the file is at one moment. Keys of the server's own, such as login tokens, are left
    /// out.
    /// </summary>
    /// <param name="file">The file's path.</param>
    /// <param name="output">Where the lines are written.</param>
    /// <returns>The number of keys.</returns>
    /// <exception cref="ScriptWsException">The file cannot be read.</exception>
    public static long Export(string file, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return With(file, mustExist: true, storage =>
        {
            var (count, now, after) = (0L, Now, (string?)null);
            storage.BeginReading();
            while (storage.List("", after, BatchSize, now) is { Length: > 0 } page)
            {
                foreach (var entry in page.Where(entry => !ReservedKeys.Contains(entry.Key)))
                {
                    output.WriteLine(LineOf(entry));
                    count++;
                }

                after = page[^1].Key;
            }

            storage.Rollback();
            return count;
        });
    }

    /// <summary>Writes the keys of lines into a file, which is created if it is missing. Keys that the file has are replaced.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="input">The lines.</param>
    /// <returns>The number of keys. Those that have expired are left out.</returns>
    /// <exception cref="ScriptWsException">A line is wrong, or the file cannot be written. Lines before may have been written.</exception>
    public static long Import(string file, TextReader input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return With(file, mustExist: false, storage =>
        {
            var (count, number, now) = (0L, 0L, Now);
            while (true)
            {
                var batch = new List<(StorageWrite Write, string Endpoint)>(BatchSize);
                while (batch.Count < BatchSize && input.ReadLine() is { } line)
                {
                    number++;
                    if (line.Length > 0 && Parse(line, number, now) is { } parsed) batch.Add(parsed);
                }

                if (batch.Count == 0) return count;

                storage.Begin();
                foreach (var (write, endpoint) in batch)
                    storage.Apply(StorageCommit.Of(endpoint, write), now, new StorageLimits(0, 0, 0, 0));
                storage.Commit();
                count += batch.Count;
            }
        });
    }

    /// <summary>Looks at the whole file.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="keys">The number of keys, expired ones included.</param>
    /// <returns>What is wrong, a sentence each; at most 100.</returns>
    /// <exception cref="ScriptWsException">The file cannot be read.</exception>
    public static IReadOnlyList<string> Check(string file, out long keys)
    {
        var counted = 0L;
        var problems = With(file, mustExist: true, storage =>
        {
            var (found, after, size) = (storage.CheckIntegrity(), (string?)null, 0L);
            storage.BeginReading();
            while (storage.List("", after, BatchSize, 0) is { Length: > 0 } page)
            {
                foreach (var entry in page)
                {
                    size += entry.Size;
                    if (ProblemOf(entry) is { } problem && found.Count < StorageFile.MaxProblems) found.Add(problem);
                }

                (counted, after) = (counted + page.Length, page[^1].Key);
            }

            if (counted != storage.Usage.Keys || size != storage.Usage.Bytes)
                found.Add($"the file counts {storage.Usage.Keys} keys and {storage.Usage.Bytes} bytes, and has {counted} and {size}.");
            storage.Rollback();
            return found;
        });
        keys = counted;
        return problems;
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private static T With<T>(string path, bool mustExist, Func<StorageFile, T> act)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (mustExist && !File.Exists(path)) throw new ScriptWsException($"{path}: there is no such file.");

        try
        {
            using var storage = new StorageFile(Path.GetFullPath(path), StorageSync.Second);
            return act(storage);
        }
        catch (Exception e) when (StorageFaults.IsMissingLibrary(e))
        {
            throw new ScriptWsException(StorageFaults.MissingLibrary(e).Message, e);
        }
        catch (DbException e)
        {
            throw new ScriptWsException(StorageFaults.ForOperator(e, path).Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScriptWsException($"{path} cannot be used ({e.Message.TrimEnd('.')}).", e);
        }
    }

    private static string LineOf(StoredEntry entry)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("key", entry.Key);
            if (JsonOf(entry.Value) is { } value)
            {
                json.WritePropertyName("value");
                json.WriteRawValue(value, skipInputValidation: true);
            }
            else
            {
                json.WriteBase64String("clone", entry.Value);
            }

            if (entry.ExpiresAt is { } at) json.WriteString("expiresAt", DateTimeOffset.FromUnixTimeMilliseconds(at));
            json.WriteString("endpoint", entry.Owner);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length);
    }

    private static byte[]? JsonOf(byte[] value)
    {
        try
        {
            using var bytes = new MemoryStream();
            using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { SkipValidation = true });
            if (!CloneJson.TryWrite(CloneReader.Read(value), json)) return null;

            json.Flush();
            return bytes.ToArray();
        }
        catch (InvalidDataException)
        {
            return null; // A damaged value is kept as it is; the check finds it.
        }
    }

    /// <returns><c>null</c> when it has expired.</returns>
    private static (StorageWrite Write, string Endpoint)? Parse(string line, long number, long now)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Strict);
            var root = document.RootElement;
            var value = root.TryGetProperty("clone", out var clone)
                ? clone.GetBytesFromBase64()
                : CloneBytes.Write(CloneJson.Read(root.GetProperty("value")))!;
            _ = CloneReader.Read(value);
            long? expiresAt = root.TryGetProperty("expiresAt", out var at) ? at.GetDateTimeOffset().ToUnixTimeMilliseconds() : null;
            var endpoint = root.TryGetProperty("endpoint", out var owner) ? owner.GetString()! : "/";
            var key = root.GetProperty("key").GetString()!;
            if (ReservedKeys.Contains(key))
                throw new ScriptWsException($"line {number} has a key of the server's own ({ReservedKeys.Prefix}…); remove the line.");
            return expiresAt <= now ? null : (StorageWrite.Set(key, value, expiresAt), endpoint);
        }
        catch (Exception e) when (
            e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or InvalidDataException)
        {
            throw new ScriptWsException($"line {number} is not an entry; it must be {{ \"key\": …, \"value\": … }}.", e);
        }
    }

    private static string? ProblemOf(StoredEntry entry)
    {
        if (ReservedKeys.Contains(entry.Key)) return null;

        try
        {
            _ = CloneReader.Read(entry.Value);
            return null;
        }
        catch (InvalidDataException e)
        {
            return $"the value of \"{JsonEncodedText.Encode(entry.Key)}\" is damaged: {e.Message}";
        }
    }
}
