using Kpm.Functions.Shared;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Web;

/// <summary>Whether the contract and its page are served: everywhere but in production, unless a setting says otherwise.</summary>
internal sealed class ReferenceAccess(IOptions<ApiOptions> api, IOptions<EnvironmentOptions> environment)
{
    public bool IsOpen { get; } = api.Value.ShowReference ?? !environment.Value.IsProduction;
}
