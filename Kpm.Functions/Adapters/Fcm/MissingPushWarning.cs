using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Adapters.Fcm;

/// <summary>Says once, at start, that no push messages are sent.</summary>
internal sealed class MissingPushWarning(IOptions<FcmOptions> options, ILogger<MissingPushWarning> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsConfigured) logger.LogWarning("There are no push credentials: no push messages are sent");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
