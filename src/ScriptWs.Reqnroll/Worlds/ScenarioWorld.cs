using Reqnroll;
using Reqnroll.Infrastructure;
using ScriptWs.Testing;
using ScenarioInfo = ScriptWs.Testing.ScenarioInfo;

namespace ScriptWs.ReqnrollPlugin.Worlds;

/// <summary>The world of one scenario: made when a step first asks for it, ended with the scenario.</summary>
internal sealed class ScenarioWorld(IContextManager contexts, IReqnrollOutputHelper output, AttachmentFiles files) : IDisposable
{
    private World? _world;
    private bool _hasEvidence;

    public World World => _world ??= new World(Scenario, ServerUnderTest.Url, Attach);

    private ScenarioInfo Scenario => new(
        contexts.ScenarioContext.ScenarioInfo.Title,
        contexts.ScenarioContext.ScenarioInfo.CombinedTags.Select(tag => $"@{tag}").ToHashSet(StringComparer.Ordinal),
        $"{contexts.FeatureContext.FeatureInfo.FolderPath.Replace('\\', '/')}/{contexts.FeatureContext.FeatureInfo.Title}",
        0);

    /// <summary>Notes that a step or hook has failed, and attaches what the clients and the server have seen.</summary>
    public void Fail()
    {
        if (_world is null || _hasEvidence) return;
        (_hasEvidence, _world.HasFailed) = (true, true);
        foreach (var (name, text) in _world.Evidence()) _world.Attach(text, "text/plain", name);
    }

    /// <summary>Drops the clients and stops the server.</summary>
    public async ValueTask EndAsync()
    {
        if (Interlocked.Exchange(ref _world, null) is { } world) await world.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Ends the world of a scenario whose last hook did not run, because another one failed before it.</summary>
    public void Dispose() => EndAsync().AsTask().GetAwaiter().GetResult();

    private void Attach(AttachedData data)
    {
        if (data is { IsBase64: false, MediaType: "text/x.cucumber.log+plain" }) output.WriteLine(data.Body);
        else output.AddAttachment(files.Write(data));
    }
}
