using System.Collections.Concurrent;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Adapters.UserKeys;

namespace Kpm.Tests.Functions.Adapters.UserKeys;

public sealed class UserKeyCacheTests : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private readonly UserId _anna = new(Guid.CreateVersion7());
    private readonly UserId _bernat = new(Guid.CreateVersion7());
    private readonly UserId _carla = new(Guid.CreateVersion7());
    private readonly ManualClock _clock = new();
    private readonly ConcurrentQueue<UserKey> _loaded = new();
    private readonly UserKeyCache _cache;
    private Task _gate = Task.CompletedTask;

    public UserKeyCacheTests() => _cache = new UserKeyCache(new UserKeyCacheOptions(2, Lifetime), _clock, LoadAsync);

    public void Dispose() => _cache.Dispose();

    [Fact]
    public async Task Given_AKeptKey_When_AskedAgain_Then_ItIsNotLoadedAgain()
    {
        await UseAsync(_anna);
        _clock.Advance(Lifetime - TimeSpan.FromMilliseconds(1));
        await UseAsync(_anna);

        _loaded.Should().HaveCount(1);
    }

    [Fact]
    public async Task Given_AKeptKey_When_ItsTimeIsOver_Then_ItIsZeroedAndLoadedAgain()
    {
        await UseAsync(_anna);
        _clock.Advance(Lifetime);

        IsZeroed(_loaded.First()).Should().BeTrue();
        await UseAsync(_anna);
        _loaded.Should().HaveCount(2);
    }

    [Fact]
    public async Task Given_AFullCache_When_AnotherIsLoaded_Then_TheLongestUnusedIsZeroed()
    {
        await UseAsync(_anna);
        await UseAsync(_bernat);
        await UseAsync(_anna);
        await UseAsync(_carla);

        _loaded.Select(IsZeroed).Should().Equal(false, true, false);
    }

    [Fact]
    public async Task Given_ACopy_When_ItsEntryIsEvicted_Then_TheCopyStillWorks()
    {
        using var copy = await _cache.FindAsync(_anna, null, default);

        _cache.Evict(_anna);

        IsZeroed(_loaded.Single()).Should().BeTrue();
        IsZeroed(copy!).Should().BeFalse();
    }

    [Fact]
    public async Task Given_ManyReaders_When_TheyAskAtOnce_Then_ItIsLoadedOnce()
    {
        var gate = new TaskCompletionSource();
        _gate = gate.Task;
        var readers = Enumerable.Range(0, 50).Select(_ => _cache.FindAsync(_anna, null, default)).ToArray();
        gate.SetResult();

        foreach (var key in await Task.WhenAll(readers)) key!.Dispose();

        _loaded.Should().HaveCount(1);
    }

    [Fact]
    public async Task Given_ALoadUnderWay_When_ItsEntryIsEvicted_Then_TheReaderGetsItsKeyAndNobodyElseDoes()
    {
        var gate = new TaskCompletionSource();
        _gate = gate.Task;
        var reader = _cache.FindAsync(_anna, null, default);
        _cache.Evict(_anna);
        gate.SetResult();

        using var key = await reader;

        IsZeroed(key!).Should().BeFalse();
        await UseAsync(_anna);
        _loaded.Should().HaveCount(2);
        IsZeroed(_loaded.First()).Should().BeTrue();
    }

    [Fact]
    public async Task Given_TwoReaders_When_OneGivesUp_Then_TheOtherGetsTheKey()
    {
        var gate = new TaskCompletionSource();
        _gate = gate.Task;
        using var impatience = new CancellationTokenSource();
        var impatient = _cache.FindAsync(_anna, null, impatience.Token);
        var patient = _cache.FindAsync(_anna, null, default);
        await impatience.CancelAsync();
        await FluentActions.Awaiting(() => impatient).Should().ThrowAsync<OperationCanceledException>();
        gate.SetResult();

        using var key = await patient;

        key.Should().NotBeNull();
        _loaded.Should().HaveCount(1);
    }

    [Fact]
    public async Task Given_ALoadThatFails_When_AskedAgain_Then_ItIsTriedAgain()
    {
        _gate = Task.FromException(new IOException("Not now."));
        await FluentActions.Awaiting(() => UseAsync(_anna)).Should().ThrowAsync<IOException>();
        _gate = Task.CompletedTask;

        await UseAsync(_anna);

        _loaded.Should().HaveCount(1);
    }

    [Fact]
    public async Task Given_TheCache_When_Disposed_Then_EveryKeyIsZeroed()
    {
        await UseAsync(_anna);
        await UseAsync(_bernat);

        _cache.Dispose();

        _loaded.Should().HaveCount(2).And.OnlyContain(key => IsZeroed(key));
    }

    [Fact]
    public async Task Given_ManyReadersAndEvictions_When_TheyRace_Then_NoReaderGetsAZeroedKey()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), async (i, _) =>
        {
            var owner = new[] { _anna, _bernat, _carla }[i % 3];
            if (i % 7 == 0) _cache.Evict(owner);
            using var key = await _cache.FindAsync(owner, null, default);
            IsZeroed(key!).Should().BeFalse();
        });

        _cache.Dispose();
        _loaded.Should().OnlyContain(key => IsZeroed(key));
    }

    private async Task<UserKeyRing?> LoadAsync(UserId owner)
    {
        await _gate;
        var key = UserKey.From(owner, 1, new byte[32]);
        _loaded.Enqueue(key);
        return new UserKeyRing([key]);
    }

    private async Task UseAsync(UserId owner) => (await _cache.FindAsync(owner, null, default))!.Dispose();

    private static bool IsZeroed(UserKey key)
    {
        try
        {
            key.Copy().Dispose();
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
