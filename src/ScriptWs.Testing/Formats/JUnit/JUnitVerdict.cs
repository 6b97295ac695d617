namespace ScriptWs.Testing.Formats.JUnit;

/// <summary>What JUnit knows of a case: a failure is a broken promise, an error kept the promise from being checked.</summary>
internal enum JUnitVerdict
{
    Passed,
    Skipped,
    Failure,
    Error,
}
