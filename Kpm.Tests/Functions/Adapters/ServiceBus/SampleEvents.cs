using System.Collections.Immutable;
using System.Reflection;
using Kpm.Core.Shared;

namespace Kpm.Tests.Functions.Adapters.ServiceBus;

/// <summary>An event of each kind, with a value in every member that it does not have by itself.</summary>
internal static class SampleEvents
{
    public static IReadOnlyList<DomainEvent> All { get; } =
    [
        .. from type in typeof(DomainEvent).Assembly.GetTypes()
           where !type.IsAbstract && type.IsAssignableTo(typeof(DomainEvent))
           orderby type.GetCustomAttribute<EventNameAttribute>()!.Name
           select (DomainEvent)Make(type) with { EventId = "00000001-0000-0000-0000-000000000000.7.0", AggregateId = "00000001-0000-0000-0000-000000000000", At = new Timestamp(1_800_000_000_000) },
    ];

    private static object Make(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(one => one.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select((parameter, index) => Value(parameter.ParameterType, index + 1))]);
    }

    private static object Value(Type type, int number) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } inner => Value(inner, number),
        _ when type == typeof(string) => $"word-{number}",
        _ when type == typeof(bool) => true,
        _ when type == typeof(Timestamp) => new Timestamp(1_800_000_000_000 + number),
        _ when type == typeof(int) => number,
        _ when type.IsEnum => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!,
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) => Many(type.GenericTypeArguments[0], number),
        _ when type.GetConstructor([typeof(Guid)]) is { } ofGuid => ofGuid.Invoke([new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])]),
        _ => Make(type),
    };

    /// <summary>Two items.</summary>
    private static object Many(Type item, int number)
    {
        var items = Array.CreateInstance(item, 2);
        for (var i = 0; i < 2; i++) items.SetValue(Value(item, (number * 10) + i), i);
        return typeof(ImmutableArray).GetMethods().Single(method => method is { Name: nameof(ImmutableArray.Create), IsGenericMethod: true } && method.GetParameters() is [{ ParameterType.IsArray: true } only] && only.GetCustomAttribute<ParamArrayAttribute>() is not null)
            .MakeGenericMethod(item).Invoke(null, [items])!;
    }
}
