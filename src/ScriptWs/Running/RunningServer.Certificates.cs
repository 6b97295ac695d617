using Microsoft.Extensions.Logging;
using ScriptWs.Certificates;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Reload;
using ScriptWs.Scripting;

namespace ScriptWs.Running;

/// <summary>The certificates that are shown: read at the start, and again when their files have changed, for the handshakes from then on.</summary>
internal sealed partial class RunningServer
{
    /// <summary>From so long before a certificate expires on, the log says so each day.</summary>
    private static readonly TimeSpan ExpiresSoon = TimeSpan.FromDays(14);

    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromDays(1);

    private volatile ServerIdentity? _identity;
    private volatile Dictionary<string, FileStamp> _certificateFiles = [];
    private int _certificateGeneration = 1;
    private ITimer? _expiry;

    private static bool SpeaksTls(ScriptWsOptions options) => options.Listen.Any(listen => listen.Tls);

    /// <summary>Reads the certificates and lets them go again.</summary>
    public static IEnumerable<string> CheckCertificates(ScriptWsOptions options)
    {
        if (!SpeaksTls(options)) return [];
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

    /// <exception cref="ScriptWsException">A file cannot be used; the message says which and why.</exception>
    private ServerIdentity ReadIdentity(ScriptWsOptions options)
    {
        // Their stamps first: what changes while they are read is read again.
        _certificateFiles = ServerIdentity.FilesOf(options.Tls, options.BaseDirectory).ToDictionary(file => file, FileStamp.Of);
        try
        {
            return ServerIdentity.Read(options.Tls, options.BaseDirectory, _clock.GetUtcNow());
        }
        catch (CertificateException e)
        {
            throw new ScriptWsException(e.Message, e);
        }
    }

    private Task ReloadCertificatesAsync()
    {
        ReloadCertificates();
        return Task.CompletedTask;
    }

    /// <summary>Takes up files that have changed; what is wrong with them leaves the certificates as they are.</summary>
    private void ReloadCertificates()
    {
        if (_certificateFiles.All(file => FileStamp.Of(file.Key) == file.Value)) return;

        var began = _clock.GetTimestamp();
        var file = _options.Tls.Certificate!;
        try
        {
            _identity = ReadIdentity(_options);
            _server.RememberConfiguration();
            _certificateGeneration++;
            Log.CertificateChanged(_loggers.CreateLogger<ScriptWsServer>(), file);
            Report(ReloadOutcome.Live, null);
            WatchExpiry();
        }
        catch (ScriptWsException e)
        {
            Log.CertificateRefused(_loggers.CreateLogger<ScriptWsServer>(), e.Message);
            Report(ReloadOutcome.Refused, e.Message);
        }

        void Report(ReloadOutcome outcome, string? problem) =>
            _server.RaiseReloaded(new ReloadResult(file, "", outcome, _certificateGeneration, problem, _clock.GetElapsedTime(began)));
    }

    private void WatchExpiry()
    {
        _expiry?.Dispose();
        if (_identity is not null) _expiry = _clock.Timer("looking at certificates", WarnOfExpiry, TimeSpan.Zero, BetweenWarnings, _loggers.CreateLogger<ScriptWsServer>());
    }

    private void WarnOfExpiry()
    {
        foreach (var (file, certificate) in _identity!.Certificates)
        {
            var left = certificate.NotAfter.ToUniversalTime() - _clock.GetUtcNow();
            if (left > ExpiresSoon) continue;
            if (left > TimeSpan.Zero) Log.CertificateExpiresSoon(_loggers.CreateLogger<ScriptWsServer>(), file, CertificateFile.NameOf(certificate), left.TotalDays);
            else Log.CertificateExpired(_loggers.CreateLogger<ScriptWsServer>(), file, CertificateFile.NameOf(certificate));
        }
    }
}
