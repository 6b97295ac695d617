using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;

namespace ScriptWs.Http.Hosting;

/// <summary>A route of an ASP.NET Core application and the endpoint of ours that it leads to: the same pattern in both notations.</summary>
/// <param name="Pattern">As ASP.NET writes it: <c>/rooms/{id}</c>, <c>/doc/{**rest}</c>.</param>
/// <param name="Path">As server.json writes it: <c>/rooms/:id</c>, <c>/doc/*</c>.</param>
internal sealed record HostedRoute(RoutePattern Pattern, string Path)
{
    private const string Rest = "*", RestName = "rest";

    /// <param name="text">A route in either notation.</param>
    public static HostedRoute Parse(string text)
    {
        var rooted = text.StartsWith('/') ? text : "/" + text;
        var pattern = RoutePatternFactory.Parse(rooted.Contains('{') ? rooted : string.Join('/', rooted.Split('/').Select(ToAspNet)));
        return new(pattern, PathOf(pattern) ?? Escape(rooted));
    }

    /// <summary>What the parameters are in a request that the route matched, by the names that they have in server.json.</summary>
    public IReadOnlyDictionary<string, string> ParametersOf(HttpRequest request)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in Pattern.Parameters)
        {
            if (request.RouteValues.TryGetValue(parameter.Name, out var value) && value is not null) parameters[NameOf(parameter)] = $"{value}";
            else if (parameter.IsCatchAll) parameters[Rest] = "";
        }

        return parameters;
    }

    private static string ToAspNet(string segment) => segment == Rest ? $"{{**{RestName}}}" : segment.StartsWith(':') ? $"{{{segment[1..]}}}" : segment;

    private static string NameOf(RoutePatternParameterPart parameter) => parameter.IsCatchAll ? Rest : parameter.Name;

    /// <returns><c>null</c> when server.json has no notation for it, as for <c>{id?}</c> and <c>{name}.{type}</c>.</returns>
    private static string? PathOf(RoutePattern pattern)
    {
        var segments = new List<string>();
        foreach (var segment in pattern.PathSegments)
        {
            switch (segment.Parts)
            {
                case [RoutePatternLiteralPart literal]:
                    segments.Add(literal.Content);
                    break;
                case [RoutePatternParameterPart { IsOptional: false } parameter]:
                    segments.Add(parameter.IsCatchAll ? Rest : ":" + parameter.Name);
                    break;
                default:
                    return null;
            }
        }

        return "/" + string.Join('/', segments);
    }

    /// <summary>A name for the endpoint that is no pattern.</summary>
    private static string Escape(string route) => string.Join('/', route.Split('/').Select(Uri.EscapeDataString));
}
