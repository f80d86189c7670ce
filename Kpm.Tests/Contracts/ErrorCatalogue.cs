using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Http.Problems;

namespace Kpm.Tests.Contracts;

/// <summary>Every refusal that the code knows: the records that derive from <see cref="Error"/>.</summary>
internal static class ErrorCatalogue
{
    /// <summary>
    /// Refusals between parts of the system, which no request is answered with: an aggregate tells a reaction, or guards a rule that
    /// the requests of today cannot break.
    /// </summary>
    public static IReadOnlyList<string> InternalCodes { get; } = ["asset_held", "asset_unavailable"];

    public static IReadOnlyList<Type> Types { get; } = RecordsOf<Error>();

    /// <summary>Everything that can be wrong with a field: the records that derive from <see cref="Fault"/>.</summary>
    public static IReadOnlyList<Type> Faults { get; } = RecordsOf<Fault>();

    /// <summary>Code and status of each; several records may share one.</summary>
    public static IReadOnlyList<CodeOnTheWire> All { get; } = [.. Types.Select(Create).Select(error => new CodeOnTheWire(error.Code, Problem.StatusOf(error.Kind))).Distinct()];

    /// <summary>Those that requests are answered with.</summary>
    public static IEnumerable<CodeOnTheWire> Public => All.Where(error => !InternalCodes.Contains(error.Code));

    /// <summary>An error of this type, whatever its arguments.</summary>
    public static Error Create(Type type) => (Error)CreateRecord(type);

    /// <summary>A fault of this type, whatever its arguments.</summary>
    public static Fault CreateFault(Type type) => (Fault)CreateRecord(type);

    private static IReadOnlyList<Type> RecordsOf<T>() =>
        [.. new[] { typeof(Error).Assembly, typeof(Problem).Assembly }.SelectMany(assembly => assembly.GetTypes()).Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(T)))];

    private static object CreateRecord(Type type)
    {
        var constructor = type.GetConstructors().Single();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Argument(parameter.ParameterType, parameter.Position))]);
    }

    /// <summary>Another one at each position.</summary>
    private static object Argument(Type type, int position) =>
        type == typeof(string) ? $"word{position}"
        : type == typeof(int) ? 7001 + position
        : type == typeof(long) ? 7001L + position
        : type == typeof(double) ? 7001.5 + position
        : type == typeof(IReadOnlyList<FieldError>) ? Array.Empty<FieldError>()
        : throw new NotSupportedException($"An error takes a {type.Name}: say here what to give it.");
}

/// <summary>A code and the status it comes with.</summary>
internal sealed record CodeOnTheWire(string Code, int Status)
{
    /// <summary>In English.</summary>
    public string Title => ProblemWords.In(Language.En).Titles.GetValueOrDefault(Code, "");
}
