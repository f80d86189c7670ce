using Kpm.Functions.Adapters.UserKeys;

namespace Kpm.Tests.Functions.Adapters.UserKeys;

/// <content>People who were erased.</content>
public sealed partial class KeyVaultUserKeysTests
{
    [Fact]
    public async Task Given_AnErasedPerson_When_AKeyIsAsked_Then_ItIsMissingForEver()
    {
        var keys = Instance();
        (await keys.GetOrCreateAsync(_owner, default)).Dispose();

        await keys.EraseAsync(_owner, default);

        await MissingAsync(() => keys.GetAsync(_owner, default));
        await MissingAsync(() => keys.GetOrCreateAsync(_owner, default));
        await MissingAsync(() => Instance().GetOrCreateAsync(_owner, default));
    }

    [Fact]
    public async Task Given_AnErasedPerson_When_AnotherInstanceKeepsTheKey_Then_ItForgetsItAfterTheCacheTime()
    {
        var other = Instance();
        (await other.GetOrCreateAsync(_owner, default)).Dispose();
        await Instance().EraseAsync(_owner, default);

        _clock.Advance(UserKeyCacheOptions.Default.Lifetime);

        await MissingAsync(() => other.GetAsync(_owner, default));
    }

    [Fact]
    public async Task Given_ACreatorThatFoundNothing_When_ThePersonIsErasedMeanwhile_Then_NoKeyIsMade()
    {
        var keys = Instance();
        var (found, erased) = (new TaskCompletionSource(), new TaskCompletionSource());
        _store.AfterRead = () =>
        {
            found.TrySetResult();
            return erased.Task;
        };
        var creating = keys.GetOrCreateAsync(_owner, default);
        await found.Task;

        await Instance().EraseAsync(_owner, default);
        erased.SetResult();

        await MissingAsync(() => creating);
    }

    [Fact]
    public async Task Given_ARead_When_ThePersonIsErasedMeanwhile_Then_TheKeyIsNotKept()
    {
        (await Instance().GetOrCreateAsync(_owner, default)).Dispose();
        var keys = Instance();
        var (found, erased) = (new TaskCompletionSource(), new TaskCompletionSource());
        _store.AfterRead = () =>
        {
            found.TrySetResult();
            return erased.Task;
        };
        var reading = keys.GetAsync(_owner, default);
        await found.Task;

        await keys.EraseAsync(_owner, default);
        erased.SetResult();

        (await reading).Dispose();
        await MissingAsync(() => keys.GetAsync(_owner, default));
    }
}
