using Microsoft.Data.Sqlite;

namespace ScriptWs.Storage;

/// <summary>The prepared statements of one connection to a storage file. One thread at a time.</summary>
internal sealed class StorageStatements(SqliteConnection connection) : IDisposable
{
    /// <summary>Expired entries that one transaction removes at most.</summary>
    private const int MaxExpired = 1000;

    private const string Columns = "SELECT e.key, e.value, e.version, e.expires, o.path FROM entries e JOIN owners o ON o.id = e.owner";

    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public void Run(string sql) => Command(sql).ExecuteNonQuery();

    public long Number(string sql) => (long)Command(sql).ExecuteScalar()!;

    public List<string> Texts(string sql)
    {
        using var reader = Command(sql).ExecuteReader();
        var found = new List<string>();
        while (reader.Read()) found.Add(reader.GetString(0));
        return found;
    }

    public StoredEntry? Find(string key)
    {
        using var reader = Command($"{Columns} WHERE e.key = $1", key).ExecuteReader();
        return reader.Read() ? EntryOf(reader) : null;
    }

    public StoredEntry[] List(string prefix, string? after, int limit, long now)
    {
        // The keys that begin with a prefix are those from it up to the next text of its length.
        var command = Command(
            $"{Columns} WHERE e.key >= $1 AND e.key > $2 AND (e.expires IS NULL OR e.expires > $3) ORDER BY e.key LIMIT $4",
            prefix, after ?? "", now, limit);
        using var reader = command.ExecuteReader();
        var found = new List<StoredEntry>();
        while (reader.Read() && EntryOf(reader) is var entry && entry.Key.StartsWith(prefix, StringComparison.Ordinal)) found.Add(entry);
        return [.. found];
    }

    public List<StoredEntry> Expired(long now)
    {
        using var reader = Command($"{Columns} WHERE e.expires <= $1 LIMIT {MaxExpired}", now).ExecuteReader();
        var found = new List<StoredEntry>();
        while (reader.Read()) found.Add(EntryOf(reader));
        return found;
    }

    public void Put(StoredEntry entry, long owner) => Command(
        "INSERT INTO entries (key, value, version, expires, owner) VALUES ($1, $2, $3, $4, $5) "
            + "ON CONFLICT (key) DO UPDATE SET value = $2, version = $3, expires = $4, owner = $5",
        entry.Key, entry.Value, entry.Version, (object?)entry.ExpiresAt ?? DBNull.Value, owner).ExecuteNonQuery();

    public void Remove(string key) => Command("DELETE FROM entries WHERE key = $1", key).ExecuteNonQuery();

    public List<(long Id, string Path, long Keys, long Bytes)> Owners()
    {
        using var reader = Command("SELECT id, path, keys, bytes FROM owners").ExecuteReader();
        var found = new List<(long Id, string Path, long Keys, long Bytes)>();
        while (reader.Read()) found.Add((reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3)));
        return found;
    }

    public long AddOwner(string path) =>
        (long)Command("INSERT INTO owners (path, keys, bytes) VALUES ($1, 0, 0) RETURNING id", path).ExecuteScalar()!;

    public void SaveOwner(long id, long keys, long bytes) =>
        Command("UPDATE owners SET keys = $2, bytes = $3 WHERE id = $1", id, keys, bytes).ExecuteNonQuery();

    public void SaveVersion(long version) => Command("UPDATE meta SET value = $1 WHERE name = 'version'", version).ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
        connection.Dispose();
    }

    private static StoredEntry EntryOf(SqliteDataReader reader) => new(
        reader.GetString(0),
        reader.GetFieldValue<byte[]>(1),
        reader.GetInt64(2),
        reader.IsDBNull(3) ? null : reader.GetInt64(3),
        reader.GetString(4));

    private SqliteCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands[sql] = command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command;
    }
}
