using ScriptWs.Connections;
using ScriptWs.Endpoints;
using ScriptWs.Protocol;
using ScriptWs.Routing;

namespace ScriptWs.PlainHttp;

/// <summary>Asks the script of the endpoint that a plain HTTP request is at or below, on a turn of its worker.</summary>
internal sealed class RequestQuestions(Func<RequestPath, RouteMatch<Endpoint>?> find, Func<Configuration.LimitsOptions> limits, Func<IGate?> gate, TimeProvider clock)
{
    /// <returns><c>null</c> when the request has no user.</returns>
    public async ValueTask<PlainAnswer?> AskAsync(PlainRequest request, PlainVerdict verdict, bool isSecure, CancellationToken gone)
    {
        if (find(RequestPath.Of(request.RawPath)) is not { Value: var endpoint, Parameters: var parameters } || endpoint.SlotOf(null).Host is not { HandlesRequests: true }) return null;

        var now = limits();
        if (await request.ReadBody(now.MaxRequestBody, gone).ConfigureAwait(false) is not { } body) return PlainAnswer.Of(HttpRefusals.BodyTooLarge);

        var seen = Seen(request, verdict);
        var scriptRequest = new ScriptRequest(request.Method, request.Path, seen.Query, seen.Headers, verdict.Address, verdict.User?.ToConnection(), body) { IsSecure = isSecure, Parameters = parameters };
        var answered = new TaskCompletionSource<ScriptAnswer?>(TaskCreationOptions.RunContinuationsAsynchronously);
        // The time counts from the question: this thread may be the one that runs the turn.
        var inTime = answered.Task.WaitAsync(now.RequestTimeout, clock, gone);
        var slot = endpoint.SlotOf(endpoint.NextMailbox());
        slot.Worker.Post(ConnectionEvent.Work(() =>
        {
            if (slot.Host is { } host) host.OnRequest(scriptRequest, answer => answered.TrySetResult(answer));
            else answered.TrySetResult(null);
        }));
        try
        {
            return await inTime.ConfigureAwait(false) is { } answer ? new PlainAnswer(answer.Status, answer.Headers, answer.Body) : null;
        }
        catch (TimeoutException)
        {
            return PlainAnswer.Of(HttpRefusals.RequestTimeout);
        }
        finally
        {
            if (!answered.Task.IsCompleted) slot.Worker.Post(ConnectionEvent.Work(() => slot.Host?.Forget(scriptRequest)));
        }
    }

    /// <summary>Scripts see the user, but not the credentials.</summary>
    private (string Query, IReadOnlyDictionary<string, string> Headers) Seen(PlainRequest request, PlainVerdict verdict)
    {
        if (verdict.User is null) return (request.Query, request.Headers);
        if (gate() is not { } ours) return (request.Query, HeaderFields.Without(request.Headers, "authorization"));

        var seen = ours.ForScripts(new UpgradeRequest(request.Path, request.Query, request.Headers, [], verdict.Address));
        return (seen.Query, seen.Headers);
    }
}
