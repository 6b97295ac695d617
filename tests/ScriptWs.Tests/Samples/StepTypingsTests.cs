namespace ScriptWs.Tests.Samples;

/// <summary>Steps files under the TypeScript compiler, with the types that an editor completes from.</summary>
public sealed class StepTypingsTests
{
    private const string Sample =
        """
        // @ts-check
        import { Given, When, Then, Before, After, BeforeAll, AfterAll, DataTable, assert, world } from "scriptws/testing";
        import { defineParameterType, defineStep, setDefaultTimeout } from "scriptws/testing";

        setDefaultTimeout(2000);
        defineParameterType({ name: "room", regexp: /garden|kitchen/, transformer: (name) => ({ name }) });
        BeforeAll(() => assert.ok(true));
        AfterAll({ timeout: 100 }, async () => {});
        Before(async function () { await this.serve({ script: "scripts/rooms.js", config: { limits: { maxMessageSize: 10 } } }); });
        Before("@chat and not @slow", () => "skipped");
        After({ tags: "@chat", name: "say goodbye" }, function () { this.log(`${this.pickle.name}: ${this.pickle.tags.join()}`); });

        Given("{word} is in the {room}", async function (name, room) {
          const client = await this.connect(name, { path: "/?x=1", protocols: ["chat"], headers: { origin: "here" } });
          assert.equal(client.status, 101);
          await client.send(JSON.stringify({ join: room.name }));
        });
        When("{word} waits {int} second(s)", { timeout: 500 }, (name, seconds) => world.clock.advance(seconds * 2));
        When("{float} minute(s) pass", async (minutes) => { await world.clock.advance(`${minutes.toFixed()}m`); });
        When(/^(\w+) leaves$/, async (name) => { await world.client(name).close(4000, "bye"); });
        Then("{word} receives {string}", async (name, text) => {
          assert.equal(await world.client(name).receive({ within: "1s" }), text.toUpperCase());
        });
        Then("{word} receives:", async (name, /** @type {DataTable} */ table) => {
          for (const { type } of table.hashes()) assert.match(String(await world.client(name).receive()), new RegExp(type));
          assert.deepEqual(world.client(name).received.length, table.rows().length);
        });
        Then("{word} is closed with {int}", async (name, code) => {
          const end = await world.client(name).closed();
          assert.deepStrictEqual(end, { code, reason: "" });
          await world.attach(new Uint8Array([1]), { mediaType: "application/octet-stream", fileName: "end.bin" });
          world.link("https://www.rfc-editor.org/rfc/rfc6455");
        });
        Then("the log says \\{this\\} {string}", (text) => assert.ok(world.console.some((line) => line.level === "warn" && line.text === text)));
        defineStep("nothing yet", () => "pending");
        defineStep("an error", () => assert.throws(() => { throw new TypeError("bad"); }, { message: /bad/ }));
        """;

    [Fact]
    public async Task Sample_CheckedStrictly_HasNoTypeErrors()
    {
        var (exitCode, output) = await CheckAsync(Sample);

        Assert.Equal("", output);
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData("Given('{word} waits', (name, seconds, table, more) => name.toFixed());", "Property 'toFixed' does not exist on type 'string'.")]
    [InlineData("When('{int} wait', (count) => { world.connect(count); });", "Argument of type 'number' is not assignable to parameter of type 'string'.")]
    [InlineData("Then('it works', () => 'pendng');", "Type '\"pendng\"' is not assignable to type 'StepResult'. Did you mean '\"pending\"'?")]
    [InlineData("world.conect('anna');", "Property 'conect' does not exist on type 'World'. Did you mean 'connect'?")]
    [InlineData("world.clock.now = new Date();", "Cannot assign to 'now' because it is a read-only property.")]
    [InlineData("world.client('anna').send({});", "Argument of type '{}' is not assignable to parameter of type 'string | Uint8Array<ArrayBufferLike>'.")]
    [InlineData("world.serve({ scripts: 'a.js' });", "'scripts' does not exist in type 'ServeOptions'. Did you mean to write 'script'?")]
    [InlineData("Before({ tag: '@slow' }, () => {});", "'tag' does not exist in type 'HookOptions'.")]
    [InlineData("assert.equals(1, 1);", "Property 'equals' does not exist on type 'typeof assert'. Did you mean 'equal'?")]
    [InlineData("assert.match('room', 'room');", "Argument of type 'string' is not assignable to parameter of type 'RegExp'.")]
    [InlineData("server.broadcast('hello');", "Cannot find name 'server'.")]
    [InlineData("require('node:fs');", "Cannot find name 'node:fs'.")]
    public async Task StepsFile_WithAMistake_IsToldSo(string statement, string expected)
    {
        var (exitCode, output) = await CheckAsync(
            $$"""
            import { Given, When, Then, Before, assert, world } from "scriptws/testing";
            {{statement}}
            """);

        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.NotEqual(0, exitCode);
    }

    /// <summary>Checks a steps file where an author has it: in features/ beside the scripts, with what editors read there.</summary>
    private static async Task<(int ExitCode, string Output)> CheckAsync(string steps)
    {
        using var folder = new TemporaryFolder();
        var features = Directory.CreateDirectory(Path.Combine(folder.Path, "features")).FullName;
        foreach (var name in new[] { "jsconfig.json", "scriptws.d.ts", "scriptws-testing.d.ts", "features/jsconfig.json" })
            File.Copy(Repository.PathOf("scripts/" + name), Path.Combine(folder.Path, name));
        await File.WriteAllTextAsync(Path.Combine(features, "steps.js"), steps, TestContext.Current.CancellationToken);

        return await NodeTools.RunTypeScriptAsync(features, "--project", "jsconfig.json", "--pretty", "false");
    }
}
