using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Functions.Adapters.Cosmos.History;
using Kpm.Functions.Telemetry;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Cosmos.History;

/// <summary>How often keys were opened, counted in the store.</summary>
[Collection(nameof(LocalStores))]
public sealed class KeyUseStoreTests
{
    private static readonly Timestamp Midnight = new(86_400_000L * 20_000);
    private readonly UserId _person = new(Guid.CreateVersion7());
    private readonly LocalStores _stores;
    private readonly FakeClock _clock = new(Midnight + TimeSpan.FromHours(1));
    private readonly KeyUseStore _uses;

    public KeyUseStoreTests(LocalStores stores) => (_stores, _uses) = (stores, new KeyUseStore(stores.Database, _clock));

    [Fact]
    public async Task Given_ManyWhoOpenAKeyAtOnce_When_Counted_Then_NoneIsLostAndEachDayAndPurposeIsOnItsOwn()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(number => CountAsync(number % 3 == 0 ? "GetAsset" : "DeliverAsset")));
        _clock.Now += TimeSpan.FromDays(1);
        await CountAsync("GetAsset");

        (await ReadAsync(1)).Should().BeEmpty("an hour is left for whoever counts slowly");
        (await ReadAsync(1, 1)).Should().Equal("2024-10-04 deliver_asset 8, get_asset 4 due");
        (await ReadAsync(2, 1)).Should().Equal("2024-10-04 deliver_asset 8, get_asset 4 due", "2024-10-05 get_asset 1 due");
    }

    [Fact]
    public async Task Given_ADay_When_ItWaitsOrIsTold_Then_NoTimerLooksAtItOrItIsGone()
    {
        await CountAsync("GetAsset");
        await _uses.LetWaitAsync(_person, "2024-10-04", default);
        (await ReadAsync(1, 1)).Should().Equal("2024-10-04 get_asset 1");
        (await _stores.ReadAsync("keyUses", "2024-10-04", _person.ToString())).TryGetProperty("nextCheckAt", out _).Should().BeFalse();

        await _uses.ForgetAsync(_person, "2024-10-04", default);
        await _uses.ForgetAsync(_person, "2024-10-04", default);

        (await ReadAsync(9)).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AStoredDay_When_Read_Then_EveryMemberIsThere()
    {
        await StoredFile.PutAsync(_stores.Database.GetContainer("keyUses"), "keyUses");

        (await _uses.ReadAsync(SampleStates.User(100), new Timestamp(1_800_061_200_000), default)).Should().BeEquivalentTo(
            [new KeyUseDay("2027-01-15", new Timestamp(1_800_057_600_000), [new KeyUse("get_asset", 2)], IsDue: true)]);
    }

    private Task CountAsync(string function) => Task.Run(() =>
    {
        Operation.Enter(function);
        return _uses.CountAsync(_person, default);
    });

    private async Task<IReadOnlyList<string>> ReadAsync(int days, int hours = 0) =>
    [
        .. (await _uses.ReadAsync(_person, Midnight + TimeSpan.FromDays(days) + TimeSpan.FromHours(hours), default))
            .Select(day => $"{day.Day} {string.Join(", ", day.Uses.Select(use => $"{use.Purpose} {use.Count}"))}{(day.IsDue ? " due" : "")}"),
    ];
}
