using System.Net.Http;

namespace ScriptWs.Outgoing;

/// <summary>
/// One request and its response. Any thread, but one read at a time. It ends when its body does, or by itself when no read comes.
/// </summary>
internal sealed class OutgoingExchange
{
    /// <summary>Redirects of one request at most, as on the web.</summary>
    private const int MaxRedirects = 20;

    private const int ChunkSize = 64 << 10;

    private readonly OutgoingClient _client;
    private readonly UrlResolver _resolveUrl;
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _ended;
    private HttpResponseMessage? _response;
    private Stream? _body;
    private long _size;
    private int _hasFinished;
    private volatile bool _isAborted;

    public OutgoingExchange(OutgoingClient client, OutgoingRequest request, UrlResolver resolveUrl, CancellationToken ended)
    {
        (_client, _resolveUrl) = (client, resolveUrl);
        _source = new CancellationTokenSource(Timeout, client.Clock);
        _ended = ended.UnsafeRegister(static exchange => ((OutgoingExchange)exchange!).Cancel(), this);
        _source.Token.UnsafeRegister(static exchange => ((OutgoingExchange)exchange!).Finish(), this);
        Head = Task.Run(() => GuardAsync(() => SendAsync(request)), CancellationToken.None);
    }

    /// <summary>Completes when the response begins.</summary>
    public Task<OutgoingHead> Head { get; }

    private TimeSpan Timeout =>
        _client.Options.Timeout > TimeSpan.Zero ? _client.Options.Timeout : System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>The next bytes of the body.</summary>
    /// <returns><c>null</c> at its end.</returns>
    /// <exception cref="OutgoingException">It failed.</exception>
    public Task<byte[]?> ReadAsync() => GuardAsync(async () =>
    {
        var chunk = new byte[ChunkSize];
        var count = await ReadAsync(chunk).ConfigureAwait(false);
        if (count > 0) return count == chunk.Length ? chunk : chunk[..count];

        Finish();
        return null;
    });

    /// <summary>The whole body.</summary>
    /// <exception cref="OutgoingException">It failed.</exception>
    public Task<byte[]> ReadAllAsync() => GuardAsync(async () =>
    {
        using var all = new MemoryStream();
        var chunk = new byte[ChunkSize];
        for (int count; (count = await ReadAsync(chunk).ConfigureAwait(false)) > 0;) all.Write(chunk, 0, count);
        Finish();
        return all.ToArray();
    });

    /// <summary>Ends it. What waits for it fails with an AbortError.</summary>
    public void Cancel()
    {
        _isAborted = true;
        _source.Cancel();
    }

    private async Task<OutgoingHead> SendAsync(OutgoingRequest request)
    {
        for (var redirects = 0; ; redirects++)
        {
            _client.Require(new Uri(request.Url));
            using var message = OutgoingMessage.Write(request);
            var response = await _client.Transport.SendAsync(message, _source.Token).ConfigureAwait(false);
            _response = response;
            if (_hasFinished != 0) response.Dispose(); // cancelled meanwhile
            var status = (int)response.StatusCode;
            var location = response.Headers.NonValidated.TryGetValues("location", out var locations) ? locations.ToString() : null;
            if (!OutgoingMessage.IsRedirect(status) || request.Redirect == "manual" || location is null)
            {
                _body = await response.Content.ReadAsStreamAsync(_source.Token).ConfigureAwait(false);
                _source.CancelAfter(Timeout);
                return OutgoingMessage.Head(response, request.Url, redirects > 0);
            }

            response.Dispose();
            request = OutgoingMessage.Follow(request, status, Target(request, location, redirects));
        }
    }

    private string Target(OutgoingRequest request, string location, int redirects)
    {
        if (request.Redirect == "error") throw new OutgoingException($"{request.Url} redirects, and the request has redirect: \"error\".");
        if (redirects >= MaxRedirects) throw new OutgoingException($"{request.Url}: there were {MaxRedirects} redirects already.");

        var target = _resolveUrl(location, request.Url) ?? throw new OutgoingException($"{request.Url} redirects to what is no URL.");
        var fragment = request.Url.IndexOf('#', StringComparison.Ordinal);
        return fragment < 0 || target.Contains('#', StringComparison.Ordinal) ? target : target + request.Url[fragment..];
    }

    private async ValueTask<int> ReadAsync(byte[] chunk)
    {
        _source.Token.ThrowIfCancellationRequested();
        if (_body is null || _hasFinished != 0) return 0;

        var count = await _body.ReadAsync(chunk, _source.Token).ConfigureAwait(false);
        _source.CancelAfter(Timeout);
        _size += count;
        if (_size <= _client.Options.MaxResponseSize) return count;

        throw new OutgoingException($"The body is larger than fetch.maxResponseSize ({_client.Options.MaxResponseSize} bytes).");
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var failure = Describe(e);
            Finish();
            throw failure;
        }
    }

    private OutgoingException Describe(Exception e)
    {
        if (_isAborted) return new OutgoingException("The request was aborted.", OutgoingException.Abort);
        if (_source.IsCancellationRequested)
            return new OutgoingException(
                $"The server did not answer within fetch.timeout ({Timeout.TotalSeconds:0.###} s).", OutgoingException.Timeout);
        return OutgoingFailure.Of(e);
    }

    private void Finish()
    {
        if (Interlocked.Exchange(ref _hasFinished, 1) != 0) return;

        _ended.Dispose();
        _response?.Dispose();
        _source.CancelAfter(System.Threading.Timeout.InfiniteTimeSpan);
        _client.RequestEnded();
    }
}
