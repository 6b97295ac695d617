using System.Globalization;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>What <c>$&amp;</c>, <c>$1</c> and their like stand for in a replacement (ECMA-262 GetSubstitution).</summary>
internal static class Substitution
{
    /// <param name="template">The replacement.</param>
    /// <param name="args">What a function in its place is called with: the match, groups, position, text and named groups.</param>
    public static string Expand(string template, JsValue[] args)
    {
        var named = args[^1] as ObjectInstance;
        var groups = args.Length - (named is null ? 3 : 4);
        var text = args[^(named is null ? 1 : 2)].ToString();
        var (match, position) = (args[0].ToString(), (int)args[groups + 1].AsNumber());
        var result = new StringBuilder();
        for (var at = 0; at < template.Length; at++)
        {
            var next = template[at] == '$' && at + 1 < template.Length ? template[at + 1] : '\0';
            if (next == '$') result.Append('$');
            else if (next == '&') result.Append(match);
            else if (next == '`') result.Append(text, 0, position);
            else if (next == '\'') result.Append(text.AsSpan(Math.Min(text.Length, position + match.Length)));
            else if (char.IsAsciiDigit(next) && GroupAt(template, at + 1, groups, out var digits) is > 0 and var group)
            {
                result.Append(args[group].IsUndefined() ? "" : args[group].ToString());
                at += digits - 1;
            }
            else if (next == '<' && named is not null && template.IndexOf('>', at) is > 0 and var end)
            {
                var value = named.Get(template[(at + 2)..end]);
                if (!value.IsUndefined()) result.Append(TypeConverter.ToString(value));
                at = end - 1;
            }
            else
            {
                result.Append(template[at]);
                continue;
            }

            at++;
        }

        return result.ToString();
    }

    /// <summary>Two digits count if there are that many groups.</summary>
    private static int GroupAt(string template, int at, int groups, out int digits)
    {
        for (digits = at + 1 < template.Length && char.IsAsciiDigit(template[at + 1]) ? 2 : 1; digits > 0; digits--)
        {
            if (int.Parse(template.AsSpan(at, digits), CultureInfo.InvariantCulture) is var group && group <= groups) return group;
        }

        return 0;
    }
}
