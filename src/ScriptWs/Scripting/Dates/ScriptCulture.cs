using System.Globalization;

namespace ScriptWs.Scripting;

/// <summary>
/// The locale that scripts get where they name none: the same on every machine, so that a script does everywhere what it did in its
/// tests.
/// </summary>
internal static class ScriptCulture
{
    private const string Name = "en-US";

    public static CultureInfo Default { get; } = Find();

    private static CultureInfo Find()
    {
        try
        {
            return CultureInfo.GetCultureInfo(Name);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture; // a process without ICU knows no other
        }
    }
}
