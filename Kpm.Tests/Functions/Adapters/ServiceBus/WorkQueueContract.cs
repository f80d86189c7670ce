using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Tests.Functions.Adapters.Cosmos;

namespace Kpm.Tests.Functions.Adapters.ServiceBus;

/// <summary>What every <see cref="IWorkQueue{TWork}"/> does, shown with mails.</summary>
public abstract class WorkQueueContract
{
    private static readonly SendEmail ToAnna = SendEmail.ToUser(MailKind.AccountReady, SampleStates.Anna, "cause");
    private static readonly SendEmail ToBoard = SendEmail.ToBoard(MailKind.NewUserInternal, SampleStates.Ben, "cause");

    protected abstract IWorkQueue<SendEmail> Queue { get; }

    /// <summary>What arrives, oldest first.</summary>
    protected abstract Task<IReadOnlyList<(string Id, SendEmail Work)>> ArrivedAsync();

    [Fact]
    public async Task Given_Work_When_Enqueued_Then_ItArrivesAsItWasSent()
    {
        await Queue.EnqueueAsync("1", ToAnna, default);
        await Queue.EnqueueAsync("2", ToBoard, default);

        (await ArrivedAsync()).Should().Equal(("1", ToAnna), ("2", ToBoard));
    }

    [Fact]
    public async Task Given_ManyWorks_When_EnqueuedTogetherAndAgain_Then_EachIdArrivesOnceInItsOrder()
    {
        (string, SendEmail)[] works = [.. Enumerable.Range(0, 900).Select(i => ($"{i}", i % 2 == 0 ? ToAnna : ToBoard))];
        await Queue.EnqueueAsync("7", ToBoard, default);
        await Queue.EnqueueManyAsync(works, default);
        await Queue.EnqueueManyAsync(works[..10], default);
        await Queue.EnqueueManyAsync([], default);

        (await ArrivedAsync()).Should().Equal([works[7], .. works.Where(work => work != works[7])]);
    }

    [Fact]
    public async Task Given_Work_When_EnqueuedAgainUnderItsId_Then_ItArrivesOnce()
    {
        await Queue.EnqueueAsync("1", ToAnna, default);
        await Queue.EnqueueAsync("1", ToAnna, default);

        (await ArrivedAsync()).Should().Equal(("1", ToAnna));
    }

    [Fact]
    public async Task Given_OneWork_When_EnqueuedUnderTwoIds_Then_ItArrivesTwice()
    {
        await Queue.EnqueueAsync("1", ToAnna, default);
        await Queue.EnqueueAsync("2", ToAnna, default);

        (await ArrivedAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task Given_ManySenders_When_TheyEnqueueAtOnce_Then_EachIdArrivesOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Queue.EnqueueAsync($"{i / 2}", ToAnna, default)));

        (await ArrivedAsync()).Select(arrived => arrived.Id).Should().BeEquivalentTo(Enumerable.Range(0, 20).Select(i => $"{i}"));
    }
}
