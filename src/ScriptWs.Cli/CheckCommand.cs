using System.CommandLine;
using ScriptWs.Configuration;

namespace ScriptWs.Cli;

/// <summary><c>scriptws check</c>: what <c>run</c> would find wrong, without serving.</summary>
internal static class CheckCommand
{
    private const string Reference = """
        Reads the configuration with its environment variables and settings as "scriptws run" would,
        and loads every script. All that is wrong is told at once, each with its file and line.

        Examples:
          scriptws check                                   check ./server.json
          scriptws check chat/server.json --script:memory 1GiB

        Exit codes:
          0  it can be served
          2  something is wrong, see stderr
        """;

    public static Command Create(Streams streams, IReadOnlyList<string> settings)
    {
        var file = RunCommand.FileArgument();
        var command = new ReferenceCommand("check", "Check a server.json and load its scripts, without serving.", Reference) { file };
        command.SetAction(result => Check(result.GetValue(file), streams, settings));
        return command;
    }

    private static int Check(string? file, Streams streams, IReadOnlyList<string> settings)
    {
        var target = RunTarget.Find(file, null);
        var options = ConfigurationFile.Load(target, settings);
        var failures = ScriptWsServer.Check(options);
        foreach (var failure in failures) streams.Error.WriteLine($"scriptws: {failure}");
        if (failures.Count > 0) return ExitCode.Mendable;

        streams.Out.WriteLine($"{target.Script ?? target.Configuration} can be served:");
        var paths = options.Endpoints.Max(endpoint => endpoint.Path.Length);
        foreach (var listen in options.Listen) streams.Out.WriteLine($"  listen    {Show(listen)}");
        foreach (var endpoint in options.Endpoints)
            streams.Out.WriteLine($"  endpoint  {endpoint.Path.PadRight(paths)}  {Show(endpoint)}");
        return ExitCode.Fine;
    }

    private static string Show(ListenOptions listen) =>
        $"{(listen.Address.Contains(':') ? $"[{listen.Address}]" : listen.Address)}:{(listen.Port == 0 ? "any free port" : listen.Port)}{(listen.Tls ? ", TLS" : "")}";

    private static string Show(EndpointOptions endpoint) =>
        endpoint.Script is { } script ? $"{script}, {endpoint.Dispatch.ToString().ToLowerInvariant()}" : "no script: C# handlers only";
}
