using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace FixtureApp;

public sealed class TimerFunctions
{
    private static int s_ticks;
    private static int s_byHand;

    [Function("EverySecond")]
    public void EverySecond([TimerTrigger("%FIXTURE_SCHEDULE%")] TimerInfo timer) => Interlocked.Increment(ref s_ticks);

    [Function("Yearly")]
    public void Yearly([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer) => Interlocked.Increment(ref s_byHand);

    [Function("Failing")]
    public void Failing([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer) => throw new InvalidOperationException("asked to");

    [Function("Ticks")]
    public IActionResult Ticks([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ticks/{timer}")] HttpRequest request, string timer) =>
        new OkObjectResult(timer == "Yearly" ? Volatile.Read(ref s_byHand) : Volatile.Read(ref s_ticks));
}
