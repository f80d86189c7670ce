using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.User;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>A row of each kind in which every member has a value that it does not have by itself.</summary>
internal static class SampleRows
{
    private static readonly Timestamp Now = SampleStates.Now;

    public static ReleaseContent ContentThatInvites => new("Name 家", "Description")
    {
        Places = ["Girona"],
        Invited =
        [
            new Invitee("i.aia@gmail.com", "iaia@gmail.com", "Iaia 家") { Invitation = SampleStates.Invited(1) },
            new Invitee("avi@example.com", "avi@example.com", "Avi") { Invitation = SampleStates.Invited(3), AcceptedBy = SampleStates.Ben },
        ],
    };

    public static KeepRow Keep => new(
        new KeepId(new Guid(1, 4, 0, [0, 0, 0, 0, 0, 0, 0, 0])),
        2,
        Lifecycle.Active,
        Now,
        Now + TimeSpan.FromMinutes(1),
        new KeepProfile(SampleStates.Anna, "anna@example.com", "aB2cD", "Anna"),
        new KeepProfile(SampleStates.Ben, "ben@example.com", "bC3dE", "Ben"),
        KeepSide.Requested,
        "My little sister",
        2);

    /// <summary>A row as it was stored before it had a private name.</summary>
    public static KeepRow FirstKeep => Keep with { Name = null };

    public static UserRow User => UserRow.Of(UserAccount.Load(SampleStates.Anna, SampleStates.Account, 2));

    public static AssetRow Asset => new(
        SampleStates.AssetNo(1),
        2,
        Lifecycle.Active,
        IsHidden: false,
        [SampleStates.Ben, SampleStates.Anna],
        new AssetContent("Title ñ", "Description", ["tag", "家"], ["Anna"], "Girona", "Summer 1987", "a b.jpg"),
        "image/jpeg",
        5_000_000_000,
        ExtraPrivate: true,
        Bookmarked: true,
        Now,
        Now + TimeSpan.FromMinutes(1),
        HasThumbnail: true,
        ShredTs: null);

    /// <summary>A row as it was stored before there were thumbnails.</summary>
    public static AssetRow FirstAsset => Asset with { HasThumbnail = false };

    public static ReleaseRow Release => new(
        SampleStates.Release(1),
        2,
        Lifecycle.Active,
        ReleaseType.TimeCapsule,
        SampleStates.Anna,
        [SampleStates.Ben, SampleStates.Anna],
        [SampleStates.AssetNo(2), SampleStates.AssetNo(1)],
        new ReleaseContent("Name", "Description") { Places = ["Girona"] },
        Now - TimeSpan.FromDays(1),
        HasPlace: true,
        Now,
        Now + TimeSpan.FromMinutes(1));

    /// <summary>Puts again until no other writer was faster, as a queue does with a reaction.</summary>
    public static async Task PutUntilStoredAsync(Func<Task> put)
    {
        while (true)
        {
            try
            {
                await put();
                return;
            }
            catch (ConcurrencyConflictException)
            {
                await Task.Yield();
            }
        }
    }
}
