using System.Collections.Concurrent;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Steps;

namespace ScriptWs.Testing.Running;

/// <summary>The libraries of the workers: one for each scenario that runs at the same time.</summary>
internal sealed class WorkerPool(IReadOnlyList<IStepSource> sources, RunHooks hooks) : IDisposable
{
    private readonly ConcurrentStack<StepLibrary> _free = [];
    private readonly ConcurrentBag<StepLibrary> _all = [];
    private readonly ConcurrentBag<IDisposable> _disposables = [];

    /// <summary>The library that knows what matches; the first worker runs with it.</summary>
    public StepLibrary First { get; private set; } = null!;

    /// <exception cref="FeatureRunException">Steps cannot be loaded.</exception>
    public void Begin() => _free.Push(First = Create());

    /// <exception cref="FeatureRunException">Steps cannot be loaded a second time, or a hook of the run fails then.</exception>
    public async Task<StepLibrary> TakeAsync()
    {
        if (_free.TryPop(out var free)) return free;

        var library = Create();
        await hooks.RunForWorkerAsync(library, HookType.BEFORE_TEST_RUN).ConfigureAwait(false);
        return library;
    }

    public void Return(StepLibrary library) => _free.Push(library);

    /// <summary>Runs what all workers but the first have to do at the end; the first one's hooks are the run's own.</summary>
    public async Task EndAsync()
    {
        foreach (var library in _all.Where(library => library != First)) await hooks.RunForWorkerAsync(library, HookType.AFTER_TEST_RUN).ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var disposable in _disposables) disposable.Dispose();
    }

    private StepLibrary Create()
    {
        var library = new StepLibrary();
        foreach (var source in sources)
        {
            if (source.AddTo(library) is { } disposable) _disposables.Add(disposable);
        }

        if (First is { } first && (first.Steps.Count != library.Steps.Count || first.Hooks.Count != library.Hooks.Count))
            throw new FeatureRunException("A steps file defined other steps when it was loaded a second time; define the same ones each time.");
        _all.Add(library);
        return library;
    }
}
