namespace ScriptWs.Tests.Testing;

/// <summary>The table under a step, as steps files see it.</summary>
public sealed class JavaScriptDataTableTests
{
    private const string People = "new DataTable([['name', 'room'], ['anna', 'garden'], ['bert', 'kitchen']])";

    [Theory]
    [InlineData("raw()", """[["name","room"],["anna","garden"],["bert","kitchen"]]""")]
    [InlineData("rows()", """[["anna","garden"],["bert","kitchen"]]""")]
    [InlineData("hashes()", """[{"name":"anna","room":"garden"},{"name":"bert","room":"kitchen"}]""")]
    [InlineData("rowsHash()", """{"name":"room","anna":"garden","bert":"kitchen"}""")]
    [InlineData("transpose().raw()", """[["name","anna","bert"],["room","garden","kitchen"]]""")]
    [InlineData("transpose().hashes()", """[{"name":"room","anna":"garden","bert":"kitchen"}]""")]
    public void Table_Read_HasItsCells(string method, string expected)
    {
        using var engine = new SteppingEngine("data-table.js", "DataTable");

        Assert.Equal(expected, engine.Evaluate($"JSON.stringify({People}.{method})"));
    }

    [Theory]
    [InlineData("raw()")]
    [InlineData("rows()")]
    [InlineData("hashes()")]
    [InlineData("rowsHash()")]
    [InlineData("transpose().raw()")]
    public void EmptyTable_Read_IsEmpty(string method)
    {
        using var engine = new SteppingEngine("data-table.js", "DataTable");

        Assert.Equal("0", engine.Evaluate($"String(Object.keys(new DataTable([]).{method}).length)"));
    }

    [Fact]
    public void Table_WhoseRowsWereChanged_StaysTheSame()
    {
        using var engine = new SteppingEngine("data-table.js", "DataTable");

        var cell = engine.Evaluate($"(() => {{ const table = {People}; table.raw()[1][0] = 'carl'; table.rows()[0].pop(); return table.raw()[1].join(); }})()");

        Assert.Equal("anna,garden", cell);
    }

    [Fact]
    public void Header_NamedProto_IsANameLikeAnyOther()
    {
        using var engine = new SteppingEngine("data-table.js", "DataTable");

        Assert.Equal("""{"__proto__":"x"}""", engine.Evaluate("JSON.stringify(new DataTable([['__proto__'], ['x']]).hashes()[0])"));
    }

    [Theory]
    [InlineData("new DataTable([['a', 'b', 'c']]).rowsHash()", "Error: rowsHash() takes a table of two columns, name and value, but this one has 3.")]
    [InlineData("new DataTable([['a', '1'], ['a', '2']]).rowsHash()", "Error: rowsHash() would lose a value: the table has two rows with the name 'a'.")]
    [InlineData("new DataTable([['a', 'a'], ['1', '2']]).hashes()", "Error: hashes() would lose a value: the table has two columns with the name 'a'.")]
    [InlineData("new DataTable([['a'], ['b', 'c']])", "TypeError: A DataTable is made from rows of the same length whose cells are texts, but this is [ [ 'a' ], [ 'b', 'c' ] ].")]
    [InlineData("new DataTable('a')", "TypeError: A DataTable is made from rows of the same length whose cells are texts, but this is 'a'.")]
    public void Table_ThatDoesNotFit_SaysWhatIsWrong(string expression, string expected)
    {
        using var engine = new SteppingEngine("data-table.js", "DataTable");

        Assert.Equal(expected, engine.ErrorOf(expression));
    }
}
