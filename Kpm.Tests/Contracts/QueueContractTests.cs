using System.Reflection;
using Kpm.Core.Shared;
using Kpm.Core.Users.Reminders;
using Kpm.Functions.Queues;
using Kpm.Local.Hosting;
using Kpm.Tests.Local;

namespace Kpm.Tests.Contracts;

/// <summary>The queues of the code, of the topology and of the compiled functions are the same.</summary>
public sealed class QueueContractTests
{
    private static readonly string[] InTopology = [.. Topology.Read(LocalPart.TopologyPath).Queues];

    /// <summary>The constants that name queues; the others are parts of names and settings.</summary>
    private static readonly string[] InCode =
    [
        .. typeof(QueueNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.Name is not (nameof(QueueNames.DeadLetter) or nameof(QueueNames.Connection)))
            .Select(field => (string)field.GetRawConstantValue()!),
    ];

    [Fact]
    public void Given_TheConstants_When_ComparedWithTheTopology_Then_TheQueuesAreTheSame() =>
        InCode.Should().BeEquivalentTo(InTopology);

    [Fact]
    public void Given_TheCompiledFunctions_When_ComparedWithTheTopology_Then_EachQueueAndItsDeadLettersStartOneFunction() =>
        FunctionsMetadata.Queues.Select(trigger => trigger.Queue)
            .Should().BeEquivalentTo(InTopology.Concat(InTopology.Select(queue => queue + QueueNames.DeadLetter)));

    /// <summary>OPEN-23: reminder events have no reaction.</summary>
    private static readonly Type[] AwaitedByNobody = [typeof(UserReminderAdded), typeof(UserReminderRemoved)];

    [Fact]
    public void Given_AnEvent_When_Routed_Then_ItGoesToQueuesThatExist()
    {
        var types = typeof(DomainEvent).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(DomainEvent)));

        foreach (var type in types)
        {
            var name = $"app.keepem.{type.GetCustomAttribute<EventNameAttribute>()!.Name}";
            EventRouting.QueuesFor(name).Should().BeSubsetOf(InTopology, name);
            (EventRouting.QueuesFor(name).Count == 0).Should().Be(AwaitedByNobody.Contains(type), name);
        }
    }
}
