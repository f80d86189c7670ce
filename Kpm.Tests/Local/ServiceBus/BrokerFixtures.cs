namespace Kpm.Tests.Local.ServiceBus;

/// <summary>One broker per test class, with the locks and windows that Kpm deploys.</summary>
public sealed class BrokerFixture : IAsyncLifetime
{
    public BrokerProcess Broker { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Broker = await BrokerProcess.StartAsync("--max-delivery-count", "3");

    public ValueTask DisposeAsync() => Broker.DisposeAsync();
}

/// <summary>One broker per test class whose locks and duplicate windows end soon.</summary>
public sealed class ShortTimesFixture : IAsyncLifetime
{
    public BrokerProcess Broker { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Broker = await BrokerProcess.StartAsync("--lock-seconds", "2", "--duplicate-seconds", "2", "--max-delivery-count", "3");

    public ValueTask DisposeAsync() => Broker.DisposeAsync();
}
