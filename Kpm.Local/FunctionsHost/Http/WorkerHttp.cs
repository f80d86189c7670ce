using System.Net;
using Yarp.ReverseProxy.Forwarder;

namespace Kpm.Local.FunctionsHost.Http;

/// <summary>The HTTP client towards the worker.</summary>
internal static class WorkerHttp
{
    public static HttpMessageInvoker CreateClient() => new(new ConnectRetry
    {
        InnerHandler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null, // the caller's trace headers pass unchanged
            ConnectTimeout = TimeSpan.FromSeconds(5),
        },
    });

    /// <summary>A worker reports its address before it listens, so the first connections may be refused.</summary>
    private sealed class ConnectRetry : DelegatingHandler
    {
        private const int Attempts = 10;
        private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(25);
        private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(250);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var delay = FirstDelay;
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await base.SendAsync(request, cancellationToken);
                }
                catch (HttpRequestException refused) when (attempt < Attempts && refused.HttpRequestError is HttpRequestError.ConnectionError)
                {
                    await Task.Delay(delay, cancellationToken);
                    delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
                }
            }
        }
    }
}

/// <summary>Adds what the front end of the platform adds: the invocation id and the forwarded headers.</summary>
internal sealed class ForwardedRequest(string invocationId) : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        Set(proxyRequest, "x-ms-invocation-id", invocationId);
        Set(proxyRequest, "X-Forwarded-Host", httpContext.Request.Host.Value);
        Set(proxyRequest, "X-Forwarded-Proto", httpContext.Request.Scheme);
        Append(proxyRequest, "X-Forwarded-For", new IPEndPoint(httpContext.Connection.RemoteIpAddress!, httpContext.Connection.RemotePort).ToString());
    }

    // What the caller wrote stays left of what is known.
    private static void Append(HttpRequestMessage request, string name, string value)
    {
        var written = request.Headers.TryGetValues(name, out var values) ? values : [];
        Set(request, name, string.Join(", ", written.Append(value)));
    }

    // Set, not added: a caller cannot forge them.
    private static void Set(HttpRequestMessage request, string name, string? value)
    {
        request.Headers.Remove(name);
        if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
    }
}
