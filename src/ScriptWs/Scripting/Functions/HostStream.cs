using Jint;
using Jint.Native;
using ScriptWs.Diagnostics;

namespace ScriptWs.Scripting;

/// <summary>
/// An <c>IAsyncEnumerable</c> of C# as a script walks it: one step at a time and only when asked, so that nothing is buffered but the
/// requests of the script. A step begins on the worker's turn. It ends with its last item, <c>return</c>, its connection or its
/// engine.
/// </summary>
internal sealed class HostStream
{
    private static readonly Func<Engine, JsValue> Done = static engine => HostIterator.Step(engine, JsValue.Undefined, done: true);

    private readonly Lock _lock = new();
    private readonly HostBinding _binding;
    private readonly object?[] _arguments;
    private readonly HostCaller _caller;
    private readonly string _name;
    private readonly CancellationTokenSource _source;
    private readonly Queue<OutsidePromise> _asked = new();
    private IAsyncEnumerator<object?>? _items;
    private HostStreamState _state;

    public HostStream(HostBinding binding, object?[] arguments, HostCaller caller, string name)
    {
        (_binding, _arguments, _name) = (binding, arguments, name);
        _source = CancellationTokenSource.CreateLinkedTokenSource(caller.Ended);
        _caller = caller with { Ended = _source.Token };
        _source.Token.UnsafeRegister(static stream => ((HostStream)stream!).EndIfIdle(), this);
    }

    /// <summary>Asks for the next item. On the worker's turn.</summary>
    /// <returns>A promise.</returns>
    public JsValue Next()
    {
        var promise = _binding.Outside.Begin(_name, _caller.Connection);
        var (begins, isOver) = (false, false);
        lock (_lock)
        {
            (begins, isOver) = (_state == HostStreamState.Idle, _state == HostStreamState.Ended);
            if (begins) _state = HostStreamState.Moving;
            if (!isOver) _asked.Enqueue(promise);
        }

        if (begins) _ = MoveAsync();
        if (isOver) promise.Resolve(Done);
        return promise.Promise;
    }

    /// <summary>Ends it early. What cleans up in C# goes on by itself.</summary>
    public void End()
    {
        if (!EndIfIdle()) Background.Queue("ending a stream of a C# function", Cancel, _binding.Services.Log);
    }

    /// <summary>One step. Nothing is thrown.</summary>
    private async Task MoveAsync()
    {
        try
        {
            _items ??= _binding.Run(_arguments, _caller).Stream!.GetAsyncEnumerator(_caller.Ended);
            var goesOn = await _items.MoveNextAsync().ConfigureAwait(false);
            var item = goesOn ? _binding.Prepare(_items.Current) : null;
            Func<Engine, JsValue> step = engine => HostIterator.Step(engine, _binding.Write(item), done: false);
            Settle(goesOn ? step : Done, goesOn);
        }
        catch (OperationCanceledException) when (_caller.Ended.IsCancellationRequested)
        {
            Settle(Done, goesOn: false);
        }
        catch (Exception e)
        {
            Settle(_binding.ErrorOf(e, _caller), goesOn: false, rejects: true);
        }
    }

    /// <summary>Answers the request whose step is done, and goes on with the next one. Any thread.</summary>
    private void Settle(Func<Engine, JsValue> answer, bool goesOn, bool rejects = false)
    {
        var isOver = !goesOn || _source.IsCancellationRequested;
        OutsidePromise waiting;
        OutsidePromise[] late = [];
        lock (_lock)
        {
            waiting = _asked.Dequeue();
            if (isOver)
            {
                late = [.. _asked];
                _asked.Clear();
            }

            _state = isOver ? HostStreamState.Ended : HostStreamState.Idle;
        }

        if (isOver) Background.Queue("ending a stream of a C# function", Dispose, _binding.Services.Log);
        if (rejects) waiting.Reject(answer);
        else waiting.Resolve(AnswerAndGoOn);
        foreach (var promise in late) promise.Resolve(Done);

        JsValue AnswerAndGoOn(Engine engine)
        {
            GoOn();
            return answer(engine);
        }
    }

    /// <summary>Begins the step that was asked for meanwhile. On the worker's turn.</summary>
    private void GoOn()
    {
        lock (_lock)
        {
            if (_state != HostStreamState.Idle || _asked.Count == 0) return;
            _state = HostStreamState.Moving;
        }

        _ = MoveAsync();
    }

    /// <summary>Any thread. A step that is under way ends the stream when it is done.</summary>
    /// <returns>Whether no step was under way.</returns>
    private bool EndIfIdle()
    {
        lock (_lock)
        {
            if (_state != HostStreamState.Idle) return _state == HostStreamState.Ended;
            _state = HostStreamState.Ended;
        }

        Background.Queue("ending a stream of a C# function", Dispose, _binding.Services.Log);
        return true;
    }

    private void Cancel()
    {
        lock (_lock)
        {
            if (_state == HostStreamState.Ended) return; // it is disposed, or will be
        }

        _source.Cancel();
    }

    /// <summary>Once, on the pool.</summary>
    private void Dispose()
    {
        _binding.Module.CloseStream();
        if (_items is { } items) _ = DisposeAsync(items);
    }

    private async Task DisposeAsync(IAsyncEnumerator<object?> items)
    {
        try
        {
            await items.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _binding.ErrorOf(e, _caller);
        }
        finally
        {
            _source.Dispose();
        }
    }
}
