using System.ComponentModel;
using ScriptWs.Cli.Handover;

namespace ScriptWs.Cli.Supervising;

/// <summary>When the next process is started: because the previous one died, cannot recover, or must be replaced.</summary>
internal sealed partial class Supervisor
{
    private void HandOverOrLater()
    {
        if (_end is not null) return;
        _handOverWanted = _starting is not null || _serving is null || _leaving.Count > 0;
        if (_handOverWanted)
        {
            Log.HandoverFollows(_log);
            return;
        }

        try
        {
            _children.Prepare();
        }
        catch (CommandException e)
        {
            Log.HandoverRefused(_log, e.Message);
            return;
        }

        Stepped(SupervisorStep.HandingOver);
        StartNext(isHandOver: true);
    }

    private void StartByPace(string how)
    {
        if (_pace.Next() is not { } delay)
        {
            var problem = $"the process that serves {how}; there were {_options.Intensity} restarts within {_options.Period.TotalSeconds:0.#} s (supervision.intensity), so this was the last";
            Log.SupervisorGaveUp(_log, problem);
            EndAll(new SupervisorEnd(ExitCode.GaveUp, $"{problem}."), Order.Stop);
        }
        else if (delay == TimeSpan.Zero)
        {
            StartNext();
        }
        else
        {
            _startDue = (_clock.GetTimestamp(), delay);
        }
    }

    /// <summary>What an operator can fix does not use up the restarts: it is tried again, at the slowest pace, until it is fixed.</summary>
    private void StartAgain(int exitCode, string how)
    {
        if (exitCode == ExitCode.Mendable && _hasServed) _startDue = (_clock.GetTimestamp(), RestartPace.MaxDelay);
        else StartByPace(how);
    }

    private void StartNext(bool isHandOver = false)
    {
        _startDue = null;
        try
        {
            _starting = new WatchedChild(_children.Start(isHandOver, OnReported, OnExited), _clock);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            // Out of processes, memory or descriptors: that passes, or it happens too often.
            Log.ProcessNotStarted(_log, e);
            if (_serving is null) StartByPace($"could not be started ({e.Message})");
            else _children.Revert();
            return;
        }

        _starting.ExpectProgress(_options.StartTimeout, $"it did not serve within {_options.StartTimeout.TotalSeconds:0.#} s (supervision.startTimeout)");
    }
}
