using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>The verification of uploads, and what is done for uploads that are due.</summary>
public sealed class UploadReactionTests
{
    private static readonly byte[] Bytes = [1, 2, 3];
    private readonly UploadWorld _world = new();

    [Fact]
    public async Task Given_a_file_that_was_damaged_When_verified_Then_the_upload_fails_the_asset_waits_and_the_failure_is_told_each_time()
    {
        var upload = await CompletedAsync();
        var part = _world.Vault.Blobs.Keys.Single(location => !PartTableName.IsTable(location));
        _world.Vault.Blobs[part][^1] ^= 1;
        await FailsAsync(upload, "file_damaged");
        await FailsAsync(upload, "file_damaged");
        _world.Assets[UploadWorld.AssetOne].State.Lifecycle.Should().Be(Lifecycle.Pending);
    }

    [Fact]
    public async Task Given_a_blob_that_is_gone_When_verified_Then_the_upload_fails()
    {
        var upload = await CompletedAsync();
        _world.Vault.Blobs.Clear();
        await FailsAsync(upload, "file_damaged");
    }

    [Fact]
    public async Task Given_another_digest_of_the_whole_When_verified_Then_the_upload_fails_and_another_may_follow()
    {
        var upload = await CompletedAsync(sha256: UploadWorld.DigestOf([9]));
        await FailsAsync(upload, "digest_mismatch");
        var another = await CompletedAsync("another");
        await _world.VerifyAsync(another);
        (await _world.FileAsync()).Should().Equal(Bytes);
    }

    [Fact]
    public async Task Given_two_completed_uploads_When_verified_Then_the_first_one_wins_and_its_file_stays_when_the_other_is_cleared()
    {
        var (one, two) = (await CompletedAsync(), await CompletedAsync("another"));
        await _world.VerifyAsync(two);
        await FailsAsync(one, "conflict");
        await _world.CheckWhenDueAsync(two);
        await _world.CheckWhenDueAsync(one);
        _world.Vault.Blobs.Should().HaveCount(2, "a part and a table");
        (await _world.FileAsync()).Should().Equal(Bytes);
    }

    [Fact]
    public async Task Given_a_crash_after_the_asset_got_its_file_When_verified_again_Then_the_upload_follows_and_nothing_else_happens()
    {
        var upload = await CompletedAsync();
        _world.Uploads.FailNextSaves(1);
        await FluentActions.Awaiting(() => _world.VerifyAsync(upload)).Should().ThrowAsync<ConcurrencyConflictException>();
        await _world.VerifyAsync(upload);
        await _world.VerifyAsync(upload);
        _world.Uploads[upload].State.Status.Should().Be(UploadStatus.Completed);
        _world.Assets.Events.OfType<AssetCreated>().Should().ContainSingle();
    }

    [Fact]
    public async Task Given_an_open_upload_When_its_time_is_over_Then_it_is_given_up_and_nothing_of_it_stays()
    {
        var upload = await _world.OpenAsync();
        await _world.PutAsync(upload, 1, Bytes);
        await _world.PutAsync(upload, 2, Bytes);
        await _world.CheckWhenDueAsync(upload);
        _world.Uploads[upload].State.Status.Should().Be(UploadStatus.Abandoned);
        _world.Vault.Blobs.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_part_that_was_on_its_way_when_the_upload_was_given_up_When_the_grace_is_over_Then_its_blob_goes_too()
    {
        var upload = await _world.OpenAsync();
        await _world.AbandonAsync(upload);
        await _world.CheckWhenDueAsync(upload);
        _world.Vault.Blobs[new PartAttempt(UploadWorld.AssetOne, upload, 1, Guid.CreateVersion7()).Location] = [1];
        await _world.CheckWhenDueAsync(upload);
        _world.Vault.Blobs.Should().BeEmpty();
        _world.Uploads[upload].State.NextCheckAt.Should().BeNull();
    }

    [Fact]
    public async Task Given_blobs_that_the_file_does_not_need_When_the_completed_upload_is_due_Then_they_go_and_the_file_stays()
    {
        var upload = await CompletedAsync();
        await _world.VerifyAsync(upload);
        _world.Vault.Blobs[new PartAttempt(UploadWorld.AssetOne, upload, 1, Guid.CreateVersion7()).Location] = [1];
        _world.Vault.Blobs[new PartTableName(UploadWorld.AssetOne, upload, Guid.CreateVersion7()).Location] = [1];
        await _world.CheckWhenDueAsync(upload);
        _world.Vault.Blobs.Should().HaveCount(2);
        await _world.CheckWhenDueAsync(upload);
        (await _world.FileAsync()).Should().Equal(Bytes);
        _world.Uploads[upload].State.NextCheckAt.Should().BeNull();
    }

    /// <summary>One verification gives up while another one, which was slower, succeeds.</summary>
    [Fact]
    public async Task Given_an_upload_that_failed_When_its_asset_has_the_file_after_all_Then_the_file_is_not_deleted()
    {
        var upload = await CompletedAsync();
        var stored = _world.Uploads[upload];
        await _world.VerifyAsync(upload);
        _world.Uploads.Put(Upload.Load(upload, stored.State, stored.Version));
        var failing = _world.Uploads[upload];
        failing.Fail("file_damaged", _world.Clock.Now);
        _world.Uploads.Put(failing);
        await _world.CheckWhenDueAsync(upload);
        (await _world.FileAsync()).Should().Equal(Bytes);
    }

    [Fact]
    public async Task Given_a_verification_that_was_lost_When_the_upload_is_due_Then_it_is_asked_for_again_and_after_a_day_no_more()
    {
        var upload = await CompletedAsync();
        for (var hours = 1; hours < 24; hours++) await _world.CheckWhenDueAsync(upload);
        _world.Verifications.Sent.Should().HaveCount(23);
        _world.Verifications.Sent.Select(sent => sent.Id).Should().OnlyHaveUniqueItems();
        await _world.CheckWhenDueAsync(upload);
        _world.Uploads[upload].State.Problem.Should().Be("not_verified");
        await _world.CheckWhenDueAsync(upload);
        _world.Vault.Blobs.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_message_that_comes_late_When_the_upload_is_not_due_any_more_Then_nothing_happens()
    {
        var upload = await _world.OpenAsync();
        await _world.PutAsync(upload, 1, Bytes);
        await _world.CheckDue.HandleAsync(new Kpm.Core.Assets.Reactions.CheckDueUpload(upload, AssetWorld.Now), default);
        _world.Uploads[upload].State.Status.Should().Be(UploadStatus.Open);
    }

    [Fact]
    public async Task Given_a_timer_whose_clock_is_ahead_When_it_finds_an_upload_due_Then_nothing_of_it_is_lost()
    {
        var upload = await _world.OpenAsync();
        await _world.PutAsync(upload, 1, Bytes);
        await _world.CheckDue.HandleAsync(new Kpm.Core.Assets.Reactions.CheckDueUpload(upload, _world.Uploads[upload].State.NextCheckAt!.Value), default);
        _world.Uploads[upload].State.Status.Should().Be(UploadStatus.Open);
        _world.Vault.Blobs.Should().NotBeEmpty();
    }

    private async Task<UploadId> CompletedAsync(string token = AssetWorld.Token, string? sha256 = null)
    {
        var upload = await _world.OpenAsync(token);
        await _world.PutAsync(upload, 1, Bytes);
        (await _world.CompleteAsync(upload, [(1, Bytes)], sha256)).IsFailure.Should().BeFalse();
        return upload;
    }

    private async Task FailsAsync(UploadId upload, string problem)
    {
        (await FluentActions.Awaiting(() => _world.VerifyAsync(upload)).Should().ThrowAsync<PermanentFailureException>()).Which.Code.Should().Be(problem);
        _world.Uploads[upload].State.Should().Match<UploadState>(state => state.Status == UploadStatus.Failed && state.Problem == problem);
    }
}
