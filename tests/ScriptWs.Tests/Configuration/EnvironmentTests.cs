using Microsoft.Extensions.Configuration;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

/// <summary>Environment variables belong to the whole process, so nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(EnvironmentTests), DisableParallelization = true)]
[Collection(nameof(EnvironmentTests))]
public sealed class EnvironmentTests
{
    [Theory]
    [InlineData("SCRIPTWS_LIMITS__MAXMESSAGESIZE", "lots", "SCRIPTWS_LIMITS__MAXMESSAGESIZE: limits.maxMessageSize must be a size such as \"64KiB\", \"1MiB\" or a number of bytes (found \"lots\").")]
    [InlineData("SCRIPTWS_LIMITS__MAXCONECTIONS", "1", "SCRIPTWS_LIMITS__MAXCONECTIONS: \"MAXCONECTIONS\" is not a setting; did you mean \"maxConnections\"?")]
    public void Variable_Wrong_IsNamedAsItWasGiven(string name, string value, string expected)
    {
        var error = With(name, value, () => Assert.Throws<ConfigurationException>(() => ServerConfiguration.Defaults()));

        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void Variable_AndArgument_ArgumentWins()
    {
        var (variable, both) = With("SCRIPTWS_LIMITS__MAXCONNECTIONS", "7", () =>
            (ServerConfiguration.Defaults(), ServerConfiguration.Defaults(["--limits:maxConnections", "9"])));

        Assert.Equal(7, variable.Limits.MaxConnections);
        Assert.Equal(9, both.Limits.MaxConnections);
    }

    [Fact]
    public void Variable_OfAnApplication_SetsItsSection()
    {
        var options = With("SECTIONTEST_ScriptWs__Listen__0__Port", "81", () =>
            ServerConfiguration.From(new ConfigurationBuilder().AddEnvironmentVariables("SECTIONTEST_").Build().GetSection("ScriptWs")));

        Assert.Equal(81, options.Listen.Single().Port);
    }

    [Fact]
    public void Variable_OfTheCommand_DoesNotApplyToASection()
    {
        var options = With("SCRIPTWS_LIMITS__MAXCONNECTIONS", "7", () => ServerConfiguration.From(new ConfigurationBuilder().Build().GetSection("ScriptWs")));

        Assert.Equal(0, options.Limits.MaxConnections);
    }

    private static T With<T>(string name, string value, Func<T> act)
    {
        Environment.SetEnvironmentVariable(name, value);
        try
        {
            return act();
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }
}
