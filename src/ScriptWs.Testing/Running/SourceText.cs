using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Running;

/// <summary>Where something is defined, for people.</summary>
internal static class SourceText
{
    public static string Of(SourceReference source)
    {
        if (source.JavaMethod is { } method) return $"{method.ClassName.Split('.')[^1]}.{method.MethodName}";
        return source.Location is { } location ? $"{source.Uri}:{location.Line}" : source.Uri;
    }
}
