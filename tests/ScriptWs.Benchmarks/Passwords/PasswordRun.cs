using System.Diagnostics;
using System.Globalization;

namespace ScriptWs.Benchmarks.Passwords;

/// <summary>
/// What wrong passwords cost those who chat: <c>passwords [ATTEMPTS] [PER SECOND]</c>. The server has a process and a core of its own; clients
/// and attacker share the other.
/// </summary>
internal static class PasswordRun
{
    private const int Clients = 100;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20), Quiet = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["serve", var allowed]) return await GuardedChat.ServeAsync(Number(allowed));

        var attempts = args.Length > 0 ? Number(args[0]) : 10_000;
        var perSecond = args.Length > 1 ? Number(args[1]) : 500;
        PinTo(Process.GetCurrentProcess(), core: 1);
        foreach (var maxFailures in new[] { 10, 0 }) await MeasureAsync(maxFailures, attempts, perSecond);
        return 0;
    }

    /// <param name="maxFailures">The setting; 0 lets every attempt get as far as the queue of passwords.</param>
    /// <param name="attempts">Wrong passwords, all different.</param>
    /// <param name="perSecond">How fast they come.</param>
    private static async Task MeasureAsync(int maxFailures, int attempts, int perSecond)
    {
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Arguments(maxFailures)) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        PinTo(server, core: 0);
        var port = Number((await server.StandardOutput.ReadLineAsync())!);
        var crowd = await ChatCrowd.ConnectAsync(port, Clients);

        await crowd.ChatAsync(Task.Delay(WarmUp));
        var quiet = await crowd.ChatAsync(Task.Delay(Quiet));
        var attack = new PasswordAttack(port, attempts, perSecond);
        var processor = server.TotalProcessorTime;
        var attacked = await crowd.ChatAsync(attack.RunAsync());
        processor = server.TotalProcessorTime - processor;

        Console.WriteLine($"maxFailures {maxFailures}: {attempts} wrong passwords, {attack.Answers}; server's processor {processor.TotalSeconds:N1} s of {attack.Took.TotalSeconds:N1} s");
        Console.WriteLine($"  quiet    {quiet}");
        Console.WriteLine($"  attacked {attacked}  p99 {attacked.At(0.99) / quiet.At(0.99):N2} times");
        await crowd.DisposeAsync();
        server.StandardInput.Close();
        await server.WaitForExitAsync();
    }

    private static string[] Arguments(int maxFailures)
    {
        string[] own = ["passwords", "serve", maxFailures.ToString(CultureInfo.InvariantCulture)];
        return Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(PasswordRun).Assembly.Location, .. own] : own;
    }

    private static void PinTo(Process process, int core)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) process.ProcessorAffinity = 1 << core;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
