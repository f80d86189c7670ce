using System.Text.Json;
using Kpm.Core.Assets;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Feedback;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Reminders;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Cosmos.Assets;
using Kpm.Functions.Adapters.Sealing;
using Kpm.Functions.Adapters.UserKeys;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Options;
using Kpm.Tests.Core.Notifications;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>
/// Documents of schema version 1 as they were once stored: they are put in as they are and read by the adapters of today. A file here is
/// never changed: a new form gets a new schema version and files of its own. Sealed content was sealed by the product for these files under
/// the user keys in <c>openingKeys.json</c> and is opened with them; the wrapped key in <c>userKeys.json</c> is three bytes, its form alone counts.
/// </summary>
[Collection(nameof(LocalStores))]
public sealed class StoredDocumentTests(LocalStores stores)
{
    private const long StoredVersion = 7;
    private static readonly UserId Person = SampleStates.User(100);
    private static readonly Guid Numbered = new("00000064-0009-0000-0000-000000000000");
    private readonly ContentSealer _sealer = new(new OpeningKeys(Path.Combine(StoredFile.Folder, "openingKeys.json")), KpmJson.Options);

    [Fact]
    public async Task Given_AStoredUser_When_Read_Then_EveryMemberIsThere()
    {
        await PutAsync("users", "user");

        var user = (await new UserStore(stores.Store(UserStore.Mapping)).FindAsync(Person, default))!;

        user.State.Should().BeEquivalentTo(SampleStates.FirstAccount, options => options.WithStrictOrdering());
        user.Version.Should().Be(StoredVersion);
    }

    /// <summary>The form that an account has since it holds reminders and a second factor.</summary>
    [Fact]
    public async Task Given_AStoredUserWithReminders_When_Read_Then_EveryMemberIsThereAndTheUserOpensWhatIsSealed()
    {
        await PutAsync("users", "userWithReminders");

        var user = (await new UserStore(stores.Store(UserStore.Mapping)).FindAsync(SampleStates.Anna, default))!;

        var (reminders, factor) = (user.State.Reminders!, user.State.SecondFactor!);
        var expected = SampleStates.AccountWithoutPasskeys with
        {
            Reminders = SampleStates.Account.Reminders! with { Sealed = reminders.Sealed },
            SecondFactor = SampleStates.Account.SecondFactor! with { Secret = factor.Secret, Sheet = SampleStates.Account.SecondFactor!.Sheet! with { Sealed = factor.Sheet!.Sealed } },
        };
        user.State.Should().BeEquivalentTo(expected, options => options.WithStrictOrdering());
        user.Version.Should().Be(StoredVersion);
        (await _sealer.OpenAsync<ReminderList>(ReminderList.RecordOf(user.Id), reminders.Sealed, user.Id, default)).Items.Should().Equal(SampleStates.FirstReminder);
        (await _sealer.OpenAsync<TotpSecret>(TotpSecret.RecordOf(user.Id), factor.Secret, user.Id, default)).Should().Be(new TotpSecret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
        (await _sealer.OpenAsync<RecoveryCodes>(RecoveryCodes.RecordOf(user.Id), factor.Sheet.Sealed, user.Id, default)).Codes.Should().Equal("0AB1-CD2E-FG3H");
    }

    [Fact]
    public async Task Given_AStoredFeedback_When_ReadAndForgotten_Then_EveryMemberIsThereAndItIsNobodys()
    {
        await PutAsync("users", "feedback");
        var container = stores.Database.GetContainer("users");

        await new FeedbackResponses(stores.Database).ForgetAsync(SampleStates.User(102), default);

        using var kept = await container.ReadItemStreamAsync(Numbered.ToString(), new PartitionKey(Numbered.ToString()));
        var response = (await JsonSerializer.DeserializeAsync<FeedbackDocument>(kept.Content, KpmJson.Options))!.ToResponse();
        response.Should().BeEquivalentTo(new { Id = Numbered, User = (UserId?)null, CreatedTs = SampleStates.Now });
        response.Answers.Should().Equal(
            new FeedbackAnswer("1", "ad2s", new FeedbackValue.Truth(false)),
            new FeedbackAnswer("1", "b34s", new FeedbackValue.Text("yes")),
            new FeedbackAnswer("1", "rating", new FeedbackValue.Number(4)));
    }

    [Fact]
    public async Task Given_AStoredSession_When_Read_Then_EveryMemberIsThere()
    {
        await PutAsync("users", "session");

        var session = (await new SessionStore(stores.Store(SessionStore.Mapping)).FindAsync(SampleStates.Anna, new SessionId(Numbered), default))!;

        session.State.Should().BeEquivalentTo(SampleStates.FirstSession, options => options.WithStrictOrdering());
        session.Version.Should().Be(StoredVersion);
    }

    [Fact]
    public async Task Given_AStoredKeep_When_Read_Then_EveryMemberIsThere()
    {
        await PutAsync("keeps", "keep");

        var keep = (await new KeepStore(stores.Store(KeepStore.Mapping)).FindAsync(new KeepId(Numbered), default))!;

        keep.State.Should().BeEquivalentTo(SampleStates.FirstKeep, options => options.WithStrictOrdering());
        keep.Version.Should().Be(StoredVersion);
    }

    [Fact]
    public async Task Given_AStoredKeepWithPrivateNames_When_Read_Then_EveryMemberIsThere()
    {
        await PutAsync("keeps", "keepWithNames");

        var keep = (await new KeepStore(stores.Store(KeepStore.Mapping)).FindAsync(new KeepId(new Guid("00000065-0009-0000-0000-000000000000")), default))!;

        keep.State.Should().BeEquivalentTo(SampleStates.Keep, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task Given_AStoredAsset_When_Read_Then_EveryMemberIsThereAndEachOwnerOpensIt()
    {
        await PutAsync("assets", "asset");

        var asset = (await new AssetStore(stores.Store(AssetStore.Mapping)).FindAsync(SampleStates.AssetNo(100), default))!;

        asset.State.Should().BeEquivalentTo(SampleStates.FirstAsset with { Sealed = asset.State.Sealed }, options => options.WithStrictOrdering());
        asset.Version.Should().Be(StoredVersion);
        foreach (var owner in asset.State.Owners)
            (await _sealer.OpenAsync<AssetContent>(Asset.RecordOf(asset.Id), asset.State.Sealed, owner, default)).Should().BeEquivalentTo(SampleRows.Asset.Content);
    }

    /// <summary>The form that an asset has since there is a trash.</summary>
    [Fact]
    public async Task Given_AStoredAssetInTheTrash_When_Read_Then_EveryMemberIsThere()
    {
        await PutAsync("assets", "assetInTrash");

        var asset = (await new AssetStore(stores.Store(AssetStore.Mapping)).FindAsync(SampleStates.AssetNo(101), default))!;

        asset.State.Should().BeEquivalentTo(SampleStates.AssetThatStays with { Sealed = asset.State.Sealed }, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task Given_AStoredRelease_When_Read_Then_EveryMemberIsThereAndItsOwnerOpensIt()
    {
        await PutAsync("releases", "release");

        var release = (await new ReleaseStore(stores.Store(ReleaseStore.Mapping)).FindAsync(SampleStates.Release(100), default))!;

        release.State.Should().BeEquivalentTo(SampleStates.FirstRelease with { Sealed = release.State.Sealed }, options => options.WithStrictOrdering().ComparingByValue<ReleaseCondition>());
        release.Version.Should().Be(StoredVersion);
        (await _sealer.OpenAsync<ReleaseContent>(AssetRelease.RecordOf(release.Id), release.State.Sealed, SampleStates.Anna, default)).Should().Be(SampleRows.Release.Content);
    }

    /// <summary>Schema 2: a tree of conditions, and several places.</summary>
    [Fact]
    public async Task Given_AStoredReleaseWithConditions_When_Read_Then_EveryMemberIsThereAndItsOwnerOpensIt()
    {
        await PutAsync("releases", "releaseWithConditions");

        var release = (await new ReleaseStore(stores.Store(ReleaseStore.Mapping)).FindAsync(SampleStates.Release(101), default))!;

        release.State.Should().BeEquivalentTo(SampleStates.PlanWithoutInvited with { Sealed = release.State.Sealed, Hides = false }, options => options.WithStrictOrdering().ComparingByValue<ReleaseCondition>());
        (await _sealer.OpenAsync<ReleaseContent>(AssetRelease.RecordOf(release.Id), release.State.Sealed, SampleStates.Anna, default)).Places.Should().Equal("Girona", "geo:41.98,2.82;u=100");
    }

    [Fact]
    public async Task Given_AStoredClaim_When_Read_Then_EveryMemberIsThere()
    {
        await PutAsync("claims", "claim");
        var options = Options.Create(new ClaimOptions { Key = Convert.ToBase64String([.. Enumerable.Repeat((byte)1, 32)]) });

        var claim = await new ClaimStore(stores.Database, options).FindAsync(TrustedKeep.PairOf(SampleStates.Ben, SampleStates.Anna), default);

        claim.Should().BeEquivalentTo(new { Holder = Numbered.ToString(), ReservedAt = SampleStates.Now, Confirmed = true, Note = "active" });
    }

    [Fact]
    public async Task Given_AStoredMail_When_ItIsToBeSentAgain_Then_ItIsKnownAsSent()
    {
        await PutAsync("mails", "mail");

        var start = await new MailLog(stores.Database).StartAsync(SendEmail.ToUser(MailKind.Welcome, Person, $"{Person}.1.0"), SampleStates.Now, MailComposerWorld.Policy.Lease, default);

        start.Should().Be(MailStart.AlreadySent);
    }

    [Fact]
    public async Task Given_AStoredPush_When_ItIsToBeSentAgain_Then_ItIsKnownAsSent()
    {
        await PutAsync("mails", "push");

        var start = await new PushLog(stores.Database).StartAsync($"{Person}.1.0:Reminder:{Person}", PushKind.Reminder, SampleStates.Now, SendPushHandler.Lease, default);

        start.Should().Be(PushStart.AlreadySent);
    }

    /// <summary>The form that reminders have since they come due.</summary>
    [Fact]
    public async Task Given_StoredRemindersThatCameDue_When_Opened_Then_EveryMemberIsThere()
    {
        var stored = JsonSerializer.Deserialize<StoredReminders>(await File.ReadAllTextAsync(Path.Combine(StoredFile.Folder, "reminders.json")), KpmJson.Options)!;

        stored.NextTime.Should().Be(SampleStates.Reminder.NextTime);
        (await _sealer.OpenAsync<ReminderList>(ReminderList.RecordOf(SampleStates.Anna), stored.Sealed, SampleStates.Anna, default)).Items.Should().Equal(SampleStates.Reminder);
    }

    [Fact]
    public async Task Given_AStoredMailThatCameBack_When_OlderNewsIsTold_Then_EveryMemberIsThereAndItStaysSo()
    {
        await PutAsync("mails", "mailBounced");
        var log = new MailLog(stores.Database);
        var person = SampleStates.User(115);
        var mail = SendEmail.ToUser(MailKind.Welcome, person, $"{person}.1.0").MailId;

        (await log.NoteAsync(mail, MailOutcome.Delivered, SampleStates.Now, default)).Should().Be(new LoggedMail(MailKind.Welcome, person, new Timestamp(1_799_999_999_000)));

        (await stores.ReadAsync("mails", mail, mail)).GetProperty("state").GetString().Should().Be("bounced");
    }

    [Fact]
    public async Task Given_StoredUserKeys_When_Read_Then_EveryMemberIsThere()
    {
        await StoredFile.PutAsync(stores.UserKeys, "userKeys");

        var keys = (await new CosmosUserKeyStore(stores.UserKeys).FindAsync(Person, default))!;

        keys.ErasedTs.Should().BeNull();
        keys.Versions.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new WrappedUserKey(1, [1, 2, 3], "https://kpm-test.vault.azure.net/keys/user-keys/0a1b", "RSA-OAEP-256", SampleStates.Now));
    }

    [Fact]
    public async Task Given_ADocumentOfAnotherType_When_ReadAsAKeep_Then_ItIsRefused() =>
        await (await ReadingAsync("\"type\": \"keep\"", "\"type\": \"user\"")).Should().ThrowAsync<InvalidOperationException>();

    [Fact]
    public async Task Given_ADocumentOfANewerProgram_When_Read_Then_ItIsToBeTriedAgainLater() =>
        (await (await ReadingAsync("\"schemaVersion\": 1", "\"schemaVersion\": 2")).Should().ThrowAsync<TransientFailureException>()).Which.Code.Should().Be("document_newer");

    private async Task<Func<Task>> ReadingAsync(string known, string unknown)
    {
        var id = new KeepId(Guid.CreateVersion7());
        await StoredFile.PutAsync(stores.Database.GetContainer("keeps"), "keep", text => text.Replace(Numbered.ToString(), id.ToString()).Replace(known, unknown));

        return () => new KeepStore(stores.Store(KeepStore.Mapping)).FindAsync(id, default);
    }

    private Task PutAsync(string container, string file) => StoredFile.PutAsync(stores.Database.GetContainer(container), file);
}
