using CsCheck;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Configuration;

public sealed class SettingValueTests
{
    private static readonly Setting Duration = ServerSettings.Root.Keys.First(key => key.Key == "heartbeat").Keys.First(key => key.Key == "timeout");
    private static readonly Setting Size = ServerSettings.Root.Keys.First(key => key.Key == "limits").Keys.First(key => key.Key == "maxMessageSize");

    [Fact]
    public void Duration_Shown_ReadsBackTheSame() =>
        Gen.Int[0, int.MaxValue - 1].Select(ms => TimeSpan.FromMilliseconds(ms)).Sample(duration =>
            Assert.Equal(duration, SettingValue.Read(Duration, SettingValue.Show(duration), out _)));

    [Fact]
    public void Size_Shown_ReadsBackTheSame() =>
        Gen.Long[1, 1L << 50].Sample(size => Assert.Equal(size, SettingValue.Read(Size, SettingValue.Show(size), out _)));

    [Fact]
    public void Duration_InAnyUnit_IsThatManyMilliseconds() =>
        Gen.Select(Gen.Int[0, 20], Gen.OneOf(("ms", 1), ("s", 1000), ("", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000))).Sample((number, unit) =>
            Assert.Equal(TimeSpan.FromMilliseconds((long)number * unit.Item2), SettingValue.Read(Duration, $"{number}{unit.Item1}", out _)));

    [Fact]
    public void AnyText_IsAValueOrAProblem_NeverBoth() =>
        Gen.String.Sample(text =>
        {
            foreach (var setting in (Setting[])[Duration, Size])
            {
                var value = SettingValue.Read(setting, text, out var problem);

                Assert.True(value is null != problem is null);
            }
        });

    /// <summary>What is left at its default is not looked at when options are checked.</summary>
    [Fact]
    public void Default_OfEachSetting_IsInItsRange()
    {
        var checkedSettings = CheckDefaults(ServerSettings.Root);

        Assert.InRange(checkedSettings, 100, int.MaxValue);
    }

    private static int CheckDefaults(Setting section)
    {
        var count = 0;
        foreach (var setting in section.Keys)
        {
            count += setting.Kind == SettingKind.List ? CheckDefaults(setting.Element) : CheckDefaults(setting);
            if (setting is { Kind: SettingKind.Section or SettingKind.List or SettingKind.Map } or { Default: null }) continue;
            Assert.Null(SettingValue.CheckRange(setting, setting.Default, $"{setting.Default}"));
            count++;
        }

        return count;
    }

    [Theory]
    [InlineData("1KB", 1000)]
    [InlineData("1KiB", 1024)]
    [InlineData("1.5 MiB", 1_572_864)]
    [InlineData("2GB", 2_000_000_000)]
    [InlineData("7B", 7)]
    [InlineData("7", 7)]
    public void Size_WithUnit_IsThatManyBytes(string text, long bytes) => Assert.Equal(bytes, SettingValue.Read(Size, text, out _));
}
