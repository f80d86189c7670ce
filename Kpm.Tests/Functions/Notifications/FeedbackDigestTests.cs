using System.Net;
using System.Text.Json;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Functions.Notifications;

/// <summary>OPEN-66, OPEN-67: what people answer reaches the board, once, through the real host.</summary>
[Collection(ApiTests.Name)]
public sealed class FeedbackDigestTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private const string Timer = "SendFeedbackDigest";
    private const long Minute = 60_000;
    private const long Day = 24 * 60 * Minute;
    private ApiWorld _world = null!;
    private StoredDocuments _stored = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _stored = new StoredDocuments(_world.App);
        // From here on: what other tests answered is done.
        await _world.App.FireAsync(Timer);
        await _world.App.BusOperator.AreDrainedAsync();
    }

    public ValueTask DisposeAsync()
    {
        _stored.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_AnAnswer_When_TheTimerFiresTwiceAtOnceAndAgain_Then_TheBoardReadsItInOneMail()
    {
        var answer = await AnswerAsync(ago: 5 * Minute, watermarkAgo: 10 * Minute);

        await Task.WhenAll(_world.App.FireAsync(Timer), _world.App.FireAsync(Timer));
        await _world.App.FireAsync(Timer);

        await IsMailedOnceAsync(answer);
    }

    [Fact]
    public async Task Given_ATimerThatDidNotFireForAMonth_When_ItFires_Then_WhatWasAnsweredMeanwhileIsMailedOnce()
    {
        var answer = await AnswerAsync(ago: 20 * Day, watermarkAgo: 31 * Day);

        await _world.App.FireAsync(Timer);
        await _world.App.FireAsync(Timer);

        await IsMailedOnceAsync(answer);
    }

    [Fact]
    public async Task Given_AnAnswerInHtml_When_Mailed_Then_ItIsText()
    {
        var answer = await AnswerAsync(ago: 5 * Minute, watermarkAgo: 10 * Minute, "<script>alert(1)</script>");

        await _world.App.FireAsync(Timer);

        (await IsMailedOnceAsync(answer)).Html.Should().NotContain("<script>").And.Contain("&lt;script&gt;");
    }

    /// <summary>Somebody answered a question this long ago, in milliseconds; the last digest was before that.</summary>
    private async Task<string> AnswerAsync(long ago, long watermarkAgo, string suffix = "")
    {
        var answer = $"answer {Guid.NewGuid():N}{suffix}";
        (await _world.Owner.PostAsync("/feedback", new[] { new { form_id = "1", question_id = "b34s", response = answer } })).ShouldBe(HttpStatusCode.NoContent);
        var stored = (await _stored.QueryAsync("users", "SELECT * FROM c WHERE c.type = 'feedback'")).Single(document => document.GetRawText().Contains(answer[..39], StringComparison.Ordinal));
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await _stored.AlterAsync("users", stored.GetProperty("id").GetString()!, stored.GetProperty("pk").GetString()!, PatchOperation.Set("/createdTs", now - ago));
        await _stored.PutAsync("jobs", JsonSerializer.SerializeToElement(new { id = "feedback", pk = "watermarks", type = "watermark", schemaVersion = 1, doneUntilTs = now - watermarkAgo }));
        return answer;
    }

    private async Task<SentMail> IsMailedOnceAsync(string answer)
    {
        await Eventually.IsTrueAsync(async () => (await MailsAsync(answer)).Count > 0, "a digest");
        await _world.App.BusOperator.AreDrainedAsync();
        return (await MailsAsync(answer)).Should().ContainSingle().Subject;
    }

    private async Task<IReadOnlyList<SentMail>> MailsAsync(string answer) =>
        [.. (await _world.App.Mailbox.MailsAsync("board@keepem.app")).Where(mail => mail.Text.Contains(answer, StringComparison.Ordinal))];
}
