using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets;

/// <summary>A part as its sender names it, unchecked. Null where the request says nothing.</summary>
public sealed record PartDraft(int? Number, string? Sha256);

/// <summary>A part as its sender names it.</summary>
/// <param name="Number">1 to 10,000.</param>
/// <param name="Sha256">64 lower-case hexadecimal characters.</param>
public sealed record DeclaredPart(int Number, string Sha256);

/// <summary>What a file must consist of, in the words of its sender.</summary>
public sealed record DeclaredFile
{
    private const int DigestLength = 64;

    private DeclaredFile(ImmutableArray<DeclaredPart> parts, string? sha256)
    {
        Parts = parts;
        Sha256 = sha256;
    }

    /// <summary>By number.</summary>
    public ImmutableArray<DeclaredPart> Parts { get; }

    /// <summary>Digest of the whole; null when it was not declared.</summary>
    public string? Sha256 { get; }

    /// <summary>The same for the same declaration, and for no other.</summary>
    public string Fingerprint
    {
        get
        {
            var lines = Parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Number} {part.Sha256}")).Append(Sha256 ?? "");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
        }
    }

    /// <summary>Checks a request. Error: <see cref="ValidationFailed"/> with every wrong field.</summary>
    public static Result<DeclaredFile> Check(IReadOnlyList<PartDraft?>? parts, string? sha256)
    {
        var rules = new FieldRules();
        rules.Require(parts is not null, "/parts", new Required());
        rules.Require(parts is not { Count: > PartTable.MaximumParts }, "/parts", new TooMany(PartTable.MaximumParts));
        rules.Require(sha256 is null || IsDigest(sha256), "/sha256", new NotADigest());
        if (rules.Failure is { } unreadable) return unreadable;

        var numbers = new HashSet<int>();
        var declared = ImmutableArray.CreateBuilder<DeclaredPart>(parts!.Count);
        for (var i = 0; i < parts.Count; i++)
        {
            var (number, digest) = (parts[i]?.Number ?? 0, parts[i]?.Sha256 ?? "");
            var pointer = string.Create(CultureInfo.InvariantCulture, $"/parts/{i}");
            rules.Require(number is >= 1 and <= PartTable.MaximumParts, $"{pointer}/number", new OutOfRange(1, PartTable.MaximumParts));
            rules.Require(numbers.Add(number), $"{pointer}/number", new PartNamedTwice());
            rules.Require(IsDigest(digest), $"{pointer}/sha256", new NotADigest());
            declared.Add(new DeclaredPart(number, digest.ToLowerInvariant()));
        }

        if (rules.Failure is { } failure) return failure;
        declared.Sort((one, other) => one.Number.CompareTo(other.Number));
        return new DeclaredFile(declared.DrainToImmutable(), sha256?.ToLowerInvariant());
    }

    /// <summary>The table of what arrived, if it is what was declared. Errors: <see cref="PartMissing"/>, <see cref="PartNotNamed"/>, <see cref="DigestMismatch"/>.</summary>
    public Result<PartTable> Match(ImmutableArray<ArrivedPart> arrived)
    {
        var byNumber = arrived.ToDictionary(part => part.Number);
        if (Parts.FirstOrDefault(part => !byNumber.ContainsKey(part.Number)) is { } missing) return new PartMissing(missing.Number);
        var named = Parts.Select(part => part.Number).ToHashSet();
        if (arrived.FirstOrDefault(part => !named.Contains(part.Number)) is { } unnamed) return new PartNotNamed(unnamed.Number);
        if (Parts.Any(part => byNumber[part.Number].Sha256 != part.Sha256)) return new DigestMismatch();
        return PartTable.Of(arrived.OrderBy(part => part.Number).Select(part => new FilePart(part.Number, part.Attempt, part.SizeBytes, part.Sha256)));
    }

    private static bool IsDigest(string text) => text.Length == DigestLength && text.All(char.IsAsciiHexDigit);
}
