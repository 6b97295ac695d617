using System.Text.Json;

namespace ScriptWs.Tests.Architecture;

/// <summary>The lock files pin versions and contents, and leave it to each machine where packages come from.</summary>
public sealed class LockFileTests
{
    private static readonly string[] SectionNames = ["dependencies", "devDependencies"];

    [Fact]
    public void NpmLock_Always_NamesNoRegistry() => Violations.None(
        from path in Repository.Files(".", "package-lock.json")
        from line in File.ReadAllLines(Repository.PathOf(path)).Index()
        where line.Item.Contains("\"resolved\"", StringComparison.Ordinal)
        select $"{path}:{line.Index + 1}: the lock file names a registry; set npm's omit-lockfile-registry-resolved");

    [Fact]
    public void NpmPackage_Always_HasAnExactVersion() => Violations.None(
        from path in Repository.Files(".", "package.json")
        from section in Sections(path)
        from package in section.EnumerateObject()
        where !char.IsAsciiDigit(package.Value.GetString()![0])
        select $"{path}: {package.Name} is {package.Value}; give its exact version");

    [Fact]
    public void Project_Always_HasALockFile() => Violations.None(
        from project in Repository.Files(".", "*.csproj")
        where !project.Contains("/content/", StringComparison.Ordinal) // of a template: it becomes one elsewhere
        where !File.Exists(Path.Combine(Path.GetDirectoryName(Repository.PathOf(project))!, "packages.lock.json"))
        select $"{project}: no packages.lock.json beside it; run dotnet restore and commit it");

    [Fact]
    public void RegistrySettings_Never_AreInTheRepository() => Violations.None(
        from path in Repository.Files(".", "*")
        where Path.GetFileName(path).ToUpperInvariant() is "NUGET.CONFIG" or ".NPMRC"
        where !path.Contains("/content/", StringComparison.Ordinal) // of a template: it names the folder that comes along
        select $"{path}: where packages come from is the machine's business");

    private static List<JsonElement> Sections(string path)
    {
        using var package = JsonDocument.Parse(File.ReadAllText(Repository.PathOf(path)));
        return [.. from name in SectionNames
                   where package.RootElement.TryGetProperty(name, out _)
                   select package.RootElement.GetProperty(name).Clone()];
    }
}
