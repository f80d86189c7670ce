using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Telemetry;

/// <summary>The kinds of triggers that functions of this app have, as the host names them.</summary>
internal static class TriggerTypes
{
    public const string Http = "httpTrigger";
    public const string Queue = "serviceBusTrigger";
    public const string Timer = "timerTrigger";

    /// <summary>The kind of trigger that started this invocation; empty for one that is none of these.</summary>
    public static string TriggerType(this FunctionContext context) =>
        context.FunctionDefinition.InputBindings.Values.Select(binding => binding.Type).FirstOrDefault(type => type is Http or Queue or Timer) ?? "";
}
