using BenchmarkDotNet.Running;
using ScriptWs.Benchmarks.Reload;

if (args is ["reload", .. var options]) return await ReloadRun.RunAsync(options);

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
