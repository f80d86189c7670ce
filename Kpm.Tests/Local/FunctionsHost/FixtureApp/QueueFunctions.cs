using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace FixtureApp;

public sealed record Delivery(string Queue, string Body, string MessageId, int DeliveryCount, string? Subject, string? Property);

public sealed class QueueFunctions
{
    private static readonly ConcurrentQueue<Delivery> s_deliveries = new();

    [Function("OnMessage")]
    public void OnMessage(
        [ServiceBusTrigger("%FIXTURE_QUEUE%", Connection = "FixtureBus")] string body,
        string messageId,
        int deliveryCount,
        string? subject,
        IDictionary<string, object> applicationProperties)
    {
        s_deliveries.Enqueue(new Delivery("live", body, messageId, deliveryCount, subject, applicationProperties.TryGetValue("kind", out var kind) ? kind.ToString() : null));
        if (body == "fail") throw new InvalidOperationException("asked to");
        if (body == "crash" && deliveryCount == 1) Environment.FailFast("asked to");
    }

    [Function("OnDeadLetter")]
    public void OnDeadLetter([ServiceBusTrigger("%FIXTURE_QUEUE%/$deadletterqueue", Connection = "FixtureBus")] string body, string messageId, int deliveryCount) =>
        s_deliveries.Enqueue(new Delivery("dead", body, messageId, deliveryCount, null, null));

    [Function("Deliveries")]
    public IActionResult Deliveries([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "deliveries/{messageId}")] HttpRequest request, string messageId) =>
        new JsonResult(s_deliveries.Where(delivery => delivery.MessageId == messageId));
}
