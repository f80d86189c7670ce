using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets;

/// <summary>The rehearsals of one <see cref="AssetWorld"/>.</summary>
internal sealed class RehearsalWorld
{
    private int _rehearsals;

    public RehearsalWorld()
    {
        var handover = new AssetHandover(World.Sealer, World.Clock);
        var copies = new AssetCopies(World.Assets, World.Sealer, World.Vault, World.Clock);
        var assets = new AssetRehearsal(World.Assets, World.Sealer, World.Vault, handover, copies, World.Clock);
        var mails = new RehearsalMails(new TellRelease(World.Keeps, new FakeWorkQueue<SendEmail>()), Emails);
        Request = new RequestRehearsalHandler(World.Releases, World.Rehearsals, World.Sealer);
        Get = new GetRehearsalHandler(World.Rehearsals, World.Sealer);
        Run = new RunRehearsalHandler(World.Rehearsals, World.Releases, World.Keeps, World.Sealer, assets, new RehearsedPeople(Accounts), mails, Later, World.Clock);
    }

    public AssetWorld World { get; } = new();

    public FakeAccounts Accounts { get; } = new();

    public FakeWorkQueue<SendEmail> Emails { get; } = new();

    public FakeWorkQueue<RunRehearsal> Later { get; } = new();

    public RequestRehearsalHandler Request { get; }

    public GetRehearsalHandler Get { get; }

    public RunRehearsalHandler Run { get; }

    /// <summary>Asks for a rehearsal of the first release.</summary>
    public async Task<RehearsalId> RequestAsync(Timestamp? clock = null, string? place = null, UserId? by = null, RehearsalPremise? premise = null)
    {
        var id = new RehearsalId(new Guid(++_rehearsals, 17, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
        (await Request.HandleAsync(new RequestRehearsal(id, AssetWorld.ReleaseNo(1), by ?? AssetWorld.Ana, clock, place, World.Clock.Now) { Premise = premise ?? new RehearsalPremise() }, default)).IsFailure.Should().BeFalse();
        return id;
    }

    /// <summary>Rehearses the first release, to the end.</summary>
    public async Task<RehearsalView> RehearseAsync(Timestamp? clock = null, string? place = null, RehearsalPremise? premise = null) =>
        await RunAsync(await RequestAsync(clock, place, premise: premise));

    /// <summary>Runs a rehearsal of the first release, to the end.</summary>
    public async Task<RehearsalView> RunAsync(RehearsalId id)
    {
        await Run.HandleAsync(new RunRehearsal(AssetWorld.Ana, id), default);
        for (var works = 0; works < Later.Sent.Count; works++) await Run.HandleAsync(Later.Sent[works].Work, default);
        Later.Sent.Clear();
        return (await Get.HandleAsync(new GetRehearsal(AssetWorld.ReleaseNo(1), id, AssetWorld.Ana), default)).Value;
    }
}
