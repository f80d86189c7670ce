using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace FixtureApp;

public sealed class TimerFunctions
{
    private static readonly ConcurrentDictionary<string, int> Fired = new();

    [Function("EverySecond")]
    public void EverySecond([TimerTrigger("%FIXTURE_SCHEDULE%")] TimerInfo timer) => Count(nameof(EverySecond));

    [Function("Yearly")]
    public void Yearly([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer) => Count(nameof(Yearly));

    [Function("Silenced")]
    public void Silenced([TimerTrigger("%FIXTURE_SCHEDULE%")] TimerInfo timer) => Count(nameof(Silenced));

    [Function("SilencedOnLinux")]
    public void SilencedOnLinux([TimerTrigger("%FIXTURE_SCHEDULE%")] TimerInfo timer) => Count(nameof(SilencedOnLinux));

    [Function("NotSilenced")]
    public void NotSilenced([TimerTrigger("%FIXTURE_SCHEDULE%")] TimerInfo timer) => Count(nameof(NotSilenced));

    [Function("Failing")]
    public void Failing([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer) => throw new InvalidOperationException("asked to");

    [Function("Ticks")]
    public IActionResult Ticks([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ticks/{timer}")] HttpRequest request, string timer) =>
        new OkObjectResult(Fired.GetValueOrDefault(timer));

    private static void Count(string timer) => Fired.AddOrUpdate(timer, 1, (_, count) => count + 1);
}
