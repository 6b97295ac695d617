using ScriptWs.Fuzz;
using ScriptWs.Fuzz.Script;
using ScriptWs.Fuzz.Storing;

if (args is [ProgramChild.Argument]) return ProgramChild.Run();
if (args is [StorageChild.Argument, ..]) return await StorageChild.RunAsync(args);
if (args is [StorageTorture.Argument, ..]) return await StorageTorture.RunAsync(args);

FuzzOptions options;
try
{
    options = FuzzOptions.Parse(args);
}
catch (FormatException e)
{
    Console.Error.WriteLine($"fuzz: {e.Message}");
    return 2;
}

var names = FuzzTargets.Select(options.Target);
if (options.Case is { } file)
{
    await using var target = await FuzzTargets.CreateAsync(names[0]);
    try
    {
        await target.RunAsync(await File.ReadAllBytesAsync(file));
        Console.WriteLine($"{names[0]}: {file} holds");
        return 0;
    }
    catch (FuzzFailureException e)
    {
        Console.WriteLine($"FAILED {names[0]}: {e.Message}");
        return 1;
    }
}

Console.WriteLine($"seed {options.Seed}, {options.Seconds} s for {names.Count} targets: {string.Join(", ", names)}");
var runs = names.Select(name => new FuzzRun(options, name, Console.Out, isAlone: true)).ToList();
foreach (var run in runs) await run.RunAsync(options.Seconds / runs.Count);

var failures = runs.Sum(run => run.Failures);
Console.WriteLine($"{runs.Sum(run => run.Tried)} inputs, {failures} failures");
return failures == 0 ? 0 : 1;
