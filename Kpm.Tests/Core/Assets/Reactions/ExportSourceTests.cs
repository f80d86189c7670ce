using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions.ExportSources;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>What assets and releases give to an export.</summary>
public sealed class ExportSourceTests
{
    private readonly AssetWorld _world = new();
    private readonly FakeExportWriter _writer = new();

    [Fact]
    public async Task Given_AssetsOfTwo_When_OneExports_Then_TheirsAreThereButNotThoseThatAreShredded()
    {
        var (own, shared, others, gone) = (_world.AddActiveAsset(1, AssetWorld.Ana), _world.AddActiveAsset(2, AssetWorld.Ben, AssetWorld.Ana), _world.AddActiveAsset(3, AssetWorld.Ben), _world.AddActiveAsset(4, AssetWorld.Ana));
        var waiting = _world.AddPendingAsset(5, AssetWorld.Ana);
        gone.GiveUp(AssetWorld.Ana, AssetWorld.Now);
        _world.Assets.Put(gone);

        await ExportAssetsAsync();

        _writer.Documents.Keys.Should().BeEquivalentTo(new[] { own, shared, waiting }.Select(asset => $"assets/{asset.Id}/asset.json"));
        _writer.Documents.Keys.Should().NotContain($"assets/{others.Id}/asset.json");
        _writer.Files.Keys.Should().BeEquivalentTo($"assets/{own.Id}/steps.jpg", $"assets/{shared.Id}/steps.jpg");
        _writer.Files.Values.Should().OnlyContain(bytes => bytes.Length == 3);
        _writer.Documents[$"assets/{shared.Id}/asset.json"].GetProperty("owners_id").EnumerateArray().Select(owner => owner.GetString()).Should().Equal($"/users/{AssetWorld.Ben}", $"/users/{AssetWorld.Ana}");
    }

    [Fact]
    public async Task Given_AnAssetWhoseContentIsDamaged_When_Exported_Then_ItsFileIsThereUnderAnotherName()
    {
        var asset = _world.AddActiveAsset(1, AssetWorld.Ana);
        var moved = await _world.Sealer.SealAsync(new RecordName("asset", "another"), new AssetContent("", "", [], [], null, null, "x"), [AssetWorld.Ana], default);
        _world.Assets.Put(Asset.Load(asset.Id, asset.State with { Sealed = moved }, asset.Version + 1));

        await ExportAssetsAsync();

        _writer.Missing.Should().Equal(($"assets/{asset.Id}/asset.json", "content_damaged"));
        _writer.Files.Keys.Should().Equal($"assets/{asset.Id}/");
    }

    [Fact]
    public async Task Given_ReleasesOfTwo_When_OneExports_Then_TheirsAreThereWithThePlace()
    {
        await AddReleaseAsync(1, AssetWorld.Ana, AssetWorld.Ben);
        await AddReleaseAsync(2, AssetWorld.Ben, AssetWorld.Ana);
        await AddReleaseAsync(3, AssetWorld.Ana, AssetWorld.Ben, sealedAs: 9);

        await new ExportLegacies(_world.Releases, _world.Sealer).WriteAsync(AssetWorld.Ana, _writer, default);

        var legacies = _writer.Documents["legacies.json"].EnumerateArray().ToList();
        var legacy = legacies.Should().ContainSingle().Subject;
        (legacy.GetProperty("id").GetString(), legacy.GetProperty("locations")[0].GetString(), legacy.GetProperty("release_type").GetString()).Should().Be(($"/legacy/{AssetWorld.ReleaseNo(1)}", "The Lake", "hide_and_seek"));
        _writer.Missing.Should().Equal(($"legacies.json#{AssetWorld.ReleaseNo(3)}", "content_damaged"));
    }

    [Fact]
    public async Task Given_ALegacyForASilence_When_Exported_Then_ItHasNoDate()
    {
        var draft = new ReleaseDraft { Name = "For you", Assets = [AssetWorld.AssetNo(1)], Receivers = [AssetWorld.Ben], Conditions = new ConditionDraft { Type = "inactivity" } };
        _world.AddActiveAsset(1, AssetWorld.Ana);
        (await _world.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.Custom, draft))).IsFailure.Should().BeFalse();
        await new ExportLegacies(_world.Releases, _world.Sealer).WriteAsync(AssetWorld.Ana, _writer, default);
        _writer.Documents["legacies.json"].GetRawText().Should().NotContain("2534023008000");
    }

    private Task ExportAssetsAsync() => new ExportAssets(_world.Assets, _world.Sealer, _world.Vault, _world.Clock).WriteAsync(AssetWorld.Ana, _writer, default);

    private async Task AddReleaseAsync(int number, UserId owner, UserId receiver, int? sealedAs = null)
    {
        var state = new ReleaseState
        {
            CreatedTs = AssetWorld.Now,
            Lifecycle = Lifecycle.Active,
            Owner = owner,
            Receivers = [receiver],
            Assets = [AssetWorld.AssetNo(1)],
            ReleaseType = ReleaseType.HideAndSeek,
            Bequest = BequestType.Gift,
            Conditions = new ReleaseCondition.AtPlace(0),
            Sealed = await _world.Sealer.SealAsync(AssetRelease.RecordOf(AssetWorld.ReleaseNo(sealedAs ?? number)), new ReleaseContent("Find it", null) { Places = ["The Lake"] }, [owner], default),
        };
        _world.Releases.Put(AssetRelease.Load(AssetWorld.ReleaseNo(number), state, 1));
    }
}
