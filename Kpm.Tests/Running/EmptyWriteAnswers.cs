namespace Kpm.Tests.Running;

/// <summary>
/// Watches every answer that a test receives: a command that succeeds says nothing but where the result is. Only issuing tokens answers a body.
/// </summary>
internal sealed class EmptyWriteAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly HashSet<HttpMethod> Writes = [HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete];
    private static readonly string[] TokenPaths = ["/login", "/login/passkey", "/token", "/refresh"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if ((int)response.StatusCode >= 400 || !Writes.Contains(request.Method)) return response;
        var path = request.RequestUri!.AbsolutePath;
        if (TokenPaths.Any(token => path == $"/api/v1{token}")) return response;
        if ((await response.Content.ReadAsByteArrayAsync(cancellationToken)).Length > 0)
            throw new InvalidOperationException($"{request.Method} {path} answered {(int)response.StatusCode} with a body.");
        return response;
    }
}
