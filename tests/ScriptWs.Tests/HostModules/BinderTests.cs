using System.Text.Json;
using System.Text.Json.Serialization;
using ScriptWs.Scripting;

namespace ScriptWs.Tests.HostModules;

public sealed class BinderTests
{
    private static readonly string Prefix = $"{typeof(BinderTests).FullName}+";

    private readonly ScriptWsModules _modules = new(new HostModuleTable());

    [Theory]
    [InlineData(typeof(Empty), "Empty has no public method with [ScriptFunction]; a module has one at least.")]
    [InlineData(typeof(Twice), "Twice exports \"find\" twice; give one of them another name: [ScriptFunction(\"…\")].")]
    [InlineData(typeof(ByRef), "ByRef.Find cannot be a function of \"host:it\": scripts cannot pass \"id\" (Int32&).")]
    [InlineData(typeof(Generic), "Generic.Find cannot be a function of \"host:it\": it is generic.")]
    [InlineData(typeof(SyncTask), "SyncTask.Find cannot be a function of \"host:it\": it returns a task or a stream, which is never Sync.")]
    [InlineData(typeof(BadName), "BadName.Find cannot be a function of \"host:it\": \"find order\" is no name of JavaScript.")]
    [InlineData(typeof(Many), "Many.Find cannot be a function of \"host:it\": \"ids\" is params; take an array.")]
    public void Type_ThatCannotBeAModule_IsRefusedWithTheRemedy(Type type, string problem)
    {
        var add = typeof(ScriptWsModules).GetMethod(nameof(ScriptWsModules.Add))!.MakeGenericMethod(type);

        var failure = Assert.Throws<System.Reflection.TargetInvocationException>(
            () => add.Invoke(_modules, ["it", Activator.CreateInstance(type), null]));

        Assert.StartsWith(Prefix + problem, Assert.IsType<ArgumentException>(failure.InnerException).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("a b")]
    [InlineData("a/b")]
    public void Name_ThatNoImportCouldHave_IsRefused(string name) => Assert.Throws<ArgumentException>(() => _modules.Add(name, new Good()));

    [Fact]
    public void Name_Taken_IsRefused()
    {
        _modules.Add("it", new Good());

        var failure = Assert.Throws<ArgumentException>(() => _modules.Add("it", new Good()));

        Assert.StartsWith("There is a module \"it\" already", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["it"], _modules.Names);
    }

    [Fact]
    public void Describe_Always_DeclaresFunctionsAndTheirRecords()
    {
        _modules.Add("shop", new Shop());

        Assert.Equal(
            """
            // The C# module "shop", for editors; written by ScriptWs. A long beyond 2^53 - 1 is a BigInt.
            declare module "host:shop" {
              export interface Line {
                sku: string;
                count: number;
              }
              export interface Order {
                id: number;
                lines: Line[];
                note: string | null;
                state: "open" | "paidInFull";
                at: string | null;
                byDay: Record<string, number>;
              }
              export function all(since?: Date | null | undefined): AsyncIterableIterator<Order>;
              function _delete(id: number | bigint): Promise<void>;
              export { _delete as delete };
              export function find(id: number | bigint): Promise<Order | null>;
              export function price(_in: "open" | "paidInFull", sku?: string): number;
            }

            """.ReplaceLineEndings("\n"),
            _modules.Describe("shop"));
    }

    [Fact]
    public void Json_OfASourceGeneratedContext_IsUsed() => Assert.Equal(
        "{ Name: 'tea' }",
        ModuleScript.Run(new Generated(), "console.log(await it.first());", new ScriptModuleOptions { Json = TeaContext.Default.Options }));

    [Fact]
    public void Json_WithoutAContract_IsRefused()
    {
        var none = new JsonSerializerOptions { TypeInfoResolver = TeaContext.Default };

        var failure = Assert.Throws<ArgumentException>(() => _modules.Add("shop", new Shop(), new ScriptModuleOptions { Json = none }));

        Assert.Contains("its result does not pass to scripts", failure.Message, StringComparison.Ordinal);
    }

    public sealed record Tea(string Name);

    public sealed class Generated
    {
        [ScriptFunction]
        public Tea First() => new("tea");
    }

    public sealed class Good
    {
        [ScriptFunction]
        public void Do()
        {
        }
    }

    public sealed class Empty;

    public sealed class Twice
    {
        [ScriptFunction]
        public int Find(int id) => id;

        [ScriptFunction]
        public Task<int> FindAsync(int id) => Task.FromResult(id);
    }

    public sealed class ByRef
    {
        [ScriptFunction]
        public void Find(ref int id) => id++;
    }

    public sealed class Generic
    {
        [ScriptFunction]
        public T Find<T>(T id) => id;
    }

    public sealed class SyncTask
    {
        [ScriptFunction(Sync = true)]
        public Task Find() => Task.CompletedTask;
    }

    public sealed class BadName
    {
        [ScriptFunction("find order")]
        public void Find()
        {
        }
    }

    public sealed class Many
    {
        [ScriptFunction]
        public int Find(params int[] ids) => ids.Length;
    }

    public enum State
    {
        Open,
        PaidInFull,
    }

    public sealed record Line(string Sku, int Count);

    public sealed record Order(
        long Id, IReadOnlyList<Line> Lines, string? Note, State State, DateTimeOffset? At, Dictionary<string, int> ByDay);

    public sealed class Shop
    {
        [ScriptFunction]
        public Task<Order?> FindAsync(long id) => Task.FromResult<Order?>(null);

        [ScriptFunction]
        public async IAsyncEnumerable<Order> All(DateTimeOffset? since = null)
        {
            await Task.Yield();
            yield break;
        }

        [ScriptFunction]
        public Task DeleteAsync(long id) => Task.CompletedTask;

        [ScriptFunction(Sync = true)]
        public decimal Price(State @in, string sku = "tea") => sku.Length;
    }
}
