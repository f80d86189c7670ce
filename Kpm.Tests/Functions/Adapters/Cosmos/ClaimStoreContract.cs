using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What every <see cref="IClaimStore"/> does, alone and under the <see cref="ClaimDesk"/>.</summary>
public abstract class ClaimStoreContract
{
    private const int Contenders = 50;
    private static readonly Timestamp Now = SampleStates.Now;
    private static readonly Timestamp AbandonedSince = Now + ClaimDesk.AbandonedAfter;
    private readonly ClaimName _name = new(ClaimKind.Username, Guid.NewGuid().ToString("N"));

    protected abstract IClaimStore Claims { get; }

    private ClaimDesk Desk => new(Claims);

    [Fact]
    public async Task Given_AFreeValue_When_Found_Then_ThereIsNothing() => (await FindAsync()).Should().BeNull();

    [Fact]
    public async Task Given_AClaim_When_Created_Then_ItIsFoundAsItWasStored()
    {
        var claim = new Claim(_name, "one", Now, Confirmed: true, Note: "pending");

        (await Claims.TryCreateAsync(claim, default)).Should().BeTrue();

        var found = (await FindAsync())!;
        found.Revision.Should().NotBeNullOrEmpty();
        (found with { Revision = null }).Should().Be(claim);
    }

    [Fact]
    public async Task Given_AClaim_When_AnotherCreatesIt_Then_TheFirstStays()
    {
        await CreateAsync("one");

        (await Claims.TryCreateAsync(new Claim(_name, "two", Now), default)).Should().BeFalse();

        (await FindAsync())!.Holder.Should().Be("one");
    }

    [Fact]
    public async Task Given_OneValueOfTwoKinds_When_BothAreClaimed_Then_TheyAreTwoClaims()
    {
        await CreateAsync("one");

        (await Claims.TryCreateAsync(new Claim(_name with { Kind = ClaimKind.Email }, "two", Now), default)).Should().BeTrue();
    }

    [Fact]
    public async Task Given_ManyContenders_When_TheyRace_Then_ExactlyOneHoldsIt()
    {
        var won = await Task.WhenAll(Enumerable.Range(0, Contenders).Select(i => Claims.TryCreateAsync(new Claim(_name, $"{i}", Now), default)));

        won.Count(holds => holds).Should().Be(1);
        (await FindAsync())!.Holder.Should().Be($"{Array.IndexOf(won, true)}");
    }

    [Fact]
    public async Task Given_AClaim_When_ReplacedAsItWasRead_Then_ARevisionReadBeforeIsWorthNothing()
    {
        var read = await CreateAsync("one");

        (await Claims.TryReplaceAsync(read, read with { Holder = "two", Confirmed = true, Note = "active" }, default)).Should().BeTrue();
        (await Claims.TryReplaceAsync(read, read with { Holder = "three" }, default)).Should().BeFalse();
        await Claims.ReleaseAsync(read, default);

        (await FindAsync()).Should().Match<Claim>(claim => claim.Holder == "two" && claim.Confirmed && claim.Note == "active" && claim.Revision != read.Revision);
    }

    [Fact]
    public async Task Given_AClaim_When_ReleasedAsItWasRead_Then_ItIsFreeAndReleasingAgainIsHarmless()
    {
        var read = await CreateAsync("one");

        await Claims.ReleaseAsync(read, default);
        await Claims.ReleaseAsync(read, default);

        (await FindAsync()).Should().BeNull();
        (await Claims.TryReplaceAsync(read, read, default)).Should().BeFalse();
    }

    [Fact]
    public async Task Given_AClaimThatWasReleasedAndCreatedAnew_When_TheOldRevisionIsUsed_Then_TheNewOneStays()
    {
        var old = await CreateAsync("one");
        await Claims.ReleaseAsync(old, default);
        await CreateAsync("one");

        (await Claims.TryReplaceAsync(old, old with { Holder = "two" }, default)).Should().BeFalse();
        await Claims.ReleaseAsync(old, default);

        (await FindAsync())!.Holder.Should().Be("one");
    }

    [Fact]
    public async Task Given_AReservation_When_AnotherWantsItBeforeItIsAbandoned_Then_ItStaysAndItsHolderHasIt()
    {
        (await ReserveAsync("one", Now)).Should().BeTrue();

        (await ReserveAsync("two", AbandonedSince - TimeSpan.FromMilliseconds(1))).Should().BeFalse();
        (await ReserveAsync("one", Now)).Should().BeTrue();
    }

    [Fact]
    public async Task Given_AnAbandonedReservation_When_ManyWantIt_Then_ExactlyOneTakesItOver()
    {
        await ReserveAsync("dead", Now);

        var won = await Task.WhenAll(Enumerable.Range(0, Contenders).Select(i => ReserveAsync($"{i}", AbandonedSince)));

        won.Count(holds => holds).Should().Be(1);
        (await FindAsync())!.Holder.Should().Be($"{Array.IndexOf(won, true)}");
    }

    [Fact]
    public async Task Given_AReservationThatWasTakenOver_When_TheFirstConfirmsOrReleasesLate_Then_ItStaysWithTheSecond()
    {
        await ReserveAsync("one", Now);
        await ReserveAsync("two", AbandonedSince);

        await Desk.ConfirmAsync(_name, "one", default);
        await Desk.ReleaseAsync(_name, "one", default);

        (await FindAsync()).Should().Match<Claim>(claim => claim.Holder == "two" && !claim.Confirmed);
    }

    [Fact]
    public async Task Given_AConfirmedClaim_When_Old_Then_ItIsNeitherTakenOverNorReleased()
    {
        await ReserveAsync("one", Now);
        await Desk.ConfirmAsync(_name, "one", default);

        (await ReserveAsync("two", Now + TimeSpan.FromDays(365))).Should().BeFalse();
        await Desk.ReleaseAsync(_name, "one", default);

        (await FindAsync()).Should().Match<Claim>(claim => claim.Holder == "one" && claim.Confirmed);
    }

    [Fact]
    public async Task Given_AReservation_When_ItsHolderReleasesIt_Then_AnotherHasItAtOnce()
    {
        await ReserveAsync("one", Now);
        await Desk.ReleaseAsync(_name, "two", default);
        (await ReserveAsync("two", Now)).Should().BeFalse();

        await Desk.ReleaseAsync(_name, "one", default);

        (await ReserveAsync("two", Now)).Should().BeTrue();
    }

    private Task<Claim?> FindAsync() => Claims.FindAsync(_name, default);

    private async Task<Claim> CreateAsync(string holder)
    {
        (await Claims.TryCreateAsync(new Claim(_name, holder, Now), default)).Should().BeTrue();
        return (await FindAsync())!;
    }

    private Task<bool> ReserveAsync(string holder, Timestamp at) => Desk.ReserveAsync(_name, holder, at, _ => Task.FromResult(false), default);
}
