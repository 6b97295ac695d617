using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.Scripting;

/// <summary>Reads what <c>onUpgrade</c> returned.</summary>
internal static class UpgradeAnswer
{
    /// <summary>The script failed: the client learns no more than that.</summary>
    public static UpgradeDecision Failed { get; } = new UpgradeDecision.Refuse(HttpRefusals.ScriptFailed.Status, null, HttpRefusals.ScriptFailed.Body);

    /// <returns><c>null</c> when it is not an answer; <paramref name="problem"/> says why.</returns>
    public static UpgradeDecision? Read(JsValue value, UpgradeRequest request, out string problem)
    {
        problem = "";
        if (value.IsUndefined() || value.IsNull()) return UpgradeDecision.Accept.Plain;
        if (value is not ObjectInstance answer)
        {
            problem = "it returned neither nothing nor an object; return { status, headers?, body? } to refuse, { subprotocol?, headers?, data? } to accept.";
            return null;
        }

        var headers = Headers(answer.Get("headers"), ref problem);
        if (problem.Length > 0) return null;
        return answer.Get("status").IsUndefined() ? Accept(answer, headers, request, ref problem) : Refuse(answer, headers, ref problem);
    }

    private static UpgradeDecision.Refuse? Refuse(ObjectInstance answer, List<KeyValuePair<string, string>> headers, ref string problem)
    {
        var status = answer.Get("status") is JsNumber number ? number.AsNumber() : double.NaN;
        if (status is >= 300 and <= 599 && status == Math.Floor(status))
            return new UpgradeDecision.Refuse((int)status, headers, answer.Get("body").IsUndefined() ? null : answer.Get("body").ToString());

        problem = "status is not a number from 300 to 599.";
        return null;
    }

    private static UpgradeDecision.Accept? Accept(
        ObjectInstance answer, List<KeyValuePair<string, string>> headers, UpgradeRequest request, ref string problem)
    {
        var subprotocol = answer.Get("subprotocol").IsUndefined() || answer.Get("subprotocol").IsNull() ? null : answer.Get("subprotocol").ToString();
        if (subprotocol is not null && !request.Subprotocols.Contains(subprotocol))
        {
            problem = $"the subprotocol \"{subprotocol}\" was not offered by the client; choose one of request.subprotocols, or none.";
            return null;
        }

        var data = answer.Get("data");
        return new UpgradeDecision.Accept(subprotocol, headers, data.IsUndefined() ? null : data);
    }

    private static List<KeyValuePair<string, string>> Headers(JsValue value, ref string problem)
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (value is not ObjectInstance fields) return headers;

        foreach (var key in fields.GetOwnPropertyKeys(Types.String))
        {
            var (name, text) = (key.ToString(), fields.Get(key).ToString());
            if (ResponseHeader.Problem(name, text) is { } wrong) problem = wrong;
            headers.Add(new(name, text));
        }

        return headers;
    }
}
