using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Functions.Telemetry;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Adapters.Fcm;

/// <summary>Hands one message for one device to Firebase Cloud Messaging (HTTP v1), which has no call for several.</summary>
internal sealed class FcmPushSender(HttpClient http, FcmAccess access, IOptions<FcmOptions> options) : IPushSender
{
    private readonly Uri _send = new($"{options.Value.Host.TrimEnd('/')}/v1/projects/{Uri.EscapeDataString(options.Value.ProjectId!)}/messages:send");

    public bool CanSend => true;

    public async Task<PushOutcome> SendAsync(DevicePush push, CancellationToken cancellationToken)
    {
        var token = await access.TokenAsync(cancellationToken);
        var response = await PostAsync(push, token, cancellationToken);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            response.Dispose();
            response = await PostAsync(push, await access.RenewAsync(token, cancellationToken), cancellationToken);
        }

        using (response) return await OutcomeAsync(response, cancellationToken);
    }

    /// <summary>Whether there was no answer, and not because the caller stopped waiting.</summary>
    public static bool IsUnreachable(Exception failure, CancellationToken cancellationToken) =>
        failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private async Task<HttpResponseMessage> PostAsync(DevicePush push, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _send)
        {
            Content = JsonContent.Create(new { message = new { token = push.Device, notification = new { title = push.Title } } }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            KpmMeter.Called("fcm");
            return await http.SendAsync(request, cancellationToken);
        }
        catch (Exception failure) when (IsUnreachable(failure, cancellationToken))
        {
            throw new TransientFailureException("fcm_unreachable", failure);
        }
    }

    private static async Task<PushOutcome> OutcomeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode) return PushOutcome.Accepted;
        var status = (int)response.StatusCode;
        var code = $"fcm_{status}";
        if (status is 408 or 429 or >= 500) throw new TransientFailureException(code) { RetryAfter = response.Headers.RetryAfter?.Delta };
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return FcmAnswer.SaysDeviceIsGone(status, body) ? PushOutcome.DeviceGone : throw new PermanentFailureException(code);
    }
}

/// <summary>Stands in where no messaging service is configured.</summary>
internal sealed class NoPushSender : IPushSender
{
    public bool CanSend => false;

    public Task<PushOutcome> SendAsync(DevicePush push, CancellationToken cancellationToken) => throw new PermanentFailureException("push_not_configured");
}
