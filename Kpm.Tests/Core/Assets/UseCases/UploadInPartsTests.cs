using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets.UseCases;

public sealed class UploadInPartsTests
{
    private static readonly byte[] One = [1, 2, 3];
    private static readonly byte[] Two = [4, 5];
    private readonly UploadWorld _world = new();

    [Fact]
    public async Task Given_parts_in_any_order_When_completed_and_verified_Then_the_asset_has_the_file()
    {
        var upload = await _world.OpenAsync();
        (await _world.PutAsync(upload, 2, Two)).IsFailure.Should().BeFalse();
        (await _world.PutAsync(upload, 1, One)).IsFailure.Should().BeFalse();
        (await _world.CompleteAsync(upload, [(1, One), (2, Two)], UploadWorld.DigestOf([.. One, .. Two]))).IsFailure.Should().BeFalse();
        await _world.VerifyAsync(upload);

        (await _world.FileAsync()).Should().Equal(1, 2, 3, 4, 5);
        _world.Assets[UploadWorld.AssetOne].State.Lifecycle.Should().Be(Lifecycle.Active);
        _world.Assets.Events.OfType<AssetCreated>().Should().ContainSingle();
        _world.Uploads[upload].State.Status.Should().Be(UploadStatus.Completed);
        _world.Quota.Used[(AssetWorld.Ana, UploadWorld.AssetOne)].Should().Be(5);
    }

    [Fact]
    public async Task Given_no_parts_When_completed_Then_the_file_is_empty()
    {
        var upload = await _world.OpenAsync();
        (await _world.CompleteAsync(upload, [])).IsFailure.Should().BeFalse();
        await _world.VerifyAsync(upload);
        (await _world.FileAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_token_When_it_opens_an_upload_again_Then_it_is_the_same_one_until_that_has_ended()
    {
        var upload = await _world.OpenAsync();
        (await _world.OpenAsync()).Should().Be(upload);
        (await _world.OpenAsync("another")).Should().NotBe(upload);
        await _world.AbandonAsync(upload);
        (await _world.Open.HandleAsync(UploadWorld.Opening(), default)).Error.Should().BeOfType<BadAuthorizerToken>();
    }

    [Fact]
    public async Task Given_an_asset_with_a_file_When_an_upload_is_opened_Then_its_token_counts_as_used_and_another_is_a_conflict()
    {
        var upload = await _world.OpenAsync();
        await _world.CompleteAsync(upload, []);
        await _world.VerifyAsync(upload);
        (await _world.Open.HandleAsync(UploadWorld.Opening(), default)).Error.Should().BeOfType<BadAuthorizerToken>();
        (await _world.Open.HandleAsync(UploadWorld.Opening("another"), default)).Error.Should().BeOfType<AwaitsNoFile>();
    }

    [Fact]
    public async Task Given_a_part_When_sent_again_Then_the_last_one_counts_and_the_first_is_gone()
    {
        var upload = await _world.OpenAsync();
        await _world.PutAsync(upload, 1, One);
        await _world.PutAsync(upload, 1, Two);
        _world.Vault.Blobs.Should().ContainSingle();
        _world.Uploads[upload].State.ReceivedBytes.Should().Be(2);
        (await _world.CompleteAsync(upload, [(1, One)])).Error.Should().BeOfType<DigestMismatch>();
        (await _world.CompleteAsync(upload, [(1, Two)])).IsFailure.Should().BeFalse();
    }

    [Fact]
    public async Task Given_parts_that_are_wrong_When_sent_Then_they_are_refused_and_nothing_stays()
    {
        var upload = await _world.OpenAsync();
        (await _world.PutAsync(upload, 1, [])).Error.Should().BeOfType<PartEmpty>();
        (await _world.PutAsync(upload, 1, One, sha256: UploadWorld.DigestOf(Two))).Error.Should().BeOfType<DigestMismatch>();
        (await _world.PutAsync(upload, 1, One, by: AssetWorld.Ben)).Error.Should().BeOfType<Forbidden>();
        (await _world.PutAsync(Upload.IdOf("unknown"), 1, One)).Error.Should().BeOfType<Forbidden>();
        _world.Vault.Blobs.Should().BeEmpty();
        (await _world.PutAsync(upload, 1, One, sha256: UploadWorld.DigestOf(One))).IsFailure.Should().BeFalse();
    }

    [Fact]
    public async Task Given_parts_that_are_too_much_together_When_sent_Then_the_last_is_refused_and_a_smaller_one_is_not()
    {
        var upload = await _world.OpenAsync();
        await _world.PutAsync(upload, 1, new byte[UploadWorld.MaximumBytes - 10]);
        (await _world.PutAsync(upload, 2, new byte[11])).Error.Should().BeOfType<FileTooLarge>();
        _world.Vault.Blobs.Should().ContainSingle();
        (await _world.PutAsync(upload, 2, new byte[10])).IsFailure.Should().BeFalse();
        (await _world.PutAsync(upload, 2, new byte[10])).IsFailure.Should().BeFalse("a part that is replaced does not count");
    }

    [Fact]
    public async Task Given_more_than_the_quota_When_completed_Then_it_is_refused_and_stays_open()
    {
        var upload = await _world.OpenAsync();
        var large = new byte[UploadWorld.QuotaBytes + 1];
        await _world.PutAsync(upload, 1, large);
        (await _world.CompleteAsync(upload, [(1, large)])).Error.Should().BeOfType<QuotaExceeded>();
        _world.Uploads[upload].State.Status.Should().Be(UploadStatus.Open);
    }

    [Fact]
    public async Task Given_an_upload_When_its_time_is_over_Then_no_part_and_no_completion_is_taken()
    {
        var upload = await _world.OpenAsync();
        await _world.PutAsync(upload, 1, One);
        _world.Clock.Now += UploadWorld.Lifetime;
        (await _world.PutAsync(upload, 2, Two)).Error.Should().BeOfType<UploadEnded>();
        (await _world.CompleteAsync(upload, [(1, One)])).Error.Should().BeOfType<UploadEnded>();
    }

    [Fact]
    public async Task Given_a_part_that_is_replaced_while_completing_When_it_is_decided_again_Then_the_old_bytes_are_never_in_the_file()
    {
        var upload = await _world.OpenAsync();
        await _world.PutAsync(upload, 1, One);
        _world.Parts.AfterList = async () =>
        {
            _world.Parts.AfterList = () => Task.CompletedTask;
            (await _world.PutAsync(upload, 1, Two)).IsFailure.Should().BeFalse();
        };
        await FluentActions.Awaiting(() => _world.CompleteAsync(upload, [(1, One)])).Should().ThrowAsync<ConcurrencyConflictException>();
        (await _world.CompleteAsync(upload, [(1, One)])).Error.Should().BeOfType<DigestMismatch>();
        (await _world.CompleteAsync(upload, [(1, Two)])).IsFailure.Should().BeFalse();
        await _world.VerifyAsync(upload);
        (await _world.FileAsync()).Should().Equal(Two);
    }

    [Fact]
    public async Task Given_a_completed_upload_When_completed_again_Then_the_same_is_a_success_and_others_are_refused()
    {
        var upload = await _world.OpenAsync();
        await _world.PutAsync(upload, 1, One);
        await _world.CompleteAsync(upload, [(1, One)]);
        var blobs = _world.Vault.Blobs.Count;
        (await _world.CompleteAsync(upload, [(1, One)])).IsFailure.Should().BeFalse();
        (await _world.CompleteAsync(upload, [(1, Two)])).Error.Should().BeOfType<UploadEnded>();
        (await _world.PutAsync(upload, 2, Two)).Error.Should().BeOfType<UploadEnded>();
        (await _world.AbandonAsync(upload)).Error.Should().BeOfType<UploadEnded>();
        (await _world.CompleteAsync(upload, [(1, One)], by: AssetWorld.Ben)).Error.Should().BeOfType<Forbidden>();
        _world.Vault.Blobs.Should().HaveCount(blobs);
        _world.Uploads.Events.OfType<UploadCompleted>().Should().ContainSingle();
    }

    [Fact]
    public async Task Given_an_upload_When_it_is_read_Then_its_owner_sees_what_arrived_and_nobody_else_does()
    {
        var upload = await _world.OpenAsync();
        await _world.PutAsync(upload, 7, Two);
        await _world.PutAsync(upload, 3, One);
        var get = new GetUploadHandler(_world.Uploads, _world.Parts);
        (await get.HandleAsync(new GetUpload(UploadWorld.AssetOne, upload, AssetWorld.Ana), default)).Value.Parts.Select(part => (part.Number, part.SizeBytes)).Should().Equal((3, 3), (7, 2));
        (await get.HandleAsync(new GetUpload(UploadWorld.AssetOne, upload, AssetWorld.Ben), default)).Error.Should().BeOfType<Forbidden>();
        (await get.HandleAsync(new GetUpload(AssetWorld.AssetNo(2), upload, AssetWorld.Ana), default)).Error.Should().BeOfType<Forbidden>();
    }
}
