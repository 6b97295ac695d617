using ScriptWs.Configuration;

namespace ScriptWs.Authentication;

/// <summary>What a client is asked for that is not known (RFC 9110 §11.6.1), one for each scheme.</summary>
internal sealed class Challenges(AuthenticationOptions options)
{
    /// <summary>A scheme that no browser asks its user for: the page that logs in has a form of its own.</summary>
    public static readonly IReadOnlyList<string> Session = ["Session realm=\"ScriptWs\""];

    private readonly string _basic = $"Basic realm=\"{options.Basic.Realm}\", charset=\"UTF-8\"";
    private readonly string _bearer = $"Bearer realm=\"{options.Basic.Realm}\"";
    private readonly string _apiKey = $"ApiKey realm=\"{options.Basic.Realm}\", header=\"{options.ApiKey.Header}\"";

    /// <param name="policy">What the endpoint takes.</param>
    /// <param name="presented">What the client showed.</param>
    /// <param name="result">What became of it; <c>null</c> when nothing was shown.</param>
    public IReadOnlyList<string> For(EndpointPolicy policy, PresentedCredentials presented, AuthenticationResult? result)
    {
        // RFC 6750 §3.1: the error is only for clients that sent a token.
        if (presented.IsBearer && policy.TakesBearer)
            return [result is AuthenticationResult.Expired ? $"{_bearer}, error=\"invalid_token\", error_description=\"The token has expired\"" : $"{_bearer}, error=\"invalid_token\""];

        List<string> all = [];
        if (policy.TakesBasic) all.Add(_basic);
        if (policy.AsksForBearer) all.Add(_bearer);
        if (policy.AsksForApiKey) all.Add(_apiKey);
        return all.Count > 0 ? all : Session;
    }
}
