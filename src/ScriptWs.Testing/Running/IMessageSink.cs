using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing;

/// <summary>Takes the Cucumber Messages of a run, one after the other, in their order: a format, a progress display, a test.</summary>
public interface IMessageSink
{
    /// <summary>Takes the next message. Never called from two threads at once; an exception ends the run.</summary>
    void Publish(Envelope envelope);
}
