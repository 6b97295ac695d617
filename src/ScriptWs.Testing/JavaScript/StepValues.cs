using System.Globalization;
using System.Numerics;
using Io.Cucumber.Messages.Types;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using ScriptWs.Testing.Steps;

namespace ScriptWs.Testing.JavaScript;

/// <summary>Values on their way into an engine. Inside a step only.</summary>
internal sealed class StepValues(Engine engine)
{
    /// <summary>The arguments of a step as testing.js takes them.</summary>
    public JsArray Array(StepCall call)
    {
        List<JsValue> values = [.. call.Arguments.Select(argument => Of(argument.Value))];
        if (call.Block?.DataTable is { } table) values.Add(Table(table));
        if (call.Block?.DocString is { } docString) values.Add(new JsString(docString.Content));
        return new JsArray(engine, [.. values]);
    }

    public JsValue Message(ReceivedMessage message) =>
        message.Text is { } text ? new JsString(text) : engine.Intrinsics.Uint8Array.Construct(message.Bytes.ToArray());

    public JsArray Messages(IEnumerable<ReceivedMessage> messages) => new(engine, [.. messages.Select(Message)]);

    private JsValue Of(object? value) => value switch
    {
        null => JsValue.Undefined,
        string text => new JsString(text),
        BigInteger number => new JsBigInt(number),
        ScriptArgument argument => Transformed(argument),
        decimal number => new JsString(number.ToString(CultureInfo.InvariantCulture)),
        _ => JsNumber.Create(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
    };

    private JsObject Transformed(ScriptArgument argument)
    {
        var groups = new JsArray(engine, [.. argument.Groups.Select(group => group is null ? JsValue.Undefined : new JsString(group))]);
        return Object(("isTransformed", JsBoolean.True), ("transformer", JsNumber.Create(argument.Transformer)), ("groups", groups));
    }

    private JsObject Table(PickleTable table)
    {
        var rows = table.Rows.Select(row => (JsValue)new JsArray(engine, [.. row.Cells.Select(cell => new JsString(cell.Value))]));
        return Object(("isTable", JsBoolean.True), ("rows", new JsArray(engine, [.. rows])));
    }

    private JsObject Object(params (string Name, JsValue Value)[] properties)
    {
        var result = new JsObject(engine);
        foreach (var (name, value) in properties) result.FastSetDataProperty(name, value);
        return result;
    }
}
