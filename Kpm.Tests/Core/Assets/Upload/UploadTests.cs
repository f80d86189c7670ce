using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Assets.Uploads;

public sealed class UploadTests
{
    private static readonly Timestamp Now = AssetWorld.Now;
    private static readonly DeclaredFile File = DeclaredFile.Check([new PartDraft(1, new string('a', 64))], null).Value;
    private readonly Upload _upload = Upload.Open(AssetWorld.AssetNo(1), AssetWorld.Ana, AssetWorld.Token, Now, TimeSpan.FromHours(24));

    [Fact]
    public void Given_a_token_When_an_upload_is_opened_Then_its_id_follows_from_it_and_it_is_due_at_its_end()
    {
        _upload.Id.Should().Be(Upload.IdOf(AssetWorld.Token)).And.NotBe(Upload.IdOf("another"));
        _upload.State.NextCheckAt.Should().Be(_upload.State.ExpiresTs).And.Be(Now + TimeSpan.FromHours(24));
        _upload.IsOf(AssetWorld.AssetNo(1), AssetWorld.Ana).Should().BeTrue();
        _upload.IsOf(AssetWorld.AssetNo(1), AssetWorld.Ben).Should().BeFalse();
        _upload.IsOf(AssetWorld.AssetNo(2), AssetWorld.Ana).Should().BeFalse();
    }

    [Fact]
    public void Given_an_upload_When_its_time_is_over_Then_it_takes_nothing_more()
    {
        _upload.CheckOpen(_upload.State.ExpiresTs - TimeSpan.FromMilliseconds(1)).IsFailure.Should().BeFalse();
        _upload.CheckOpen(_upload.State.ExpiresTs).Error.Should().BeOfType<UploadEnded>();
        _upload.Complete(File, Table(), _upload.State.ExpiresTs).Error.Should().BeOfType<UploadEnded>();
    }

    [Fact]
    public void Given_an_open_upload_When_completed_Then_it_is_told_and_cannot_be_given_up_or_completed_again()
    {
        _upload.Complete(File, Table(), Now).IsFailure.Should().BeFalse();
        _upload.RaisedEvents.Should().ContainSingle().Which.Should().BeOfType<UploadCompleted>().Which.Upload.Should().Be(_upload.Id);
        _upload.Table.Should().Be(Table());
        _upload.WasCompletedWith(File).Should().BeTrue();
        _upload.WasCompletedWith(DeclaredFile.Check([], null).Value).Should().BeFalse();
        _upload.Abandon(Now).Error.Should().BeOfType<UploadEnded>();
        _upload.Complete(File, Table(), Now).Error.Should().BeOfType<UploadEnded>();
        _upload.CheckOpen(Now).Error.Should().BeOfType<UploadEnded>();
    }

    [Fact]
    public void Given_a_completed_upload_When_nobody_hears_of_its_verification_Then_it_is_repeated_for_a_day()
    {
        _upload.Complete(File, Table(), Now);
        _upload.State.NextCheckAt.Should().Be(Now + Upload.VerificationPatience);
        _upload.AwaitVerification(Now + TimeSpan.FromHours(1)).Should().BeTrue();
        _upload.State.NextCheckAt.Should().Be(Now + TimeSpan.FromHours(2));
        _upload.AwaitVerification(Now + Upload.VerificationLimit).Should().BeFalse();
    }

    [Fact]
    public void Given_an_upload_that_failed_When_it_is_due_Then_that_is_only_after_the_grace()
    {
        _upload.Complete(File, Table(), Now);
        _upload.Fail("digest_mismatch", Now);
        _upload.State.Problem.Should().Be("digest_mismatch");
        _upload.State.NextCheckAt.Should().Be(Now + Upload.Grace);
        _upload.MarkCleared(Now + Upload.Grace);
        _upload.State.NextCheckAt.Should().BeNull();
        _upload.Abandon(Now).IsFailure.Should().BeFalse();
        _upload.State.Status.Should().Be(UploadStatus.Failed);
    }

    [Fact]
    public void Given_an_upload_that_is_given_up_When_cleared_Then_that_is_soon_and_once_more_after_the_grace()
    {
        _upload.Abandon(Now).IsFailure.Should().BeFalse();
        var version = _upload.Version;
        _upload.Abandon(Now).IsFailure.Should().BeFalse();
        _upload.Version.Should().Be(version, "a repeat changes nothing");
        _upload.State.NextCheckAt.Should().Be(Now + Upload.ClearingDelay);
        _upload.MarkCleared(Now + Upload.ClearingDelay);
        _upload.State.NextCheckAt.Should().Be(Now + Upload.Grace);
        _upload.MarkCleared(Now + Upload.Grace);
        _upload.State.NextCheckAt.Should().BeNull();
    }

    private PartTableName Table() => new(AssetWorld.AssetNo(1), _upload.Id, new Guid(1, 15, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
}
