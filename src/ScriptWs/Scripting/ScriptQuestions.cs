using Jint.Native;
using Jint.Native.Function;
using Jint.Runtime;

namespace ScriptWs.Scripting;

/// <summary>
/// What clients wait for: whether they can connect, who they are, what a request is answered with. A handler may answer with a
/// promise; a version that takes over is asked again. On the worker's turn.
/// </summary>
internal sealed class ScriptQuestions(ScriptEngine engine)
{
    private readonly HashSet<PendingQuestion> _pending = [];
    private readonly JsValue[] _one = new JsValue[1];

    /// <summary>Reads what a handler returned.</summary>
    /// <param name="value">What it returned.</param>
    /// <param name="problem">Why it is no answer; empty when it is one.</param>
    public delegate T Reading<T>(JsValue value, out string problem);

    /// <summary>Calls a handler for an answer.</summary>
    /// <param name="question">What is asked again of a version that takes over.</param>
    /// <param name="name">The handler's name.</param>
    /// <param name="handler">The handler.</param>
    /// <param name="about">Its argument.</param>
    /// <param name="read">Reads what it returned; may run getters of the script.</param>
    /// <param name="failed">The answer when the script fails.</param>
    /// <param name="decide">Told the answer, at most once, now or on a later turn.</param>
    public void Ask<T>(PendingQuestion question, string name, Function handler, JsValue about, Reading<T> read, T failed, Action<T> decide)
    {
        _pending.Add(question);
        _one[0] = about;
        engine.Turn(name, handler, _one, null, result => engine.Settle(result, Fulfilled, Rejected), () => Decide(failed));

        void Fulfilled(JsValue value)
        {
            var (answer, problem) = (failed, "");
            try
            {
                answer = read(value, out problem);
                if (problem.Length > 0) engine.Failures.Report($"{engine.File}: {name}: {problem}", null);
            }
            catch (JavaScriptException e)
            {
                // A getter of the answer threw, or a text in it is too long.
                engine.Failures.Report(e, null);
                answer = failed;
            }

            Decide(problem.Length > 0 ? failed : answer);
        }

        void Rejected(JsValue reason)
        {
            engine.Failures.Report($"{engine.File}: {name} was rejected: {ScriptErrors.Describe(reason)}", null, reason);
            Decide(failed);
        }

        void Decide(T answer)
        {
            if (_pending.Remove(question)) decide(answer);
        }
    }

    /// <summary>Drops a question whose client has gone.</summary>
    public void Forget(object about) => _pending.RemoveWhere(question => ReferenceEquals(question.About, about));

    /// <summary>Lets another host answer what this one has not answered.</summary>
    public void MoveTo(ScriptHost host)
    {
        foreach (var question in _pending) question.Ask(host);
        _pending.Clear();
    }
}
