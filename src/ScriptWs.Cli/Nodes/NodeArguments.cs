using System.CommandLine.Parsing;
using System.Globalization;
using ScriptWs.Configuration;

namespace ScriptWs.Cli.Nodes;

/// <summary>The command line of each of several nodes on this machine: that of all of them, with ports and a name of its own.</summary>
internal static class NodeArguments
{
    public const string Option = "--nodes", Listen = "--listen";

    /// <param name="arguments">The command line of all.</param>
    /// <param name="options">The configuration, with what the command line says over it.</param>
    /// <param name="broker">The address of a broker that was started for them; <c>null</c> for the configured one.</param>
    /// <param name="number">Of the node, from 1. Its ports are those of the first one, plus the nodes before it.</param>
    /// <exception cref="CommandException">There are no such ports.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> arguments, ScriptWsOptions options, string? broker, int number)
    {
        List<string> all = [.. Without(arguments)];
        foreach (var listen in options.Listen) all.AddRange([Listen, Text(listen, PortOf(listen.Port, number))]);
        if (options.Admin.Enabled) all.AddRange(["--admin:port", Number(PortOf(options.Admin.Port, number))]);
        if (broker is not null) all.AddRange(["--cluster:url", broker]);
        all.AddRange(["--cluster:node", NameOf(number)]);
        return all;
    }

    /// <summary>Reads the number of nodes.</summary>
    public static int? ParseCount(ArgumentResult result)
    {
        var text = result.Tokens is [var only] ? only.Value : "";
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        if (isNumber && count is >= 1 and <= NodesRun.Max) return count;

        result.AddError($"{Option} must be a number from 1 to {NodesRun.Max} (found \"{text}\").");
        return null;
    }

    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"node{number}");

    private static IEnumerable<string> Without(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is Option or Listen) i++; // and its value
            else if (!IsWithValue(arguments[i])) yield return arguments[i];
        }
    }

    private static bool IsWithValue(string argument) =>
        argument.StartsWith($"{Option}=", StringComparison.Ordinal) || argument.StartsWith($"{Listen}=", StringComparison.Ordinal)
        || argument.StartsWith($"{Option}:", StringComparison.Ordinal) || argument.StartsWith($"{Listen}:", StringComparison.Ordinal);

    /// <summary>0 stays any free port.</summary>
    private static int PortOf(int port, int number)
    {
        var own = port == 0 ? 0 : port + number - 1;
        return own <= ushort.MaxValue
            ? own
            : throw new CommandException(
                $"{Option}: node {number} would have port {own}, and {ushort.MaxValue} is the last; begin with a lower one.");
    }

    private static string Text(ListenOptions listen, int port)
    {
        var address = listen.Address.Contains(':', StringComparison.Ordinal) ? $"[{listen.Address}]" : listen.Address;
        return string.Create(CultureInfo.InvariantCulture, $"{(listen.Tls ? "wss://" : "")}{address}:{port}");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
