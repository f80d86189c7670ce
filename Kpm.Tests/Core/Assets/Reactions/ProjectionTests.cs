using CsCheck;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.Reactions.RowSources;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Tests.Core.Users.Reactions;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>Rows of assets and releases that follow events are those that a rebuild makes of the aggregates, whatever became of them meanwhile.</summary>
public sealed class ProjectionTests
{
    private const int People = 3;
    private const int Items = 3;

    public enum Act
    {
        Create,
        Share,
        Upload,
        Update,
        Remove,
        Restore,
        Discard,
        GiveUp,
        Schedule,
        Trigger,
        Cancel,
        Revoke,
        Download,
    }

    /// <summary>What becomes of a row.</summary>
    public enum Harm
    {
        None,
        Lost,
        Altered,
    }

    /// <summary>What somebody does, to which asset or release.</summary>
    public sealed record Step(Act Act, int By, int Item);

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Enum<Act>(), Gen.Int[1, People], Gen.Int[1, Items], (act, by, item) => new Step(act, by, item));

    [Fact]
    public Task Given_AnyCommands_When_EventsComeInAnyOrderAndNumber_Then_TheRowsAreThoseOfARebuild() =>
        Gen.Select(Steps.Array[1, 25], Gen.ULong).SampleAsync(
            async sample =>
            {
                var world = Run(sample.Item1, sample.Item2);
                await ShouldBeThoseOfTheAggregatesAsync(world);
            },
            iter: 1_000);

    [Fact]
    public Task Given_AnyCommands_When_RowsAreLostOrAltered_Then_ARebuildMendsThem() =>
        Gen.Select(Steps.Array[1, 25], Gen.ULong, Gen.Enum<Harm>().Array[20]).SampleAsync(
            async sample =>
            {
                var world = Run(sample.Item1, sample.Item2);
                await HarmAsync(world, sample.Item3);
                await RebuildAsync(world, world.AssetRows, world.ReleaseRows, world.Directory);
                await ShouldBeThoseOfTheAggregatesAsync(world);
            },
            iter: 1_000);

    /// <summary>A row that shows what its owner gave away, and one of an asset that never was.</summary>
    [Fact]
    public async Task Given_RowsOfWhatIsNotOwned_When_Rebuilt_Then_TheyGo()
    {
        var world = new AssetWorld();
        var asset = world.AddActiveAsset(1, AssetWorld.Ana);
        await world.SettleAsync();
        var row = world.AssetRows.Rows.Single().Row;
        await world.AssetRows.PutAsync(AssetWorld.Ben, row with { Version = asset.Version - 1 }, default);
        await world.AssetRows.PutAsync(AssetWorld.Ana, row with { Id = AssetWorld.AssetNo(9) }, default);

        await RebuildAsync(world, world.AssetRows, world.ReleaseRows, world.Directory);

        world.AssetRows.Rows.Should().ContainSingle().Which.Should().Be((AssetWorld.Ana, row));
    }

    /// <summary>What nobody can open any more keeps nothing else from being made anew.</summary>
    [Fact]
    public async Task Given_AnErasedOwnerOrReceiver_When_Rebuilt_Then_TheOthersRowsAreMade()
    {
        var world = new AssetWorld();
        for (var number = 1; number <= 2; number++) world.AddActiveAsset(number, number == 1 ? AssetWorld.Ana : AssetWorld.Cleo);
        (await world.ScheduleAsync(1, [AssetWorld.AssetNo(1)], AssetWorld.Ana)).IsFailure.Should().BeFalse();
        (await world.ScheduleAsync(2, [AssetWorld.AssetNo(2)], AssetWorld.Cleo, [AssetWorld.Ana, AssetWorld.Ben])).IsFailure.Should().BeFalse();
        world.Sealer.Erased.Add(AssetWorld.Ana);
        var rows = new FakeReleaseRows { Erased = world.Sealer.Erased };

        await Rebuilding.RunAsync(Releases(world, rows));

        rows.Rows.Keys.Should().BeEquivalentTo(
        [
            (AssetWorld.Ben, ReleaseRole.Receiver, AssetWorld.ReleaseNo(1)),
            (AssetWorld.Cleo, ReleaseRole.Owner, AssetWorld.ReleaseNo(2)),
            (AssetWorld.Ben, ReleaseRole.Receiver, AssetWorld.ReleaseNo(2)),
        ]);
        rows.Rows[(AssetWorld.Ben, ReleaseRole.Receiver, AssetWorld.ReleaseNo(1))].Content.Should().Be(ReleaseContent.Erased);
    }

    private static AssetWorld Run(Step[] steps, ulong seed)
    {
        var world = new AssetWorld { Clock = { Now = AssetWorld.Now + TimeSpan.FromHours(1) } };
        var interleaver = new Interleaver(seed);
        world.Assets.BeforeAccess = world.Releases.BeforeAccess = world.AssetRows.BeforeAccess = world.ReleaseRows.BeforeAccess = interleaver.PauseAsync;
        for (var number = 0; number < steps.Length; number++)
        {
            var (step, at) = (steps[number], AssetWorld.Now + TimeSpan.FromSeconds(number));
            interleaver.Add(() => DoAsync(world, step, at));
        }

        var (ofAssets, ofReleases, deliveries, revocations) = (0, 0, 0, 0);
        interleaver.Run(() =>
        {
            for (; ofAssets < world.Assets.Events.Count; ofAssets++) React(world.Assets.Events[ofAssets]);
            for (; ofReleases < world.Releases.Events.Count; ofReleases++) React(world.Releases.Events[ofReleases]);
            for (; deliveries < world.Deliveries.Sent.Count; deliveries++)
            {
                var work = world.Deliveries.Sent[deliveries].Work;
                interleaver.Add(() => world.DeliverAsync(work));
            }

            for (; revocations < world.Revocations.Sent.Count; revocations++)
            {
                var work = world.Revocations.Sent[revocations].Work;
                interleaver.Add(() => world.RevokeAsync(work));
            }
        });
        world.Assets.BeforeAccess = world.Releases.BeforeAccess = world.AssetRows.BeforeAccess = world.ReleaseRows.BeforeAccess = () => Task.CompletedTask;
        return world;

        void React(DomainEvent happened)
        {
            foreach (var reaction in world.ReactionsTo(happened)) interleaver.Add(reaction);
        }
    }

    private static async Task DoAsync(AssetWorld world, Step step, Timestamp at)
    {
        var (by, asset, release) = (AssetWorld.User(step.By), AssetWorld.AssetNo(step.Item), AssetWorld.ReleaseNo(step.Item));
        var other = AssetWorld.User((step.By % People) + 1);
        switch (step.Act)
        {
            case Act.Create or Act.Share:
                var facts = AssetWorld.Facts(step.Act is Act.Create ? [by] : [by, other]);
                var content = await world.Sealer.SealAsync(Asset.RecordOf(asset), facts.Content, facts.Owners, default);
                await world.Assets.AddAsync(Asset.Create(asset, by, facts, content, at).Value, default);
                break;
            case Act.Schedule:
                await world.ScheduleAsync(step.Item, [asset], by, [other]);
                break;
            case Act.Trigger:
                await world.TriggerAsync(step.Item, by);
                break;
            case Act.Cancel:
                await world.CancelAsync(step.Item, by);
                break;
            case Act.Revoke:
                await world.RevokeAsync(step.Item, by);
                break;
            case Act.Download:
                await world.DownloadAsync(asset, by);
                break;
            default:
                if (await world.Assets.FindAsync(asset, default) is not { } found) return;
                await ChangeAsync(world, found, step.Act, by, at);
                await world.Assets.SaveAsync(found, default);
                break;
        }
    }

    private static async Task ChangeAsync(AssetWorld world, Asset asset, Act act, UserId by, Timestamp at)
    {
        if (act is Act.Upload) asset.CommitUpload(new SealedFile($"file-{asset.Id}.enc", 5, new string('0', 64), "fake"), AssetWorld.Token, at);
        else if (act is Act.Remove) asset.Remove(by, at);
        else if (act is Act.Restore) asset.Restore(by, at);
        else if (act is Act.Discard) asset.Discard(by, at);
        else if (act is Act.GiveUp) asset.GiveUp(by, at);
        else if (asset.IsVisible && asset.IsOwnedBy(by))
        {
            var content = await world.Sealer.OpenAsync<AssetContent>(Asset.RecordOf(asset.Id), asset.State.Sealed, by, default);
            var resealed = await world.Sealer.ResealAsync(Asset.RecordOf(asset.Id), asset.State.Sealed, by, content with { Title = $"At {at}" }, default);
            asset.Update(resealed, new AssetPatch { Bookmarked = true }, ["title", "bookmarked"], at);
        }
    }

    private static async Task HarmAsync(AssetWorld world, Harm[] harms)
    {
        var number = 0;
        foreach (var (owner, row) in world.AssetRows.Rows)
        {
            var harm = harms[number++ % harms.Length];
            if (harm is Harm.Lost) world.AssetRows.Lose(owner, row.Id);
            else if (harm is Harm.Altered) await world.AssetRows.PutAsync(owner, row with { SizeBytes = 99, Lifecycle = Lifecycle.Pending }, default);
        }

        foreach (var (key, row) in world.ReleaseRows.Rows.ToList())
        {
            var harm = harms[number++ % harms.Length];
            if (harm is Harm.Lost) world.ReleaseRows.Rows.Remove(key);
            else if (harm is Harm.Altered) world.ReleaseRows.Rows[key] = row with { ReleaseTs = AssetWorld.Now, Receivers = [] };
        }
    }

    private static async Task ShouldBeThoseOfTheAggregatesAsync(AssetWorld world)
    {
        var (assets, releases, directory) = (new FakeAssetRows(), new FakeReleaseRows(), new InMemoryAssetDirectory());
        await RebuildAsync(world, assets, releases, directory);
        world.AssetRows.Rows.Should().BeEquivalentTo(assets.Rows);
        world.ReleaseRows.Rows.Should().BeEquivalentTo(releases.Rows);
        var everything = new AssetDirectoryQuery(new PageRequest(1, PageRequest.MaximumSize), AssetDirectoryOrder.CreatedTs, null, []);
        (await world.Directory.ListAsync(everything, default)).Should().BeEquivalentTo(await directory.ListAsync(everything, default));
        assets.Rows.Select(row => (row.Owner, row.Row.Id)).Should().BeEquivalentTo(
            world.Assets.All.Where(asset => asset.State.Lifecycle != Lifecycle.Removed).SelectMany(asset => asset.State.Owners.Select(owner => (owner, asset.Id))));
    }

    private static Task RebuildAsync(AssetWorld world, FakeAssetRows assets, FakeReleaseRows releases, InMemoryAssetDirectory directory) => Rebuilding.RunAsync(
        new RebuildAssets(new InMemoryIdPages<AssetId>(() => world.Assets.All.Select(asset => asset.Id)), new ProjectAsset(world.Assets, world.Sealer, assets, assets, directory)),
        new RebuildOwners(new InMemoryIdPages<UserId>(() => Enumerable.Range(1, People).Select(AssetWorld.User)), world.Assets, assets),
        Releases(world, releases));

    private static RebuildReleases Releases(AssetWorld world, FakeReleaseRows rows) =>
        new(new InMemoryIdPages<ReleaseId>(() => world.Releases.All.Select(release => release.Id)), new ProjectRelease(world.Releases, world.Sealer, rows, new FakeReleaseDirectory()));
}
