using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets.UseCases;

public sealed class UploadAssetFileTests
{
    private static readonly AssetId Id = AssetWorld.AssetNo(1);
    private readonly AssetWorld _world = new();

    [Fact]
    public async Task Given_a_pending_asset_When_uploaded_Then_it_is_active_with_the_measured_size_and_event()
    {
        _world.AddPendingAsset(1, AssetWorld.Ana);
        (await UploadAsync(Command() with { Content = new MemoryStream(new byte[7]) })).IsFailure.Should().BeFalse();
        _world.Assets[Id].State.Lifecycle.Should().Be(Lifecycle.Active);
        _world.Assets[Id].State.SizeBytes.Should().Be(7);
        _world.Quota.Used[(AssetWorld.Ana, Id)].Should().Be(7);
        _world.Assets.Events.OfType<AssetCreated>().Should().ContainSingle();
    }

    [Fact]
    public async Task Given_a_request_that_is_wrong_in_every_way_When_its_faults_go_one_by_one_Then_the_checks_come_in_order()
    {
        _world.AddActiveAsset(1, AssetWorld.Ana);
        var request = Request with { By = AssetWorld.Ben, Permit = new UploadPermit(AssetWorld.AssetNo(9), AssetWorld.Cleo, AssetWorld.Token), FileName = "x", FileType = "text/plain", ExpectedVersion = 9 };
        await ShouldFailAsync(request, "asset_not_found", ErrorKind.Invalid);
        request = request with { By = AssetWorld.Ana };
        await ShouldFailAsync(request, "token_asset_mismatch", ErrorKind.Invalid);
        request = request with { Permit = request.Permit with { Asset = Id } };
        await ShouldFailAsync(request, "forbidden", ErrorKind.Forbidden);
        request = request with { Permit = request.Permit with { User = AssetWorld.Ana } };
        await ShouldFailAsync(request, "file_name_mismatch", ErrorKind.Invalid);
        request = request with { FileName = "steps.jpg" };
        await ShouldFailAsync(request, "file_type_mismatch", ErrorKind.Invalid);
        request = request with { FileType = "image/jpeg" };
        await ShouldFailAsync(request, "version_mismatch", ErrorKind.PreconditionFailed);
        request = request with { ExpectedVersion = null };
        await ShouldFailAsync(request, "bad_authorizer_token", ErrorKind.Unauthenticated);
        request = request with { Permit = request.Permit with { TokenId = "another" } };
        await ShouldFailAsync(request, "conflict", ErrorKind.Conflict);
        _world.Vault.Blobs.Should().ContainSingle("no refused request reached the vault");
    }

    [Fact]
    public async Task Given_a_token_that_opened_an_upload_in_parts_When_uploaded_in_one_go_Then_it_counts_as_used()
    {
        _world.AddPendingAsset(1, AssetWorld.Ana);
        _world.Uploads.Put(Kpm.Core.Assets.Upload.Open(Id, AssetWorld.Ana, AssetWorld.Token, AssetWorld.Now, TimeSpan.FromHours(24)));
        await ShouldFailAsync(Command(), "bad_authorizer_token", ErrorKind.Unauthenticated);
        _world.Vault.Blobs.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_hidden_asset_When_uploaded_Then_it_is_not_found()
    {
        var asset = _world.AddActiveAsset(1, AssetWorld.Ana);
        asset.TakeHold(AssetWorld.ReleaseNo(1), AssetWorld.Ana, AssetWorld.Now);
        _world.Assets.Put(asset);
        await ShouldFailAsync(Command(), "asset_not_found", ErrorKind.Invalid);
    }

    [Fact]
    public async Task Given_more_bytes_than_allowed_When_uploaded_Then_it_is_too_large_and_stays_pending()
    {
        _world.AddPendingAsset(1, AssetWorld.Ana);
        await ShouldFailAsync(Command() with { Content = new MemoryStream(new byte[AssetWorld.QuotaBytes + 1]) }, "file_too_large", ErrorKind.TooLarge);
        _world.Assets[Id].State.Lifecycle.Should().Be(Lifecycle.Pending);
    }

    [Fact]
    public async Task Given_more_bytes_than_the_quota_has_When_uploaded_Then_it_is_refused_and_the_blob_is_gone()
    {
        _world.AddPendingAsset(1, AssetWorld.Ana);
        _world.Quota.Used[(AssetWorld.Ana, AssetWorld.AssetNo(9))] = AssetWorld.QuotaBytes - 2;
        await ShouldFailAsync(Command(), "quota_exceeded", ErrorKind.TooLarge);
        _world.Vault.Blobs.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_another_upload_that_was_faster_When_committed_Then_it_is_a_conflict_and_only_its_own_blob_is_gone()
    {
        _world.AddPendingAsset(1, AssetWorld.Ana);
        _world.Vault.AfterWrite = async () =>
        {
            _world.Vault.AfterWrite = () => Task.CompletedTask;
            (await UploadAsync(Command() with { Request = Request with { Permit = new UploadPermit(Id, AssetWorld.Ana, "faster") } })).IsFailure.Should().BeFalse();
        };
        await ShouldFailAsync(Command(), "conflict", ErrorKind.Conflict);
        _world.Vault.Blobs.Keys.Should().Equal(_world.Assets[Id].State.File!.Location);
    }

    [Fact]
    public async Task Given_lost_races_When_committed_Then_it_is_tried_again_without_reading_the_content_again()
    {
        _world.AddPendingAsset(1, AssetWorld.Ana);
        _world.Assets.FailNextSaves(2);
        (await UploadAsync(Command())).IsFailure.Should().BeFalse();
        _world.Vault.Blobs.Should().ContainSingle();
    }

    [Fact]
    public async Task Given_races_that_are_always_lost_When_committed_Then_it_gives_up_and_the_blob_is_gone()
    {
        _world.AddPendingAsset(1, AssetWorld.Ana);
        _world.Assets.FailNextSaves(100);
        await ShouldFailAsync(Command(), "conflict", ErrorKind.Conflict);
        _world.Vault.Blobs.Should().BeEmpty();
    }

    private static UploadRequest Request { get; } = new(Id, AssetWorld.Ana, new UploadPermit(Id, AssetWorld.Ana, AssetWorld.Token), "steps.jpg", "image/jpeg", null);

    private static UploadAssetFile Command() => new(Request, Guid.CreateVersion7(), new MemoryStream([1, 2, 3]), AssetWorld.Now);

    private Task<Result> UploadAsync(UploadAssetFile command) => _world.Upload.HandleAsync(command, default);

    private Task ShouldFailAsync(UploadRequest request, string code, ErrorKind kind) => ShouldFailAsync(Command() with { Request = request }, code, kind);

    private async Task ShouldFailAsync(UploadAssetFile command, string code, ErrorKind kind) =>
        (await UploadAsync(command)).Error.Should().Match<Error>(error => error.Code == code && error.Kind == kind);
}
