using BenchmarkDotNet.Running;
using ScriptWs.Benchmarks.Alive;
using ScriptWs.Benchmarks.Calling;
using ScriptWs.Benchmarks.Observing;
using ScriptWs.Benchmarks.Passwords;
using ScriptWs.Benchmarks.Reload;
using ScriptWs.Benchmarks.Starting;
using ScriptWs.Benchmarks.Supervise;

if (args is ["reload", .. var options]) return await ReloadRun.RunAsync(options);
if (args is ["alive", .. var parts]) return await AliveRun.RunAsync(parts);
if (args is ["passwords", .. var numbers]) return await PasswordRun.RunAsync(numbers);
if (args is ["observed", .. var rounds]) return await ObservedRun.RunAsync(rounds);
if (args is ["start", .. var command]) return await StartRun.RunAsync(command);
if (args is ["supervise", .. var counts]) return await SuperviseRun.RunAsync(counts);
if (args is ["call"]) return await CallRun.RunAsync();

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
