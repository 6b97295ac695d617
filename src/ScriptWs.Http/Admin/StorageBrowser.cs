namespace ScriptWs.Http.Admin;

/// <summary>
/// The keys of the storage, page by page, as one viewer turns them. No value is shown, and what looks like a secret in a key is cut.
/// The place in the list stays here, because the page does not get whole keys.
/// </summary>
internal sealed class StorageBrowser(ScriptWsServer server) : IDisposable
{
    private const int PageSize = 50;

    /// <summary>Pages that can be turned back.</summary>
    private const int MaxPages = 10_000;

    private readonly SemaphoreSlim _lock = new(1, 1);
    private readonly List<string?> _starts = [null];
    private string _prefix = "";
    private string? _nextStart;

    /// <param name="prefix">What the keys begin with. Another one than before begins at its first page.</param>
    /// <param name="move"><c>next</c>, <c>previous</c>, or empty for the same page as it is now.</param>
    /// <exception cref="AdminException">The storage is unavailable.</exception>
    public async Task<object> FindAsync(string prefix, string move)
    {
        await _lock.WaitAsync().ConfigureAwait(false);
        try
        {
            Turn(prefix, move);
            // One more tells whether there is a next page.
            var found = await server.ListStorageAsync(_prefix, _starts[^1], PageSize + 1).ConfigureAwait(false);
            _nextStart = found.Count > PageSize ? found[PageSize - 1].Key : null;
            return new
            {
                page = _starts.Count,
                hasNext = _nextStart is not null && _starts.Count < MaxPages,
                keys = found.Take(PageSize).Select(one => new
                {
                    key = Secrets.Cut(one.Key),
                    one.Size,
                    one.Endpoint,
                    one.Version,
                    one.ExpiresAt,
                }),
            };
        }
        catch (ScriptWsException e)
        {
            throw new AdminException(e.Message, e);
        }
        finally
        {
            _lock.Release();
        }
    }

    public void Dispose() => _lock.Dispose();

    private void Turn(string prefix, string move)
    {
        if (prefix != _prefix)
        {
            _prefix = prefix;
            _starts.RemoveRange(1, _starts.Count - 1);
        }
        else if (move == "next" && _nextStart is not null && _starts.Count < MaxPages)
        {
            _starts.Add(_nextStart);
        }
        else if (move == "previous" && _starts.Count > 1)
        {
            _starts.RemoveAt(_starts.Count - 1);
        }
    }
}
