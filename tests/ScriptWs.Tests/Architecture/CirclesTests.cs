using ScriptWs.Tests.Architecture.Graph;

namespace ScriptWs.Tests.Architecture;

/// <summary>What counts as a circle.</summary>
public sealed class CirclesTests
{
    [Theory]
    [InlineData("ab bc", "")]
    [InlineData("ab ba", "ab")]
    [InlineData("ab bc ca cd", "abc")]
    [InlineData("ab ba bc cd dc", "ab cd")]
    [InlineData("ab bc cd db", "bcd")]
    [InlineData("ab bc ca bd db", "abcd")]
    public void Circle_OfArrows_IsWhatReachesItself(string arrows, string circles)
    {
        var uses = arrows.Split(' ').ToLookup(arrow => arrow[0], arrow => arrow[1]);

        var found = Circles<char>.Of(arrows.Where(char.IsLetter).Distinct(), member => uses[member]);

        Assert.Equal(circles, string.Join(' ', found.Select(circle => string.Concat(circle.Order())).Order()));
    }
}
