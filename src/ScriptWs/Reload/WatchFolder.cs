namespace ScriptWs.Reload;

/// <summary>Begins to watch a folder.</summary>
/// <param name="folder">The folder.</param>
/// <param name="changed">
/// Something happened to what has this path; <c>null</c>: so much happened that the system lost count. Any thread.
/// </param>
/// <param name="lost">The system watches no longer. Any thread.</param>
/// <returns>Ends the watch.</returns>
/// <exception cref="IOException">The system watches as many folders as it may already.</exception>
internal delegate IDisposable WatchFolder(string folder, Action<string?> changed, Action lost);
