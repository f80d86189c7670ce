using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>What a release does to the ownership of its assets.</summary>
public enum BequestType
{
    /// <summary>The receivers own it; the giver does not, unless among the receivers.</summary>
    Gift,

    /// <summary>The receivers own it beside those who did.</summary>
    CoOwnership,

    /// <summary>Each receiver gets an asset of their own; this one stays as it is.</summary>
    Copy,

    /// <summary>Ownership stays as it is.</summary>
    Self,
}

/// <summary>Who owns an asset after its release.</summary>
public static class Bequest
{
    /// <summary>An ordered set: those who stay in their order, then those who come in theirs.</summary>
    public static ImmutableArray<UserId> OwnersAfter(this BequestType bequest, ImmutableArray<UserId> owners, UserId transferor, ImmutableArray<UserId> receivers) => bequest switch
    {
        BequestType.Gift => [.. owners.Where(owner => owner != transferor || receivers.Contains(owner)).Union(receivers)],
        BequestType.CoOwnership => [.. owners.Union(receivers)],
        BequestType.Copy or BequestType.Self => owners,
    };
}
