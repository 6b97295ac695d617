using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

/// <summary>The summaries of the options are generated from the settings.</summary>
public sealed class SettingSummaryTests
{
    [Fact]
    public void PropertySummary_Always_IsGeneratedFromTheSetting()
    {
        var wrong = from record in Records().Prepend(typeof(ScriptWsOptions))
                    let source = new OptionsSource(record)
                    from setting in Setting.Document(record, () => Activator.CreateInstance(record)!).Keys
                    let problem = source.Check($" {setting.Property!.Name} {{ get;", SettingText.SummaryOf(setting))
                    where problem is not null
                    select problem;

        AssertNone(wrong);
    }

    [Fact]
    public void RecordSummary_OfASection_IsGeneratedFromTheSetting()
    {
        var wrong = from place in ServerSettings.All
                    group place by RecordOf(place.Setting) into places
                    // What stands at several places is described by hand.
                    where places.Key is not null && places.Count() == 1
                    let problem = new OptionsSource(places.Key).Check($"public sealed record {places.Key.Name}", SettingText.SummaryOf(places.Single()))
                    where problem is not null
                    select problem;

        AssertNone(wrong);
    }

    private static IEnumerable<Type> Records() => ServerSettings.All.Select(place => RecordOf(place.Setting)).OfType<Type>().Distinct();

    private static Type? RecordOf(Setting setting) => setting.Kind switch
    {
        SettingKind.Section => setting.Type,
        SettingKind.List => RecordOf(setting.Element),
        _ => null,
    };

    private static void AssertNone(IEnumerable<string> wrong)
    {
        var lines = wrong.ToList();
        Assert.True(lines.Count == 0, $"{lines.Count} summaries are out of date; {SettingText.HowToUpdate}\n\n{string.Join('\n', lines)}");
    }
}
