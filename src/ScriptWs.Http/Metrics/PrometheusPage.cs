using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using ScriptWs.Configuration;
using ScriptWs.Http.Serving;
using ScriptWs.PlainHttp;

namespace ScriptWs.Http.Metrics;

/// <summary>The page that Prometheus asks for; to those who may read it only.</summary>
internal sealed class PrometheusPage(PrometheusOptions options, MetricsCollector figures)
{
    private static readonly PlainAnswer NotYou = new(403, [new("Content-Type", "text/plain; charset=utf-8")], "These figures are not for you."u8.ToArray());

    private readonly AllowedAddresses _addresses = new(options.Addresses);

    public static void Map(WebApplication application, PrometheusOptions options, MetricsCollector figures) =>
        application.MapGet(options.Path, new PrometheusPage(options, figures).AnswerAsync);

    /// <summary>Answers with the figures, without checking the client.</summary>
    public static Task AnswerAsync(HttpContext context, MetricsCollector figures)
    {
        context.Response.Headers.CacheControl = "no-store";
        return AnswerWriter.WriteAsync(context, new PlainAnswer(200, [new("Content-Type", PrometheusText.ContentType)], Encoding.UTF8.GetBytes(TextOf(figures))));
    }

    private Task AnswerAsync(HttpContext context) => MayRead(context.Features.GetRequiredFeature<Visitor>()) ? AnswerAsync(context, figures) : AnswerWriter.WriteAsync(context, NotYou);

    private bool MayRead(Visitor visitor) => _addresses.Allow(visitor.Verdict) && (options.Role is not { } role || visitor.User?.Roles.Contains(role) == true);

    private static string TextOf(MetricsCollector figures)
    {
        var text = new PrometheusText();
        figures.Read(families =>
        {
            foreach (var family in families) text.Add(family);
            return true;
        });

        using var process = Process.GetCurrentProcess();
        text.Add("process_cpu_seconds_total", "counter", "Processor time that the process has used.", process.TotalProcessorTime.TotalSeconds);
        text.Add("process_resident_memory_bytes", "gauge", "Memory of the process that is not swapped out.", process.WorkingSet64);
        text.Add("process_start_time_seconds", "gauge", "When the process was started, in seconds since 1970.", new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000.0);
        return text.ToString();
    }
}
