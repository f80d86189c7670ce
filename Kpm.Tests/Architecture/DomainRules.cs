using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Kpm.Core.Shared;
using Kpm.Tests.Contracts;

namespace Kpm.Tests.Architecture;

/// <summary>What the types of the domain must look like. Each rule gives the faults that it finds, one line each.</summary>
internal static partial class DomainRules
{
    /// <summary>The fields of records that hold secrets, addresses or what people wrote.</summary>
    private static readonly string[] Secrets =
    [
        "Password", "PasswordHash", "RefreshHash", "PreviousRefreshHash", "Secret", "Email", "Address", "PublicName", "To", "ToName",
        "Html", "Text", "Title", "Description", "FileName", "Tags", "People", "ClientId", "DeclinedReason", "Place",
    ];

    /// <summary>Properties that anybody may set after construction.</summary>
    public static IEnumerable<string> PublicSetters(IEnumerable<Type> types) =>
        from type in types
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where property.SetMethod is { IsPublic: true } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
        select $"{type.Name}.{property.Name} can be set";

    /// <summary>Events are sealed records with a name and a major version, and carry ids, words, flags and times only.</summary>
    /// <param name="types">The types to look at.</param>
    /// <param name="knownIds">Texts that are ids, as <c>Event.Property</c>.</param>
    public static IEnumerable<string> EventFaults(IEnumerable<Type> types, params string[] knownIds)
    {
        foreach (var type in types.Where(type => type != typeof(DomainEvent) && type.IsAssignableTo(typeof(DomainEvent))))
        {
            if (!type.IsSealed) yield return $"{type.Name} is not sealed";
            if (!EventName().IsMatch(type.GetCustomAttribute<EventNameAttribute>()?.Name ?? "")) yield return $"{type.Name} has no proper name";
            foreach (var property in OwnProperties(type).Where(property => !IsIdOrCode(property.PropertyType) && !knownIds.Contains($"{type.Name}.{property.Name}")))
                yield return $"{type.Name}.{property.Name} may hold content";
        }
    }

    /// <summary>Errors are sealed records with a code in snake_case.</summary>
    public static IEnumerable<string> ErrorFaults(IEnumerable<Type> types)
    {
        foreach (var type in types.Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(Error))))
        {
            if (!type.IsSealed) yield return $"{type.Name} is not sealed";
            if (!Code().IsMatch(ErrorCatalogue.Create(type).Code)) yield return $"{type.Name} has no proper code";
        }
    }

    /// <summary>Records with a secret field say themselves what they print; the compiler would print every field.</summary>
    public static IEnumerable<string> PrintedSecrets(IEnumerable<Type> types) =>
        from type in types
        where PrintsEveryField(type)
        from property in OwnProperties(type)
        where Secrets.Contains(property.Name) && !(IsOurs(property.PropertyType) && !PrintsEveryField(property.PropertyType))
        select $"{type.Name} prints {property.Name}";

    /// <summary>A record whose text the compiler makes.</summary>
    private static bool PrintsEveryField(Type type) => type.GetMethod(nameof(ToString), [])?.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) == true;

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith("Kpm.", StringComparison.Ordinal) == true;

    private static PropertyInfo[] OwnProperties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    private static bool IsIdOrCode(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return IsIdOrCode(value);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)) return IsIdOrCode(type.GetGenericArguments()[0]);
        if (IsOurs(type) && !type.IsValueType && OwnProperties(type) is { Length: > 0 } parts) return parts.All(part => IsIdOrCode(part.PropertyType));
        return type.IsEnum || type == typeof(bool) || type == typeof(int) || type == typeof(Timestamp)
            || type.GetInterfaces().Any(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IEntityId<>));
    }

    [GeneratedRegex(@"^[a-z]+(_[a-z]+)*\.v[0-9]+$")]
    private static partial Regex EventName();

    [GeneratedRegex("^[a-z]+(_[a-z]+)*$")]
    private static partial Regex Code();
}
