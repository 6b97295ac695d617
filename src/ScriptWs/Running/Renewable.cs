namespace ScriptWs.Running;

/// <summary>A part of a run that new options replace: the old one ends, and a new one is created from the options in force.</summary>
internal sealed class Renewable<T>(Func<T> create) : IDisposable
    where T : class, IDisposable
{
    private T _current = create();

    public void Renew()
    {
        _current.Dispose();
        _current = create();
    }

    public void Dispose() => _current.Dispose();
}
