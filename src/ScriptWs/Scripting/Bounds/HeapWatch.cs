using Jint;

namespace ScriptWs.Scripting;

/// <summary>Measures what an engine keeps between turns. Over <c>script.memory</c> it is replaced, and its memory comes back.</summary>
internal sealed class HeapWatch(Engine engine, long limit)
{
    /// <summary>Milliseconds between two measurements at least.</summary>
    private const long MinPause = 1000;

    /// <summary>A measurement may take one fiftieth of the time.</summary>
    private const long PausePerMeasurement = 50;

    private int _collections;
    private long _nextMeasurement;
    private bool _wasOver;

    /// <summary>Measures after a garbage collection, when the process is as large as one engine may be, and not too often.</summary>
    /// <returns>Whether two measurements in a row were over the limit.</returns>
    public bool IsOver()
    {
        var collections = GC.CollectionCount(0);
        if (collections == _collections) return false;

        _collections = collections;
        var now = Environment.TickCount64;
        if (now < _nextMeasurement || GC.GetTotalMemory(forceFullCollection: false) < limit) return false;

        var kept = RetainedHeap.Measure(engine, limit);
        var after = Environment.TickCount64;
        _nextMeasurement = after + Math.Max(MinPause, (after - now) * PausePerMeasurement);

        // What a turn held when it was cut off may hang on in the engine until the next one: only what stays counts.
        var wasOver = _wasOver;
        _wasOver = kept > limit;
        return _wasOver && wasOver;
    }
}
