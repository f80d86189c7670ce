using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Kpm.Tests.Local;

namespace Kpm.Tests.Architecture;

/// <summary>Symbols that the analyzer bans, and whether a compiled assembly uses them all the same.</summary>
internal static class BannedSymbols
{
    /// <summary>Documentation ids without parameters, for example <c>P:System.DateTime.UtcNow</c>: what is banned in <c>Kpm.Core</c>.</summary>
    public static IReadOnlyList<string> OfCore { get; } =
    [
        .. new[] { "BannedSymbols.txt", Path.Combine("Kpm.Core", "BannedSymbols.Core.txt") }
            .SelectMany(file => File.ReadLines(Path.Combine(LocalPart.RepositoryRoot, file)))
            .Where(line => line.Length > 0)
            .Select(line => line.Split(';', '(')[0])
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Which of the symbols the IL of an assembly names.</summary>
    public static IReadOnlyList<string> UsedBy(string assemblyPath, IEnumerable<string> symbols)
    {
        using var file = new PEReader(File.OpenRead(assemblyPath));
        var metadata = file.GetMetadataReader();
        var types = metadata.TypeReferences.Select(handle => NameOf(metadata, handle)).ToHashSet(StringComparer.Ordinal);
        var members = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}")
            .ToHashSet(StringComparer.Ordinal);
        return [.. symbols.Where(symbol => symbol[0] == 'T' ? types.Contains(symbol[2..]) : members.Contains(MemberOf(symbol)))];
    }

    /// <summary>The member in metadata: a property is its getter.</summary>
    private static string MemberOf(string symbol)
    {
        var dot = symbol.LastIndexOf('.');
        return symbol[0] == 'P' ? $"{symbol[2..dot]}.get_{symbol[(dot + 1)..]}" : symbol[2..];
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
