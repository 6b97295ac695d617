namespace ScriptWs.Tests.Cli;

/// <summary><c>scriptws test</c> with features and steps that are broken on purpose: what it says, where, and its exit code.</summary>
public sealed class TestCommandTests : IDisposable
{
    private const string Import = "import { Given, When, Then, Before, After, BeforeAll, AfterAll, defineParameterType, assert, world } from 'scriptws/testing';\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Scenario_ThatPasses_IsOneLine()
    {
        Write("Feature: A\n  Scenario: one\n    Given a step\n", "Given('a step', () => {});");

        var (exitCode, output, errors) = await TestAsync();

        Assert.StartsWith("✓ A: one\n\n1 scenario (1 passed)\n1 step (1 passed)\n", output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (exitCode, errors));
    }

    [Theory]
    [InlineData("throw new Error('no');", "      Error: no\n          at features/steps.js:2:31")]
    [InlineData("assert.equal(1, 2);", "      AssertionError: Expected 2, received 1.")]
    [InlineData("const f = () => f() + 1; f();", "      RangeError: calls within calls went deeper than 1000.")]
    [InlineData("Promise.reject(new Error('left'));", "      Error: left")]
    [InlineData("throw { a: 1 };", "      Error: threw { a: 1 }")]
    [InlineData("throw new Error('outer', { cause: new TypeError('inner') });", "      caused by TypeError: inner")]
    [InlineData("world.client('nobody');", "      There is no client named nobody; none is connected yet.")]
    public async Task Step_ThatFails_SaysWhereAndWhat(string code, string expected)
    {
        Write("Feature: A\n  Scenario: one\n    Given a step\n", $"Given('a step', () => {{ {code} }});");

        var (exitCode, output, _) = await TestAsync();

        Assert.Contains("✗ A: one\n  features/a.feature:2\n  ✗ Given a step", output, StringComparison.Ordinal);
        Assert.Contains("features/a.feature:3\n", output, StringComparison.Ordinal);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Theory]
    // Time enough to get as far as the loop on a machine that is busy: only there the place is in this file.
    [InlineData("() => { for (;;); }", 3000, "TimeoutError: The step did not end within 3 seconds.\n          at features/steps.js:")]
    [InlineData("() => new Promise(() => {})", 200, "The step did not end within 0.2 seconds.")]
    public async Task Step_ThatNeverEnds_FailsAfterItsTimeout(string code, int timeout, string expected)
    {
        Write("Feature: A\n  Scenario: one\n    Given a step\n  Scenario: two\n    Given another\n", $"Given('a step', {{ timeout: {timeout} }}, {code}); Given('another', () => {{}});");

        var (exitCode, output, _) = await TestAsync();

        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Contains("✓ A: two\n", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Step_ThatLeavesATimer_DoesNotDisturbTheNextScenario()
    {
        Write(
            "Feature: A\n  Scenario: one\n    Given a timer\n  Scenario: two\n    Given a pause\n",
            "Given('a timer', () => { setTimeout(() => { throw new Error('late'); }, 1); }); Given('a pause', () => new Promise((done) => setTimeout(done, 20)));");

        var (exitCode, output, _) = await TestAsync("--parallel", "1");

        Assert.StartsWith("✓ A: one\n✓ A: two\n", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Step_ThatIsUndefined_ComesWithASnippet()
    {
        Write("Feature: A\n  Scenario: one\n    Given 3 rooms named \"a\"\n", "");

        var (exitCode, output, _) = await TestAsync();

        Assert.Contains("  // features/a.feature:3\n  Given('{int} rooms named {string}', async function (number, text) {\n    return 'pending';\n  });\n", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Step_ThatIsAmbiguous_NamesItsDefinitions()
    {
        Write("Feature: A\n  Scenario: one\n    Given a step\n", "Given('a step', () => {});\nGiven(/^a (.*)$/, () => {});");

        var (exitCode, output, _) = await TestAsync();

        Assert.Contains("        a step  (features/steps.js:2)\n        ^a (.*)$  (features/steps.js:3)\n", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Theory]
    [InlineData("Before(() => { throw new Error('no'); });", "✗ before the scenario")]
    [InlineData("After(() => { throw new Error('no'); });", "✗ after the scenario")]
    [InlineData("BeforeAll(() => { throw new Error('no'); });", "✗ before the run (features/steps.js:2)\n      Error: no")]
    [InlineData("AfterAll(() => { throw new Error('no'); });", "✗ after the run (features/steps.js:2)\n      Error: no")]
    public async Task Hook_ThatThrows_FailsTheRun(string hook, string expected)
    {
        Write("Feature: A\n  Scenario: one\n    Given a step\n", $"{hook} Given('a step', () => {{}});");

        var (exitCode, output, _) = await TestAsync();

        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Theory]
    [InlineData("Feature: A\n  Scenario: one\n    Given a step\n  Nonsense\n", "✗ features/a.feature:4: expected: ")]
    [InlineData("Feature: A\n  Scenario: one\n    Given a step\n  Scenario: one\n    Given a step\n", "✗ features/a.feature:4: the scenario \"one\" has the name of the one on line 2; give it a name of its own")]
    public async Task Feature_ThatIsBroken_FailsTheRunAtItsLine(string feature, string expected)
    {
        Write(feature, "Given('a step', () => {});");

        var (exitCode, output, _) = await TestAsync();

        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Theory]
    [InlineData("let a = ;", "features/steps.js:2:9: SyntaxError: Unexpected token ';'.")]
    [InlineData("throw new Error('at the top');", "features/steps.js:2:7: Error: at the top.")]
    [InlineData("import './nowhere.js';", "features/steps.js: there is no file features/nowhere.js.")]
    [InlineData("import 'node:fs';", "features/steps.js: \"node:fs\" cannot be imported; steps import \"scriptws/testing\" and files beside them, as in \"./node:fs\".")]
    [InlineData("Given('a (b', () => {});", "features/steps.js:2: \"a (b\", column 3: the '(' has no ')'; close it, or escape it: \\(.")]
    [InlineData("Given(/a (/, () => {});", "features/steps.js:2:11: SyntaxError: ")]
    [InlineData("defineParameterType({ name: 'int', regexp: /x/ });", "features/steps.js:2: There is a parameter type {int} already; choose another name.")]
    [InlineData("Given('a step');", "features/steps.js:2:1: TypeError: Given takes a function last, but got undefined.")]
    [InlineData("Before({ tags: '@a or' }, () => {});", "Tag expression \"@a or\": at its end a tag is missing.")]
    public async Task StepsFile_ThatDoesNotLoad_IsTold(string code, string expected)
    {
        Write("Feature: A\n  Scenario: one\n    Given a step\n", code);

        var (exitCode, _, errors) = await TestAsync();

        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("this should not have happened", errors, StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
    }

    [Theory]
    [InlineData("nowhere", "scriptws: nowhere: there is no such file or folder; name feature files or a folder that holds some.\n")]
    [InlineData("features/a.feature:99", "scriptws: features/a.feature:99: no scenario begins on this line; name the line of a Scenario, a Rule, a Feature or a row of Examples.\n")]
    [InlineData("--tags @missing", "scriptws: No scenario fits the tag expression \"@missing\"; change it, or tag scenarios.\n")]
    [InlineData("--tags missing", "scriptws: Tag expression \"missing\": at \"missing\" (column 1) a tag begins with @, as in @missing.\n")]
    [InlineData("--format pdf:a", "scriptws: \"pdf:a\" is not a format; write pretty, html:FILE, messages:FILE or junit:FILE.\n")]
    [InlineData("--title Rooms", "scriptws: --title is the title of a page, and none is written; add --format html:FILE, or leave it out.\n")]
    [InlineData("--parallel 0", "scriptws: \"0\" is not a number of scenarios; write one from 1 to 256.\n")]
    [InlineData("--order shuffled", "scriptws: \"shuffled\" is not an order; write defined, reverse, random or random:SEED.\n")]
    [InlineData("--steps nothing.dll", "scriptws: nothing.dll: there is no such file; build the project with your steps first.\n")]
    public async Task Arguments_ThatAreWrong_AreTold(string arguments, string expected)
    {
        Write("Feature: A\n  Scenario: one\n    Given a step\n", "Given('a step', () => {});");

        var (exitCode, _, errors) = await TestAsync(arguments.Split(' '));

        Assert.Equal((2, expected), (exitCode, errors));
    }

    [Fact]
    public async Task FailFast_AfterAFailure_BeginsNothingMore()
    {
        Write("Feature: A\n  Scenario: one\n    Given bad\n  Scenario: two\n    Given bad\n  Scenario: three\n    Given bad\n", "Given('bad', () => { throw new Error('no'); });");

        var (exitCode, output, errors) = await TestAsync("--fail-fast", "--parallel", "1");

        Assert.Contains("1 scenario (1 failed)", output, StringComparison.Ordinal);
        Assert.Equal((1, "scriptws: 2 of 3 scenarios were not run.\n"), (exitCode, errors));
    }

    [Fact]
    public async Task Reports_ThatWereAskedFor_AreWritten()
    {
        Write("Feature: A\n  Scenario: one\n    Given a step\n", "Given('a step', () => {});");

        await TestAsync("--format", $"html:{_folder.Path}/r/a.html", "--format", $"junit:{_folder.Path}/r/a.xml", "--format", $"messages:{_folder.Path}/r/a.ndjson");

        Assert.Contains("<testcase ", await ReadAsync("r/a.xml"), StringComparison.Ordinal);
        Assert.Contains("\"success\":true", await ReadAsync("r/a.ndjson"), StringComparison.Ordinal);
        Assert.Contains("one</", await ReadAsync("r/a.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Features")]
    [InlineData("Rooms & doors", "Rooms &amp; doors")]
    public async Task Page_Always_HasItsTitle(string? title, string expected)
    {
        Write("Feature: A\n  Scenario: one\n    Given a step\n", "Given('a step', () => {});");

        await TestAsync(["--format", $"html:{_folder.Path}/a.html", .. title is null ? Array.Empty<string>() : ["--title", title]]);

        var page = await ReadAsync("a.html");
        Assert.Contains($"<title>{expected}</title>", page, StringComparison.Ordinal);
        Assert.Contains($">{expected}</h1>", page, StringComparison.Ordinal);
    }

    private Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(_folder.Path, file), TestContext.Current.CancellationToken);

    private void Write(string feature, string steps)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "features"));
        _folder.Write("features/a.feature", feature);
        _folder.Write("features/steps.js", Import + steps);
    }

    /// <summary>Runs the command in the folder; a program of its own, because the folder is one for the whole process.</summary>
    private async Task<(int ExitCode, string Output, string Errors)> TestAsync(params string[] arguments)
    {
        var command = Path.Combine(AppContext.BaseDirectory, "ScriptWs.Cli.dll");
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet", ["exec", command, "test", .. arguments])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var told = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await told);
    }
}
