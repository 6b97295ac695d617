using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.Scripting;

/// <summary>Reads what <c>onRequest</c> returned.</summary>
internal static class RequestAnswer
{
    /// <summary>Header fields of one answer, at most.</summary>
    private const int MaxHeaders = 100;

    private static readonly KeyValuePair<string, string> Text = new("Content-Type", "text/plain; charset=utf-8");

    private static readonly KeyValuePair<string, string> Bytes = new("Content-Type", "application/octet-stream");

    /// <param name="engine">Whose value it is.</param>
    /// <param name="value">What was returned.</param>
    /// <param name="problem">Why it is no answer; empty when it is one, or nothing.</param>
    /// <returns><c>null</c> for "not mine".</returns>
    public static ScriptAnswer? Read(Engine engine, JsValue value, out string problem)
    {
        problem = "";
        if (value.IsUndefined() || value.IsNull()) return null;
        if (value is JsString text) return new ScriptAnswer(200, [Text], Encoding.UTF8.GetBytes(ScriptValues.Text(engine, text)));
        if (value is not JsObject answer)
        {
            problem = "it returned neither nothing, a string nor an object; return { status?, headers?, body? } to answer.";
            return null;
        }

        var status = answer.Get("status") is var given && given.IsUndefined() ? 200 : given is JsNumber number ? number.AsNumber() : double.NaN;
        if (!(status is >= 200 and <= 599 && status == Math.Floor(status))) problem = "status is not a number from 200 to 599.";

        var headers = Headers(answer.Get("headers"), ref problem);
        var (body, type) = Body(engine, answer.Get("body"), ref problem);
        if (problem.Length > 0) return null;

        if (type is { } known && !headers.Exists(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)))
            headers.Add(known);
        return new ScriptAnswer((int)status, headers, body);
    }

    private static (ReadOnlyMemory<byte> Body, KeyValuePair<string, string>? Type) Body(Engine engine, JsValue value, ref string problem)
    {
        if (value.IsUndefined() || value.IsNull()) return (default, null);
        if (value is JsString text) return (Encoding.UTF8.GetBytes(ScriptValues.Text(engine, text)), Text);
        if (value.IsUint8Array() || value.IsArrayBuffer() || value.IsDataView())
            return (ScriptValues.Bytes(engine, value).ToArray(), Bytes);

        problem = "body is neither a string nor a Uint8Array; JSON.stringify makes a string of an object.";
        return default;
    }

    private static List<KeyValuePair<string, string>> Headers(JsValue value, ref string problem)
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (value is not ObjectInstance fields) return headers;

        foreach (var key in fields.GetOwnPropertyKeys(Types.String))
        {
            // Several values of one name: Set-Cookie cannot be joined (RFC 6265 §3).
            var field = fields.Get(key);
            foreach (var text in field is JsArray values ? values.Select(value => value.ToString()) : [field.ToString()])
            {
                if (ResponseHeader.Problem(key.ToString(), text) is { } wrong) problem = wrong;
                if (headers.Count == MaxHeaders) problem = $"it has more than {MaxHeaders} header fields.";
                if (problem.Length > 0) return headers;
                headers.Add(new(key.ToString(), text));
            }
        }

        return headers;
    }
}
