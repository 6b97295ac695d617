using System.Text;
using ScriptWs.ClientProtocol;

namespace ScriptWs.Tests.ClientProtocol;

/// <summary>The parameters of the server's own requests.</summary>
public sealed class ParametersTests
{
    [Theory]
    [InlineData("""{"data":"hello"}""", "True hello")]
    [InlineData("""{"data":""}""", "True ")]
    [InlineData("""{"data":"a\u00e9\n\"😀"}""", "True aé\n\"😀")]
    [InlineData("""{"other":[1,{"data":2}],"data":"x"}""", "True x")]
    [InlineData("""{"bytes":"aGk="}""", "False hi")]
    [InlineData("""{"bytes":""}""", "False ")]
    [InlineData("""{"bytes":"aGk\u003d"}""", "False hi")]
    public void Message_TextOrBytes_IsRead(string json, string expected)
    {
        Assert.True(MessageParameters.TryRead(Encoding.UTF8.GetBytes(json), out var read));
        Assert.Equal(expected, $"{read.IsText} {Encoding.UTF8.GetString(read.Payload)}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""["hello"]""")]
    [InlineData("""{"data":5}""")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":"a","bytes":"aGk="}""")]
    [InlineData("""{"data":"a","data":"b"}""")]
    [InlineData("""{"bytes":"not base64!"}""")]
    [InlineData("""{"data":"\ud800"}""")]
    public void Message_SomethingElse_IsRefused(string json) =>
        Assert.False(MessageParameters.TryRead(Encoding.UTF8.GetBytes(json), out _));

    [Theory]
    [InlineData("""{"topic":"news"}""", "news  ")]
    [InlineData("""{"topic":"news","since":"17-a","last":null}""", "news 17-a ")]
    [InlineData("""{"topic":"news","last":20}""", "news  20")]
    public void Topic_WithAPlaceToBegin_IsRead(string json, string expected)
    {
        var read = TopicParameters.Read(Encoding.UTF8.GetBytes(json), 256)!;

        Assert.Equal(expected, $"{read.Topic} {read.Since} {read.Last}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"topic":""}""")]
    [InlineData("""{"topic":7}""")]
    [InlineData("""{"topic":"news","since":7}""")]
    [InlineData("""{"topic":"news","last":"20"}""")]
    [InlineData("""{"topic":"news","last":-1}""")]
    [InlineData("""{"topic":"news","last":1.5}""")]
    [InlineData("""{"topic":"\ud800"}""")]
    public void Topic_SomethingElse_IsRefused(string json) => Assert.Null(TopicParameters.Read(Encoding.UTF8.GetBytes(json), 256));

    [Fact]
    public void Topic_TooLong_IsRefused() =>
        Assert.Null(TopicParameters.Read(Encoding.UTF8.GetBytes($$"""{"topic":"{{new string('x', 257)}}"}"""), 256));
}
