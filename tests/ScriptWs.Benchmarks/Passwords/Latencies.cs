namespace ScriptWs.Benchmarks.Passwords;

/// <summary>Times in milliseconds, in order.</summary>
internal sealed class Latencies(IEnumerable<double> times)
{
    private readonly double[] _sorted = [.. times.Order()];

    public double At(double part) => _sorted.Length == 0 ? double.NaN : _sorted[(int)Math.Min(_sorted.Length - 1, part * _sorted.Length)];

    public override string ToString() => $"{_sorted.Length,6} messages  p50 {At(0.5):N2} ms  p99 {At(0.99):N2} ms  max {At(1):N2} ms";
}
