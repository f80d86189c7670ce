using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>A release that another one follows was executed. Once recorded it stays.</summary>
/// <param name="Legacy">Which.</param>
/// <param name="At">When.</param>
public sealed record PrecedingEvidence(ReleaseId Legacy, Timestamp At);
