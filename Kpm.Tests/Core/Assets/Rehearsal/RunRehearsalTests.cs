using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

/// <summary>What a rehearsal finds, and that it changes nothing.</summary>
public sealed class RunRehearsalTests
{
    private static readonly Timestamp Later = AssetWorld.Now + TimeSpan.FromDays(3_650);
    private readonly RehearsalWorld _given = new();

    private AssetWorld World => _given.World;

    [Theory]
    [InlineData("gift")]
    [InlineData("co-ownership")]
    [InlineData("copy")]
    public async Task Given_a_plan_When_rehearsed_and_then_executed_Then_both_agree(string bequest)
    {
        await PlanAsync(new ReleaseDraft { BequestType = bequest, Conditions = All(Date(Later), Place("The oak")) });
        var view = await _given.RehearseAsync(Later + TimeSpan.FromSeconds(1), "the OAK");
        World.Clock.Now = Later + TimeSpan.FromSeconds(1);
        await World.CheckAsync(1);
        (await World.TriggerAsync(1, AssetWorld.Ben, "the OAK")).IsFailure.Should().BeFalse();
        await World.SettleAsync();

        var executed = World.Releases.Events.OfType<AssetReleased>().Single();
        var result = view.Content.Result!;
        (result.Outcome, view.Rehearsal.State.Passed).Should().Be((RehearsalOutcome.Executed, true));
        result.Leaves.Select(leaf => (leaf.Since!.Value, leaf.Grade, leaf.By)).Should().Equal(executed.Met.Select(met => (met.Since, met.Grade, met.By)));
        result.Receivers.Where(receiver => receiver.Problem is null).Select(receiver => receiver.Receiver!.Value).Should().Equal(executed.Receivers);
        var given = bequest == "copy" ? AssetCopies.IdOf(AssetWorld.ReleaseNo(1), AssetWorld.AssetNo(1), AssetWorld.Ben) : AssetWorld.AssetNo(1);
        view.Content.Assets.Select(asset => (asset.Problem, asset.Sha256)).Should().Equal((null, World.Assets[given].State.File!.Sha256));
        World.Releases[AssetWorld.ReleaseNo(1)].State.Delivered.Should().Equal(view.Content.Assets.Where(asset => asset.Problem is null).Select(asset => asset.Asset));
    }

    [Fact]
    public async Task Given_a_plan_for_a_silence_When_rehearsed_as_if_there_was_one_Then_it_says_what_would_arrive_and_the_owner_is_not_silent()
    {
        await PlanAsync(new ReleaseDraft { Conditions = new ConditionDraft { Type = "inactivity" }, Delivery = "automatic" });
        (await _given.RehearseAsync()).Content.Result!.Outcome.Should().Be(RehearsalOutcome.Waits);
        var result = (await _given.RehearseAsync(premise: new RehearsalPremise(IsSilent: true))).Content.Result!;
        result.Outcome.Should().Be(RehearsalOutcome.Executed);
        result.Leaves.Should().ContainSingle().Which.IsMet.Should().BeTrue();
        World.Releases[AssetWorld.ReleaseNo(1)].State.Should().Match<ReleaseState>(state => state.Silence == null && state.Lifecycle == Lifecycle.Active);
    }

    [Fact]
    public async Task Given_a_step_When_rehearsed_as_if_those_before_it_were_delivered_Then_it_says_what_would_arrive()
    {
        World.AddActiveAsset(2, AssetWorld.Ana);
        (await World.ScheduleAsync(2, [AssetWorld.AssetNo(2)])).IsFailure.Should().BeFalse();
        ConditionDraft After(int days) => new() { Type = "after", Legacy = $"{AssetWorld.ReleaseNo(2)}", DelayDays = days };
        await PlanAsync(new ReleaseDraft { Conditions = All(After(30), After(7)), Delivery = "automatic" });
        (await _given.RehearseAsync()).Content.Result!.Outcome.Should().Be(RehearsalOutcome.Waits);
        var result = (await _given.RehearseAsync(premise: new RehearsalPremise(IsPreceded: true))).Content.Result!;
        result.Outcome.Should().Be(RehearsalOutcome.Executed);
        result.Leaves.Select(leaf => (leaf.IsMet, leaf.Grade)).Should().Equal((true, EvidenceGrade.SystemRecorded), (true, EvidenceGrade.SystemRecorded));
        World.Releases[AssetWorld.ReleaseNo(1)].State.Preceding.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_plan_When_rehearsed_Then_nothing_changes_but_the_rehearsal()
    {
        await PlanAsync(new ReleaseDraft { Conditions = Date(Later) });
        var (releases, assets, keys) = (World.Releases.Writes, World.Assets.Writes, World.Vault.Blobs.Keys.ToList());
        await _given.RehearseAsync(Later + TimeSpan.FromDays(1));
        (World.Releases.Writes, World.Assets.Writes).Should().Be((releases, assets));
        World.Vault.Blobs.Keys.Should().Equal(keys);
    }

    [Fact]
    public async Task Given_a_plan_whose_time_has_not_come_When_rehearsed_for_now_Then_it_waits_and_nobody_would_be_told()
    {
        await PlanAsync(new ReleaseDraft { Conditions = All(Date(Later), Place("The oak")) });
        var view = await _given.RehearseAsync();
        var result = view.Content.Result!;
        (result.Outcome, view.Rehearsal.State.Passed).Should().Be((RehearsalOutcome.Waits, true));
        result.Leaves.Should().Equal(new LeafFinding(false, null, Later + TimeSpan.FromMilliseconds(1), null, null), new LeafFinding(false, null, null, null, null));
        (result.OpenFrom, result.MetFrom).Should().Be((Later + TimeSpan.FromMilliseconds(1), null));
        result.Mails.Should().BeEmpty();
        _given.Emails.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_plan_When_rehearsed_Then_its_owner_gets_each_mail_once_in_place_of_its_receiver()
    {
        await PlanAsync(new ReleaseDraft { Conditions = Date(Later) });
        var view = await _given.RehearseAsync(Later + TimeSpan.FromDays(1));
        view.Content.Result!.Mails.Should().Equal(new RehearsedMail("LegacyClaimable", AssetWorld.Ben), new RehearsedMail("LegacyDelivered", AssetWorld.Ben));
        _given.Emails.Sent.Select(sent => sent.Work.Kind).Should().Equal(MailKind.LegacyClaimable, MailKind.LegacyDelivered);
        _given.Emails.Sent.Should().OnlyContain(sent => sent.Id.StartsWith(view.Rehearsal.Id.ToString()) && sent.Work.Receiver == AssetWorld.Ana && sent.Work.About == AssetWorld.Ana && sent.Work.InPlaceOf == AssetWorld.Ben && sent.Work.Rehearsal == view.Rehearsal.Id);
    }

    [Theory]
    [InlineData(AccountReach.Gone, RehearsalProblems.AccountGone)]
    [InlineData(AccountReach.Inactive, RehearsalProblems.AccountInactive)]
    [InlineData(AccountReach.Unreachable, RehearsalProblems.Unreachable)]
    public async Task Given_a_receiver_who_cannot_be_reached_When_rehearsed_Then_the_rehearsal_says_why(AccountReach reach, string problem)
    {
        await PlanAsync(new ReleaseDraft { Conditions = Date(Later) });
        _given.Accounts.Reaches[AssetWorld.Ben] = reach;
        var view = await _given.RehearseAsync(Later + TimeSpan.FromDays(1));
        view.Content.Result!.Receivers.Should().Equal(new ReceiverFinding(AssetWorld.Ben, null, problem));
        view.Rehearsal.State.Passed.Should().BeFalse();
    }

    [Fact]
    public async Task Given_a_receiver_who_is_no_keep_any_more_When_rehearsed_Then_the_plan_would_be_cancelled()
    {
        await PlanAsync(new ReleaseDraft { Conditions = Date(Later) });
        World.Keeps.Strangers.Add(AssetWorld.Ben);
        var view = await _given.RehearseAsync(Later + TimeSpan.FromDays(1));
        view.Content.Result!.Receivers.Should().Equal(new ReceiverFinding(AssetWorld.Ben, null, RehearsalProblems.NoKeep));
        (view.Content.Result.Outcome, view.Rehearsal.State.Passed).Should().Be((RehearsalOutcome.Canceled, false));
        view.Content.Result.Mails.Should().Equal(new RehearsedMail("LegacyReceiverMissing", AssetWorld.Ana));
    }

    [Fact]
    public async Task Given_somebody_who_is_invited_When_rehearsed_Then_nothing_is_executed_and_their_mail_is_shown()
    {
        await PlanAsync(new ReleaseDraft { Conditions = Date(Later), Invited = [new Invitee("iaia@example.com", "iaia@example.com", "Iaia")] });
        var view = await _given.RehearseAsync(Later + TimeSpan.FromDays(1));
        view.Content.Result!.Receivers.Select(receiver => receiver.Problem).Should().Equal(null, RehearsalProblems.NotAccepted);
        view.Content.Result.Outcome.Should().Be(RehearsalOutcome.Waits);
        view.Content.Result.Mails.Should().Equal(new RehearsedMail("LegacyWaits", null));
        _given.Emails.Sent.Should().ContainSingle().Which.Work.Receiver.Should().Be(AssetWorld.Ana);
    }

    [Fact]
    public async Task Given_files_that_are_gone_or_damaged_When_rehearsed_Then_the_rehearsal_names_them()
    {
        foreach (var number in new[] { 2, 3 }) World.AddActiveAsset(number, AssetWorld.Ana);
        await PlanAsync(new ReleaseDraft { Conditions = Date(Later), Assets = [AssetWorld.AssetNo(1), AssetWorld.AssetNo(2), AssetWorld.AssetNo(3)] });
        World.Vault.Blobs.Remove(World.Assets[AssetWorld.AssetNo(2)].State.File!.Location);
        World.Vault.Blobs[World.Assets[AssetWorld.AssetNo(3)].State.File!.Location] = [1, 2, 4];
        var view = await _given.RehearseAsync(Later + TimeSpan.FromDays(1));
        view.Content.Assets.Select(asset => asset.Problem).Should().Equal(null, RehearsalProblems.FileMissing, RehearsalProblems.FileDamaged);
        view.Rehearsal.State.Passed.Should().BeFalse();
        view.Content.Result!.Mails.Select(mail => mail.Kind).Should().Contain("LegacyNotDelivered");
    }

    [Fact]
    public async Task Given_assets_that_others_have_When_rehearsed_Then_the_rehearsal_says_so()
    {
        await PlanAsync(new ReleaseDraft { Conditions = Date(Later), Hide = false });
        (await World.ScheduleAsync(2, [AssetWorld.AssetNo(1)])).IsFailure.Should().BeFalse();
        await World.SettleAsync();
        (await _given.RehearseAsync(Later)).Content.Assets.Select(asset => asset.Problem).Should().Equal(RehearsalProblems.HeldByAnother);
        await World.TriggerAsync(2, AssetWorld.Ben);
        await World.SettleAsync();
        (await _given.RehearseAsync(Later)).Content.Assets.Select(asset => asset.Problem).Should().Equal(RehearsalProblems.NotOwner);
    }

    [Fact]
    public async Task Given_a_receiver_who_was_erased_When_rehearsed_Then_there_is_no_key_to_wrap_for()
    {
        await PlanAsync(new ReleaseDraft { Conditions = Date(Later) });
        World.Sealer.Erased.Add(AssetWorld.Ben);
        (await _given.RehearseAsync(Later)).Content.Assets.Select(asset => asset.Problem).Should().Equal(RehearsalProblems.ReceiverKeyMissing);
    }

    [Fact]
    public async Task Given_an_owner_who_was_erased_When_rehearsed_Then_it_fails()
    {
        await PlanAsync(new ReleaseDraft { Conditions = Date(Later) });
        var id = await _given.RequestAsync();
        World.Sealer.Erased.Add(AssetWorld.Ana);
        await _given.Run.HandleAsync(new RunRehearsal(AssetWorld.Ana, id), default);
        (World.Rehearsals[id].State.Status, World.Rehearsals[id].State.Problem).Should().Be((RehearsalStatus.Failed, RehearsalProblems.KeyMissing));
    }

    [Fact]
    public async Task Given_a_plan_whose_seal_is_broken_When_rehearsed_Then_it_fails_and_says_so()
    {
        await PlanAsync(new ReleaseDraft { Conditions = Date(Later) });
        var id = await _given.RequestAsync();
        var damaged = World.Releases[AssetWorld.ReleaseNo(1)];
        damaged.RenewWrap(World.Assets[AssetWorld.AssetNo(1)].State.Sealed);
        await World.Releases.SaveAsync(damaged, default);
        await _given.Run.HandleAsync(new RunRehearsal(AssetWorld.Ana, id), default);
        (World.Rehearsals[id].State.Status, World.Rehearsals[id].State.Problem).Should().Be((RehearsalStatus.Failed, RehearsalProblems.SealBroken));
    }

    [Fact]
    public async Task Given_a_plan_that_ends_meanwhile_When_rehearsed_Then_it_fails()
    {
        await PlanAsync(new ReleaseDraft { Conditions = Date(Later) });
        var id = await _given.RequestAsync();
        await World.CancelAsync(1, AssetWorld.Ana);
        await _given.Run.HandleAsync(new RunRehearsal(AssetWorld.Ana, id), default);
        (World.Rehearsals[id].State.Status, World.Rehearsals[id].State.Problem).Should().Be((RehearsalStatus.Failed, RehearsalProblems.ReleaseEnded));
    }

    [Fact]
    public async Task Given_more_assets_than_one_message_looks_at_When_rehearsed_Then_the_next_goes_on_where_it_stopped()
    {
        AssetId[] assets = [.. Enumerable.Range(1, RunRehearsalHandler.AssetsPerMessage + 50).Select(AssetWorld.AssetNo)];
        foreach (var number in Enumerable.Range(2, assets.Length - 1)) World.AddActiveAsset(number, AssetWorld.Ana);
        await PlanAsync(new ReleaseDraft { Conditions = Date(Later), Assets = assets });
        var work = new RunRehearsal(AssetWorld.Ana, await _given.RequestAsync(Later + TimeSpan.FromDays(1)));

        await _given.Run.HandleAsync(work, default);
        World.Rehearsals[work.Rehearsal].IsUnderWay.Should().BeTrue();
        _given.Emails.Sent.Should().BeEmpty();
        var reads = World.Assets.Reads;
        await _given.Run.HandleAsync(_given.Later.Sent.Should().ContainSingle().Which.Work, default);

        (World.Assets.Reads - reads).Should().Be(50);
        var view = (await _given.Get.HandleAsync(new(AssetWorld.ReleaseNo(1), work.Rehearsal, AssetWorld.Ana), default)).Value;
        view.Content.Assets.Select(asset => asset.Asset).Should().Equal(assets);
        view.Rehearsal.State.Passed.Should().BeTrue();
        await _given.Run.HandleAsync(work, default);
        _given.Later.Sent.Should().ContainSingle("what is done is not done again");
    }

    private static ConditionDraft Date(Timestamp at) => new() { Type = "date", At = at.UnixMilliseconds };

    private static ConditionDraft Place(string name) => new() { Type = "place", Location = name };

    private static ConditionDraft All(params ConditionDraft[] of) => new() { Type = "all", Of = of };

    /// <summary>A plan of Ana for Ben with one asset, unless the terms say more.</summary>
    private async Task PlanAsync(ReleaseDraft terms)
    {
        World.AddActiveAsset(1, AssetWorld.Ana);
        var draft = terms with { Name = "For you", Assets = terms.Assets ?? [AssetWorld.AssetNo(1)], Receivers = [AssetWorld.Ben] };
        (await World.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.Custom, draft))).IsFailure.Should().BeFalse();
        await World.SettleAsync();
    }
}
