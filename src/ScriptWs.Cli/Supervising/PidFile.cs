using System.Globalization;

namespace ScriptWs.Cli.Supervising;

/// <summary>A file with the number of the supervising process, which holds a lock on it as long as it lives: a file that was left behind has none.</summary>
internal sealed class PidFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _held;

    private PidFile(string path, FileStream held) => (_path, _held) = (path, held);

    /// <exception cref="CommandException">Another process holds it, or it cannot be written.</exception>
    public static PidFile Hold(string path)
    {
        try
        {
            // With no share .NET takes an exclusive lock, which nobody gets while another holds a shared one.
            using (var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            {
                file.SetLength(0);
                file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            }

            return new PidFile(path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
        }
        catch (IOException) when (IsHeld(path))
        {
            throw new CommandException($"{path} (supervision.pidFile) belongs to a supervising process that runs; stop that one, or give each its own file.");
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
        if (!IsHeld(path)) throw new CommandException($"no supervising process runs that holds {path} (supervision.pidFile).");
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return int.TryParse(reader.ReadLine(), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            ? process
            : throw new CommandException($"{path} (supervision.pidFile) holds no process number.");
    }

    public void Dispose()
    {
        _held.Dispose();
        File.Delete(_path);
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
}
