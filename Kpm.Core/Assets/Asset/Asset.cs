using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets;

/// <summary>A memory: sealed content and exactly one file, owned by one or more people.</summary>
/// <remarks>
/// A release that is scheduled holds its assets, which hides them; hidden is derived from the hold and never stored. A hold is
/// taken and let go by the release that it names and by no other, so late or repeated messages of another release change nothing.
/// </remarks>
public sealed partial class Asset : AggregateRoot<AssetId, AssetState>
{
    private Asset(AssetId id, AssetState state, long version) : base(id, state, version)
    {
    }

    /// <summary>Active or waiting for its file, and neither hidden nor in the trash.</summary>
    public bool IsVisible => State.Lifecycle is Lifecycle.Active or Lifecycle.Pending && !IsHidden && !IsInTrash;

    public bool IsHidden => State.HeldBy is not null;

    /// <summary>Active and visible: a release may name it.</summary>
    public bool IsReleasable => State.Lifecycle == Lifecycle.Active && IsVisible;

    /// <summary>What lies in the vault for it.</summary>
    public IEnumerable<SealedFile> Files => new[] { State.File, State.Thumbnail }.OfType<SealedFile>();

    /// <summary>An asset as it was stored.</summary>
    public static Asset Load(AssetId id, AssetState state, long version) => new(id, state, version);

    /// <summary>The name under which an asset's content is sealed.</summary>
    public static RecordName RecordOf(AssetId id) => RecordNames.Of(id);

    /// <summary>A new asset, which waits for its file. Error: <see cref="NotOwner"/>.</summary>
    public static Result<Asset> Create(AssetId id, UserId creator, NewAsset facts, SealedRecord sealedContent, Timestamp at)
    {
        if (!facts.Owners.Contains(creator)) return new NotOwner();
        var state = new AssetState
        {
            CreatedTs = at,
            Owners = facts.Owners,
            Sealed = sealedContent,
            FileType = facts.File.Type,
            DeclaredSizeBytes = facts.File.SizeBytes,
            ExtraPrivate = facts.ExtraPrivate,
            Bookmarked = facts.Bookmarked,
        };
        var asset = new Asset(id, state, 0);
        asset.Change(state, at, new AssetDeclared(id));
        return asset;
    }

    /// <summary>An asset of the receiver's own with the file and the content of another one.</summary>
    /// <param name="original">The other one.</param>
    /// <param name="delivery">The release that leaves it, and its giver.</param>
    /// <param name="id">Follows from what is delivered to whom.</param>
    /// <param name="owner">The receiver.</param>
    /// <param name="sealedContent">The content under a data key of its own.</param>
    /// <param name="file">The file under that key.</param>
    /// <param name="at">Now.</param>
    public static Asset CopyOf(Asset original, AssetDelivery delivery, AssetId id, UserId owner, SealedRecord sealedContent, SealedFile file, Timestamp at)
    {
        var state = new AssetState
        {
            CreatedTs = at,
            Lifecycle = Lifecycle.Active,
            Owners = [owner],
            Sealed = sealedContent,
            FileType = original.State.FileType,
            DeclaredSizeBytes = original.State.DeclaredSizeBytes,
            File = file,
            LastDelivery = delivery,
        };
        var copy = new Asset(id, state, 0);
        copy.Change(state, at, new AssetCreated(id, state.Owners));
        return copy;
    }

    public bool IsOwnedBy(UserId person) => State.Owners.Contains(person);

    /// <summary>Whether the token may upload the file now. Errors: <see cref="BadAuthorizerToken"/> when it did already, <see cref="AwaitsNoFile"/> when another did.</summary>
    public Result CheckUpload(string uploadTokenId)
    {
        if (State.UsedUploadToken == uploadTokenId) return new BadAuthorizerToken();
        return CheckAwaitsFile();
    }

    /// <summary>Whether there is no file yet and one may come. Error: <see cref="AwaitsNoFile"/>.</summary>
    public Result CheckAwaitsFile() => State.Lifecycle == Lifecycle.Pending && !IsInTrash ? Result.Success : new AwaitsNoFile();

    /// <summary>The file is stored: the asset becomes active. Errors as of <see cref="CheckUpload"/>.</summary>
    public Result CommitUpload(SealedFile file, string uploadTokenId, Timestamp at)
    {
        var allowed = CheckUpload(uploadTokenId);
        if (allowed.IsFailure) return allowed;
        var uploaded = State with { Lifecycle = Lifecycle.Active, File = file, UsedUploadToken = uploadTokenId, ModifiedTs = Modified(at, "state", "file") };
        Change(uploaded, at, new AssetCreated(Id, State.Owners));
        return Result.Success;
    }

    /// <summary>An owner changes what is said about the asset.</summary>
    /// <param name="resealed">The content with the changes, under the same data key.</param>
    /// <param name="patch">What else is changed.</param>
    /// <param name="fields">The names of the fields that are new; if there are none, nothing changes.</param>
    /// <param name="at">Now.</param>
    public void Update(SealedRecord resealed, AssetPatch patch, IReadOnlyList<string> fields, Timestamp at)
    {
        if (fields.Count == 0) return;
        var updated = State with
        {
            Sealed = resealed,
            ExtraPrivate = patch.ExtraPrivate ?? State.ExtraPrivate,
            Bookmarked = patch.Bookmarked ?? State.Bookmarked,
            ModifiedTs = Modified(at, [.. fields]),
        };
        Change(updated, at, new AssetUpdated(Id));
    }

    /// <summary>Whether a thumbnail can be made, and none was.</summary>
    public bool WantsPicture =>
        State is { Lifecycle: Lifecycle.Active, File: not null, Thumbnail: null } && Picture.CanBeMadeOf(State.FileType, State.SizeBytes);

    /// <summary>A thumbnail was made. Nothing changes when there is one.</summary>
    /// <param name="thumbnail">The sealed thumbnail.</param>
    /// <param name="resealed">The content with what the image suggests, under the same data key.</param>
    /// <param name="at">Now.</param>
    public void AttachPicture(SealedFile thumbnail, SealedRecord resealed, Timestamp at)
    {
        if (!WantsPicture) return;
        Change(State with { Thumbnail = thumbnail, Sealed = resealed }, at, new AssetPictured(Id));
    }

    /// <summary>The content is wrapped anew for an owner; what it says, and who owns it, is the same.</summary>
    public void RenewWrap(SealedRecord renewed) => Rewrap(State with { Sealed = renewed });

    /// <summary>A release of <paramref name="owner"/> takes hold. Nothing changes when it has hold, or has delivered. Errors: <see cref="AssetHeldByAnother"/>, <see cref="AssetUnavailable"/>.</summary>
    public Result TakeHold(ReleaseId release, UserId owner, Timestamp at)
    {
        if (State.HeldBy == release || WasDeliveredBy(release)) return Result.Success;
        if (IsHidden) return new AssetHeldByAnother();
        if (!IsReleasable || !IsOwnedBy(owner) || WasRevokedBy(release)) return new AssetUnavailable();
        Change(State with { HeldBy = release, ModifiedTs = Modified(at, "state") }, at, new AssetHeld(Id, release));
        return Result.Success;
    }

    /// <summary>The release lets go. Nothing changes when it does not hold the asset.</summary>
    public void LetGo(ReleaseId release, Timestamp at)
    {
        if (State.HeldBy != release) return;
        Change(State with { HeldBy = null, ModifiedTs = Modified(at, "state") }, at, new AssetLetGo(Id, release));
    }

    public bool WasDeliveredBy(ReleaseId release) => State.DeliveredBy.Contains(release);

    /// <summary>Whether the release may give the asset away for this owner. Error: <see cref="AssetUnavailable"/>.</summary>
    public Result CheckDelivery(ReleaseId release, UserId transferor) =>
        State.HeldBy == release && State.Lifecycle == Lifecycle.Active && IsOwnedBy(transferor) ? Result.Success : new AssetUnavailable();

    /// <summary>
    /// Delivers the asset in one change: owners, their wraps, bookmark and hold. Nothing changes when this release did it before.
    /// Error: <see cref="AssetUnavailable"/>.
    /// </summary>
    /// <param name="release">The release that holds the asset.</param>
    /// <param name="transferor">The owner whose release it is.</param>
    /// <param name="owners">All owners from now on, see <see cref="Bequest.OwnersAfter"/>.</param>
    /// <param name="rewrapped">The same content with one wrap for each of them.</param>
    /// <param name="at">Now.</param>
    public Result MoveOwnership(ReleaseId release, UserId transferor, ImmutableArray<UserId> owners, SealedRecord rewrapped, Timestamp at)
    {
        if (WasDeliveredBy(release)) return Result.Success;
        var allowed = CheckDelivery(release, transferor);
        if (allowed.IsFailure) return allowed;
        ArgumentOutOfRangeException.ThrowIfZero(owners.Length);
        var moved = State with
        {
            Owners = owners,
            Sealed = rewrapped,
            Bookmarked = State.Bookmarked && owners.SequenceEqual(State.Owners),
            HeldBy = null,
            DeliveredBy = State.DeliveredBy.Add(release),
            LastDelivery = new AssetDelivery(release, transferor, State.Owners),
            ModifiedTs = Modified(at, "state", "owners_id", "bookmarked"),
        };
        Change(moved, at, new AssetOwnershipChanged(Id, owners, State.Owners, release));
        return Result.Success;
    }
}

/// <summary>Stores assets.</summary>
public interface IAssets : IRepository<Asset, AssetId>
{
    /// <summary>Every asset that a person owns, but those that are removed. Reads the aggregates themselves.</summary>
    Task<IReadOnlyList<AssetId>> FindOwnedAsync(UserId person, CancellationToken cancellationToken);
}
