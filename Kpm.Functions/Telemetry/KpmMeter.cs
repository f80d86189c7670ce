using System.Diagnostics.Metrics;

namespace Kpm.Functions.Telemetry;

/// <summary>What the app counts and measures. Tags are names of functions, queues, kinds and codes: never an id, never content.</summary>
internal static class KpmMeter
{
    public const string Name = "Kpm";

    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Commands = Meter.CreateHistogram<double>("kpm.command.duration", "ms", "Requests, by function and status.");
    private static readonly Counter<long> Events = Meter.CreateCounter<long>("kpm.events", "{event}", "Events sent, by type.");
    private static readonly Histogram<double> OutboxAges = Meter.CreateHistogram<double>("kpm.outbox.age", "ms", "How long events that the sweep found had been left in their document.");
    private static readonly Histogram<double> QueueAges = Meter.CreateHistogram<double>("kpm.queue.age", "ms", "How long a message was in its queue, by function.");
    private static readonly Counter<long> Messages = Meter.CreateCounter<long>("kpm.messages", "{message}", "Messages, by queue and outcome.");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("kpm.failures", "{failure}", "Work that was given up, by queue and code.");
    private static readonly Counter<long> Mails = Meter.CreateCounter<long>("kpm.mails", "{mail}", "Mails that came into a state.");
    private static readonly Counter<long> Unwraps = Meter.CreateCounter<long>("kpm.unwraps", "{unwrap}", "User keys that the vault opened, by function.");
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("kpm.calls", "{call}", "Calls to a service, by function.");
    private static readonly Counter<double> RequestUnits = Meter.CreateCounter<double>("kpm.request_units", "{request unit}", "Request units of Cosmos DB, by function and container.");

    /// <summary>A request was answered.</summary>
    public static void Command(string function, int status, TimeSpan duration) =>
        Commands.Record(duration.TotalMilliseconds, new("function", function), new("status", status));

    /// <summary>An event is durable in every queue that wants it.</summary>
    public static void Event(string type) => Events.Add(1, new KeyValuePair<string, object?>("type", type));

    /// <summary>The sweep found a document with events that were not sent.</summary>
    public static void OutboxLeft(string container, TimeSpan age) => OutboxAges.Record(age.TotalMilliseconds, new KeyValuePair<string, object?>("container", container));

    /// <summary>A message came to its function.</summary>
    public static void MessageCame(string function, TimeSpan age) => QueueAges.Record(age.TotalMilliseconds, new KeyValuePair<string, object?>("function", function));

    /// <summary>A message was settled.</summary>
    public static void MessageSettled(string queue, MessageOutcome outcome) =>
        Messages.Add(1, new("queue", queue), new("outcome", Word(outcome)));

    /// <summary>Work was given up and waits for an operator.</summary>
    public static void GivenUp(string queue, string code) => Failures.Add(1, new("queue", queue), new("code", code));

    /// <summary>A mail came into a state.</summary>
    public static void Mail(string state) => Mails.Add(1, new KeyValuePair<string, object?>("state", state));

    /// <summary>The vault opened a user key.</summary>
    public static void Unwrapped() => Unwraps.Add(1, new KeyValuePair<string, object?>("function", Operation.Current));

    /// <summary>A service was called, or called again.</summary>
    public static void Called(string service) => Calls.Add(1, new("service", service), new("function", Operation.Current));

    /// <summary>Cosmos DB charged for a call.</summary>
    public static void Charged(string container, double requestUnits) =>
        RequestUnits.Add(requestUnits, new("container", container), new("function", Operation.Current));

    private static string Word(MessageOutcome outcome) => outcome switch
    {
        MessageOutcome.Done => "done",
        MessageOutcome.PutOff => "put_off",
        MessageOutcome.GivenUp => "given_up",
        MessageOutcome.Thrown => "thrown",
    };
}

/// <summary>What became of a message.</summary>
internal enum MessageOutcome
{
    /// <summary>Its work is done.</summary>
    Done,

    /// <summary>It is tried again later.</summary>
    PutOff,

    /// <summary>It is a failure.</summary>
    GivenUp,

    /// <summary>It is delivered again at once, and in the end dead-lettered.</summary>
    Thrown,
}
