namespace Kpm.Core.Assets;

/// <summary>What a rehearsal takes for granted, besides its clock and place.</summary>
/// <param name="IsSilent">That the owner gave no sign of life for all that the terms ask for, and keepers attested what they ask for.</param>
/// <param name="IsPreceded">That whatever the release follows was executed long enough before.</param>
/// <param name="CanBeAttested">Whether it can count on as many of its keepers as must attest: else a silence meets no attestation.</param>
public sealed record RehearsalPremise(bool IsSilent = false, bool IsPreceded = false, bool CanBeAttested = true);
