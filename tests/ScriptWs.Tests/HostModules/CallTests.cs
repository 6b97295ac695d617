using ScriptWs.Scripting;

namespace ScriptWs.Tests.HostModules;

public sealed class CallTests
{
    [Fact]
    public void ScriptException_Thrown_IsAnErrorWithItsMessageAndCode() =>
        Assert.Equal("Error sold-out: sold out", ModuleScript.Run(new Everything(), "await it.refuse();"));

    [Theory]
    [InlineData("await it.breakLater();", "it.breakLater")]
    [InlineData("it.break();", "it.break")]
    public void Exception_OfAnotherKind_IsLoggedWholeAndTheScriptLearnsNothing(string statement, string function)
    {
        using var script = new ModuleScript(
            $$"""
            import * as it from 'host:it';
            export async function onStart() { try { {{statement}} } catch (e) { console.log(e.message, e.stack.includes('password')); } }
            """,
            modules => modules.Add("it", new Broken()));

        script.Host.OnStart();
        script.PumpUntil(() => script.Said.Lines.Count == 1);

        Assert.Equal([$"{function} failed false"], script.Said.Lines);
        Assert.Equal([$"The C# function {function} failed; the script learned no details."], script.Log.Lines);
    }

    [Fact]
    public void Connection_OfTheTurn_IsPassedAlsoAfterAnAwait()
    {
        using var script = new ModuleScript(
            "import { mine, slow } from 'host:it';\nexport async function onMessage(c) { await slow('x'); c.send(await mine()); }",
            modules => modules.Add("it", new Everything()));
        var (transport, connection) = script.Open();

        script.Host.OnText(connection, "1"u8);
        script.PumpUntil(() => ModuleScript.Received(transport) is ["text \"127.0.0.1\""]);

        Assert.Empty(script.Log.Lines);
    }

    [Fact]
    public void Connection_InATurnOfNone_IsAnError() => Assert.Equal(
        "Error no-connection: it.mine is for turns of a connection; call it in a handler of one.",
        ModuleScript.Run(new Everything(), "await it.mine();"));

    [Fact]
    public void CancellationToken_WhenTheConnectionCloses_EndsTheCallWithoutAFailure()
    {
        using var script = new ModuleScript(
            """
            import { hold } from 'host:it';
            export async function onMessage(c) { try { await hold(); } finally { console.log('ended'); } }
            """,
            modules => modules.Add("it", new Everything()));
        var (_, connection) = script.Open();

        script.Host.OnText(connection, "1"u8);
        connection.Abort();
        script.Close(connection);
        script.PumpUntil(() => script.Said.Lines.Count == 1);

        Assert.Equal(["ended"], script.Said.Lines);
        Assert.Empty(script.Log.Lines);
    }

    [Fact]
    public void Call_InOnDisconnect_IsNotCancelled()
    {
        using var script = new ModuleScript(
            "import { slow } from 'host:it';\nexport async function onDisconnect() { console.log(await slow('left')); }",
            modules => modules.Add("it", new Everything()));
        var (_, connection) = script.Open();

        script.Close(connection);
        script.PumpUntil(() => script.Said.Lines.Count == 1);

        Assert.Equal(["left"], script.Said.Lines);
    }

    [Fact]
    public void Call_WhileTheScriptLoads_IsRefused()
    {
        var failure = Assert.Throws<ScriptLoadException>(() => new ModuleScript(
            "import { slow } from 'host:it';\nawait slow('x');\nexport function onStart() { }",
            modules => modules.Add("it", new Everything())));

        Assert.Contains("it.slow cannot be called while the script loads; call it in onStart or later.", failure.Message);
    }

    [Fact]
    public void Calls_BeyondTheLimit_WaitAndThoseBeyondTheQueueAreRefused()
    {
        var everything = new Everything();
        using var script = new ModuleScript(
            """
            import { wait } from 'host:it';
            const show = (e) => console.log(e.code, e.message);
            export function onStart() { for (let i = 0; i < 4; i++) wait().then(console.log, show); }
            """,
            modules => modules.Add("it", everything, new ScriptModuleOptions { MaxConcurrency = 1, MaxWaiting = 2 }));

        script.Host.OnStart();
        script.PumpUntil(() => script.Said.Lines.Count == 1);
        var refused = script.Said.Lines.ToArray();
        everything.Later.SetResult(5);
        script.PumpUntil(() => script.Said.Lines.Count == 4);

        Assert.Equal(["busy it.wait: 1 calls of the module are in flight and 2 wait; try again later."], refused);
        Assert.Equal(["5", "5", "5"], script.Said.Lines.Skip(1));
    }

    [Fact]
    public void Call_OfAReplacedEngine_SettlesWithoutEffectAndFreesItsPlace()
    {
        var everything = new Everything();
        using var script = new ModuleScript(
            "import { wait, slow } from 'host:it';\nexport function onStart() { wait().then(console.log); wait().then(console.log); }",
            modules => modules.Add("it", everything, new ScriptModuleOptions { MaxConcurrency = 1 }));

        script.Host.OnStart();
        script.Host.Abandon();
        everything.Later.SetResult(5);
        script.RunPosted();

        Assert.Empty(script.Said.Lines);
        Assert.Empty(script.Log.Lines);
    }

    [Theory]
    [InlineData("for await (const n of it.numbers(4)) console.log(n);", "1\n2\n3\n4", 1)]
    [InlineData("for await (const n of it.numbers(9)) { console.log(n); if (n === 2) break; }", "1\n2", 1)]
    [InlineData(
        "const all = it.numbers(2); console.log(JSON.stringify(await Promise.all([all.next(), all.next(), all.next(), all.next()])));",
        """[{"value":1,"done":false},{"value":2,"done":false},{"done":true},{"done":true}]""", 1)]
    [InlineData(
        "const all = it.numbers(2); console.log(JSON.stringify([await all.return(7), await all.next()]));",
        """[{"value":7,"done":true},{"done":true}]""", 0)]
    [InlineData("try { for await (const n of it.broken()) console.log(n); } catch (e) { console.log(e.code); }", "1\nend", 0)]
    public void Stream_Walked_GivesItsItemsAndIsDisposed(string statements, string said, int disposed)
    {
        var everything = new Everything();

        Assert.Equal(said, ModuleScript.Run(everything, statements));
        Assert.True(SpinWait.SpinUntil(() => everything.Disposed == disposed, TimeSpan.FromSeconds(60)));
    }

    public sealed class Broken
    {
        [ScriptFunction("breakLater")]
        public async Task<string> BreakAsync()
        {
            await Task.Yield();
            throw new InvalidOperationException("the password is 123");
        }

        [ScriptFunction(Sync = true)]
        public string Break() => throw new InvalidOperationException("the password is 123");
    }
}
