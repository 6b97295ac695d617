using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

/// <summary>What a server must refuse, one line each in BadHandshakes.tsv and BadFrames.tsv.</summary>
public sealed partial class BadInputTests
{
    private static readonly MessageLimits Limits = new(MaxMessageSize: 1024, MaxFragments: 4);

    private static readonly Dictionary<string, string> Lines = new(StringComparer.Ordinal)
    {
        ["line"] = "GET / HTTP/1.1\r\n",
        ["host"] = "Host: example.com\r\n",
        ["upgrade"] = "Upgrade: websocket\r\n",
        ["connection"] = "Connection: Upgrade\r\n",
        ["key"] = $"Sec-WebSocket-Key: {Requests.Key}\r\n",
        ["version"] = "Sec-WebSocket-Version: 13\r\n",
        ["end"] = "\r\n",
    };

    public static TheoryData<int, string, string> Handshakes =>
        [.. Rows("BadHandshakes.tsv").Select(r => new TheoryDataRow<int, string, string>(Number(r[0]), r[1], r[2]))];

    public static TheoryData<int, string, string, string, string> FrameSequences =>
        [.. Rows("BadFrames.tsv").Select(r => new TheoryDataRow<int, string, string, string, string>(Number(r[0]), r[1], r[2], r[3], r[4]))];

    [Theory]
    [MemberData(nameof(Handshakes))]
    public void Handshake_ThatIsBad_IsRefused(int status, string what, string request)
    {
        Assert.True(status == Requests.Status(Expand(request)), $"{what}: {Requests.Status(Expand(request))} instead of {status}");
    }

    [Theory]
    [MemberData(nameof(FrameSequences))]
    public void Frames_ThatAreBad_FailWithTheirCode(int code, string mode, string what, string reason, string hex)
    {
        var bytes = Bytes(hex);

        var once = Reading.Handler(Limits, Inflater(mode), bytes);
        var split = Reading.Handler(Limits, Inflater(mode), bytes.ByteByByte());

        Assert.True(code == once.Failure?.Code, $"{what}: {once.Failure?.Code} instead of {code}");
        Assert.StartsWith(reason, once.Failure?.Reason, StringComparison.Ordinal);
        Assert.Equal(once.Events, split.Events);
    }

    [Fact]
    public void Tables_HoldMoreThanTwoHundredCasesEach()
    {
        Assert.True(Rows("BadHandshakes.tsv").Count() >= 200);
        Assert.True(Rows("BadFrames.tsv").Count() >= 200);
    }

    [Fact]
    public void ValidLines_OfTheTable_MakeAValidHandshake() =>
        Assert.Equal(101, Requests.Status(Expand("{line}{host}{upgrade}{connection}{key}{version}{end}")));

    private static IEnumerable<string[]> Rows(string file)
    {
        using var stream = typeof(BadInputTests).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t'))];
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static MessageInflater? Inflater(string mode) => mode == "deflate" ? new MessageInflater(contextTakeover: true) : null;

    private static string Expand(string request)
    {
        var expanded = Macro().Replace(request, m => m.Groups[2].Value switch
        {
            "" => Lines[m.Groups[1].Value],
            var n when m.Groups[1].Value == "chars" => new string('a', Number(n)),
            var n => string.Concat(Enumerable.Range(0, Number(n)).Select(i => $"X{i}: a\r\n")),
        });
        return Escape().Replace(expanded, m => m.Value[1] switch
        {
            'r' => "\r",
            'n' => "\n",
            't' => "\t",
            'x' => ((char)Convert.ToByte(m.Value[2..], 16)).ToString(),
            _ => "\\",
        });
    }

    private static byte[] Bytes(string hex)
    {
        var bytes = new List<byte>();
        foreach (var part in hex.Split(' '))
        {
            var times = part.Split('*');
            var value = Convert.FromHexString(times[0]);
            for (var i = times.Length == 1 ? 1 : Number(times[1]); i > 0; i--) bytes.AddRange(value);
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"\{(line|host|upgrade|connection|key|version|end|chars|fields)(?::(\d+))?\}")]
    private static partial Regex Macro();

    [GeneratedRegex(@"\\(?:x[0-9a-fA-F]{2}|.)")]
    private static partial Regex Escape();
}
