namespace ScriptWs.Storage;

/// <summary>Tells the starts of a machine apart. What was written and not yet on the disk is lost between two of them at most.</summary>
internal static class MachineStart
{
    /// <summary>What Linux draws at each start, for all containers alike (proc_sys_kernel(5)).</summary>
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    /// <summary>The start that this process runs in; always the same value where the system does not tell.</summary>
    public static Guid Id { get; } = Read();

    private static Guid Read()
    {
        try
        {
            return OperatingSystem.IsLinux() && Guid.TryParse(File.ReadAllText(BootId), out var id) ? id : default;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
