using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Feedback;
using Kpm.Core.Users.Reactions;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Users.Reactions;

/// <summary>OPEN-66, OPEN-67: each answer is in one mail to the board, whenever and however often the timer runs.</summary>
public sealed class SendFeedbackDigestTests
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private readonly InMemoryFeedbackResponses _responses = new();
    private readonly InMemoryWatermarks _watermarks = new();
    private readonly FakeWorkQueue<SendEmail> _emails = new();
    private readonly FakeClock _clock = new(new Timestamp(1_800_000_000_000));

    private SendFeedbackDigestHandler Job => new(_responses, _watermarks, _emails, _clock);

    [Fact]
    public async Task Given_NoAnswers_When_TheTimerRuns_Then_NoMailIsSent()
    {
        for (var i = 0; i < 3; i++) await RunAsync(Quarter);

        _emails.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_Answers_When_TheTimerRunsOnTimeLateTwiceAndAfterAMonth_Then_EachIsInOneMail()
    {
        await AnswerAsync(2);
        await RunAsync(Quarter);
        await RunAsync(TimeSpan.Zero);
        await AnswerAsync(1);
        await RunAsync(TimeSpan.FromMinutes(29));
        await AnswerAsync(3);
        await RunAsync(TimeSpan.FromDays(31));
        await RunAsync(Quarter);

        _emails.Sent.Should().HaveCount(3);
        EachAnswerIsInOneMail();
    }

    [Fact]
    public async Task Given_AnAnswerOfThisMoment_When_TheTimerRuns_Then_TheNextRunTakesIt()
    {
        await AnswerAsync(1);

        await RunAsync(TimeSpan.Zero);
        _emails.Sent.Should().BeEmpty("another answer of this moment may still be on its way");

        await RunAsync(Quarter);
        EachAnswerIsInOneMail();
    }

    [Fact]
    public async Task Given_MoreAnswersThanOneMailTakes_When_TheTimerRuns_Then_ThereAreMoreMails()
    {
        for (var i = 0; i < (2 * SendFeedbackDigestHandler.MaximumResponses) + 1; i++)
        {
            await AnswerAsync(1);
            _clock.Now += TimeSpan.FromMilliseconds(1);
        }

        await RunAsync(Quarter);

        _emails.Sent.Should().HaveCount(3);
        EachAnswerIsInOneMail();
    }

    [Fact]
    public async Task Given_ARunThatDiedBetweenMailAndWatermark_When_TheNextRuns_Then_TheMailIsTheSame()
    {
        await AnswerAsync(1);
        _clock.Now += Quarter;
        _emails.OnSent = _ => throw new TimeoutException();
        await Job.Invoking(job => job.RunAsync(default)).Should().ThrowAsync<TimeoutException>();
        _emails.OnSent = _ => { };
        await AnswerAsync(1);

        await RunAsync(Quarter);

        _emails.Arrived.Should().HaveCount(2, "the first mail was sent twice under one id, the later answer has its own");
        EachAnswerIsInOneMail();
    }

    [Fact]
    public async Task Given_TwoInstances_When_TheyRunAtOnce_Then_EachAnswerIsInOneMail()
    {
        await AnswerAsync(1);
        _clock.Now += Quarter;
        var second = new SendFeedbackDigestHandler(_responses, new SlowWatermarks(_watermarks, () => Job.RunAsync(default)), _emails, _clock);

        await second.RunAsync(default);

        EachAnswerIsInOneMail();
    }

    private async Task AnswerAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await _responses.AddAsync(new FeedbackResponse(Guid.CreateVersion7(), null, _clock.Now, [new FeedbackAnswer("1", "ad2s", new FeedbackValue.Truth(true))]), default);
    }

    private Task RunAsync(TimeSpan later)
    {
        _clock.Now += later;
        return Job.RunAsync(default);
    }

    private void EachAnswerIsInOneMail()
    {
        foreach (var response in _responses.All)
            _emails.Arrived.Count(mail => response.CreatedTs > mail.Work.After && response.CreatedTs <= mail.Work.Until).Should().Be(1);
    }

    /// <summary>Lets another instance go first, once, after the watermark was read.</summary>
    private sealed class SlowWatermarks(IWatermarks watermarks, Func<Task> meanwhile) : IWatermarks
    {
        private bool _isLate;

        public async Task<Watermark> ReadAsync(string job, CancellationToken cancellationToken)
        {
            var read = await watermarks.ReadAsync(job, cancellationToken);
            if (!_isLate)
            {
                _isLate = true;
                await meanwhile();
            }

            return read;
        }

        public Task<Watermark?> TrySaveAsync(string job, Watermark watermark, CancellationToken cancellationToken) => watermarks.TrySaveAsync(job, watermark, cancellationToken);
    }
}
