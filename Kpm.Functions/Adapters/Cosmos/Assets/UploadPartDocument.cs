using System.Globalization;
using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>One part of an upload, in the partition of the upload. It vanishes by itself, long after the upload has ended.</summary>
internal sealed record UploadPartDocument
{
    public const string TypeName = "uploadPart";

    /// <summary>Longer than an upload may take parts.</summary>
    private const int KeptSeconds = 7 * 24 * 3600;

    public required string Id { get; init; }

    /// <summary>Partition key: the upload's id.</summary>
    public required string Pk { get; init; }

    public string Type { get; init; } = TypeName;

    public int SchemaVersion { get; init; } = 1;

    public required int Number { get; init; }

    public required Guid Attempt { get; init; }

    public required long SizeBytes { get; init; }

    public required string Sha256 { get; init; }

    public required Timestamp ArrivedTs { get; init; }

    public int Ttl { get; init; } = KeptSeconds;

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"part-{number:D5}");

    public static UploadPartDocument Of(UploadId upload, ArrivedPart part) => new()
    {
        Id = IdOf(part.Number),
        Pk = upload.ToString(),
        Number = part.Number,
        Attempt = part.Attempt,
        SizeBytes = part.SizeBytes,
        Sha256 = part.Sha256,
        ArrivedTs = part.ArrivedTs,
    };

    public ArrivedPart ToPart() => new(Number, Attempt, SizeBytes, Sha256, ArrivedTs);
}
