using Microsoft.Data.Sqlite;
using ScriptWs.Configuration;

namespace ScriptWs.Storage;

/// <summary>What a storage file looks like inside, and how it is opened.</summary>
internal static class StorageSchema
{
    /// <summary>How long another process may hold the file for its commit.</summary>
    private const int BusySeconds = 5;

    /// <summary>In the header of the file: "SWS1".</summary>
    private const long ApplicationId = 0x53575331;

    /// <summary>The version of the tables.</summary>
    private const long Version = 1;

    private const string Tables = """
        CREATE TABLE owners (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, keys INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
        CREATE TABLE entries (
          key TEXT PRIMARY KEY, value BLOB NOT NULL, version INTEGER NOT NULL, expires INTEGER, owner INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX expiries ON entries (expires) WHERE expires IS NOT NULL;
        CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
        INSERT INTO meta VALUES ('version', 0);
        PRAGMA application_id = 0x53575331;
        PRAGMA user_version = 1;
        """;

    /// <summary>Creates an empty file that other users cannot read, and its folder, unless there is one.</summary>
    public static void CreateFile(string path)
    {
        if (File.Exists(path)) return;

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (new FileStream(path, options))
        {
            // SQLite takes an empty file for a new database.
        }
    }

    /// <exception cref="SqliteException">The file cannot be opened, or is no storage.</exception>
    public static SqliteConnection Open(string path, StorageSync sync)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            connection.Open();
            Run(connection, "PRAGMA journal_mode = WAL");
            Run(connection, $"PRAGMA synchronous = {(sync == StorageSync.Write ? "FULL" : "NORMAL")}");
            Prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Prepare(SqliteConnection connection)
    {
        Run(connection, "BEGIN IMMEDIATE");
        var (application, version) = (Number(connection, "PRAGMA application_id"), Number(connection, "PRAGMA user_version"));
        var isEmpty = Number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
        if (isEmpty) Run(connection, Tables);
        else if (application != ApplicationId || version != Version) throw new SqliteException("another application's file", 26);
        Run(connection, "COMMIT");
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
