using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Kpm.Core.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Kpm.Functions.Http;

/// <summary>
/// Makes a POST with an <c>Idempotency-Key</c> safe to repeat: the first answer is kept for <see cref="KeptFor"/> and given again. A repeat
/// after a crash runs again with the same resource id, and every use case is safe to repeat with it.
/// </summary>
internal sealed class IdempotencyMiddleware(IIdempotencyStore store, IClock clock) : IFunctionsWorkerMiddleware
{
    public const string Header = "Idempotency-Key";
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>
    /// How long a repeat is asked to wait for the first request. Then it is let through, because a process that died answers nobody; should
    /// the first still be at work, both make the same thing under the same id.
    /// </summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext()!;
        var key = http.Request.Headers[Header].ToString();
        if (key.Length == 0 || !HttpMethods.IsPost(http.Request.Method) || !IsRepeatable(EndpointMethod.Of(context)))
        {
            await next(context);
            return;
        }

        if (key.Length > 128 || key.Any(c => c is < '!' or > '~'))
        {
            await Reply.Refused(new IdempotencyKeyInvalid()).ExecuteAsync(http);
            return;
        }

        await RunAsync(context, http, key, next);
    }

    private static bool IsRepeatable(MethodInfo endpoint) =>
        !endpoint.IsDefined(typeof(IssuesTokensAttribute), inherit: false) && !endpoint.IsDefined(typeof(StreamsBodyAttribute), inherit: false);

    private async Task RunAsync(FunctionContext context, HttpContext http, string key, FunctionExecutionDelegate next)
    {
        var scope = http.Features.Get<Caller>()?.User.ToString() ?? "anonymous";
        var fingerprint = await FingerprintAsync(http.Request);
        if (fingerprint is null)
        {
            await Reply.Refused(new BodyTooLarge()).ExecuteAsync(http);
            return;
        }

        var started = new IdempotencyRecord(scope, Digest($"{scope}\n{key}"), fingerprint, Guid.CreateVersion7(), clock.Now + Lease, Status: null, Location: null);
        var (record, isMine) = await store.StartAsync(started, clock.Now, http.RequestAborted);
        if (!isMine)
        {
            await RepeatAsync(http, record, fingerprint);
            return;
        }

        http.Features.Set(new IdempotentRequest(record.ResourceId));
        await next(context);
        // A refusal changed nothing, so a repeat may try again; only an answer of success is kept.
        var status = http.Response.StatusCode;
        if (status < 400) await store.CompleteAsync(record with { Status = status, Location = http.Response.Headers.Location }, CancellationToken.None);
        else await store.ForgetAsync(record, CancellationToken.None);
    }

    private static async Task RepeatAsync(HttpContext http, IdempotencyRecord record, string fingerprint)
    {
        if (record.Fingerprint != fingerprint)
        {
            await Reply.Refused(new IdempotencyKeyReused()).ExecuteAsync(http);
            return;
        }

        if (record.Status is not { } status)
        {
            await Reply.Refused(new RequestInProgress()).ExecuteAsync(http);
            return;
        }

        http.Response.StatusCode = status;
        if (record.Location is { } location) http.Response.Headers.Location = location;
    }

    /// <summary>What makes two requests the same: method, path and body. Null when the body is too large.</summary>
    private static async Task<string?> FingerprintAsync(HttpRequest request)
    {
        if (await JsonBody.ReadBytesAsync(request) is not { } body) return null;
        return Digest($"{request.Method} {request.Path}\n{Convert.ToHexString(SHA256.HashData(body))}");
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
