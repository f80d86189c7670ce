using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Amqp;
using Amqp.Framing;
using Amqp.Handler;
using Amqp.Listener;
using Amqp.Sasl;
using Kpm.Local.ServiceBus.Links;
using EventId = Amqp.Handler.EventId;

namespace Kpm.Local.ServiceBus;

/// <summary>Speaks AMQP 1.0 on a loopback port, the way the Azure SDK does with <c>UseDevelopmentEmulator=true</c>.</summary>
internal sealed class AmqpServer
{
    /// <summary>The only SASL mechanism that the Azure SDK asks for; the token follows on <c>$cbs</c>.</summary>
    private const string ServiceBusMechanism = "MSSBCBS";
    private const int FrameBytes = 64 * 1024;
    private readonly ConnectionListener _listener;

    public AmqpServer(int port, Broker broker)
    {
        var links = new ContainerHost(Array.Empty<Address>());
        links.RegisterLinkProcessor(new LinkRouter(broker));
        var address = string.Create(CultureInfo.InvariantCulture, $"amqp://127.0.0.1:{port}");
        _listener = new ConnectionListener(address, new RawMessageContainer(links)) { HandlerFactory = _ => LockTokenTags.Instance };
        _listener.SASL.EnableAnonymousMechanism = true;
        _listener.SASL.EnableMechanism(ServiceBusMechanism, SaslProfile.Anonymous);
        _listener.AMQP.MaxFrameSize = FrameBytes;
    }

    public void Open() => _listener.Open();

    public void Close() => _listener.Close();

    /// <summary>Keeps the bytes of each message: its exact size counts, and what a sender encoded is what is stored.</summary>
    private sealed class RawMessageContainer(IContainer inner) : IContainer
    {
        public X509Certificate2 ServiceCertificate => inner.ServiceCertificate;

        public IDictionary<string, TransportProvider> CustomTransports => inner.CustomTransports;

        public Message CreateMessage(ByteBuffer buffer) => MessageCodec.Receive(buffer);

        public Link CreateLink(ListenerConnection connection, ListenerSession session, Attach attach) => inner.CreateLink(connection, session, attach);

        public bool AttachLink(ListenerConnection connection, ListenerSession session, Link link, Attach attach) => inner.AttachLink(connection, session, link, attach);
    }

    /// <summary>
    /// Service Bus carries a lock token as delivery tag (16 bytes in .NET order). AMQPNetLite numbers tags itself; this
    /// event is its only way to set one.
    /// </summary>
    private sealed class LockTokenTags : IHandler
    {
        public static LockTokenTags Instance { get; } = new();

        public bool CanHandle(EventId id) => id == EventId.SendDelivery;

        public void Handle(Event protocolEvent)
        {
            if (protocolEvent.Context is IDelivery { Message: DeliveredMessage { LockToken: { } token } } delivery) delivery.Tag = token.ToByteArray();
        }
    }
}
