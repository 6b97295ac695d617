using System.Globalization;
using System.Text;

namespace ScriptWs.Cli.Supervising;

/// <summary>
/// A file with the number of the supervising process, which holds a lock on it as long as it lives: a file that was left behind has none.
/// It is always a new file, so that nothing is written through a link, or over a file that holds something else.
/// </summary>
internal sealed class PidFile : IDisposable
{
    /// <summary>More than the longest number has.</summary>
    private const int MaxLength = 16;

    private readonly string _path;
    private readonly FileStream _held;

    private PidFile(string path, FileStream file) => (_path, _held) = (path, file);

    /// <exception cref="CommandException">Another process holds it, or it cannot be written.</exception>
    public static PidFile Hold(string path)
    {
        try
        {
            RemoveOld(path);
            // Never follows a link. .NET takes a shared lock, which keeps others from an exclusive one.
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
            try
            {
                file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
                file.Flush();
                return new PidFile(path, file);
            }
            catch
            {
                Remove(path, file);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} (supervision.pidFile) cannot be written: {e.Message}", ExitCode.Mendable, e);
        }
    }

    /// <summary>The process that holds the file.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static int Read(string path)
    {
        if (IsLink(path) || !IsHeld(path)) throw new CommandException($"no supervising process runs that holds {path} (supervision.pidFile).");
        return int.TryParse(ReadText(path).TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            ? process
            : throw new CommandException($"{path} (supervision.pidFile) holds no process number.");
    }

    public void Dispose() => Remove(_path, _held);

    /// <summary>Removes what a process has left behind that was killed.</summary>
    private static void RemoveOld(string path)
    {
        if (IsLink(path)) throw new CommandException($"{path} (supervision.pidFile) is a link, which is not followed; remove it, or name the file itself.");
        if (!File.Exists(path)) return;
        if (IsHeld(path)) throw new CommandException($"{path} (supervision.pidFile) belongs to a supervising process that runs; stop that one, or give each its own file.");
        if (new FileInfo(path).Length > MaxLength || ReadText(path).Any(c => !char.IsAsciiDigit(c) && c != '\n'))
            throw new CommandException($"{path} (supervision.pidFile) holds something other than a process number and is not overwritten; remove it, or name another file.");
        File.Delete(path);
    }

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    private static string ReadText(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = new char[MaxLength];
        return new string(text, 0, reader.ReadBlock(text));
    }

    private static bool IsHeld(string path)
    {
        if (!File.Exists(path)) return false;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>A file that cannot be removed is only left behind.</summary>
    private static void Remove(string path, FileStream file)
    {
        try
        {
            file.Dispose();
        }
        catch (IOException)
        {
            // What it still holds back is lost.
        }

        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next process finds it without a lock.
        }
    }
}
