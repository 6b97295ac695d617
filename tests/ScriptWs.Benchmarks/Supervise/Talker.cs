namespace ScriptWs.Benchmarks.Supervise;

/// <summary>A client that sends a message, waits for its echo, and comes back at once when it is let go.</summary>
internal sealed class Talker(string name, Uri address)
{
    private int _connection;

    /// <summary>Each connection that the server closed: its name there, the status code, what was answered on it, and the time to the next answer.</summary>
    public List<(string Name, int Code, int Answered, TimeSpan Gap)> Closed { get; } = [];

    public int Answered { get; private set; }

    /// <summary>Messages without an answer on the connection that they were sent on.</summary>
    public int Again { get; private set; }

    /// <summary>Connections that ended without a Close frame.</summary>
    public int Cut { get; private set; }

    public async Task TalkAsync(TimeSpan between, TimeSpan patience, CancellationToken end)
    {
        long? closed = null;
        while (!end.IsCancellationRequested)
        {
            using var bound = new CancellationTokenSource(patience);
            try
            {
                using var client = await WireClient.ConnectAsync(address, bound.Token);
                closed = await TalkAsync(client, $"{name}-{_connection++}", closed, between, end);
            }
            catch (IOException)
            {
                Cut++;
            }
        }
    }

    /// <returns>When the server closed.</returns>
    private async Task<long?> TalkAsync(WireClient client, string connection, long? closedBefore, TimeSpan between, CancellationToken end)
    {
        var answered = 0;
        while (!end.IsCancellationRequested)
        {
            var message = $"{connection} {answered}";
            await client.SendAsync(message, CancellationToken.None);
            var answer = await client.ReceiveAsync(CancellationToken.None);
            if (answer is null)
            {
                Again++;
                Closed.Add((connection, client.CloseCode, answered, TimeSpan.Zero));
                return TimeProvider.System.GetTimestamp();
            }

            if (answer != message) throw new InvalidOperationException($"{message} was answered {answer}.");
            (answered, Answered) = (answered + 1, Answered + 1);
            if (closedBefore is { } closed)
            {
                Closed[^1] = Closed[^1] with { Gap = TimeProvider.System.GetElapsedTime(closed) };
                closedBefore = null;
            }

            await Task.Delay(between, CancellationToken.None);
        }

        return null;
    }
}
