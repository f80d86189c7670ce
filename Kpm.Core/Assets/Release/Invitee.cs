using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>A receiver who is named by an address, as the owner named them.</summary>
/// <param name="Email">The address, in its stored form.</param>
/// <param name="AddressKey">What spellings of one mailbox have in common.</param>
/// <param name="Name">What the owner calls them.</param>
public sealed record Invitee(string Email, string AddressKey, string Name)
{
    public const int MaximumNameLength = 64;

    /// <summary>Their invitation; empty until the plan is stored.</summary>
    public InvitationId Invitation { get; init; }

    /// <summary>The account that took the invitation up; null while it is open.</summary>
    public UserId? AcceptedBy { get; init; }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(Invitee);
}

/// <summary>Everybody to whom a release goes.</summary>
/// <param name="Receivers">Those who have an account that is known: an ordered set.</param>
/// <param name="Invited">Those who are or were named by an address: one for each mailbox.</param>
internal sealed record ReleasePeople(ImmutableArray<UserId> Receivers, ImmutableArray<Invitee> Invited)
{
    /// <summary>
    /// Reads whom a request names. An address that took up its invitation stands for the account that did so; one that is
    /// invited already keeps its invitation.
    /// </summary>
    public static ReleasePeople Read(ReleaseDraft draft, ImmutableArray<Invitee> known, FieldRules rules)
    {
        ImmutableArray<Invitee> named = [.. (draft.Invited ?? []).DistinctBy(invitee => invitee.AddressKey, StringComparer.Ordinal).Select(invitee => InLightOf(known, invitee))];
        var ids = (draft.Receivers ?? []).Concat(named.Select(invitee => invitee.AcceptedBy).OfType<UserId>()).Distinct().ToImmutableArray();
        var accepted = known.Where(invitee => invitee.AcceptedBy is { } user && ids.Contains(user) && !named.Any(one => one.AddressKey == invitee.AddressKey));
        var count = ids.Length + named.Count(invitee => invitee.AcceptedBy is null);
        rules.Require(count > 0, "/receivers", new NoneNamed());
        rules.Require(count <= ReleasePlan.MaximumReceivers, "/receivers", new TooMany(ReleasePlan.MaximumReceivers));
        return new ReleasePeople(ids, [.. named, .. accepted]);
    }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ReleasePeople);

    private static Invitee InLightOf(ImmutableArray<Invitee> known, Invitee invitee) =>
        known.FirstOrDefault(one => one.AddressKey == invitee.AddressKey) is { } same ? same with { Name = invitee.Name } : invitee;
}
