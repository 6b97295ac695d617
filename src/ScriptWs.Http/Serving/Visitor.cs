using ScriptWs.PlainHttp;

namespace ScriptWs.Http.Serving;

/// <summary>Who asks, and for what; a feature of each request that came through the <see cref="Door"/>.</summary>
internal sealed record Visitor(PlainRequest Request, PlainVerdict Verdict)
{
    public ScriptWsUser? User => Verdict.User;
}
