using ScriptWs.Storage;

namespace ScriptWs.Resumption;

/// <summary>
/// What one connection keeps in the storage to be resumed: written while it is open, the newest state only, one write at a time. Once
/// another connection has resumed it nothing is written any more. Any thread.
/// </summary>
internal sealed class Resumable(ResumeKeeper keeper, string token, string key, byte[]? resumed)
{
    private readonly Lock _lock = new();
    private byte[]? _wanted;
    private byte[]? _latest;
    private long? _version;
    private State _state;

    /// <summary>Whether another node has taken what was written.</summary>
    private bool _hasLostKey;
    private Task _writing = Task.CompletedTask;

    private enum State
    {
        Open,

        /// <summary>The connection has ended, and what it kept expires.</summary>
        Lost,

        /// <summary>There is nothing to resume, or another connection has done so.</summary>
        Over,
    }

    /// <summary>What resumes this connection.</summary>
    public string Token => token;

    /// <summary>What the connection that it continues has kept; <c>null</c> when it continues none.</summary>
    public byte[]? Resumed => resumed;

    /// <summary>The key of its state.</summary>
    public string Key => key;

    /// <summary>
    /// Asks for the state now, and is told it, or <c>null</c>; on any thread. <c>null</c> until the connection has opened.
    /// </summary>
    public Action<Action<byte[]?>>? Collect { get; set; }

    /// <summary>Completes when nothing is being written.</summary>
    public Task Written
    {
        get
        {
            lock (_lock) return _writing;
        }
    }

    /// <summary>Keeps a state, unless it is kept already.</summary>
    public void Save(byte[] state)
    {
        lock (_lock)
        {
            if (_state != State.Open || (_latest is not null && _latest.AsSpan().SequenceEqual(state))) return;
            _wanted = _latest = state;
            Begin();
        }
    }

    /// <summary>Puts the expiry off.</summary>
    public void Renew()
    {
        lock (_lock)
        {
            if (_state != State.Open || _latest is null) return;
            _wanted = _latest;
            Begin();
        }
    }

    /// <summary>Another connection of this server resumes it, although it has not ended: the client noticed the loss first.</summary>
    /// <returns>The state now; <c>null</c> when another connection has resumed it already, or there is nothing to resume.</returns>
    public async Task<byte[]?> TakeAsync()
    {
        if (Collect is not { } collect) return null;

        var collected = new TaskCompletionSource<byte[]?>(TaskCreationOptions.RunContinuationsAsynchronously);
        collect(collected.SetResult);
        var state = await collected.Task.ConfigureAwait(false) ?? _latest;
        lock (_lock)
        {
            if (_state == State.Over) return null;
            _state = State.Over;
            _wanted = null;
            Begin();
        }

        keeper.Forget(this);
        await Written.ConfigureAwait(false);
        return _hasLostKey ? null : state;
    }

    /// <summary>The connection was lost: from now on its time to be resumed runs.</summary>
    /// <param name="state">Its last state; <c>null</c> for what is kept already.</param>
    public void Lose(byte[]? state)
    {
        if (!keeper.TryLose())
        {
            End();
            return;
        }

        lock (_lock)
        {
            if (_state != State.Open) return;
            _state = State.Lost;
            _wanted = state ?? _latest;
            if (_wanted is not null) Begin();
        }

        keeper.Forget(this);
    }

    /// <summary>The connection ended as it should: there is nothing to resume.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_state != State.Open) return;
            _state = State.Over;
            _wanted = null;
            if (_version is not null || !_writing.IsCompleted) Begin();
        }

        keeper.Forget(this);
    }

    /// <summary>Under the lock.</summary>
    private void Begin()
    {
        if (_writing.IsCompleted) _writing = WriteAsync();
    }

    private async Task WriteAsync()
    {
        while (Next() is { } commit)
        {
            var written = await keeper.CommitAsync(commit.Commit).ConfigureAwait(false);
            lock (_lock)
            {
                if (written.IsDone) _version = written.Version;
                else _latest = null; // the next state is written, whatever it is
                if (written.IsConflict) (_state, _hasLostKey) = (State.Over, true);
                if (!written.IsDone || commit.State is null) return;
            }
        }
    }

    /// <returns>What is to be written next; <c>null</c> when nothing is.</returns>
    private (StorageCommit Commit, byte[]? State)? Next()
    {
        lock (_lock)
        {
            var check = new StorageCheck(key, _version);
            if (_state == State.Over)
                return _version is null ? null : (StorageCommit.Of(ResumeKeeper.Owner, StorageWrite.Delete(key), check), null);
            if (_wanted is not { } state) return null;

            _wanted = null;
            var write = StorageWrite.Set(key, state, keeper.ExpiryOf(isOpen: _state == State.Open));
            return (StorageCommit.Of(ResumeKeeper.Owner, write, check), state);
        }
    }
}
