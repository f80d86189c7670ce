using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;
using Kpm.Tests.Fakes;
using Kpm.Tests.Functions.Adapters.Cosmos;

namespace Kpm.Tests.Core.Users.UseCases;

/// <summary>Of whom a keep may be asked.</summary>
public sealed class RequestKeepTests
{
    private static readonly Timestamp Now = SampleStates.Now;
    private readonly InMemoryUsers _users = new();
    private readonly InMemoryKeeps _keeps = new();
    private readonly InMemoryClaims _claims = new();

    public static TheoryData<string> Ways => ["id", "code", "email"];

    /// <summary>OPEN-17: an account that is removed is as one that never was.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Given_ARemovedAccount_When_AKeepIsAskedOfIt_Then_ItIsNotFound(string way)
    {
        await AddAsync(SampleStates.Ben, Lifecycle.Removed);

        (await RequestAsync(SampleStates.Anna, SampleStates.Ben, way)).Error.Should().BeOfType<KeepTargetNotFound>();
        _keeps.All.Should().BeEmpty();
    }

    /// <summary>OPEN-17.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Given_APendingAccount_When_AKeepIsAskedOfIt_Then_ThereIsOne(string way)
    {
        await AddAsync(SampleStates.Ben, Lifecycle.Pending);

        (await RequestAsync(SampleStates.Anna, SampleStates.Ben, way)).IsFailure.Should().BeFalse();
        _keeps.All.Should().ContainSingle().Which.State.NameByRequester.Should().Be("Ben");
    }

    /// <summary>OPEN-16.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Given_Oneself_When_AKeepIsAsked_Then_ItIsRefusedAndNothingIsMade(string way)
    {
        await AddAsync(SampleStates.Anna, Lifecycle.Active);

        (await RequestAsync(SampleStates.Anna, SampleStates.Anna, way)).Error.Should().BeOfType<KeepWithOneself>();
        _keeps.All.Should().BeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Given_TheIdOfAKeepOfOthers_When_AnotherKeepIsAskedByIt_Then_ItIsTakenAndThePairIsFree(bool hadKeep)
    {
        var (anna, ben, vera) = (SampleStates.Anna, SampleStates.Ben, SampleStates.User(3));
        foreach (var person in new[] { anna, ben, vera }) await AddAsync(person, Lifecycle.Active);
        var others = (await RequestAsync(anna, ben, "id")).Value;
        if (hadKeep) await EndAsync((await RequestAsync(anna, vera, "id")).Value);

        (await RequestAsync(anna, vera, "id", others)).Error.Should().BeOfType<IdTaken>();

        (await _claims.FindAsync(TrustedKeep.PairOf(anna, vera), default)).Should().BeNull();
        (await _claims.FindAsync(TrustedKeep.PairOf(anna, ben), default))!.Holder.Should().Be(others.ToString());
        var asked = (await RequestAsync(vera, anna, "id")).Value;
        (await _keeps.FindAsync(asked, default))!.State.Requester.Should().Be(vera);
    }

    /// <summary>The process may have died before it gave the pair back.</summary>
    [Fact]
    public async Task Given_APairHeldByAKeepOfOthers_When_AKeepIsAsked_Then_ItIsMade()
    {
        var (anna, ben, vera) = (SampleStates.Anna, SampleStates.Ben, SampleStates.User(3));
        foreach (var person in new[] { anna, ben, vera }) await AddAsync(person, Lifecycle.Active);
        var others = (await RequestAsync(anna, ben, "id")).Value;
        await _claims.TryCreateAsync(new Claim(TrustedKeep.PairOf(anna, vera), others.ToString(), Now), default);

        var asked = (await RequestAsync(vera, anna, "id")).Value;

        asked.Should().NotBe(others);
        (await _keeps.FindAsync(asked, default))!.State.Requested.Should().Be(anna);
    }

    /// <summary>The other one asks at this moment, or their request died: there may never be that keep.</summary>
    [Fact]
    public async Task Given_APairThatIsReservedForAKeepThatIsNotThere_When_AKeepIsAsked_Then_ItIsAskedLaterAndMade()
    {
        var (anna, ben) = (SampleStates.Anna, SampleStates.Ben);
        foreach (var person in new[] { anna, ben }) await AddAsync(person, Lifecycle.Active);
        var never = DerivedId.From<KeepId>("never", "keep");
        await _claims.TryCreateAsync(new Claim(TrustedKeep.PairOf(anna, ben), never.ToString(), Now), default);

        await FluentActions.Awaiting(() => RequestAsync(anna, ben, "id")).Should().ThrowAsync<ConcurrencyConflictException>();
        _keeps.All.Should().BeEmpty();

        (await RequestAsync(anna, ben, "id", at: Now + TimeSpan.FromHours(1))).IsFailure.Should().BeFalse();
        _keeps.All.Should().ContainSingle();
    }

    /// <summary>The claim of a keep that is there must not be given back, whoever of the two names its id.</summary>
    [Fact]
    public async Task Given_TheIdOfTheirKeep_When_TheOtherOneAsksByIt_Then_ItIsTakenAndTheirs()
    {
        foreach (var person in new[] { SampleStates.Anna, SampleStates.Ben }) await AddAsync(person, Lifecycle.Active);
        var keep = (await RequestAsync(SampleStates.Anna, SampleStates.Ben, "id")).Value;

        (await RequestAsync(SampleStates.Anna, SampleStates.Ben, "id", keep)).Value.Should().Be(keep, "a repeat");
        (await RequestAsync(SampleStates.Ben, SampleStates.Anna, "id", keep)).Error.Should().BeOfType<IdTaken>();
        (await _claims.FindAsync(TrustedKeep.PairOf(SampleStates.Anna, SampleStates.Ben), default))!.Holder.Should().Be(keep.ToString());
    }

    /// <summary>The event of an activation may come when its account has ended.</summary>
    [Theory]
    [InlineData(Lifecycle.Active, 1)]
    [InlineData(Lifecycle.Inactive, 0)]
    [InlineData(Lifecycle.Removed, 0)]
    public async Task Given_AnActivationThatIsHeardOfLate_When_TheAccountIsAsItIs_Then_OnlyAnActiveOneAsksItsReferrer(Lifecycle lifecycle, int keeps)
    {
        await _users.AddAsync(UserAccount.Load(SampleStates.Anna, SampleStates.Account with { Lifecycle = lifecycle }, 1), default);
        await AddAsync(SampleStates.Ben, Lifecycle.Active);
        var reaction = new RequestKeepOfReferrer(new RequestKeepHandler(_keeps, _users, new ClaimDesk(_claims), _claims), _users);

        await reaction.HandleAsync(new UserActivated(SampleStates.Anna, SampleStates.Ben) { EventId = "activated", At = Now }, default);

        _keeps.All.Should().HaveCount(keeps);
    }

    private async Task AddAsync(UserId id, Lifecycle lifecycle)
    {
        var account = UserAccount.Load(id, SampleStates.Account with { Lifecycle = lifecycle }, 1);
        await _users.AddAsync(account, default);

        // Claimed as if they were still given back: the account itself decides.
        foreach (var name in new[] { UserClaims.Email(account.State.Email), UserClaims.ReferralCode(new ReferralCode(account.State.ReferralCode)) })
            await _claims.TryCreateAsync(new Claim(name, id.ToString(), Now, Confirmed: true), default);
    }

    private async Task EndAsync(KeepId id)
    {
        var keep = (await _keeps.FindAsync(id, default))!;
        keep.Decline(keep.State.Requester, "", Now).IsFailure.Should().BeFalse();
        await _keeps.SaveAsync(keep, default);
    }

    private Task<Result<KeepId>> RequestAsync(UserId by, UserId target, string way, KeepId? id = null, Timestamp? at = null)
    {
        KeepTarget named = way switch
        {
            "id" => new KeepTarget.ById(target),
            "code" => new KeepTarget.ByCode(SampleStates.Account.ReferralCode),
            _ => new KeepTarget.ByEmail(SampleStates.Account.Email),
        };
        var handler = new RequestKeepHandler(_keeps, _users, new ClaimDesk(_claims), _claims);
        return handler.HandleAsync(new RequestKeep(id ?? new KeepId(Guid.CreateVersion7()), by, named, " Ben ", at ?? Now), default);
    }
}
