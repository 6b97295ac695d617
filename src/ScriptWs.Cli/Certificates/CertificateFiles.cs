namespace ScriptWs.Cli.Certificates;

/// <summary>The two files of a certificate in a folder.</summary>
internal sealed record CertificateFiles(string Certificate, string Key)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybody = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static CertificateFiles In(string directory) => new(Path.Combine(directory, "server.pem"), Path.Combine(directory, "server.key"));

    /// <summary>Writes both.</summary>
    /// <exception cref="CommandException">One is there already, and must not be replaced.</exception>
    public void Write(SelfSignedCertificate certificate, bool replace)
    {
        if (!replace && (Path.Exists(Key) ? Key : Path.Exists(Certificate) ? Certificate : null) is { } existing)
            throw new CommandException($"{existing} is there already; nothing was written. --force replaces it.");

        if (Path.GetDirectoryName(Key) is { Length: > 0 } directory) Directory.CreateDirectory(directory);
        // A server that watches them waits for both: the key alone does not fit the certificate that is there.
        WriteWhole(Key, certificate.Key, OwnerOnly);
        WriteWhole(Certificate, certificate.Certificate, Everybody);
    }

    /// <summary>No reader sees half a file, and a key is never readable by others, not even before it is complete.</summary>
    private static void WriteWhole(string path, string text, UnixFileMode mode)
    {
        var fresh = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
            using (var writer = new StreamWriter(fresh, options)) writer.Write(text);
            File.Move(fresh, path, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }
}
