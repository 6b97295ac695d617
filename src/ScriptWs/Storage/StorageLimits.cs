using ScriptWs.Configuration;

namespace ScriptWs.Storage;

/// <summary>How much may be kept, in all and by one endpoint. 0 = unlimited.</summary>
internal sealed record StorageLimits(long Keys, long Bytes, long EndpointKeys, long EndpointBytes)
{
    public static StorageLimits Of(StorageOptions options) =>
        new(options.MaxKeys, options.MaxSize, options.MaxEndpointKeys, options.MaxEndpointSize);
}
