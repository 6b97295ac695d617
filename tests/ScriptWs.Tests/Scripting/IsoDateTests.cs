namespace ScriptWs.Tests.Scripting;

public sealed class IsoDateTests
{
    [Theory]
    [InlineData("new Date(0).toISOString()", "1970-01-01T00:00:00.000Z")]
    [InlineData("new Date(1).toISOString()", "1970-01-01T00:00:00.001Z")]
    [InlineData("new Date(-1).toISOString()", "1969-12-31T23:59:59.999Z")]
    [InlineData("new Date(1234567890123.9).toISOString()", "2009-02-13T23:31:30.123Z")]
    [InlineData("new Date(951782400000).toISOString()", "2000-02-29T00:00:00.000Z")]
    [InlineData("new Date(253402300799999).toISOString()", "9999-12-31T23:59:59.999Z")]
    [InlineData("new Date(253402300800000).toISOString()", "+010000-01-01T00:00:00.000Z")]
    [InlineData("new Date(-62198755200000).toISOString()", "-000001-01-01T00:00:00.000Z")]
    [InlineData("JSON.stringify(new Date(5))", "\"1970-01-01T00:00:00.005Z\"")]
    [InlineData("new Date(NaN).toJSON()", "null")]
    [InlineData("(() => { try { new Date(NaN).toISOString() } catch (e) { return e.name } })()", "RangeError")]
    [InlineData("(() => { try { Date.prototype.toISOString.call({}) } catch (e) { return e.name } })()", "TypeError")]
    [InlineData("Date.prototype.toISOString.name + Date.prototype.toISOString.length", "toISOString0")]
    [InlineData("Object.keys(Date.prototype).length", "0")]
    public void ToISOString_OfAnyMoment_IsAsTheLanguageSays(string expression, string expected) =>
        Assert.Equal(expected, Hosted.Evaluate(expression));
}
