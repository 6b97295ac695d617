namespace ScriptWs.Tests.Scripting;

/// <summary>Bound functions and proxies are functions, too.</summary>
public sealed class CallableTests
{
    private const string Say = "function say(word) { console.log(this.name, word); }\nconst bound = say.bind({ name: 'bound' }, 'word');\n";

    [Theory]
    [InlineData("export const onStart = bound;", "bound word")]
    [InlineData("export const onStart = new Proxy(bound, {});", "bound word")]
    [InlineData("export const onStart = () => queueMicrotask(bound);", "bound word")]
    public void Function_ThatIsBound_IsCalled(string source, string line)
    {
        using var hosted = new Hosted(Say + source);

        hosted.Host.OnStart();

        Assert.Empty(hosted.Log.Lines);
        Assert.Equal([line], hosted.Said.Lines);
    }

    [Fact]
    public void Timer_OfABoundFunction_Rings()
    {
        using var hosted = new Hosted(Say + "export const onStart = () => setTimeout(bound, 10);");

        hosted.Host.OnStart();
        hosted.Clock.Advance(TimeSpan.FromMilliseconds(10));
        hosted.Host.RunTimers();

        Assert.Equal(["bound word"], hosted.Said.Lines);
    }
}
