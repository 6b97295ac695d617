using System.Globalization;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>The parameter types of the built-in steps.</summary>
[Binding]
internal sealed class Parameters(World world)
{
    /// <summary>A client by its name: <c>Alice</c>.</summary>
    [StepArgumentTransformation("[A-Z][a-z]+", Name = "client")]
    public TestClient Client(string name) => world.Client(name);

    /// <summary>The name of a client that may have yet to come: <c>Alice</c>.</summary>
    [StepArgumentTransformation("[A-Z][a-z]+", Name = "name")]
    public static string Name(string name) => name;

    /// <summary>A time: <c>30 seconds</c>, <c>500 milliseconds</c>, <c>2 minutes</c>.</summary>
    [StepArgumentTransformation(@"(\d+(?:\.\d+)?) (milliseconds?|seconds?|minutes?|hours?)", Name = "duration")]
    public static TimeSpan Duration(string number, string unit)
    {
        var amount = double.Parse(number, CultureInfo.InvariantCulture);
        return unit.TrimEnd('s') switch
        {
            "millisecond" => TimeSpan.FromMilliseconds(amount),
            "second" => TimeSpan.FromSeconds(amount),
            "minute" => TimeSpan.FromMinutes(amount),
            _ => TimeSpan.FromHours(amount),
        };
    }
}
