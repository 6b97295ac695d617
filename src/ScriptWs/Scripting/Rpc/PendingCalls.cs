using ScriptWs.ClientProtocol;
using ScriptWs.Connections;

namespace ScriptWs.Scripting;

/// <summary>The requests that one version of a script has not answered. Any thread.</summary>
internal sealed class PendingCalls
{
    private readonly Lock _lock = new();
    private readonly HashSet<ClientCall> _calls = new(ReferenceEqualityComparer.Instance);
    private RpcError? _ended;

    public int Count
    {
        get
        {
            lock (_lock) return _calls.Count;
        }
    }

    public void Add(ClientCall call)
    {
        lock (_lock)
        {
            if (_ended is null)
            {
                _calls.Add(call);
                return;
            }
        }

        call.Fail(_ended);
    }

    public void Remove(ClientCall call)
    {
        lock (_lock) _calls.Remove(call);
    }

    /// <summary>Answers all of them, and those that are still added.</summary>
    public void FailAll(RpcError error)
    {
        ClientCall[] calls;
        lock (_lock)
        {
            _ended = error;
            calls = [.. _calls];
            _calls.Clear();
        }

        foreach (var call in calls) call.Fail(error);
    }
}
