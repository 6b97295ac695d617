using System.Text.RegularExpressions;
using Io.Cucumber.Messages.Types;
using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using ScriptWs.Testing.Expressions;
using ScriptWs.Testing.Steps;
using ScriptWs.Testing.Worlds;
using ParameterType = ScriptWs.Testing.Expressions.ParameterType;
using StepDefinition = ScriptWs.Testing.Steps.StepDefinition;

namespace ScriptWs.Testing.JavaScript;

/// <summary>The host's side of steps files: takes their definitions into a library, and calls them.</summary>
internal sealed class StepHost
{
    private readonly StepEngine _engine;
    private readonly StepLibrary _library;
    private readonly WorldHost _world;
    private readonly List<Action> _types = [];
    private readonly List<Action> _definitions = [];
    private TimeSpan? _defaultTimeout;
    private Function _run = null!;
    private Function _newWorld = null!;

    public StepHost(StepEngine engine, StepLibrary library, string folder) =>
        (_engine, _library, _world) = (engine, library, new WorldHost(engine, folder));

    /// <summary>What testing.js imports as its host.</summary>
    public ObjectInstance CreateObject()
    {
        var host = _world.CreateObject();
        Add("step", Step);
        Add("hook", Hook);
        Add("parameterType", ParameterType);
        Add("setDefaultTimeout", args => _defaultTimeout = Time(args.At(0)));
        Add("after", args => _engine.After(TimeSpan.FromMilliseconds(args.At(0).AsNumber()), args.At(1)));
        return host;

        void Add(string name, Action<JsValue[]> action) => host.FastSetDataProperty(name, _engine.Function(name, args =>
        {
            action(args);
            return JsValue.Undefined;
        }));
    }

    /// <summary>Takes what testing.js has for its host.</summary>
    public void Attach(ObjectInstance testing) =>
        (_run, _newWorld) = ((Function)testing.Get("run"), (Function)testing.Get("newWorld"));

    /// <summary>Takes the definitions over, when all files are loaded and the default timeout is known.</summary>
    public void Define()
    {
        foreach (var definition in _types.Concat(_definitions)) definition();
    }

    private static TimeSpan? Time(JsValue value) => value.IsNumber() ? TimeSpan.FromMilliseconds(value.AsNumber()) : null;

    private static SourceReference Source(JsValue stack) => ScriptErrors.CallerIn(stack.ToString()) is var (file, line)
        ? new SourceReference(file, null!, null!, new Location(line, null))
        : new SourceReference(StepModuleLoader.Testing, null!, null!, null!);

    /// <summary>What is wrong with a definition is told with its place.</summary>
    private static void Defining(SourceReference place, Action define)
    {
        try
        {
            define();
        }
        catch (ExpressionException e)
        {
            throw new FeatureRunException($"{place.Uri}:{place.Location?.Line}: {e.Message}", e);
        }
    }

    /// <summary>pattern, isRegExp, flags, timeout, function, stack</summary>
    private void Step(JsValue[] args)
    {
        var (source, isRegex, flags) = (args.At(0).ToString(), args.At(1).AsBoolean(), args.At(2).ToString());
        var (timeout, index, place) = (Time(args.At(3)), (int)args.At(4).AsNumber(), Source(args.At(5)));
        _definitions.Add(() => Defining(place, () =>
        {
            var pattern = _library.Read(() => isRegex ? new RegularExpression(source, _library.Types, Options(flags)) : new CucumberExpression(source, _library.Types));
            if (pattern is not null) _library.Add(new StepDefinition(pattern, place, call => CallAsync(index, call, timeout), null, timeout ?? _defaultTimeout));
        }));
    }

    /// <summary>type, tags, name, timeout, function, stack</summary>
    private void Hook(JsValue[] args)
    {
        var (tags, name) = (TagExpression.Parse(args.At(1).ToString()), args.At(2).IsUndefined() ? null : args.At(2).ToString());
        var (timeout, index, place) = (Time(args.At(3)), (int)args.At(4).AsNumber(), Source(args.At(5)));
        var type = args.At(0).ToString() switch
        {
            "Before" => HookType.BEFORE_TEST_CASE,
            "After" => HookType.AFTER_TEST_CASE,
            "BeforeAll" => HookType.BEFORE_TEST_RUN,
            _ => HookType.AFTER_TEST_RUN,
        };
        _definitions.Add(() => _library.Add(new HookDefinition(
            type, tags, place, call => CallAsync(index, call, timeout), name, Timeout: timeout ?? _defaultTimeout, IsPerWorker: type is HookType.BEFORE_TEST_RUN or HookType.AFTER_TEST_RUN)));
    }

    /// <summary>name, patterns, useForSnippets, preferForRegexpMatch, transformer, stack</summary>
    private void ParameterType(JsValue[] args)
    {
        List<string> patterns = [.. args.At(1).AsArray().Select(pattern => pattern.ToString())];
        var transformer = (int)args.At(4).AsNumber();

        var (useForSnippets, preferred, place) = (args.At(2).AsBoolean(), args.At(3).AsBoolean(), Source(args.At(5)));
        var type = new ParameterType(args.At(0).ToString(), patterns, groups => new ScriptArgument(transformer, groups), useForSnippets, preferred, place);

        // Before the steps: expressions of any file may name it.
        _types.Add(() => Defining(place, () => _library.Add(type)));
    }

    private static RegexOptions Options(string flags) =>
        (flags.Contains('i') ? RegexOptions.IgnoreCase : 0) | (flags.Contains('m') ? RegexOptions.Multiline : 0) | (flags.Contains('s') ? RegexOptions.Singleline : 0);

    private async ValueTask<StepOutcome> CallAsync(int index, StepCall call, TimeSpan? timeout)
    {
        _engine.Time = timeout ?? _defaultTimeout ?? WaitBounds.Step;
        var result = await _engine.RunAsync(() =>
        {
            _world.Current = call.World;
            var its = (JsValue)(call.World.ScriptObject ??= _newWorld.Call(JsValue.Undefined, []));
            return _run.Call(JsValue.Undefined, [JsNumber.Create(index), its, _world.Values.Array(call)]);
        }).ConfigureAwait(false);
        return OutcomeOf(result);
    }

    private static StepOutcome OutcomeOf(JsValue result)
    {
        var report = (ObjectInstance)result;
        var message = report.Get("message") as JsString;
        switch (report.Get("outcome").ToString())
        {
            case "pending":
                return message is null ? StepOutcome.Pending : throw new PendingStepException(message.ToString());
            case "skipped":
                return message is null ? StepOutcome.Skipped : throw new SkipStepException(message.ToString());
            default:
                return StepOutcome.Passed;
        }
    }
}
