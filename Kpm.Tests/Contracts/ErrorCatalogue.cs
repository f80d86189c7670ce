using Kpm.Core.Shared;
using Kpm.Functions.Http;

namespace Kpm.Tests.Contracts;

/// <summary>Every refusal that the code knows: the records that derive from <see cref="Error"/>.</summary>
internal static class ErrorCatalogue
{
    /// <summary>
    /// Refusals between parts of the system, which no request is answered with: an aggregate tells a reaction, or guards a rule that
    /// the requests of today cannot break.
    /// </summary>
    public static IReadOnlyList<string> InternalCodes { get; } = ["asset_held", "asset_unavailable"];

    public static IReadOnlyList<Type> Types { get; } =
        [.. new[] { typeof(Error).Assembly, typeof(Problem).Assembly }.SelectMany(assembly => assembly.GetTypes()).Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(Error)))];

    /// <summary>Code and status of each; several records may share one.</summary>
    public static IReadOnlyList<CodeOnTheWire> All { get; } = [.. Types.Select(Create).Select(error => new CodeOnTheWire(error.Code, Problem.StatusOf(error.Kind))).Distinct()];

    /// <summary>An error of this type, whatever its arguments.</summary>
    public static Error Create(Type type)
    {
        var constructor = type.GetConstructors().Single();
        return (Error)constructor.Invoke([.. constructor.GetParameters().Select(parameter => Argument(parameter.ParameterType))]);
    }

    private static object Argument(Type type) =>
        type == typeof(string) ? "reason"
        : type == typeof(int) ? 1
        : type == typeof(IReadOnlyList<FieldError>) ? Array.Empty<FieldError>()
        : throw new NotSupportedException($"An error takes a {type.Name}: say here what to give it.");
}

/// <summary>A code and the status it comes with.</summary>
internal sealed record CodeOnTheWire(string Code, int Status);
