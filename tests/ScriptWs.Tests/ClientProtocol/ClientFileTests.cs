using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ScriptWs.Tests.Http;

namespace ScriptWs.Tests.ClientProtocol;

/// <summary>The client as a file: served by every server, and packed for npm.</summary>
public sealed class ClientFileTests
{
    private const int MaxSize = 6 << 10;
    private const string Folder = "src/scriptws-client";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Source => File.ReadAllText(Repository.PathOf($"{Folder}/scriptws-client.js"));

    [Fact]
    public async Task File_OfAServerWithoutHttp_IsServedAsItIs()
    {
        await using var server = await RpcServer.StartAsync("export const rpc = {};export function onConnect() {}");
        using var http = new HttpClient();

        using var answer = await http.GetAsync(AddressOf(server), Cancel);

        Assert.Equal(Source, await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("text/javascript; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task File_BesideStaticFiles_IsServedAsItIs()
    {
        await using var site = await HttpSite.StartAsync();

        using var answer = await site.Client.GetAsync("/scriptws/client.js", Cancel);

        Assert.Equal(Source, await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("text/javascript; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task File_ThatIsKnownAlready_IsNotSentAgain()
    {
        await using var site = await HttpSite.StartAsync();
        using var first = await site.Client.GetAsync("/scriptws/client.js", Cancel);
        var tag = first.Headers.ETag!;

        using var again = await AskAsync(site.Client, request => request.Headers.IfNoneMatch.Add(tag));
        using var other = await AskAsync(site.Client, request => request.Headers.IfNoneMatch.Add(new("\"other\"")));

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (again.StatusCode, other.StatusCode));
        Assert.Equal(tag, again.Headers.ETag);
    }

    [Fact]
    public async Task File_OfANamedVersion_IsKeptForGood()
    {
        await using var site = await HttpSite.StartAsync();
        using var first = await site.Client.GetAsync("/scriptws/client.js", Cancel);
        var version = first.Headers.ETag!.Tag.Trim('"');

        using var named = await site.Client.GetAsync($"/scriptws/client.js?v={version}", Cancel);
        using var outdated = await site.Client.GetAsync("/scriptws/client.js?v=0123456789abcdef", Cancel);

        Assert.Contains("immutable", named.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-cache", outdated.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task File_Compressed_IsSmall()
    {
        await using var site = await HttpSite.StartAsync();

        using var answer = await AskAsync(site.Client, request => request.Headers.AcceptEncoding.Add(new("gzip")));
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);

        Assert.Equal("gzip", answer.Content.Headers.ContentEncoding.Single());
        Assert.InRange(bytes.Length, 1, MaxSize);
        using var plain = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        Assert.Equal(Source, await plain.ReadToEndAsync(Cancel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Head_OfTheFile_HasItsLengthAndNoBody(bool hasHttp)
    {
        await using var site = hasHttp ? await HttpSite.StartAsync() : null;
        await using var server = hasHttp ? null : await RpcServer.StartAsync("export const rpc = { nothing() { } };");
        using var client = new HttpClient();
        var address = server is null ? new Uri(site!.Client.BaseAddress!, "/scriptws/client.js") : AddressOf(server);
        using var request = new HttpRequestMessage(HttpMethod.Head, address);

        using var answer = await client.SendAsync(request, Cancel);

        Assert.Equal(Encoding.UTF8.GetByteCount(Source), answer.Content.Headers.ContentLength);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task File_ThatIsTurnedOff_IsNotThere()
    {
        await using var site = await HttpSite.StartAsync(options => options with { Client = new() { Enabled = false } });

        using var answer = await site.Client.GetAsync("/scriptws/client.js", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public void Package_Files_AreThere()
    {
        var package = JsonElement.Parse(File.ReadAllText(Repository.PathOf($"{Folder}/package.json")));
        var version = Regex.Match(File.ReadAllText(Repository.PathOf("Directory.Build.props")), "<Version>(.+)</Version>").Groups[1].Value;

        Assert.Equal(version, package.GetProperty("version").GetString());
        var missing = package.GetProperty("files").EnumerateArray().Where(file => !File.Exists(Repository.PathOf($"{Folder}/{file}")));
        Assert.Empty(missing);
        Assert.Equal(File.ReadAllText(Repository.PathOf("LICENSE")), File.ReadAllText(Repository.PathOf($"{Folder}/LICENSE")));
    }

    /// <summary>Each member and export of the file has a type, and there are no types of what it does not have.</summary>
    [Fact]
    public void Types_OfTheFile_AreComplete()
    {
        var types = File.ReadAllText(Repository.PathOf($"{Folder}/scriptws-client.d.ts"));
        var declared = Members(types[types.IndexOf("export class Client {", StringComparison.Ordinal)..]);
        var first = Source.IndexOf("export class Client {", StringComparison.Ordinal);
        var last = Source.IndexOf("async #open", StringComparison.Ordinal);
        var written = Members(Source[first..last]);

        Assert.Equal(written.Order(), declared.Order());

        static IEnumerable<string> Members(string text) => Regex
            .Matches(text, @"^  (?:get |async |readonly )*(\w+)(?:<.+>)?[(:]", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value).Where(name => name != "constructor").Distinct();
    }

    private static Uri AddressOf(RpcServer server) => new UriBuilder(server.Address) { Scheme = "http", Path = "/scriptws/client.js" }.Uri;

    private static Task<HttpResponseMessage> AskAsync(HttpClient client, Action<HttpRequestMessage> prepare)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/scriptws/client.js");
        prepare(request);
        return client.SendAsync(request, Cancel);
    }
}
