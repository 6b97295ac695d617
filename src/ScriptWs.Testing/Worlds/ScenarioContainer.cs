namespace ScriptWs.Testing.Worlds;

/// <summary>
/// The objects of one scenario: each class is made once, with what its constructor asks for, and disposed of at the end
/// in the opposite order. One thread at a time.
/// </summary>
internal sealed class ScenarioContainer : IAsyncDisposable
{
    private readonly Dictionary<Type, object> _objects = [];
    private readonly List<object> _made = [];
    private readonly List<Type> _making = [];

    public void Register<T>(T instance) where T : notnull => _objects[typeof(T)] = instance;

    /// <summary>Disposes of an object with the scenario, before everything that was made earlier.</summary>
    public void Own(object made) => _made.Add(made);

    /// <exception cref="StepFailedException">The class cannot be made.</exception>
    public object Resolve(Type type)
    {
        if (_objects.TryGetValue(type, out var existing)) return existing;
        if (_making.Contains(type)) throw new StepFailedException($"{type.Name} needs itself: {string.Join(" → ", _making.Append(type).Select(t => t.Name))}.");
        if (type.IsAbstract || type.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length).FirstOrDefault() is not { } constructor)
            throw new StepFailedException($"{type.Name} cannot be made for a scenario: it has no public constructor.");

        _making.Add(type);
        try
        {
            var instance = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Resolve(parameter.ParameterType))]);
            _made.Add(instance);
            return _objects[type] = instance;
        }
        finally
        {
            _making.Remove(type);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in Enumerable.Reverse(_made))
        {
            if (instance is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync().ConfigureAwait(false);
            else (instance as IDisposable)?.Dispose();
        }

        _made.Clear();
    }
}
