using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Users.Life;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What every <see cref="ISignsOfLife"/> does.</summary>
public abstract class SignsOfLifeContract : RepositoryContract<SignsOfLife, UserId, SignsOfLifeState>
{
    protected override SignsOfLifeState EveryMember => SampleStates.SignsOfLife;

    protected override SignsOfLife Load(UserId id, SignsOfLifeState state, long version) => SignsOfLife.Load(id, state, version);

    protected override SignsOfLife New()
    {
        var signs = SignsOfLife.Begin(NewId(), SampleStates.Now);
        signs.Seek(SampleStates.Release(1), SampleStates.Now);
        signs.Note(SignKind.LogIn, SampleStates.Now);
        return signs;
    }

    protected override void Change(SignsOfLife aggregate) => aggregate.Note(SignKind.CheckIn, SampleStates.Now + TimeSpan.FromHours(1));
}

/// <summary>What every <see cref="IAttempts"/> does.</summary>
public abstract class AttemptsContract : RepositoryContract<ReleaseAttempt, AttemptId, AttemptState>
{
    protected AttemptsContract() => Repository = new AttemptsOfOne(() => Attempts);

    protected abstract IAttempts Attempts { get; }

    protected override IRepository<ReleaseAttempt, AttemptId> Repository { get; }

    protected override AttemptState EveryMember => SampleStates.Attempt;

    protected override ReleaseAttempt Load(AttemptId id, AttemptState state, long version) => ReleaseAttempt.Load(id, state, version);

    protected override ReleaseAttempt New() => NewAt(SampleStates.Now);

    protected override void Change(ReleaseAttempt aggregate) => aggregate.Release(SampleStates.Now);

    [Fact]
    public async Task Given_Attempts_When_Listed_Then_ThoseOfTheReleaseComeTheNewestFirst()
    {
        var (first, second) = (NewAt(SampleStates.Now), NewAt(SampleStates.Now + TimeSpan.FromDays(1)));
        await Attempts.AddAsync(first, default);
        await Attempts.AddAsync(second, default);

        (await Attempts.ListAsync(SampleStates.Release(1), default)).Select(attempt => attempt.Id).Where(id => id == first.Id || id == second.Id).Should().Equal(second.Id, first.Id);
        (await Attempts.ListAsync(SampleStates.Release(9), default)).Should().BeEmpty();
        (await Attempts.FindAsync(SampleStates.Release(9), first.Id, default)).Should().BeNull();
    }

    private ReleaseAttempt NewAt(Timestamp at)
    {
        var release = AssetRelease.Load(SampleStates.Release(1), SampleStates.Plan, 1);
        return ReleaseAttempt.Begin(release, InactivityTerms.Default, new AssetReleaseAttemptDue(release.Id, NewId(), at, 0), at);
    }

    private sealed class AttemptsOfOne(Func<IAttempts> attempts) : IRepository<ReleaseAttempt, AttemptId>
    {
        public Task<ReleaseAttempt?> FindAsync(AttemptId id, CancellationToken cancellationToken) => attempts().FindAsync(SampleStates.Release(1), id, cancellationToken);

        public Task<bool> AddAsync(ReleaseAttempt aggregate, CancellationToken cancellationToken) => attempts().AddAsync(aggregate, cancellationToken);

        public Task SaveAsync(ReleaseAttempt aggregate, CancellationToken cancellationToken) => attempts().SaveAsync(aggregate, cancellationToken);
    }
}
