using System.Net;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Kpm.Functions.Telemetry;

namespace Kpm.Functions.Adapters.KeyVault;

/// <summary>
/// The way to one vault: Azure.Core's pipeline with its token, retries (429 and 5xx, honouring <c>Retry-After</c>) and tracing.
/// Safe for use by several threads; one per vault is enough.
/// </summary>
public sealed class KeyVaultConnection
{
    private readonly HttpPipeline _pipeline;
    private readonly string _apiVersion;

    /// <param name="vault">The vault's base address, such as <c>https://name.vault.azure.net/</c>.</param>
    /// <param name="credential">Who asks; in Azure the managed identity.</param>
    /// <param name="options">Settings; null = the defaults.</param>
    /// <exception cref="ArgumentException">The address is not that of a trusted vault, or a local vault has no certificate to pin.</exception>
    public KeyVaultConnection(Uri vault, TokenCredential credential, KeyVaultClientOptions? options = null)
    {
        options ??= new KeyVaultClientOptions();
        var scope = KeyVaultHost.Scope(vault, options.AllowLocalVault);
        if (KeyVaultHost.IsLocal(vault))
            options.Transport = PinnedCertificateTransport.Create(options.LocalCertificatePath ?? throw new ArgumentException("A local vault needs the path of its certificate.", nameof(options)));

        Vault = vault;
        _apiVersion = options.ApiVersion;
        options.AddPolicy(new CallMeter("key_vault"), HttpPipelinePosition.PerRetry);
        _pipeline = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, scope));
    }

    /// <summary>The vault's base address.</summary>
    public Uri Vault { get; }

    /// <summary>Sends one request and answers the body of a 200.</summary>
    /// <exception cref="RequestFailedException">Any other status; <c>ErrorCode</c> holds Key Vault's code.</exception>
    internal async ValueTask<BinaryData> SendAsync(RequestMethod method, Uri address, byte[]? body, bool async, CancellationToken cancellation)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        message.Request.Uri.AppendQuery("api-version", _apiVersion);
        message.Request.Headers.Add(HttpHeader.Common.JsonAccept);
        if (body is not null)
        {
            message.Request.Headers.Add(HttpHeader.Common.JsonContentType);
            message.Request.Content = RequestContent.Create(body);
        }

        if (async) await _pipeline.SendAsync(message, cancellation);
        else _pipeline.Send(message, cancellation);

        return message.Response.Status == (int)HttpStatusCode.OK ? message.Response.Content : throw new RequestFailedException(message.Response);
    }
}
