using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace ScriptWs.Storage;

/// <summary>Says what is wrong with a file, by the result codes of SQLite (https://sqlite.org/rescode.html).</summary>
internal static class StorageFaults
{
    private const int Busy = 5, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    /// <summary>The reason, for the script: nothing about paths.</summary>
    public static string ForScripts(Exception e) => CodeOf(e) switch
    {
        Busy => "another program locks the file",
        ReadOnly => "the file cannot be written",
        InputOutput => "the disk reports an error",
        Corrupt or NotADatabase => "the file is damaged",
        Full => "the disk is full",
        _ => "the file cannot be used",
    };

    /// <summary>The whole sentence, for the log and the command line.</summary>
    public static StorageException ForOperator(DbException e, string path) => new(StorageProblem.Unavailable, Sentence(e, path), e);

    /// <summary>Whether the program has no SQLite for this machine.</summary>
    public static bool IsMissingLibrary(Exception e) =>
        e is DllNotFoundException or BadImageFormatException || (e.InnerException is { } inner && IsMissingLibrary(inner));

    /// <summary>The whole sentence about that, for the log and the command line.</summary>
    public static StorageException MissingLibrary(Exception e)
    {
        var machine = RuntimeInformation.RuntimeIdentifier;
        var file = OperatingSystem.IsWindows() ? "e_sqlite3.dll" : OperatingSystem.IsMacOS() ? "libe_sqlite3.dylib" : "libe_sqlite3.so";
        return new StorageException(
            StorageProblem.Unavailable,
            $"{file}, the SQLite library that storage.backend \"file\" needs, is missing or not made for this machine ({machine}). "
            + $"Publish the program with -r {machine}, copy {file} from runtimes/*/native of the package SQLitePCLRaw.lib.e_sqlite3 "
            + "beside it, or set storage.backend to \"memory\".",
            e);
    }

    private static string Sentence(DbException e, string path) => CodeOf(e) switch
    {
        Busy => $"{path} is locked by another program; end it, or set another storage.path.",
        ReadOnly => $"{path} cannot be written; check its permissions and those of its folder.",
        InputOutput => $"{path} cannot be read or written: the disk reports an error ({e.Message}).",
        Corrupt => $"{path} is damaged; restore it with \"scriptws storage import\".",
        Full => $"{path} cannot grow: the disk is full.",
        CannotOpen => $"{path} cannot be opened; check its permissions and those of its folder.",
        NotADatabase => $"{path} is not a storage file; move it away, or set another storage.path.",
        _ => $"{path} cannot be used ({e.Message}).",
    };

    private static int CodeOf(Exception e) => e is SqliteException fault ? fault.SqliteErrorCode : 0;
}
