namespace Kpm.Tests.Ceilings;

/// <summary>The machine stood still, or its clock leapt, in the middle of a measure: what the worker keeps for a short while had ended.</summary>
internal sealed class StaleMeasureException() : Exception("The measure took longer than the worker keeps what it knows.");
