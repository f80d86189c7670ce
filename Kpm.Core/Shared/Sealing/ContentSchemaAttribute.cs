using System.Reflection;

namespace Kpm.Core.Shared.Sealing;

/// <summary>Version of the shape of a content type; 1 without it. Stored beside the payload and bound to it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ContentSchemaAttribute(int version) : Attribute
{
    public int Version { get; } = version;

    public static int Of<TContent>() => typeof(TContent).GetCustomAttribute<ContentSchemaAttribute>()?.Version ?? 1;
}
