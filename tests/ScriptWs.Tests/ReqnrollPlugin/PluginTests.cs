using System.Text;
using Io.Cucumber.Messages.Types;
using Reqnroll.Infrastructure;
using Reqnroll.Plugins;
using ScriptWs.ReqnrollPlugin.JavaScript;
using ScriptWs.ReqnrollPlugin.Worlds;
using ScriptWs.Testing;

namespace ScriptWs.Tests.ReqnrollPlugin;

/// <summary>What the plugin gives to a project with Reqnroll.</summary>
public sealed class PluginTests
{
    [Fact]
    public async Task Step_ThatDoesNotEnd_EndsByItsTimeout()
    {
        await using var run = await ReqnrollRun.BeginAsync();

        var results = await run.RunAsync("Feature: Some\n\n  Scenario: Hanging\n    When the step does not end\n");

        Assert.Equal("The step did not end within 1 seconds.", Assert.IsType<TimeoutException>(results["Hanging"]).Message);
    }

    [Fact]
    public async Task Scenario_ThatFails_AttachesWiresAndLog()
    {
        var run = await ReqnrollRun.BeginAsync();

        await run.RunAsync("""
            Feature: Some

              Scenario: Failing
                Given Alice is connected
                When Alice sends "hello"
                Then Alice receives "something else"
            """);
        await run.DisposeAsync();

        var attachments = AttachmentsOf(run);
        Assert.Contains("hello", attachments["Alice's wire.txt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task World_AttachingAndLogging_ReachesTheMessages()
    {
        var run = await ReqnrollRun.BeginAsync();

        await run.RunAsync("Feature: Some\n\n  Scenario: Attaching\n    Then a step attaches \"{}\" and logs \"a line\"\n");
        await run.DisposeAsync();

        Assert.Equal("{}", AttachmentsOf(run)["a file.json"]);
        Assert.Contains(run.Messages, message => message.Attachment?.Body == "a line");
    }

    [Fact]
    public async Task Argument_ThatCannotBeConverted_FailsTheScenario()
    {
        await using var run = await ReqnrollRun.BeginAsync();

        var results = await run.RunAsync("Feature: Some\n\n  Scenario: Large\n    When the number 300 is small\n");

        Assert.NotNull(results["Large"]);
    }

    [Fact]
    public async Task Messages_OfARun_NameReqnroll()
    {
        var run = await ReqnrollRun.BeginAsync();
        await run.RunAsync("Feature: Some\n\n  Scenario: Good\n    Given all is well\n");
        await run.DisposeAsync();

        Assert.Equal("Reqnroll", Assert.Single(run.Messages, message => message.Meta is not null).Meta.Implementation.Name);
    }

    [Theory]
    [InlineData("features", "features", true)]
    [InlineData("features", "features/inner", true)]
    [InlineData("features", "features2", false)]
    [InlineData("features", "", false)]
    [InlineData("features/inner", "features", false)]
    [InlineData("features/inner", @"features\inner", true)]
    [InlineData("", "anything", true)]
    public void StepFolder_OfAFeature_CoversItsOwnAndThoseBelow(string folder, string path, bool covers)
    {
        var feature = new Reqnroll.FeatureInfo(System.Globalization.CultureInfo.InvariantCulture, path, "Some", "", []);

        Assert.Equal(covers, new StepFolder(folder, "", []).Covers(feature));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("ws://127.0.0.1:8080/", "ws://127.0.0.1:8080/")]
    [InlineData("wss://example.test/chat", "wss://example.test/chat")]
    public void Url_InTheEnvironment_IsTheServerUnderTest(string? value, string? expected) => Assert.Equal(expected, ServerUnderTest.Read(value)?.ToString());

    [Theory]
    [InlineData("localhost:8080")]
    [InlineData("http://localhost/")]
    public void Url_OfAnotherKind_IsRefused(string value)
    {
        var e = Assert.Throws<FeatureRunException>(() => ServerUnderTest.Read(value));

        Assert.Equal($"WS_URL: \"{value}\" is not the address of a WebSocket server; write one such as ws://127.0.0.1:8080/.", e.Message);
    }

    [Fact]
    public void TrustedPlugins_Only_AreThoseBesideTheTests()
    {
        var container = new ContainerBuilder(ScriptWs.ReqnrollPlugin.TrustedPlugins.Dependencies) { SkipLoadingProvider = true }.CreateGlobalContainer(typeof(PluginTests).Assembly);

        var plugins = container.Resolve<IRuntimePluginLocator>().GetAllRuntimePlugins();

        Assert.Equal(["ScriptWs.ReqnrollPlugin.dll", "ScriptWs.Tests.dll"], plugins.Select(Path.GetFileName));
        Assert.All(plugins, plugin => Assert.Equal(AppContext.BaseDirectory.TrimEnd('/', '\\'), Path.GetDirectoryName(plugin)));
    }

    private static Dictionary<string, string> AttachmentsOf(ReqnrollRun run) =>
        run.Messages.Select(message => message.Attachment).Where(attachment => attachment?.FileName is not null)
            .ToDictionary(attachment => attachment.FileName, attachment => attachment.ContentEncoding == AttachmentContentEncoding.BASE64
                ? Encoding.UTF8.GetString(Convert.FromBase64String(attachment.Body))
                : attachment.Body);
}
