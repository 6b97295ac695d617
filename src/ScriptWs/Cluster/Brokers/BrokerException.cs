namespace ScriptWs.Cluster;

/// <summary>The broker did not do what it was asked to. The message never contains a password.</summary>
internal sealed class BrokerException(string message, Exception? cause = null) : Exception(message, cause);
