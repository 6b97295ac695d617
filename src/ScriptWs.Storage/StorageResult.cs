namespace ScriptWs.Storage;

/// <summary>An operation with a result.</summary>
/// <param name="run">Does it.</param>
internal sealed class StorageResult<T>(Func<StorageFile, long, T> run) : StorageWork
{
    // Continuations run elsewhere: the writer thread serves all endpoints.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private StorageException? _refused;

    public Task<T> Task => _completion.Task;

    public override void Do(StorageFile file, long now)
    {
        try
        {
            _result = run(file, now);
        }
        catch (StorageException e)
        {
            _refused = e;
        }
    }

    public override void Complete()
    {
        if (_refused is { } refused) _completion.TrySetException(refused);
        else _completion.TrySetResult(_result!);
    }

    public override void Fail(StorageException failure) => _completion.TrySetException(failure);
}
