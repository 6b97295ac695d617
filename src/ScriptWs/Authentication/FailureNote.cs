namespace ScriptWs.Authentication;

/// <summary>What nodes tell each other about attempts to log in, so that guesses at all of them count together.</summary>
/// <param name="Address">The address whose attempt failed, in the form that failures are counted by; <c>null</c> for none.</param>
/// <param name="Name">The name that the attempt was about; <c>null</c> for none.</param>
/// <param name="IsForgiven">Whether the attempt succeeded: the name's failures are forgotten.</param>
internal sealed record FailureNote(string? Address, string? Name, bool IsForgiven);
