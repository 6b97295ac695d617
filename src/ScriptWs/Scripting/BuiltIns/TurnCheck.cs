using Jint;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>Looks at the budgets of the turn once in a while, for loops that run no script.</summary>
internal sealed class TurnCheck(Engine engine)
{
    private const int StepsPerLook = 64;

    private int _steps;

    /// <summary>One step of the loop.</summary>
    public void Step()
    {
        if (++_steps % StepsPerLook == 0) engine.Constraints.Check();
    }
}
