using ScriptWs.Diagnostics;

namespace ScriptWs.Scripting;

/// <summary>The end of a script that another has replaced.</summary>
internal static class Retirement
{
    /// <summary>How long a replaced script may take for the requests that it has begun.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Lets it end the requests that it has begun, as long as they wait for something outside, such as the storage.</summary>
    /// <param name="engine">The script's engine.</param>
    /// <param name="arePending">Whether clients wait for answers.</param>
    /// <param name="dispose">Disposes the script: at once, when the requests are answered, or after a while.</param>
    public static void Begin(ScriptEngine engine, Func<bool> arePending, Action dispose)
    {
        if (!EndsRequests())
        {
            dispose();
            return;
        }

        var limit = engine.Services.Clock.Timer("ending a replaced script", () => engine.Services.Post(dispose), engine.Services.Log);
        engine.Retired = () =>
        {
            if (EndsRequests()) return;
            limit.Dispose();
            dispose();
        };
        engine.Timers.Clear();
        limit.Change(Limit, Timeout.InfiniteTimeSpan);

        bool EndsRequests() => arePending() && engine.Outside.InFlight > 0;
    }
}
