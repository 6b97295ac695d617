using ScriptWs.Cli;

// Read once, when the first socket is used: with it the thread that sees bytes arrive runs their turn, and no other has
// to be woken (measured: 3 to 5 times the messages at one in flight).
const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
if (Environment.GetEnvironmentVariable(InlineCompletions) is null) Environment.SetEnvironmentVariable(InlineCompletions, "1");

Globalization.Prepare();
AppContext.SetSwitch("ScriptWs.OwnProcess", true);

// Never disposed: its signals stay caught until the process has ended.
var stop = new StopSignal(isProcess: true);
return await CliApp.RunAsync(args, Streams.OfProcess(), stop);
