using System.Collections.Immutable;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>The releases of each person, in container <c>releasesByPerson</c>: one row per role, its content sealed for that person.</summary>
internal sealed class ReleaseRows(Database database, IContentSealer sealer) : IReleaseRows, IReleaseList
{
    private const string Incoming = "c.role = 'receiver' AND c.state = 'active' AND (NOT IS_DEFINED(c.releaseTs) OR c.releaseTs < @now)";
    private readonly RowStore<ReleaseRowDocument> _rows = new(database.GetContainer("releasesByPerson"));

    public async Task PutAsync(UserId person, ReleaseRole role, ReleaseRow row, CancellationToken cancellationToken)
    {
        var content = await sealer.SealAsync(RecordOf(person, role, row.Id), row.Content, [person], cancellationToken);
        await _rows.PutAsync(ReleaseRowDocument.Of(person, role, row, content), cancellationToken);
    }

    public Task<int> RenewWrapsAsync(RotatedKey key, CancellationToken cancellationToken) =>
        _rows.RenewWrapsAsync(
            key,
            async row => row with { Sealed = await sealer.RenewWrapAsync(RecordOf(key.User, row.Role, EntityId.Parse<ReleaseId>(row.Release)), row.Sealed, key, cancellationToken) },
            cancellationToken);

    public Task<Page<ReleaseRow>> OwnAsync(UserId owner, ReleaseFilter filter, PageRequest page, CancellationToken cancellationToken) => PageAsync(
        owner,
        ReleaseRole.Owner,
        filter switch
        {
            ReleaseFilter.Active => "c.role = 'owner' AND c.state = 'active'",
            ReleaseFilter.Past => "c.role = 'owner' AND c.state != 'active'",
        },
        page,
        [],
        cancellationToken);

    public Task<Page<ReleaseRow>> IncomingAsync(UserId receiver, Timestamp now, PageRequest page, CancellationToken cancellationToken) => PageAsync(
        receiver,
        ReleaseRole.Receiver,
        Incoming,
        page,
        [("@now", now.UnixMilliseconds)],
        cancellationToken);

    public Task<Page<ReleaseRow>> WatchedAsync(UserId keeper, PageRequest page, CancellationToken cancellationToken) =>
        PageAsync(keeper, ReleaseRole.Keeper, "c.role = 'keeper' AND c.state = 'active'", page, [], cancellationToken);

    public Task<int> CountIncomingAsync(UserId receiver, Timestamp now, CancellationToken cancellationToken) =>
        _rows.CountAsync(receiver.ToString(), Incoming, [("@now", now.UnixMilliseconds)], cancellationToken);

    public async Task<IReadOnlyList<ReleaseRow>> FindActiveAsync(UserId owner, IReadOnlyCollection<AssetId> assets, CancellationToken cancellationToken)
    {
        var active = await _rows.FindAllAsync(owner.ToString(), "c.role = 'owner' AND c.state = 'active'", cancellationToken);
        return await OpenAsync(owner, ReleaseRole.Owner, [.. active.Where(row => row.Assets.Intersect(assets).Any())], cancellationToken);
    }

    public async Task<IReadOnlyDictionary<ReleaseType, int>> CountByTypeAsync(UserId owner, CancellationToken cancellationToken)
    {
        var types = await _rows.FindValuesAsync<ReleaseType>(owner.ToString(), "c.releaseType", "c.role = 'owner' AND c.state != 'removed'", cancellationToken);
        return types.CountBy(type => type).ToDictionary();
    }

    private async Task<Page<ReleaseRow>> PageAsync(UserId person, ReleaseRole role, string condition, PageRequest page, IReadOnlyList<(string, object)> parameters, CancellationToken cancellationToken)
    {
        var found = await _rows.PageAsync(person.ToString(), condition, "createdTs", page, parameters, cancellationToken);
        return new Page<ReleaseRow>(await OpenAsync(person, role, found.Items, cancellationToken), found.Total, found.Number, found.Size);
    }

    private async Task<List<ReleaseRow>> OpenAsync(UserId person, ReleaseRole role, IReadOnlyList<ReleaseRowDocument> found, CancellationToken cancellationToken)
    {
        var opened = new List<ReleaseRow>(found.Count);
        foreach (var document in found)
        {
            var id = EntityId.Parse<ReleaseId>(document.Release);
            opened.Add(document.Open(await sealer.OpenAsync<ReleaseContent>(RecordOf(person, role, id), document.Sealed, person, cancellationToken)));
        }

        return opened;
    }

    private static RecordName RecordOf(UserId person, ReleaseRole role, ReleaseId release) => new("releaseRow", $"{person}/{role}/{release}");

    private sealed record ReleaseRowDocument : IRow
    {
        public required string Id { get; init; }

        public required string Pk { get; init; }

        public string Type { get; init; } = "releaseRow";

        public int SchemaVersion { get; init; } = 1;

        public required long Version { get; init; }

        public required ReleaseRole Role { get; init; }

        public required Lifecycle State { get; init; }

        public required string Release { get; init; }

        public required ReleaseType ReleaseType { get; init; }

        public required UserId Owner { get; init; }

        public required ImmutableArray<UserId> Receivers { get; init; }

        public required ImmutableArray<AssetId> Assets { get; init; }

        public required SealedRecord Sealed { get; init; }

        public Timestamp? ReleaseTs { get; init; }

        public bool HasPlace { get; init; }

        public required Timestamp CreatedTs { get; init; }

        public Timestamp? ModifiedTs { get; init; }

        public static ReleaseRowDocument Of(UserId person, ReleaseRole role, ReleaseRow row, SealedRecord content) => new()
        {
            Id = $"{row.Id}:{role.ToString().ToLowerInvariant()}",
            Pk = person.ToString(),
            Version = row.Version,
            Role = role,
            State = row.Lifecycle,
            Release = row.Id.ToString(),
            ReleaseType = row.ReleaseType,
            Owner = row.Owner,
            Receivers = row.Receivers,
            Assets = row.Assets,
            Sealed = content,
            ReleaseTs = row.ReleaseTs,
            HasPlace = row.HasPlace,
            CreatedTs = row.CreatedTs,
            ModifiedTs = row.ModifiedTs,
        };

        public ReleaseRow Open(ReleaseContent content) => new(
            EntityId.Parse<ReleaseId>(Release), Version, State, ReleaseType, Owner, Receivers, Assets, content, ReleaseTs, HasPlace, CreatedTs, ModifiedTs);
    }
}
