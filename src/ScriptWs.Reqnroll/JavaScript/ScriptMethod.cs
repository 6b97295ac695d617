using Io.Cucumber.Messages.Types;
using Reqnroll.Bindings.Reflection;

namespace ScriptWs.ReqnrollPlugin.JavaScript;

/// <summary>The function of a step or hook, described as Reqnroll describes methods.</summary>
internal static class ScriptMethod
{
    private static readonly RuntimeBindingType Anything = new(typeof(object));

    public static BindingMethod Of(SourceReference source, string name, int parameters) => new(
        new BindingType(source.Uri, source.Uri, "javascript"),
        $"{name} of line {source.Location?.Line}",
        [.. Enumerable.Range(1, parameters).Select(number => new BindingParameter(Anything, $"parameter{number}"))],
        Anything);
}
