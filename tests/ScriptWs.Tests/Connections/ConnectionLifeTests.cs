using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Connections;

public sealed class ConnectionLifeTests
{
    private static readonly CloseStatus First = new(4001, "first");
    private static readonly CloseStatus Second = new(4002, "second");

    [Fact]
    public void NewLife_IsOpenWithoutAStatus()
    {
        var life = default(ConnectionLife);

        Assert.Equal((ConnectionState.Open, null), (life.State, life.Status));
    }

    [Fact]
    public void TryClose_Twice_KeepsTheFirstStatus()
    {
        var life = default(ConnectionLife);

        var closed = life.TryClose(First);
        var closedAgain = life.TryClose(Second);

        Assert.Equal((true, false), (closed, closedAgain));
        Assert.Equal((ConnectionState.Closing, First), (life.State, life.Status));
    }

    [Fact]
    public void End_AfterAClose_KeepsItsStatus()
    {
        var life = default(ConnectionLife);
        life.TryClose(First);

        life.End();

        Assert.Equal((ConnectionState.Closed, First), (life.State, life.Status));
    }

    [Fact]
    public void TryClose_AfterTheEnd_SetsTheStatusAndStaysClosed()
    {
        var life = default(ConnectionLife);
        life.End();

        var closed = life.TryClose(First);

        Assert.True(closed);
        Assert.Equal((ConnectionState.Closed, First), (life.State, life.Status));
    }
}
