namespace Kpm.Functions.Http;

/// <summary>Programs call the function on their own, such as an app that uploads at night: a call is no sign of life.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramWorkAttribute : Attribute;
