using ScriptWs.Scripting;

namespace ScriptWs.Tests.HostModules;

public sealed class ImportTests
{
    private const string Handler = "\nexport function onStart() { }";

    [Theory]
    [InlineData(
        "import { text } from 'host:order';",
        "scripts/main.js:1:22: \"host:order\" cannot be imported; C# has added no such module (there are \"host:it\", \"host:orders\"); "
        + "did you mean \"host:orders\"?")]
    [InlineData(
        "import { text } from 'host:storage';",
        "; add it with server.Modules.Add(\"storage\", …) before the start, or to \"modules\" of server.json.")]
    [InlineData(
        "import { texts } from 'host:orders';",
        "scripts/main.js:1:10: SyntaxError: \"host:orders\" does not export \"texts\"; it exports add, text.")]
    [InlineData(
        "import it from 'host:orders';",
        "scripts/main.js:1:8: SyntaxError: \"host:orders\" does not export \"default\"; it exports add, text.")]
    [InlineData("import it from 'host:orders' with { type: 'json' };", "\"host:orders\" is a module of C#; import it without a type.")]
    public void Import_ThatCannotBe_NamesWhatIsThere(string import, string failure)
    {
        var thrown = Assert.Throws<ScriptLoadException>(() => new ModuleScript(import + Handler, Add).Dispose());

        Assert.EndsWith(failure, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_OfAnUnknownModule_CanBeCaught()
    {
        using var script = new ModuleScript(
            "export async function onStart() { try { await import('host:none'); } catch (e) { console.log(e.name); } }", Add);

        script.Host.OnStart();

        Assert.Equal(["TypeError"], script.Said.Lines);
    }

    [Fact]
    public void Import_InTwoFilesOrLater_IsTheSameModule()
    {
        using var script = new ModuleScript(
            "import { text } from 'host:orders';\n"
            + "export async function onStart() { console.log(text === (await import('host:orders')).text); }", Add);

        script.Host.OnStart();

        Assert.Equal(["true"], script.Said.Lines);
    }

    private static void Add(ScriptWsModules modules)
    {
        modules.Add("orders", new Orders());
        modules.Add("it", new Orders());
    }

    public sealed class Orders
    {
        [ScriptFunction]
        public string Text(string value) => value;

        [ScriptFunction(Sync = true)]
        public int Add(int a) => a;
    }
}
