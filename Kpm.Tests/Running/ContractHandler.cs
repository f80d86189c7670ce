using System.Net;
using Kpm.Tests.Contracts;

namespace Kpm.Tests.Running;

/// <summary>Holds every answer that a test receives against the contract.</summary>
internal sealed class ContractHandler : DelegatingHandler
{
    private static readonly ContractChecker Contract = new();

    public ContractHandler() : base(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);

        // The platform's answer when no worker is there to give one: no part of the app's contract. Nor are pages beside the API and what browsers ask beforehand.
        if (response.StatusCode == HttpStatusCode.BadGateway || request.Method == HttpMethod.Options || !request.RequestUri!.AbsolutePath.StartsWith("/api/v1/", StringComparison.Ordinal)) return response;
        var type = response.Content.Headers.ContentType?.ToString();
        var isText = type?.Contains("json", StringComparison.Ordinal) == true || type?.Contains("text/", StringComparison.Ordinal) == true;
        var body = isText || response.Content.Headers.ContentLength == 0 ? await response.Content.ReadAsStringAsync(cancellationToken) : null;
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        StandardHeaderWatch.Check(request.Method.Method, request.RequestUri.AbsolutePath, headers);
        Contract.Check(request.Method.Method, request.RequestUri.AbsolutePath, (int)response.StatusCode, type, body, headers);
        return response;
    }
}
