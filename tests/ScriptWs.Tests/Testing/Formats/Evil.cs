using System.Collections;
using System.Reflection;
using Io.Cucumber.Messages.Types;

namespace ScriptWs.Tests.Testing.Formats;

/// <summary>Text that would break out of HTML, XML and JSON where it is written carelessly.</summary>
internal static class Evil
{
    /// <summary>Stands in features for <see cref="Text"/>, which no parser lets through.</summary>
    public const string Placeholder = "Evil";

    public const string Text = "<script>alert(1)</script>]]>\"'--><!--</style></title>&amp;{{title}}\0\u001b\uD800 \uDC00\uFFFE\r\u0085";

    /// <summary>Puts the text in the place of the placeholder in every field of every message.</summary>
    public static IEnumerable<Envelope> In(IEnumerable<Envelope> messages) => messages.Select(message =>
    {
        Spoil(message);
        return message;
    });

    private static void Spoil(object message)
    {
        foreach (var property in message.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            switch (property.GetValue(message))
            {
                case string text:
                    property.SetValue(message, text.Replace(Placeholder, Text, StringComparison.Ordinal));
                    break;
                case IList list:
                    foreach (var item in list.Cast<object>().Where(item => item is not string))
                        Spoil(item);
                    break;
                case { } part when part.GetType().Namespace == typeof(Envelope).Namespace && !part.GetType().IsEnum:
                    Spoil(part);
                    break;
                default:
                    break;
            }
        }
    }
}
