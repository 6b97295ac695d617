using Jint;
using Jint.Native;
using Jint.Runtime;
using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.Scripting;

/// <summary>Plain HTTP requests that a script answers.</summary>
internal sealed partial class ScriptHost
{
    /// <summary>When a client is told to come back whose answer a new version of the script cut off.</summary>
    private static readonly TimeSpan ReplacedRetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Nobody waits for the answer any more.</summary>
    public void Forget(ScriptRequest request) => _pending.RemoveWhere(question => ReferenceEquals(question.About, request));

    public bool HandlesRequests => _handlers.OnRequest is not null;

    /// <summary>Asks <c>onRequest</c>; without it nothing is the script's.</summary>
    /// <param name="request">The request.</param>
    /// <param name="answer">Told the answer, or none when the request is not the script's; at most once, now or on a later turn.</param>
    public void OnRequest(ScriptRequest request, Action<ScriptAnswer?> answer)
    {
        if (_handlers.OnRequest is null)
        {
            answer(null);
            return;
        }

        // Asked again of a new version only what changes nothing: the old one may have done half of it.
        var pending = new PendingQuestion(host =>
        {
            if (request.IsSafe) host.OnRequest(request, answer);
            else answer(ScriptAnswer.Of(HttpRefusals.ServerIsBusy(ReplacedRetryAfter)));
        }, request);
        _pending.Add(pending);
        _one[0] = HttpRequestObject.Create(_engine, request);
        Turn("onRequest", _handlers.OnRequest, _one, null, result => Settle(result, Fulfilled, Rejected), () => Decide(ScriptAnswer.Of(HttpRefusals.ScriptFailed)));

        void Fulfilled(JsValue value)
        {
            ScriptAnswer? read = null;
            string problem;
            try
            {
                read = RequestAnswer.Read(_engine, value, out problem);
            }
            catch (JavaScriptException e)
            {
                // A getter of the answer threw, or it is too long.
                problem = ScriptErrors.Describe(e.Error);
            }

            if (problem.Length > 0) Fail($"{_module.DisplayPath}: onRequest: {problem}", null);
            Decide(problem.Length > 0 ? ScriptAnswer.Of(HttpRefusals.ScriptFailed) : read);
        }

        void Rejected(JsValue reason)
        {
            Fail($"{_module.DisplayPath}: onRequest was rejected: {ScriptErrors.Describe(reason)}", null, reason);
            Decide(ScriptAnswer.Of(HttpRefusals.ScriptFailed));
        }

        void Decide(ScriptAnswer? decided)
        {
            if (_pending.Remove(pending)) answer(decided);
        }
    }
}
