using System.Net.Http.Json;
using System.Text.Json;
using Kpm.Tests.Local.Hosting;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace Kpm.Tests.Local.Mailbox;

/// <summary>smtp4dev as the part runs it, fed by the mail sink.</summary>
public sealed class MailboxPartTests(MailboxPartTests.Running running) : IClassFixture<MailboxPartTests.Running>
{
    private LocalPart Mailbox => running.Part;

    [Fact]
    public async Task Given_ASentMail_When_TheMailboxIsKilledAndStartedAgain_Then_ItIsThereAndNothingIsLeftOver()
    {
        await using (var sinks = await LocalPart.StartAsync("sinks", "--smtp-port", running.SmtpPort.ToString()))
        {
            var client = new SendGridClient(new SendGridClientOptions { ApiKey = "SG.local", Host = $"http://127.0.0.1:{sinks.Port}" });
            await client.SendEmailAsync(MailHelper.CreateSingleEmail(new EmailAddress("no-reply@kpm.example"), new EmailAddress("ann@example.com"), "For people", "Hello", "<p>Hello</p>"));
            await WaitForSubjectAsync("For people");
        }

        var first = PartRun.ChildId(Mailbox.Folder, "mailbox");
        await Mailbox.KillAsync();
        PartRun.IsRunning(first).Should().BeTrue("a killed part cannot end its child");
        await Mailbox.StartAgainAsync();
        PartRun.IsRunning(first).Should().BeFalse();
        await WaitForSubjectAsync("For people");
    }

    [Fact]
    public async Task Given_AnSmtpPortInUse_When_Started_Then_ItIsRefusedWithCode3()
    {
        var folder = Directory.CreateTempSubdirectory("kpm-").FullName;
        var (exitCode, error) = await PartRun.ToEndAsync("mailbox", "--port", LocalPart.FreePort().ToString(), "--smtp-port", running.SmtpPort.ToString(), "--data", folder);
        exitCode.Should().Be(3);
        error.Should().Contain($"port {running.SmtpPort} on 127.0.0.1 is already in use").And.NotContain("\n");
        Directory.Delete(folder, recursive: true);
    }

    private async Task WaitForSubjectAsync(string subject)
    {
        using var timer = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var messages = await running.Client.GetFromJsonAsync<JsonElement>("/api/messages", timer.Token);
            if (messages.GetProperty("results").EnumerateArray().Any(m => m.GetProperty("subject").GetString() == subject)) return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), timer.Token);
        }
    }

    /// <summary>One part for all tests of the class.</summary>
    public sealed class Running : IAsyncLifetime
    {
        private LocalPart? _part;

        public LocalPart Part => _part!;

        public int SmtpPort { get; } = LocalPart.FreePort();

        public HttpClient Client { get; } = new();

        public async ValueTask InitializeAsync()
        {
            _part = await LocalPart.StartAsync("mailbox", "--smtp-port", SmtpPort.ToString());
            Client.BaseAddress = new Uri($"http://127.0.0.1:{_part.Port}/");
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            if (_part is not null) await _part.DisposeAsync();
        }
    }
}
