using Amqp;
using Amqp.Sasl;

namespace Kpm.Tests.Local.ServiceBus;

/// <summary>A plain AMQP client: it sends what the Azure SDK would hold back, and controls its credit itself.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly Connection _connection;
    private readonly Session _session;

    private RawClient(Connection connection)
    {
        _connection = connection;
        _session = new Session(connection);
    }

    public static async Task<RawClient> ConnectAsync(int port)
    {
        var factory = new ConnectionFactory { SASL = { Profile = SaslProfile.Anonymous } };
        return new RawClient(await factory.CreateAsync(new Address($"amqp://127.0.0.1:{port}")));
    }

    public SenderLink Sender(string queue) => new(_session, $"send-{queue}", queue);

    public ReceiverLink Receiver(string queue) => new(_session, $"receive-{queue}", queue);

    public async ValueTask DisposeAsync() => await _connection.CloseAsync();
}
