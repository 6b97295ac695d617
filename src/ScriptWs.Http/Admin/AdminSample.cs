namespace ScriptWs.Http.Admin;

/// <summary>One second: amounts are per second.</summary>
/// <param name="Time">Milliseconds since 1970.</param>
/// <param name="Active">Open connections.</param>
/// <param name="Received">Messages that came.</param>
/// <param name="Sent">Messages that left.</param>
/// <param name="BytesReceived">Bytes that came.</param>
/// <param name="BytesSent">Bytes that left.</param>
/// <param name="Processor">Processors in use.</param>
/// <param name="Memory">Bytes of the process.</param>
internal sealed record AdminSample(long Time, long Active, double Received, double Sent, double BytesReceived, double BytesSent, double Processor, long Memory)
{
    public static AdminSample Between(AdminTotals before, AdminTotals after, double seconds, long time)
    {
        return new(
            time, after.Active, Rate(before.Received, after.Received), Rate(before.Sent, after.Sent), Rate(before.BytesReceived, after.BytesReceived), Rate(before.BytesSent, after.BytesSent),
            Rate(before.Processor, after.Processor), after.Memory);

        double Rate(double from, double to) => Math.Round(Math.Max(0, to - from) / seconds, 3);
    }
}
