namespace Kpm.Functions.Http;

/// <summary>What the function does records a sign of life itself.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GivesSignOfLifeAttribute : Attribute;
