using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Tests.Fakes;
using static Kpm.Tests.Core.Assets.AssetWorld;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>When a thumbnail is attached, and what becomes of it when that fails.</summary>
public sealed class MakePictureTests
{
    private readonly AssetWorld _world = new();
    private readonly Asset _asset;

    public MakePictureTests() => _asset = _world.AddActiveAsset(1, Ana);

    [Fact]
    public async Task Given_an_image_When_a_picture_is_made_twice_Then_there_is_one_and_what_it_says_is_offered()
    {
        await MakeAsync(new Picture(new byte[] { 9 }, "1987-06-01T12:00:00", "41, 2"));
        await MakeAsync(new Picture(new byte[] { 8 }, null, null));
        var asset = _world.Assets[_asset.Id];
        _world.Vault.Blobs[asset.State.Thumbnail!.Location].Should().Equal(9);
        _world.Vault.Blobs.Should().HaveCount(2);
        var content = await _world.Sealer.OpenAsync<AssetContent>(Asset.RecordOf(asset.Id), asset.State.Sealed, Ana, default);
        (content.SuggestedDate, content.SuggestedLocation, content.CreatedDate).Should().Be(("1987-06-01T12:00:00", "41, 2", null));
    }

    [Fact]
    public async Task Given_a_file_that_is_no_image_When_a_picture_is_asked_for_Then_the_asset_stays_as_it_is()
    {
        await MakeAsync(null);
        _world.Assets[_asset.Id].Version.Should().Be(_asset.Version);
        _world.Vault.Blobs.Should().ContainSingle();
    }

    [Fact]
    public async Task Given_an_asset_that_was_changed_meanwhile_When_the_picture_is_attached_Then_its_thumbnail_is_deleted()
    {
        _world.Assets.FailNextSaves(1);
        await FluentActions.Awaiting(() => MakeAsync(new Picture(new byte[] { 9 }, null, null))).Should().ThrowAsync<ConcurrencyConflictException>();
        _world.Vault.Blobs.Should().ContainSingle();
    }

    /// <summary>The write may have been done: the thumbnail must be there if it was.</summary>
    [Fact]
    public async Task Given_a_write_whose_answer_is_lost_When_the_picture_is_attached_Then_its_thumbnail_stays()
    {
        var lost = new Mortality();
        var assets = lost.Before<IAssets>(_world.Assets);
        lost.DiesAt = 2;
        await FluentActions.Awaiting(() => MakeAsync(new Picture(new byte[] { 9 }, null, null), assets)).Should().ThrowAsync<Exception>();
        _world.Vault.Blobs.Should().HaveCount(2);
    }

    private Task MakeAsync(Picture? picture, IAssets? assets = null) =>
        new MakePicture(assets ?? _world.Assets, _world.Sealer, _world.Vault, new Pictures(picture), _world.Clock).HandleAsync(new AssetCreated(_asset.Id, [Ana]), Guid.CreateVersion7(), default);

    private sealed class Pictures(Picture? picture) : IPictureMaker
    {
        public Task<Picture?> MakeAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken) => Task.FromResult(picture);
    }
}
