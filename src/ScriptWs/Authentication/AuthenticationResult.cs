namespace ScriptWs.Authentication;

/// <summary>What became of an attempt.</summary>
internal abstract record AuthenticationResult
{
    /// <summary>The client is who it says.</summary>
    internal sealed record Known(KnownUser User) : AuthenticationResult;

    /// <summary>It is not, or says nothing that can be read.</summary>
    internal sealed record Wrong : AuthenticationResult
    {
        public static readonly Wrong Instance = new();
    }

    /// <summary>It was, but its token has expired. Not counted as a failure: such a client does not guess.</summary>
    internal sealed record Expired : AuthenticationResult
    {
        public static readonly Expired Instance = new();
    }

    /// <summary>The script or C# code failed to answer: our fault, and not counted as the client's.</summary>
    internal sealed record Failed : AuthenticationResult
    {
        public static readonly Failed Instance = new();
    }

    /// <summary>Too many attempts failed; nothing was looked at.</summary>
    internal sealed record TooMany(TimeSpan RetryAfter) : AuthenticationResult;

    /// <summary>Too many wait already; nothing was looked at.</summary>
    internal sealed record Busy : AuthenticationResult
    {
        public static readonly Busy Instance = new();
    }
}
