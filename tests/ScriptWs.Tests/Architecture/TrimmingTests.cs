using System.Reflection;
using System.Xml.Linq;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Architecture;

/// <summary>A program with the library in it may be published trimmed: what is reached by reflection alone is kept by name.</summary>
public sealed class TrimmingTests
{
    private static readonly Assembly Library = typeof(ScriptWsServer).Assembly;

    [Fact]
    public void Library_Always_IsMarkedTrimmable() =>
        Assert.Contains(Library.GetCustomAttributes<AssemblyMetadataAttribute>(), metadata => metadata is { Key: "IsTrimmable", Value: "True" });

    [Fact]
    public void EveryTypeThatSettingsAreReadInto_IsKept()
    {
        using var descriptor = Library.GetManifestResourceStream("ILLink.Descriptors.xml")!;
        var kept = XDocument.Load(descriptor).Descendants("namespace").Where(name => (string?)name.Attribute("preserve") == "all").Select(name => (string)name.Attribute("fullname")!).ToList();

        var types = TypesOf(ServerSettings.Root).Where(type => type.Assembly == Library).Distinct().ToList();

        Assert.NotEmpty(types);
        Violations.None(from type in types where !kept.Contains(type.Namespace!) select $"{type} is made by reflection, and ILLink.Descriptors.xml does not keep {type.Namespace}");
    }

    private static IEnumerable<Type> TypesOf(Setting setting) => setting.Kind is SettingKind.List or SettingKind.Map
        ? TypesOf(setting.Element)
        : setting.Keys.SelectMany(TypesOf).Prepend(setting.Type);
}
