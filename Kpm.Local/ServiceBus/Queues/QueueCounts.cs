namespace Kpm.Local.ServiceBus.Queues;

/// <summary>How many messages a queue holds, by what can be done with them. <c>Active</c> ones can be received now; locked ones are not among them.</summary>
internal sealed record QueueCounts(string Name, int Active, int Scheduled, int Locked, int Deferred, int DeadLetter);
