using Amqp;
using Amqp.Framing;

namespace Kpm.Local.ServiceBus.Management;

/// <summary>
/// Claims-based security: clients put a token here before they use a queue
/// (https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-protocol-guide). Any token will do: the
/// broker listens on loopback only and guards nothing.
/// </summary>
internal static class CbsEndpoint
{
    private const int Accepted = 202;

    public static Message Answer(Message request)
    {
        var answer = new Message { ApplicationProperties = new ApplicationProperties() };
        answer.ApplicationProperties["status-code"] = Accepted;
        answer.ApplicationProperties["status-description"] = "Accepted";
        return answer;
    }
}
