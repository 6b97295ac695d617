using ScriptWs.Testing.Worlds;

namespace ScriptWs.Testing;

/// <summary>Worlds for tests in C#, without features: for xunit, NUnit, MSTest or none of them.</summary>
/// <example>
/// <code>
/// await using var world = await World.ServeAsync("chat.js");
/// var anna = await world.ConnectAsync("anna");
/// await anna.SendAsync("hello");
/// Assert.Equal("hello", (await anna.ReceiveAsync()).Text);
/// </code>
/// </example>
public sealed partial class World
{
    /// <summary>Starts a server with one script on a free port of 127.0.0.1, and a clock that stands still.</summary>
    /// <param name="script">
    /// The script's path. A relative one is looked for in the current folder, beside the test's assembly, and in the folders above that.
    /// </param>
    /// <param name="prepare">Changes what the server is started with: its settings, and modules of C# or fakes of them.</param>
    /// <exception cref="StepFailedException">There is no such script.</exception>
    /// <exception cref="ScriptWs.Configuration.ConfigurationException">The settings are wrong.</exception>
    /// <exception cref="ScriptWsException">The script does not load; the message names the place.</exception>
    public static Task<World> ServeAsync(string script, Action<ServerSetup>? prepare = null) =>
        ServeAsync(script, setup => setup.UseScriptFile(ScriptLookup.Find(script)), prepare);

    /// <summary>Starts a server with a script that the test contains.</summary>
    /// <param name="source">The script's text.</param>
    /// <param name="prepare">Changes what the server is started with.</param>
    /// <inheritdoc cref="ServeAsync(string, Action{ServerSetup})" path="/exception"/>
    public static Task<World> ServeSourceAsync(string source, Action<ServerSetup>? prepare = null) =>
        ServeAsync("script.js", setup => setup.UseScript(source), prepare);

    private static async Task<World> ServeAsync(string name, Action<ServerSetup> useScript, Action<ServerSetup>? prepare)
    {
        var world = new World(new ScenarioInfo(name, new HashSet<string>(), name, 0), null, static _ => { });
        try
        {
            useScript(world.Setup);
            prepare?.Invoke(world.Setup);
            await world.StartServerAsync().ConfigureAwait(false);
            return world;
        }
        catch
        {
            await world.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
