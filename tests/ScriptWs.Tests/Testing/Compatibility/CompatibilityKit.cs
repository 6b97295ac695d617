using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Testing.Compatibility;

/// <summary>
/// Cucumber's own samples (@cucumber/compatibility-kit from npm) with their steps, which are TypeScript for another runner:
/// its types are taken off by the TypeScript compiler, its imports renamed, what is Node's replaced by what it stands for.
/// </summary>
public sealed partial class CompatibilityKit : IAsyncLifetime
{
    private const string Installed = "tests/ScriptWs.Tests/node_modules/@cucumber/compatibility-kit/features";

    private readonly TemporaryFolder _copy = new();

    /// <summary>Where npm put it; <c>null</c> when it is not installed.</summary>
    public static string? Folder => Repository.PathOf(Installed) is var folder && Directory.Exists(folder) ? folder : null;

    /// <summary>The folder that holds <c>samples/NAME</c>, with steps in JavaScript.</summary>
    public string Copy => _copy.Path;

    /// <summary>Copies all samples; compiles their steps in one go.</summary>
    public async ValueTask InitializeAsync()
    {
        if (Folder is null) return;

        var samples = Path.Combine(Copy, "samples");
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(samples, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var steps = Directory.EnumerateFiles(samples, "*.ts", SearchOption.AllDirectories).ToList();
        await NodeTools.RunTypeScriptAsync(
            samples, ["--noCheck", "--noResolve", "--target", "esnext", "--module", "esnext", "--moduleResolution", "bundler", "--types", "", .. steps]);
        foreach (var script in steps.Select(file => Path.ChangeExtension(file, ".js")))
            await File.WriteAllTextAsync(script, Convert(await File.ReadAllTextAsync(script), Path.GetDirectoryName(script)!));
    }

    public ValueTask DisposeAsync()
    {
        _copy.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Convert(string script, string folder)
    {
        script = script.Replace("'@cucumber/fake-cucumber'", "'scriptws/testing'", StringComparison.Ordinal)
            .Replace("ParameterType }", "defineParameterType as ParameterType }", StringComparison.Ordinal)
            .Replace("import assert from 'node:assert'", "import { assert } from 'scriptws/testing'", StringComparison.Ordinal)
            .Replace("import fs from 'node:fs';", "", StringComparison.Ordinal)
            .Replace("Buffer.from(", "new Uint8Array(", StringComparison.Ordinal);
        return ReadStream().Replace(script, match => $"new Uint8Array([{string.Join(',', File.ReadAllBytes(Path.Combine(folder, match.Groups["file"].Value)))}])");
    }

    [GeneratedRegex(@"fs\.createReadStream\(`\$\{import\.meta\.dirname\}/(?<file>[^`]+)`\)")]
    private static partial Regex ReadStream();
}
