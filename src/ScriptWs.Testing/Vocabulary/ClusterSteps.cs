using ScriptWs.Testing.Worlds;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>Several servers of one cluster.</summary>
[Binding, StepGroup(Groups.Server)]
internal sealed class ClusterSteps(World world, ConnectTable table)
{
    [Given("{int} servers of one cluster with the script:")]
    public async Task GivenServersOfOneCluster(int count, string script)
    {
        world.NeedsOwnServer();
        world.Setup.UseScript(script);
        world.Setup.Set("cluster.url", $"memory:{Path.GetFileName(world.Setup.Folder)}");
        await world.StartServerAsync().ConfigureAwait(false);
        while (world.Servers.All.Count < count) await world.Servers.StartAsync().ConfigureAwait(false);
        await world.AdvanceAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false); // each node has shown itself to the others
    }

    [Given("{name} connects/(is )connected to server {int}( with:)")]
    [When("{name} connects/(is )connected to server {int}( with:)")]
    public Task WhenConnectsToServer(ClientName name, int number) => WhenConnectsToServer(name, number, null);

    [Given("{name} connects/(is )connected to server {int}( with:)")]
    [When("{name} connects/(is )connected to server {int}( with:)")]
    public async Task WhenConnectsToServer(ClientName name, int number, DataTable? with)
    {
        var options = (with is null ? new ConnectOptions() : table.Read(with)) with { Server = world.Servers.Find(number).Addresses[0] };
        var client = await world.ConnectAsync(name, options).ConfigureAwait(false);
        await client.AnsweredAsync().ConfigureAwait(false);
    }

    [When("server {int} stops")]
    public async Task WhenServerStops(int number) => await world.Servers.Find(number).StopAsync().ConfigureAwait(false);
}
