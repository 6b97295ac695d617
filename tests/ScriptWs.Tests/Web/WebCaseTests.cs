using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Web;

/// <summary>
/// What the web's globals do, case by case. A file of Cases has two lines for each: the body of an async function, and after
/// <c>=</c> what it returns or rejects with. Lines that begin with <c>&gt;</c> stand before every body.
/// </summary>
public sealed class WebCaseTests
{
    private const string Folder = "tests/ScriptWs.Tests/Web/Cases";

    public static TheoryData<string, int> All
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var path in Directory.EnumerateFiles(Repository.PathOf(Folder), "*.txt").Order(StringComparer.Ordinal))
            {
                foreach (var (index, line) in File.ReadLines(path).Index())
                {
                    if (line.StartsWith("= ", StringComparison.Ordinal)) data.Add(Path.GetFileName(path), index + 1);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Body_Always_ReturnsWhatTheWebReturns(string file, int line)
    {
        var lines = await File.ReadAllLinesAsync(Repository.PathOf($"{Folder}/{file}"), TestContext.Current.CancellationToken);
        var before = string.Concat(lines.Where(one => one.StartsWith("> ", StringComparison.Ordinal)).Select(one => one[2..] + "\n"));

        Assert.Equal(lines[line - 1][2..], await Hosted.EvaluateAsync(before + lines[line - 2]));
    }

    [Fact]
    public async Task Listener_ThatThrows_FailsTheTurnAndNotTheOthers()
    {
        var seen = await Hosted.EvaluateAsync(
            """
            const t = new EventTarget();
            t.addEventListener('x', () => { throw new Error('broken'); });
            t.addEventListener('x', () => console.log('second'));
            t.dispatchEvent(new Event('x'));
            await new Promise(() => {});
            """);

        Assert.StartsWith("second\n", seen, StringComparison.Ordinal);
        Assert.Contains("a rejected promise was not handled: Error: broken", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void TopLevelAwait_OfSubtleCrypto_Loads()
    {
        using var hosted = new Hosted(
            """
            const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(300_000));
            export function onStart() { console.log(digest.byteLength); }
            """);

        hosted.Host.OnStart();

        Assert.Equal(["32"], hosted.Said.Lines);
    }
}
