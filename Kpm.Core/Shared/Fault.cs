namespace Kpm.Core.Shared;

/// <summary>
/// What is wrong with a field. <c>Detail</c> says it in English, for people; other languages have words of their own for each record, and take
/// its properties by name.
/// </summary>
public abstract record Fault(string Detail);

/// <summary>One field that does not have the required form.</summary>
/// <param name="Pointer">JSON pointer to the field (RFC 6901).</param>
/// <param name="Fault">What is wrong with it.</param>
public sealed record FieldError(string Pointer, Fault Fault);
