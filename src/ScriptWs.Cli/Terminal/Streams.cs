using ScriptWs.Cli.Processes;
using ScriptWs.Cli.Supervising;
using ScriptWs.Cli.Terminal;

namespace ScriptWs.Cli;

/// <summary>What a command reads and writes.</summary>
internal sealed record Streams(TextReader In, TextWriter Out, TextWriter Error)
{
    /// <summary>The environment variable that holds a password where no one can type it, as in CI.</summary>
    public const string PasswordVariable = "WS_PASSWORD";

    /// <summary>A person sits there: input and output are a terminal that can move its cursor.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>A person types, wherever the output goes.</summary>
    public bool HasKeyboard { get; init; }

    /// <summary>Whether the output may be coloured: a terminal, and no <c>NO_COLOR</c>.</summary>
    public bool OutHasColors { get; init; }

    /// <summary>Whether the errors go to a terminal that can move its cursor.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether the errors and the log may be coloured.</summary>
    public bool ErrorHasColors { get; init; }

    /// <summary>What <see cref="PasswordVariable"/> says; <c>null</c> without it.</summary>
    public string? Password { get; init; }

    /// <summary>What could not be written to the output; <c>null</c> where it is not counted.</summary>
    public Losses? OutLosses { get; init; }

    /// <summary>What could not be written to the errors; <c>null</c> where it is not counted.</summary>
    public Losses? ErrorLosses { get; init; }

    public static Streams OfProcess()
    {
        // Console.In would hold up everybody who reads from it asynchronously.
        var input = new StreamReader(Console.OpenStandardInput(), Console.InputEncoding);
        var isDumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        var mayColor = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && !isDumb;
        var (output, error) = (Open(1, Console.IsOutputRedirected, Console.OpenStandardOutput), Open(2, Console.IsErrorRedirected, Console.OpenStandardError));
        return new Streams(input, output, error)
        {
            OutLosses = output.Losses,
            ErrorLosses = error.Losses,
            IsInteractive = !Console.IsInputRedirected && !Console.IsOutputRedirected && !isDumb,
            HasKeyboard = !Console.IsInputRedirected,
            Password = Environment.GetEnvironmentVariable(PasswordVariable),
            OutHasColors = mayColor && !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected && !isDumb,
            ErrorHasColors = mayColor && !Console.IsErrorRedirected,
        };
    }

    /// <summary>One of the two streams: never throws, whatever it leads to.</summary>
    private static SafeWriter Open(int descriptor, bool isRedirected, Func<Stream> open)
    {
        if (!isRedirected || OperatingSystem.IsWindows()) return new SafeWriter(new StreamWriter(open(), Console.OutputEncoding) { AutoFlush = true });
        // A number that was closed at the start may be a file or socket of this process by now.
        return new SafeWriter(Posix.IsInherited(descriptor) ? new DescriptorWriter(descriptor, Console.OutputEncoding) : TextWriter.Null);
    }
}
