using System.Threading.Channels;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Kpm.Local.Sinks.Mail;

/// <summary>Passes accepted mails on to the local mailbox, in the background. Best effort: what the mailbox does not take is dropped, and said on stderr.</summary>
internal sealed class SmtpRelay : IAsyncDisposable
{
    private const int Capacity = 1000;
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);

    private readonly Channel<MimeMessage> _queue = Channel.CreateBounded<MimeMessage>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CancellationTokenSource _stop = new();
    private readonly int _port;
    private readonly Task _work;

    public SmtpRelay(int port)
    {
        _port = port;
        _work = RunAsync();
    }

    /// <summary>Queues the request's mails; never waits and never fails.</summary>
    public void Offer(string id, MailSend mail)
    {
        foreach (var personalization in mail.Personalizations!) _queue.Writer.TryWrite(Message(id, mail, personalization));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var message in _queue.Reader.ReadAllAsync(_stop.Token))
            {
                using (message) await TrySendAsync(message);
            }
        }
        catch (OperationCanceledException)
        {
            // The part is stopping.
        }
    }

    private async Task TrySendAsync(MimeMessage message)
    {
        try
        {
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            timer.CancelAfter(SendTimeout);
            using var client = new SmtpClient();
            await client.ConnectAsync("127.0.0.1", _port, SecureSocketOptions.None, timer.Token);
            await client.SendAsync(message, timer.Token);
            await client.DisconnectAsync(quit: true, timer.Token);
        }
#pragma warning disable CA1031 // best effort: no failure of the mailbox may reach the sender
        catch (Exception e) when (!_stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"sinks: a mail was not relayed to the mailbox ({e.GetType().Name}).");
        }
    }

    private static MimeMessage Message(string id, MailSend mail, Personalization personalization)
    {
        var message = new MimeMessage { MessageId = $"{id}@sinks.localhost", Subject = mail.SubjectOf(personalization) };
        message.From.Add(Mailbox(mail.From!));
        message.To.AddRange((personalization.To ?? []).Select(Mailbox));
        message.Cc.AddRange((personalization.Cc ?? []).Select(Mailbox));
        message.Bcc.AddRange((personalization.Bcc ?? []).Select(Mailbox));
        message.Body = new BodyBuilder { TextBody = mail.ContentOf("text/plain"), HtmlBody = mail.ContentOf("text/html") }.ToMessageBody();
        return message;
    }

    private static MailboxAddress Mailbox(MailAddress address) => new(address.Name, address.Email!);
}
