using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Functions.Adapters.Cosmos.Assets;

/// <summary>What every <see cref="IAssetQuota"/> of <see cref="QuotaBytes"/> does.</summary>
public abstract class AssetQuotaContract
{
    protected const long QuotaBytes = 5_000_000_000;
    private readonly UserId _owner = new(Guid.CreateVersion7());

    protected abstract IAssetQuota Quota { get; }

    [Fact]
    public async Task Given_TheWholeQuota_When_ReservedToTheLastByte_Then_OneMoreIsRefused()
    {
        (await ReserveAsync(1, QuotaBytes)).Should().BeTrue();

        (await Quota.ReserveAsync(_owner, SampleStates.AssetNo(2), 1, SampleStates.Now, default)).Error.Should().BeOfType<QuotaExceeded>();
        (await ReserveAsync(2, 0)).Should().BeTrue();
    }

    [Fact]
    public async Task Given_MoreThanTheQuota_When_ReservedAtOnce_Then_NothingIsSetAside()
    {
        (await ReserveAsync(1, QuotaBytes + 1)).Should().BeFalse();

        (await ReserveAsync(2, QuotaBytes)).Should().BeTrue();
    }

    [Fact]
    public async Task Given_AReservation_When_Repeated_Then_ItCountsOnceAndTheFirstBytesStand()
    {
        (await ReserveAsync(1, QuotaBytes - 10)).Should().BeTrue();
        (await ReserveAsync(1, QuotaBytes - 10)).Should().BeTrue();
        (await ReserveAsync(1, QuotaBytes)).Should().BeTrue();

        await HasFreeAsync(10);
    }

    [Fact]
    public async Task Given_TwoOwners_When_OneHasNothingLeft_Then_TheOtherHas()
    {
        await ReserveAsync(1, QuotaBytes);

        (await Quota.ReserveAsync(new UserId(Guid.CreateVersion7()), SampleStates.AssetNo(1), QuotaBytes, SampleStates.Now, default)).IsFailure.Should().BeFalse();
    }

    [Fact]
    public async Task Given_ManyReservations_When_TheyRace_Then_ExactlyAsManyFitAsThereIsSpaceFor()
    {
        var reserved = await Task.WhenAll(Enumerable.Range(1, 30).Select(number => ReserveAsync(number, QuotaBytes / 10)));

        reserved.Count(fits => fits).Should().Be(10);
        await HasFreeAsync(0);
    }

    [Fact]
    public async Task Given_OneReservation_When_ManyRepeatItAtOnce_Then_ItCountsOnce()
    {
        var reserved = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReserveAsync(1, QuotaBytes - 10)));

        reserved.Should().OnlyContain(fits => fits);
        await HasFreeAsync(10);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(QuotaBytes - 1)]
    public async Task Given_AReservation_When_SettledTwiceWithAnotherSize_Then_TheMeasuredBytesCountOnce(long measured)
    {
        await ReserveAsync(1, 1_000);

        (await Quota.SettleAsync(_owner, SampleStates.AssetNo(1), measured, default)).IsFailure.Should().BeFalse();
        (await Quota.SettleAsync(_owner, SampleStates.AssetNo(1), measured, default)).IsFailure.Should().BeFalse();

        await HasFreeAsync(QuotaBytes - measured);
    }

    [Fact]
    public async Task Given_AReservation_When_SettledWithMoreThanThereIs_Then_ItIsRefusedAndWhatWasSetAsideStays()
    {
        await ReserveAsync(1, 1_000);
        await ReserveAsync(2, QuotaBytes - 2_000);

        (await Quota.SettleAsync(_owner, SampleStates.AssetNo(1), 2_001, default)).Error.Should().BeOfType<QuotaExceeded>();

        await HasFreeAsync(1_000);
    }

    [Fact]
    public async Task Given_AFullQuota_When_OneGrowsAndAnotherShrinksAtOnce_Then_TheSumIsNeverLargerThanTheQuota()
    {
        await ReserveAsync(1, QuotaBytes / 2);
        await ReserveAsync(2, QuotaBytes / 2);

        var settled = await Task.WhenAll(
            Quota.SettleAsync(_owner, SampleStates.AssetNo(1), 0, default),
            Quota.SettleAsync(_owner, SampleStates.AssetNo(2), QuotaBytes, default));

        settled[0].IsFailure.Should().BeFalse();
        await HasFreeAsync(settled[1].IsFailure ? QuotaBytes / 2 : 0);
    }

    [Fact]
    public async Task Given_AReservation_When_ReleasedTwice_Then_ItsBytesAreFreeOnce()
    {
        await ReserveAsync(1, 1_000);
        await ReserveAsync(2, 1_000);

        await Quota.ReleaseAsync(_owner, SampleStates.AssetNo(1), default);
        await Quota.ReleaseAsync(_owner, SampleStates.AssetNo(1), default);

        await HasFreeAsync(QuotaBytes - 1_000);
    }

    [Fact]
    public async Task Given_NothingSetAside_When_SettledOrReleased_Then_NothingCounts()
    {
        (await Quota.SettleAsync(_owner, SampleStates.AssetNo(1), 1_000, default)).IsFailure.Should().BeFalse();
        await Quota.ReleaseAsync(_owner, SampleStates.AssetNo(2), default);

        await HasFreeAsync(QuotaBytes);
    }

    private async Task HasFreeAsync(long bytes)
    {
        (await ReserveAsync(1_000, bytes + 1)).Should().BeFalse();
        (await ReserveAsync(1_001, bytes)).Should().BeTrue();
    }

    private async Task<bool> ReserveAsync(int asset, long bytes) => !(await Quota.ReserveAsync(_owner, SampleStates.AssetNo(asset), bytes, SampleStates.Now, default)).IsFailure;
}
