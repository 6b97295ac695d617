using System.Text;
using System.Threading.Channels;

namespace ScriptWs.Cli.Terminal;

/// <summary>Asks for a password on a terminal and shows nothing of it, not even its length.</summary>
internal sealed class PasswordPrompt(TextWriter screen, ChannelReader<ConsoleKeyInfo> keys, string consequence = "nothing was written")
{
    /// <exception cref="CommandException">The user gave up, or the terminal is gone.</exception>
    public async Task<string> AskAsync(string question, CancellationToken cancellationToken)
    {
        var typed = new StringBuilder();
        screen.Write(question);
        screen.Flush();
        try
        {
            while (true)
            {
                var key = await keys.ReadAsync(cancellationToken);
                if (key.Key is ConsoleKey.Enter) return typed.ToString();
                if (key.Key is ConsoleKey.Escape || key.KeyChar is '\x04') throw new CommandException($"no password was given; {consequence}.");
                if (key.Key is ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
                else if (key.KeyChar is '\x15') typed.Clear(); // Ctrl+U
                else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
            }
        }
        catch (ChannelClosedException e)
        {
            throw new CommandException($"the terminal is gone; {consequence}.", inner: e);
        }
        finally
        {
            screen.WriteLine();
        }
    }
}
