using Jint;
using Jint.Native;
using Jint.Native.Json;
using Jint.Native.Object;
using ScriptWs.Connections;
using ScriptWs.Scripting.Json;

namespace ScriptWs.Scripting;

/// <summary>Reads what <c>onAuthenticate</c> returned.</summary>
internal static class AuthenticationAnswer
{
    /// <summary>The longest name, or name of a role.</summary>
    private const int MaxNameLength = 256;

    private const int MaxRoles = 256;

    /// <summary>Characters of the claims as JSON: they are kept as long as the connection.</summary>
    private const int MaxClaims = 16 * 1024;

    /// <param name="engine">Whose value it is.</param>
    /// <param name="value">What was returned.</param>
    /// <param name="candidate">Who the client says it is.</param>
    /// <param name="problem">Why it is no answer; empty when it is one.</param>
    /// <returns>The user; <c>null</c> for no.</returns>
    public static ConnectionUser? Read(Engine engine, JsValue value, ConnectionUser candidate, out string problem)
    {
        problem = "";
        if (value.IsBoolean()) return value.AsBoolean() ? candidate : null;
        if (value.IsUndefined() || value.IsNull()) return null;
        if (value is not ObjectInstance answer || value is JsArray)
        {
            problem = "it returned neither true, false nor an object; return { name?, roles?, claims?, expiresAt? } to let the client in.";
            return null;
        }

        var name = answer.Get("name") is { } given && !given.IsUndefined() ? given : new JsString(candidate.Name);
        if (name is not JsString { Length: <= MaxNameLength })
        {
            problem = $"name is not a string of at most {MaxNameLength} characters.";
            return null;
        }

        var roles = Roles(answer.Get("roles"), ref problem);
        var claims = Claims(engine, answer.Get("claims"), ref problem);
        var end = End(answer.Get("expiresAt"), ref problem);
        return problem.Length > 0 ? null : candidate with { Name = name.ToString(), Roles = roles, Claims = claims, ExpiresAt = end };
    }

    private static IReadOnlyList<string> Roles(JsValue value, ref string problem)
    {
        if (value.IsUndefined()) return [];
        if (value is JsArray { Length: <= MaxRoles } roles && roles.All(role => role is JsString { Length: <= MaxNameLength }))
            return [.. roles.Select(role => role.ToString())];

        problem = $"roles is not an array of at most {MaxRoles} strings.";
        return [];
    }

    private static DateTimeOffset? End(JsValue value, ref string problem)
    {
        if (value.IsUndefined() || value.IsNull()) return null;

        var time = value switch
        {
            JsNumber number => number.AsNumber(),
            JsDate date => date.DateValue,
            _ => double.NaN,
        };
        if (time >= 0 && time <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            return DateTimeOffset.FromUnixTimeMilliseconds((long)time);

        problem = "expiresAt is neither a Date nor a number of milliseconds as Date.now() gives it.";
        return null;
    }

    private static string? Claims(Engine engine, JsValue value, ref string problem)
    {
        if (value.IsUndefined() || value.IsNull()) return null;
        if (value is JsObject && JsonLength.AtLeast(engine, value, MaxClaims) <= MaxClaims
            && new JsonSerializer(engine).Serialize(value) is JsString { Length: <= MaxClaims } json)
        {
            return json.ToString();
        }

        problem = $"claims is not an object of at most {MaxClaims / 1024} KiB as JSON.";
        return null;
    }
}
