using ScriptWs.Certificates;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Reload;
using ScriptWs.Scripting;

namespace ScriptWs.Running;

/// <summary>The certificates of a run: read at the start, and again when their files change. New handshakes use the latest.</summary>
internal sealed class ServedCertificates : IDisposable
{
    /// <summary>A certificate that expires within this time is logged each day.</summary>
    private static readonly TimeSpan ExpiresSoon = TimeSpan.FromDays(14);

    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromDays(1);

    private readonly RunContext _run;
    private readonly EndpointTable _endpoints;
    private volatile ServerIdentity? _identity;
    private volatile Dictionary<string, FileStamp> _files = [];
    private int _generation = 1;
    private ITimer? _expiry;

    /// <exception cref="ScriptWsException">A file cannot be used; the message names it and the cause.</exception>
    public ServedCertificates(RunContext run, EndpointTable endpoints)
    {
        (_run, _endpoints) = (run, endpoints);
        if (AreNeededBy(run.Options)) _identity = Read(run.Options);
    }

    /// <summary><c>null</c> when no address speaks TLS.</summary>
    public ServerIdentity? Identity => _identity;

    /// <summary>The files, as they were when they were last read.</summary>
    public IReadOnlyDictionary<string, FileStamp> Files => _files;

    /// <summary>Tries to read the certificates.</summary>
    /// <returns>A sentence for each fault.</returns>
    public static IEnumerable<string> Check(ScriptWsOptions options)
    {
        if (!AreNeededBy(options)) return [];
        try
        {
            ServerIdentity.Read(options.Tls, options.BaseDirectory, TimeProvider.System.GetUtcNow());
            return [];
        }
        catch (CertificateException e)
        {
            return [e.Message];
        }
    }

    /// <exception cref="ScriptWsException">A file cannot be used; the message names it and the cause.</exception>
    public ServerIdentity Read(ScriptWsOptions options)
    {
        // Their stamps first: a file that changes while it is read is read again.
        _files = ServerIdentity.FilesOf(options.Tls, options.BaseDirectory).ToDictionary(file => file, FileStamp.Of);
        try
        {
            return ServerIdentity.Read(options.Tls, options.BaseDirectory, _run.Clock.GetUtcNow());
        }
        catch (CertificateException e)
        {
            throw new ScriptWsException(e.Message, e);
        }
    }

    /// <summary>New handshakes use this identity.</summary>
    public void Use(ServerIdentity? identity) => _identity = identity;

    /// <summary>Reads files that have changed. A fault in them leaves the certificates as they are.</summary>
    public void Reload()
    {
        if (_identity is null || _files.All(file => FileStamp.Of(file.Key) == file.Value)) return;

        var began = _run.Clock.GetTimestamp();
        var file = _run.Options.Tls.Certificate!;
        try
        {
            _identity = Read(_run.Options);
            _run.LiveFiles.Remember(_run.Options, _endpoints.Modules);
            _generation++;
            Log.CertificateChanged(_run.Log, file);
            Report(ReloadOutcome.Live, null);
            WatchExpiry();
        }
        catch (ScriptWsException e)
        {
            Log.CertificateRefused(_run.Log, e.Message);
            Report(ReloadOutcome.Refused, e.Message);
        }

        void Report(ReloadOutcome outcome, string? problem) =>
            _run.Hooks.RaiseReloaded(new ReloadResult(file, "", outcome, _generation, problem, _run.Clock.GetElapsedTime(began)));
    }

    /// <summary>Warns now, and each day, of certificates that expire soon.</summary>
    public void WatchExpiry()
    {
        _expiry?.Dispose();
        if (_identity is null) return;
        _expiry = _run.Clock.Timer("looking at certificates", WarnOfExpiry, TimeSpan.Zero, BetweenWarnings, _run.Log);
    }

    public void Dispose() => _expiry?.Dispose();

    private static bool AreNeededBy(ScriptWsOptions options) => options.Listen.Any(listen => listen.Tls);

    private void WarnOfExpiry()
    {
        foreach (var (file, certificate) in _identity!.Certificates)
        {
            var left = certificate.NotAfter.ToUniversalTime() - _run.Clock.GetUtcNow();
            if (left > ExpiresSoon) continue;
            if (left > TimeSpan.Zero) Log.CertificateExpiresSoon(_run.Log, file, CertificateFile.NameOf(certificate), left.TotalDays);
            else Log.CertificateExpired(_run.Log, file, CertificateFile.NameOf(certificate));
        }
    }
}
