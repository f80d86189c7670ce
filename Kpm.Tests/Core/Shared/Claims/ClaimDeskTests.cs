using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Shared.Claims;

/// <summary>SEC-01: one holder per value, whoever dies half way.</summary>
public sealed class ClaimDeskTests
{
    private static readonly Timestamp Now = new(1_800_000_000_000);
    private static readonly ClaimName Name = new(ClaimKind.Username, "anna");
    private readonly ClaimDesk _desk = new(new InMemoryClaims());

    [Fact]
    public async Task Given_AFreshReservation_When_AnotherWantsIt_Then_ItIsKept()
    {
        (await ReserveAsync("one", Now)).Should().BeTrue();
        (await ReserveAsync("two", Now + ClaimDesk.AbandonedAfter - TimeSpan.FromMilliseconds(1))).Should().BeFalse();
        (await ReserveAsync("one", Now)).Should().BeTrue();
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Given_AnOldReservation_When_AnotherWantsIt_Then_ItIsTakenOverOnlyWhenTheHolderDoesNotExist(bool holderExists, bool taken)
    {
        await ReserveAsync("one", Now);
        (await ReserveAsync("two", Now + ClaimDesk.AbandonedAfter, holderExists)).Should().Be(taken);
        (await HolderAsync()).Should().Be(taken ? "two" : "one");
    }

    [Fact]
    public async Task Given_AConfirmedClaim_When_ItIsOld_Then_ItIsNeitherTakenOverNorReleased()
    {
        await ReserveAsync("one", Now);
        await _desk.ConfirmAsync(Name, "one", TestContext.Current.CancellationToken);
        (await ReserveAsync("two", Now + TimeSpan.FromDays(1))).Should().BeFalse();
        await _desk.ReleaseAsync(Name, "one", TestContext.Current.CancellationToken);
        (await HolderAsync()).Should().Be("one");
    }

    [Fact]
    public async Task Given_AClaimThatWasTakenOver_When_TheFirstHolderConfirmsOrReleasesLate_Then_ItStaysWithTheSecond()
    {
        await ReserveAsync("one", Now);
        await ReserveAsync("two", Now + ClaimDesk.AbandonedAfter);
        await _desk.ConfirmAsync(Name, "one", TestContext.Current.CancellationToken);
        await _desk.ReleaseAsync(Name, "one", TestContext.Current.CancellationToken);
        (await HolderAsync()).Should().Be("two");
    }

    [Fact]
    public async Task Given_AConfirmedClaim_When_ItsHolderGivesItBack_Then_AnotherMayHaveIt()
    {
        await ReserveAsync("one", Now);
        await _desk.ConfirmAsync(Name, "one", TestContext.Current.CancellationToken);
        await _desk.GiveBackAsync(Name, "two", Now, TestContext.Current.CancellationToken);
        (await HolderAsync()).Should().Be("one", "it is not the other's to give");
        await _desk.GiveBackAsync(Name, "one", Now, TestContext.Current.CancellationToken);
        (await ReserveAsync("two", Now)).Should().BeTrue();
    }

    /// <summary>Back to a former address: what gives the former one back late must not take the present one away.</summary>
    [Fact]
    public async Task Given_AClaimThatItsHolderReservesAnew_When_ItIsGivenBackLate_Then_ItStays()
    {
        await ReserveAsync("one", Now);
        await _desk.ConfirmAsync(Name, "one", TestContext.Current.CancellationToken);
        (await _desk.ReserveAnewAsync(Name, "one", Now, _ => Task.FromResult(true), TestContext.Current.CancellationToken)).Should().BeTrue();
        await _desk.GiveBackAsync(Name, "one", Now, TestContext.Current.CancellationToken);
        (await HolderAsync()).Should().Be("one");
    }

    private Task<bool> ReserveAsync(string holder, Timestamp at, bool holderExists = false) =>
        _desk.ReserveAsync(Name, holder, at, _ => Task.FromResult(holderExists), TestContext.Current.CancellationToken);

    private Task<string?> HolderAsync() => _desk.FindHolderAsync(Name, TestContext.Current.CancellationToken);
}
