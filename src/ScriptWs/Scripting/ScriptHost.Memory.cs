using Microsoft.Extensions.Logging;

namespace ScriptWs.Scripting;

/// <summary>What the engine keeps between turns: over <c>script.memory</c> it is replaced, and its memory comes back.</summary>
internal sealed partial class ScriptHost
{
    /// <summary>Milliseconds between two measurements at least.</summary>
    private const long MinPause = 1000;

    /// <summary>A measurement may take one part in so many of the time.</summary>
    private const long PausePerMeasurement = 50;

    private int _collections;
    private long _nextMeasurement;
    private bool _wasOver;

    /// <summary>Whether it has asked for a new host in its place.</summary>
    public bool AsksForReplacement { get; private set; }

    /// <summary>Looks after a garbage collection, when the process is as large as one engine may be, and not too often.</summary>
    private void CheckRetainedHeap()
    {
        var collections = GC.CollectionCount(0);
        if (collections == _collections || AsksForReplacement) return;

        _collections = collections;
        var limit = Services.Budget.Memory;
        var now = Environment.TickCount64;
        if (now < _nextMeasurement || GC.GetTotalMemory(forceFullCollection: false) < limit) return;

        var kept = RetainedHeap.Measure(_engine, limit);
        var after = Environment.TickCount64;
        _nextMeasurement = after + Math.Max(MinPause, (after - now) * PausePerMeasurement);
        if (kept <= limit)
        {
            _wasOver = false;
            return;
        }

        // What a turn held when it was cut off may hang on in the engine until the next one: only what stays counts.
        if (!_wasOver)
        {
            _wasOver = true;
            return;
        }

        AsksForReplacement = true;
        Fail($"{_module.DisplayPath}: the script keeps more than script.memory ({limit >> 20} MiB) between turns; its engine is replaced, and its variables begin anew.", null);
        Services.RequestReplacement();
    }
}
