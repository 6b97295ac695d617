namespace ScriptWs.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void One_PlusOne_IsTwo() => Assert.Equal(2, 1 + 1);
}
