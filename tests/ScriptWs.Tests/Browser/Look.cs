namespace ScriptWs.Tests.Browser;

/// <summary>What a page is looked at with: colours of the night or the day, a desktop or a phone.</summary>
/// <param name="Name">For the names of screenshots.</param>
internal sealed record Look(string Name, bool IsDark, int Width, int Height)
{
    /// <summary>Those that every page must be good for.</summary>
    public static TheoryData<string> Names { get; } = [.. All.Select(look => look.Name)];

    private static IEnumerable<Look> All =>
    [
        new("desktop-light", false, 1280, 800),
        new("desktop-dark", true, 1280, 800),
        new("phone-light", false, 390, 844),
        new("phone-dark", true, 390, 844),
    ];

    public static Look Usual => All.First();

    public bool IsPhone => Width < Height;

    public static Look Of(string name) => All.Single(look => look.Name == name);
}
