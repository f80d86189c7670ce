using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.UseCases;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Users.UseCases;

/// <summary>The claim on a pair follows its keep with a delay; what cannot be taken back is decided by the keep.</summary>
public sealed class KeepLookupTests
{
    private static readonly Timestamp Now = new(1_800_000_000_000);
    private static readonly UserId Anna = DerivedId.From<UserId>("anna", "person");
    private static readonly UserId Ben = DerivedId.From<UserId>("ben", "person");
    private readonly InMemoryClaims _claims = new();
    private readonly InMemoryKeeps _keeps = new();

    private KeepLookup Lookup => new(_claims, _keeps);

    [Fact]
    public async Task Given_AKeepThatEndedAMomentAgo_When_AskedBeforeTheClaimFollows_Then_OnlyTheQuickAnswerStillSaysYes()
    {
        await AddAsync(claimed: Lifecycle.Active, isDeclined: true);
        (await Lookup.AreKeepsAsync(Anna, Ben, default)).Should().BeTrue();
        (await Lookup.AreStillKeepsAsync(Anna, Ben, default)).Should().BeFalse();
    }

    [Fact]
    public async Task Given_AKeepJustAccepted_When_AskedBeforeTheClaimFollows_Then_BothSayYes()
    {
        await AddAsync(claimed: Lifecycle.Pending, isDeclined: false);
        (await Lookup.AreKeepsAsync(Ben, Anna, default)).Should().BeTrue();
        (await Lookup.AreStillKeepsAsync(Ben, Anna, default)).Should().BeTrue();
    }

    [Fact]
    public async Task Given_StrangersAndOneself_When_Asked_Then_OnlyOneselfIsTrusted()
    {
        (await Lookup.AreStillKeepsAsync(Anna, Ben, default)).Should().BeFalse();
        (await Lookup.AreStillKeepsAsync(Anna, Anna, default)).Should().BeTrue();
    }

    [Fact]
    public async Task Given_AClaimThatIsHeldByAKeepOfOthers_When_Asked_Then_TheyAreStrangers()
    {
        var keep = TrustedKeep.Request(DerivedId.From<KeepId>("1", "keep"), Anna, Ben, null, Now).Value;
        keep.Accept(Ben, null, Now);
        await _keeps.AddAsync(keep, default);
        var vera = DerivedId.From<UserId>("vera", "person");
        await _claims.TryCreateAsync(new Claim(TrustedKeep.PairOf(Anna, vera), keep.Id.ToString(), Now), default);

        (await Lookup.AreKeepsAsync(Anna, vera, default)).Should().BeFalse();
        (await Lookup.AreStillKeepsAsync(vera, Anna, default)).Should().BeFalse();
    }

    private async Task AddAsync(Lifecycle claimed, bool isDeclined)
    {
        var keep = TrustedKeep.Request(DerivedId.From<KeepId>("1", "keep"), Anna, Ben, null, Now).Value;
        keep.Accept(Ben, null, Now);
        if (isDeclined) keep.Decline(Anna, "", Now);
        await _keeps.AddAsync(keep, default);
        await _claims.TryCreateAsync(new Claim(TrustedKeep.PairOf(Anna, Ben), keep.Id.ToString(), Now, Confirmed: true, claimed.ToString()), default);
    }
}
