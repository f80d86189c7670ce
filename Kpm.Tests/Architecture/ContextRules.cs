using ArchUnitNET.Fluent;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Kpm.Tests.Architecture;

/// <summary>
/// Who may see whom in the domain. Reactions ▶ Notifications ▶ accounts ▶ Shared: only reactions ask for mails, and a mail knows
/// whom to write to. Each rule is a function of the root namespace, so that it can be tried on a fixture that breaks it.
/// </summary>
internal static class ContextRules
{
    public static IReadOnlyDictionary<string, Func<string, IArchRule>> All { get; } = new Dictionary<string, Func<string, IArchRule>>(StringComparer.Ordinal)
    {
        ["users do not see assets"] = root => NotDepend(root, "Users", "Assets"),
        ["assets do not see users"] = root => NotDepend(root, "Assets", "Users"),
        ["exports see no other context"] = root => NotDepend(root, "Exports", "(Users|Assets)"),
        ["nobody sees exports"] = root => NotDepend(root, "(Users|Assets|Notifications)", "Exports"),
        ["shared sees no context"] = root => NotDepend(root, "Shared", "(Users|Assets|Exports|Notifications)"),
        ["notifications do not see assets"] = root => NotDepend(root, "Notifications", "Assets"),
        ["notifications see accounts only"] = root => NotDepend(root, "Notifications", @"Users\.(?!User(\.|$))[^.]+"),
        ["only reactions see notifications"] = root => NotDepend(root, @"(Users|Assets|Exports)(?!\.Reactions)(\.[^.]+)?", "Notifications"),
        ["aggregates do not see what uses them"] = root => NotDepend(root, @"(Users|Assets|Exports)(\.(?!UseCases|Reactions)[^.]+)?$", @"(Users|Assets|Exports)\.(UseCases|Reactions)"),
        ["use cases do not see reactions"] = root => NotDepend(root, @"(Users|Assets|Exports)\.UseCases", @"(Users|Assets|Exports)\.Reactions"),
    };

    private static TypesShouldConjunction NotDepend(string root, string who, string whom) =>
        Types().That().ResideInNamespaceMatching(Below(root, who)).Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(Below(root, whom)));

    private static string Below(string root, string part) =>
        $"^{root.Replace(".", @"\.", StringComparison.Ordinal)}\\.{part}{(part.EndsWith('$') ? "" : @"(\.|$)")}";
}
