using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Assets;

/// <summary>What tests of legacies have in common: an owner with an asset, and a receiver who is their keep.</summary>
public abstract class GivingTests(LazyApiWorld lazy) : IAsyncLifetime
{
    /// <summary>The last instant of the calendar, milliseconds since 1970.</summary>
    protected const long FarAway = 253_402_300_799_999;

    internal FileToUpload File { get; } = FileToUpload.Binary(100);

    private protected ApiWorld World { get; private set; } = null!;

    private protected ApiClient Owner { get; private set; } = null!;

    private protected ApiClient Receiver { get; private set; } = null!;

    /// <summary>The id of the owner's asset.</summary>
    protected string Asset { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        World = await lazy.GetAsync();
        (Owner, Receiver) = (await World.JoinAsync("giver"), await World.JoinAsync("taker"));
        await ApiWorld.BefriendAsync(Owner, Receiver);
        Asset = await Owner.AddAssetAsync("A gift", File);
    }

    public ValueTask DisposeAsync()
    {
        Owner.Dispose();
        Receiver.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
