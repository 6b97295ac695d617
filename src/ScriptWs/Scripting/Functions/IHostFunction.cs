namespace ScriptWs.Scripting;

/// <summary>A C# function that scripts import, as it is called. Any thread.</summary>
internal interface IHostFunction
{
    /// <summary>The export's name.</summary>
    string Name { get; }

    HostFunctionKind Kind { get; }

    /// <summary>What a script passes, in its order.</summary>
    IReadOnlyList<HostParameter> Parameters { get; }

    /// <summary>What it returns, or each item of a stream.</summary>
    HostValue Result { get; }

    /// <summary>What of an exception scripts may see; <c>null</c> for nothing.</summary>
    HostError? ErrorOf(Exception exception);

    /// <summary>Calls it. What it throws is its own exception.</summary>
    /// <param name="arguments">One for each parameter.</param>
    /// <param name="caller">Who calls.</param>
    HostOutcome Call(object?[] arguments, HostCaller caller);
}
