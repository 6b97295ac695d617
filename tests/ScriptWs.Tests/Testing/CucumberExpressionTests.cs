using ScriptWs.Testing;
using ScriptWs.Testing.Expressions;

namespace ScriptWs.Tests.Testing;

/// <summary>Cucumber expressions: what they match, what steps get, what is refused.</summary>
public sealed class CucumberExpressionTests
{
    [Theory]
    [InlineData("{int} cukes", "-12 cukes", new object[] { -12 })]
    [InlineData("{float} kg", "1.5 kg", new object[] { 1.5 })]
    [InlineData("{float} kg", "-.5E3 kg", new object[] { -500.0 })]
    [InlineData("{word} comes", "Alice comes", new object[] { "Alice" })]
    [InlineData("{word} comes", "Alice Cooper comes", null)]
    [InlineData("says {string}", "says \"a \\\"b\\\" c\"", new object[] { "a \"b\" c" })]
    [InlineData("says {string}", "says 'it\\'s'", new object[] { "it's" })]
    [InlineData("says {string}", "says \"\"", new object[] { "" })]
    [InlineData("anything {}", "anything at all", new object[] { "at all" })]
    [InlineData("{int} cuke(s)", "1 cuke", new object[] { 1 })]
    [InlineData("{int} cuke(s)", "2 cukes", new object[] { 2 })]
    [InlineData("a/an apple", "an apple", new object[0])]
    [InlineData("a/an apple", "the apple", null)]
    [InlineData("mice/rat(s) here", "rats here", new object[0])]
    [InlineData("a \\(b) \\{c} d\\/e", "a (b) {c} d/e", new object[0])]
    [InlineData("1 + 1 = 2? [yes] $", "1 + 1 = 2? [yes] $", new object[0])]
    [InlineData("Grüße {string} 🌍", "Grüße \"漢字\" 🌍", new object[] { "漢字" })]
    [InlineData("{long}", "9007199254740993", new object[] { 9007199254740993L })]
    [InlineData("{int}", "2147483647", new object[] { int.MaxValue })]
    [InlineData("{int}", "2147483648", new object[] { 2147483648L })]
    [InlineData("{int}", "-2147483649", new object[] { -2147483649L })]
    [InlineData("{int}", "-9223372036854775808", new object[] { long.MinValue })]
    [InlineData("{int}", "9223372036854775808", new object[] { 9223372036854775808.0 })]
    [InlineData("{int}", "100000000000000000000000", new object[] { 1e23 })]
    public void Text_Matched_GivesItsArguments(string expression, string text, object[]? expected)
    {
        var arguments = new CucumberExpression(expression, new ParameterTypes()).Match(text);

        Assert.Equal(expected, arguments?.Select(argument => argument.Value!).ToArray());
    }

    [Theory]
    [InlineData("{byte}", "128", "128 does not fit {byte}; change the number, or take {int} or {float}, which have room for it.")]
    [InlineData("{byte}", "-129", "-129 does not fit {byte}; change the number, or take {int} or {float}, which have room for it.")]
    [InlineData("{short}", "32768", "32768 does not fit {short}; change the number, or take {int} or {float}, which have room for it.")]
    [InlineData("{long}", "9223372036854775808", "9223372036854775808 does not fit {long}; change the number, or take {int} or {float}, which have room for it.")]
    [InlineData("{bigdecimal}", "1E40", "1E40 does not fit {bigdecimal}; change the number, or take {int} or {float}, which have room for it.")]
    public void Number_TooLargeForItsType_FailsInWords(string expression, string text, string message)
    {
        var argument = new CucumberExpression(expression, new ParameterTypes()).Match(text)!.Single();

        Assert.Equal(message, Assert.Throws<StepFailedException>(() => argument.Value).Message);
    }

    [Theory]
    [InlineData("a (b", "\"a (b\", column 3: the '(' has no ')'; close it, or escape it: \\(.")]
    [InlineData("a {b", "\"a {b\", column 3: the '{' has no '}'; close it, or escape it: \\{.")]
    [InlineData("a ()", "\"a ()\", column 3: an optional text is empty; write a text between the parentheses, or escape them: \\(\\).")]
    [InlineData("a ({int})", "\"a ({int})\", column 4: an optional text may not hold a parameter; escape the brace: \\{.")]
    [InlineData("a (b(c))", "\"a (b(c))\", column 5: an optional text may not hold another; escape the inner parentheses: \\(.")]
    [InlineData("a/ b", "\"a/ b\", column 3: an alternative is empty; write a word on both sides of the slash, or \\/ for a slash.")]
    [InlineData("a/(b) c", "\"a/(b) c\", column 3: an alternative may not be optional as a whole; put text beside the parentheses, or escape them: \\(.")]
    [InlineData("{int}/x", "\"{int}/x\", column 1: a parameter may not be an alternative; escape the slash: \\/.")]
    [InlineData("{a+b}", "\"{a+b}\", column 3: '+' is not allowed in the name of a parameter type; names are words.")]
    [InlineData("a\\b", "\"a\\b\", column 2: 'b' needs no backslash; only ( ) { } / \\ and spaces can be escaped.")]
    [InlineData("a\\", "\"a\\\", column 2: the expression ends with a backslash; write \\\\ for a backslash.")]
    public void Expression_ThatIsMalformed_IsRefusedAtItsPlace(string expression, string expected) =>
        Assert.Equal(expected, Assert.Throws<ExpressionException>(() => new CucumberExpression(expression, new ParameterTypes())).Message);

    [Theory]
    [InlineData("Alice has 3 cukes and \"a\"", "Alice has {int} cukes and {string}")]
    [InlineData("1.5 kg", "{float} kg")]
    [InlineData("a (b) c/d", "a \\(b\\) c\\/d")]
    [InlineData("abc123", "abc123")]
    public void Suggestion_ForAText_IsAnExpressionThatMatchesIt(string text, string expected)
    {
        var types = new ParameterTypes();

        var (expression, _) = ExpressionGenerator.Generate(text, types);

        Assert.Equal(expected, expression);
        Assert.NotNull(new CucumberExpression(expression, types).Match(text));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("@a", "@a @b", true)]
    [InlineData("@a and @b", "@a", false)]
    [InlineData("@a or @b and @c", "@a", true)]
    [InlineData("(@a or @b) and @c", "@a", false)]
    [InlineData("not @a or @b", "", true)]
    [InlineData("not (@a or @b)", "@b", false)]
    [InlineData("not not @a", "@a", true)]
    [InlineData("@a\\(1\\)", "@a(1)", true)]
    public void TagExpression_OnTags_Decides(string expression, string tags, bool expected) =>
        Assert.Equal(expected, TagExpression.Parse(expression).Matches(tags.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet()));

    [Theory]
    [InlineData("@a @b", "Tag expression \"@a @b\": at \"@b\" (column 4) \"and\" or \"or\" is missing before it.")]
    [InlineData("(@a", "Tag expression \"(@a\": at its end a ')' is missing.")]
    [InlineData("@a and", "Tag expression \"@a and\": at its end a tag is missing.")]
    [InlineData("or @a", "Tag expression \"or @a\": at \"or\" (column 1) a tag is missing.")]
    [InlineData("a", "Tag expression \"a\": at \"a\" (column 1) a tag begins with @, as in @a.")]
    public void TagExpression_ThatIsMalformed_IsRefusedAtItsPlace(string expression, string expected) =>
        Assert.Equal(expected, Assert.Throws<ExpressionException>(() => TagExpression.Parse(expression)).Message);
}
