using ScriptWs.Configuration;

namespace ScriptWs.Tests.Cluster;

public sealed class BrokerAddressTests
{
    private const string WithoutPassword =
        "must be an address without a password; the environment variable SCRIPTWS_CLUSTER__PASSWORD takes it";

    [Theory]
    [InlineData("redis://localhost", "Redis localhost:6379 user= db=0 tls=False name=")]
    [InlineData("redis://10.0.0.7:7000/3", "Redis 10.0.0.7:7000 user= db=3 tls=False name=")]
    [InlineData("rediss://app@redis.example.org:6380", "Redis redis.example.org:6380 user=app db=0 tls=True name=")]
    [InlineData("redis://a:1,b:2,[::1]:3", "Redis a:1,b:2,[::1]:3 user= db=0 tls=False name=")]
    [InlineData("redis+sentinel://a,b:1/main", "Sentinel a:26379,b:1 user= db=0 tls=False name=main")]
    [InlineData("memory:try", "Memory  user= db=0 tls=False name=try")]
    public void Address_ThatIsRight_IsTakenApart(string url, string expected)
    {
        var address = BrokerAddress.Parse(url, out _);

        Assert.NotNull(address);
        Assert.Equal(
            expected,
            $"{address.Kind} {string.Join(',', address.Hosts)} user={address.User} db={address.Database} "
                + $"tls={address.IsEncrypted} name={address.Name}");
    }

    [Theory]
    [InlineData("localhost:6379", "must be an address such as \"redis://127.0.0.1:6379\" (found \"localhost:6379\")")]
    [InlineData("redis://", "must be an address such as \"redis://127.0.0.1:6379\" (found \"redis://\")")]
    [InlineData("redis://host/x", "must end with the number of a database, or without a path (found \"x\")")]
    [InlineData("redis://app:secret@host", WithoutPassword)]
    [InlineData("redis://host?password=secret", WithoutPassword)]
    [InlineData("secret@host", "must be an address such as \"redis://127.0.0.1:6379\"")]
    [InlineData("redis+sentinel://host", "must name the primary behind the addresses, as in \"redis+sentinel://host:26379/primary\"")]
    [InlineData("memory:", "must be a name of 1 to 64 characters behind \"memory:\"")]
    public void Address_ThatIsWrong_IsRefusedWithoutASecret(string url, string expected)
    {
        Assert.Null(BrokerAddress.Parse(url, out var problem));

        Assert.Equal(expected, problem);
    }

    [Fact]
    public void Options_WithWrongNames_AreRefused()
    {
        var cluster = new ClusterOptions { Name = "a b", Node = "", Password = "x" };

        string[] errors = [.. ClusterRules.Check(cluster).Select(error => $"{error.Key}: {error.Problem}")];

        Assert.Equal(
            [
                "cluster.name: must be 1 to 64 letters, digits, dots, hyphens and underscores (found \"a b\")",
                "cluster.node: must be 1 to 64 letters, digits, dots, hyphens and underscores (found \"\")",
                "cluster.password: needs a broker; set cluster.url, or remove the setting",
            ],
            errors);
    }
}
