namespace Kpm.Functions.Http;

/// <summary>Where a thing is found, below the base path.</summary>
internal sealed record SelfLink(string Self);
