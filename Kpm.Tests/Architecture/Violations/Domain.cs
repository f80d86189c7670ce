using Kpm.Core.Shared;

namespace Kpm.Tests.Architecture.Violations;

internal sealed class StateWithSetter
{
    public string Name { get; set; } = "";

    public string Fixed { get; init; } = "";

    public string Own { get; private set; } = "";

    public void Rename() => Own = Name;
}

#pragma warning disable CA1852 // Types that are not sealed are the point here.
[EventName("not_sealed.v1")]
internal record EventNotSealed(UserId User) : DomainEvent;

internal record ErrorNotSealed() : Error(ErrorKind.Invalid, "not_sealed", "Not sealed.");
#pragma warning restore CA1852

internal sealed record EventWithoutName(UserId User) : DomainEvent;

[EventName("Badly-Named")]
internal sealed record EventBadlyNamed(UserId User) : DomainEvent;

[EventName("with_content.v1")]
internal sealed record EventWithContent(UserId User, string Title, IReadOnlyList<UserId> Friends) : DomainEvent;

internal sealed record ErrorBadlyNamed() : Error(ErrorKind.Invalid, "BadlyNamed", "Badly named.");

internal sealed record RecordThatPrintsItsPassword(string Password);

#pragma warning disable RS0030 // Banned symbols are the point here.
internal static class ReadsTheClock
{
    public static string Now => $"{DateTime.UtcNow:O}{new Random().Next()}{Guid.NewGuid()}";
}
#pragma warning restore RS0030
