using Kpm.Core.Shared;
using Kpm.Functions.Http;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>What every <see cref="IIdempotencyStore"/> does.</summary>
public abstract class IdempotencyStoreContract
{
    private const int Racers = 20;
    private static readonly Timestamp Now = SampleStates.Now;
    private static readonly Timestamp LeaseEnd = Now + IdempotencyMiddleware.Lease;
    private readonly string _id = Guid.NewGuid().ToString("N");

    private protected abstract IIdempotencyStore Store { get; }

    [Fact]
    public async Task Given_AKey_When_StartedFirst_Then_ItIsMine()
    {
        var first = Request();

        (await StartAsync(first)).Should().Be((first, true));
    }

    [Fact]
    public async Task Given_ARequestAtWork_When_Repeated_Then_TheFirstIsFound()
    {
        var first = Request();
        await StartAsync(first);

        (await StartAsync(Request(), LeaseEnd - TimeSpan.FromMilliseconds(1))).Should().Be((first, false));
    }

    [Fact]
    public async Task Given_ManyWithOneKey_When_TheyStartAtOnce_Then_ExactlyOneIsTold()
    {
        var started = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => StartAsync(Request())));

        var winner = started.Should().ContainSingle(start => start.IsMine).Subject.Record;
        started.Should().OnlyContain(start => start.Record.ResourceId == winner.ResourceId);
    }

    [Fact]
    public async Task Given_AnAbandonedRequest_When_RepeatedAfterItsLease_Then_ItIsTakenOverWithItsResource()
    {
        var first = Request();
        await StartAsync(first);
        var repeat = Request() with { LeaseUntilTs = LeaseEnd + IdempotencyMiddleware.Lease };

        var (record, isMine) = await StartAsync(repeat, LeaseEnd);

        isMine.Should().BeTrue();
        record.Should().Be(first with { LeaseUntilTs = repeat.LeaseUntilTs });
        (await StartAsync(Request(), LeaseEnd)).Should().Be((record, false));
    }

    [Fact]
    public async Task Given_AnAbandonedRequest_When_ManyRepeatItAtOnce_Then_ExactlyOneTakesItOver()
    {
        await StartAsync(Request());
        var repeat = Request() with { LeaseUntilTs = LeaseEnd + IdempotencyMiddleware.Lease };

        var started = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => StartAsync(repeat, LeaseEnd)));

        started.Count(start => start.IsMine).Should().Be(1);
    }

    [Fact]
    public async Task Given_AnAbandonedRequest_When_AnotherRequestHasItsKey_Then_ItIsNotTakenOver()
    {
        var first = Request();
        await StartAsync(first);

        (await StartAsync(Request() with { Fingerprint = "another" }, LeaseEnd)).Should().Be((first, false));
    }

    [Fact]
    public async Task Given_ACompletedRequest_When_Repeated_Then_ItsAnswerIsFoundHoweverLate()
    {
        var completed = Request() with { Status = 201, Location = "/assets/1?token=é" };
        await StartAsync(completed with { Status = null, Location = null });

        await Store.CompleteAsync(completed, default);

        (await StartAsync(Request())).Should().Be((completed, false));
        (await StartAsync(Request(), LeaseEnd + TimeSpan.FromHours(1))).Should().Be((completed, false));
    }

    [Fact]
    public async Task Given_AForgottenRequest_When_Repeated_Then_ItStartsAnewAndForgettingTwiceIsHarmless()
    {
        var first = Request();
        await StartAsync(first);

        await Store.ForgetAsync(first, default);
        await Store.ForgetAsync(first, default);

        var second = Request();
        (await StartAsync(second)).Should().Be((second, true));
    }

    private Task<(IdempotencyRecord Record, bool IsMine)> StartAsync(IdempotencyRecord request, Timestamp? at = null) => Store.StartAsync(request, at ?? Now, default);

    private protected IdempotencyRecord Request() => new("anonymous", _id, "fingerprint", Guid.CreateVersion7(), LeaseEnd, Status: null, Location: null);
}
