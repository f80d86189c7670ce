using System.Text;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>One legacy, from sign-up to the receiver's hands, through the running system.</summary>
public sealed class FirstLegacyTests
{
    [Fact]
    public async Task Given_AnEmptySystem_When_AnOwnerLeavesTwoAssetsToAFriend_Then_TheFriendOwnsThem()
    {
        await using var system = await KpmSystem.StartAsync();
        using var story = new FirstLegacyStory(system.Api, system.Mailbox, TestContext.Current.SendDiagnosticMessage);
        (await story.SignUpAsync()).Should().BeTrue("the store is empty");
        (await story.OwnerClient.GetAsync("/me")).Json.GetProperty("roles").EnumerateArray().Select(role => role.GetString()).Should().Equal("admin");
        await story.BecomeKeepsAsync();
        await story.StoreAsync();
        NothingIsStoredInTheClear(system, story);
        await story.ScheduleAsync();
        var stranger = Person.New("stranger");
        await story.ClaimAsync(stranger);
        await MailboxHoldsExactlyAsync(system, story, stranger);
        NothingIsStoredInTheClear(system, story);
    }

    /// <summary>
    /// One receiver each: three welcomes, three notices to the board, two "account ready" (the first user is active from the start),
    /// one to each side of the keep, and two to the receiver: that the legacy waits, and that it is theirs.
    /// </summary>
    private static async Task MailboxHoldsExactlyAsync(KpmSystem system, FirstLegacyStory story, Person stranger)
    {
        var mails = await Eventually.GetAsync(() => system.Mailbox.MailsAsync(), found => found.Count >= 12, "twelve mails");
        mails.Select(mail => (mail.To, Kind: mail.CustomArgs!["kpm_mail_id"].Split(':')[1])).Should().BeEquivalentTo(
        [
            (story.Owner.Email, "Welcome"),
            (story.Friend.Email, "Welcome"),
            ("board@keepem.app", "NewUserInternal"),
            ("board@keepem.app", "NewUserInternal"),
            ("board@keepem.app", "NewUserInternal"),
            (stranger.Email, "Welcome"),
            (stranger.Email, "AccountReady"),
            (story.Friend.Email, "AccountReady"),
            (story.Owner.Email, "KeepRequested"),
            (story.Friend.Email, "KeepAccepted"),
            (story.Friend.Email, "LegacyClaimable"),
            (story.Friend.Email, "LegacyDelivered"),
        ]);
    }

    /// <summary>Looks for the titles, a file name and a piece of each file in all that the stores wrote to disk.</summary>
    private static void NothingIsStoredInTheClear(KpmSystem system, FirstLegacyStory story)
    {
        byte[][] secrets = [Encoding.UTF8.GetBytes("Our wedding"), Encoding.UTF8.GetBytes("For my friend"), Encoding.UTF8.GetBytes(story.Photo.Name), story.Photo.Bytes[1000..1032], story.Box.Bytes[5_000_000..5_000_032]];
        var stored = new[] { system.Cosmos, system.Blob, system.Bus }.SelectMany(part => Directory.EnumerateFiles(part.Folder, "*", SearchOption.AllDirectories)).ToList();
        stored.Should().NotBeEmpty();
        stored.Should().Contain(file => Holds(file, Encoding.UTF8.GetBytes(story.PhotoId)), "this search finds what is there");
        foreach (var file in stored)
            secrets.Should().NotContain(secret => Holds(file, secret), $"{Path.GetFileName(file)} must not hold plaintext");
    }

    private static bool Holds(string path, byte[] needle)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[1024 * 1024];
        var kept = 0;
        int read;
        while ((read = file.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            if (buffer.AsSpan(0, kept + read).IndexOf(needle) >= 0) return true;
            var tail = Math.Min(needle.Length - 1, kept + read);
            buffer.AsSpan(kept + read - tail, tail).CopyTo(buffer);
            kept = tail;
        }

        return false;
    }
}
