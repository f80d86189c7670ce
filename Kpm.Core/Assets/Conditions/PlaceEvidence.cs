using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>Somebody was at a place of a release. Once recorded it stays.</summary>
/// <param name="Number">Which of <see cref="ReleaseContent.Places"/>, counted from 0.</param>
/// <param name="At">When.</param>
/// <param name="By">Who says so.</param>
/// <param name="Grade">What it is worth.</param>
public sealed record PlaceEvidence(int Number, Timestamp At, UserId By, EvidenceGrade Grade);

/// <summary>A receiver named a place that is none of the release.</summary>
public sealed record WrongGuess(UserId By, Timestamp At);
