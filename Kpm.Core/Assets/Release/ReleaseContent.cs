using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets;

/// <summary>The sensitive part of a release: it lies sealed under the key of its owner.</summary>
/// <param name="Name">1 to 64 code points after trimming; kept as given.</param>
/// <param name="Description">At most 4,000 code points.</param>
[ContentSchema(3)]
public sealed record ReleaseContent(string Name, string? Description)
{
    public const int MaximumNameLength = 64;
    public const int MaximumDescriptionLength = 4_000;

    /// <summary>What is left when the owner was erased: nothing can be read.</summary>
    public static ReleaseContent Erased { get; } = new("", null);

    /// <summary>Where it can be claimed, see <see cref="Place.Text"/>; conditions name each by its number. Receivers never see them.</summary>
    public ImmutableArray<string> Places { get; init; } = [];

    /// <summary>The receivers whom the owner named by an address, whether or not they took it up. Receivers never see them.</summary>
    public ImmutableArray<Invitee> Invited { get; init; } = [];

    /// <summary>What receivers may see.</summary>
    public ReleaseContent ForReceivers() => this with { Places = [], Invited = [] };

    /// <summary>What the owner may see: those who took up an invitation and do not receive any longer, and those who did not come in time, are left out.</summary>
    public ReleaseContent ForOwner(ReleaseState state) =>
        this with { Invited = [.. Invited.Where(invitee => invitee.AcceptedBy is { } user ? state.Receivers.Contains(user) : state.Invited.Contains(invitee.Invitation))] };

    /// <summary>The same with an invitation taken up by an account.</summary>
    public ReleaseContent Accepted(InvitationId invitation, UserId by) =>
        this with { Invited = [.. Invited.Select(invitee => invitee.Invitation == invitation ? invitee with { AcceptedBy = by } : invitee)] };

    /// <summary>The numbers of the places that admit somebody who says this of where they are.</summary>
    /// <param name="stated">A name, or a <c>geo:</c> URI.</param>
    public IEnumerable<int> PlacesThatAdmit(string stated) =>
        Places.Index().Where(place => Place.Read(place.Item)?.Admits(stated) == true).Select(place => place.Index);

    internal static ReleaseContent Read(string? name, string? description, FieldRules rules)
    {
        rules.Require(FieldRules.LengthOf((name ?? "").Trim()) is >= 1 and <= MaximumNameLength, "/name", new WrongLength(MaximumNameLength));
        return new ReleaseContent(name ?? "", rules.OptionalText(description, MaximumDescriptionLength, "/description"));
    }

    /// <summary>Two contents are equal when they say the same.</summary>
    public bool Equals(ReleaseContent? other) => other is not null && Name == other.Name && Description == other.Description && Places.SequenceEqual(other.Places) && Invited.SequenceEqual(other.Invited);

    public override int GetHashCode() => HashCode.Combine(Name, Description, Places.Length, Invited.Length);

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ReleaseContent);
}
