using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Kpm.Local.ServiceBus.Links;
using Kpm.Local.ServiceBus.Queues;
using Microsoft.Data.Sqlite;

namespace Kpm.Local.ServiceBus.Management;

/// <summary>
/// Answers requests to <c>{queue}/$management</c>
/// (https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-request-response).
/// </summary>
internal sealed class ManagementEndpoint(Broker broker, Queue queue)
{
    private readonly ManagementOperations _operations = new(broker, queue);

    public Message Answer(Message request)
    {
        var answer = new Message { ApplicationProperties = new ApplicationProperties() };
        try
        {
            var body = _operations.Run(request.ApplicationProperties["operation"] as string, request.Body as Map ?? []);
            if (body is not null) answer.BodySection = new AmqpValue { Value = body };
            Status(answer, body is null ? 204 : 200, body is null ? "No Content" : "OK");
        }
        catch (Exception failure) when (failure is not SqliteException)
        {
            var error = Refusal.From(failure);
            Status(answer, StatusOf(error.Condition), error.Description);
            answer.ApplicationProperties["errorCondition"] = error.Condition;
        }

        return answer;
    }

    private static void Status(Message answer, int code, string description)
    {
        answer.ApplicationProperties["statusCode"] = code;
        answer.ApplicationProperties["statusDescription"] = description;
    }

    private static int StatusOf(string condition) => condition switch
    {
        ErrorConditions.MessageNotFound or ErrorConditions.NotFound => 404,
        ErrorConditions.MessageLockLost => 410,
        ErrorConditions.ServerBusy => 503,
        ErrorConditions.NotImplemented => 501,
        ErrorConditions.InternalError => 500,
        _ => 400,
    };
}
