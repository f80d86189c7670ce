using System.Collections.Immutable;
using System.Globalization;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>A condition as its owner sees it: in plain words and as data, with its members.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Place">The place of a leaf that has one.</param>
/// <param name="Finding">How it stands.</param>
/// <param name="Evidence">What shows that a place was found.</param>
/// <param name="Text">What it asks for.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Of">The members of a group.</param>
public sealed record ConditionExplanation(
    ReleaseCondition Condition, Place? Place, Finding Finding, PlaceEvidence? Evidence, string Text, string Status, ImmutableArray<ConditionExplanation> Of)
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ConditionExplanation);
}

/// <summary>Explains the conditions of one release.</summary>
/// <param name="conditions">The conditions and the evidence.</param>
/// <param name="places">Its places.</param>
/// <param name="canceled">Those of the releases that it follows that were cancelled.</param>
/// <param name="language">In which language.</param>
/// <param name="now">The present.</param>
internal sealed class ConditionExplainer(ReleaseConditions conditions, ImmutableArray<string> places, ImmutableArray<ReleaseId> canceled, Language language, Timestamp now)
{
    private readonly ConditionWords _words = ConditionWords.In(language);

    public ConditionExplanation Explain(ReleaseCondition condition)
    {
        var place = condition is ReleaseCondition.AtPlace at && at.Number < places.Length ? Place.Read(places[at.Number]) : null;
        ImmutableArray<ConditionExplanation> members = condition is ReleaseCondition.Group group ? [.. group.Of.Select(Explain)] : [];
        var finding = conditions.Of(condition, now);
        return new ConditionExplanation(condition, place, finding, conditions.EvidenceOf(condition), TextOf(condition, place, members), StatusOf(condition, finding), members);
    }

    private string TextOf(ReleaseCondition condition, Place? place, ImmutableArray<ConditionExplanation> members) => condition switch
    {
        ReleaseCondition.Date date => _words.Say(_words.After, Say(date.Instant)),
        ReleaseCondition.LocalDate local => _words.Say(_words.AfterOnWall, _words.Say(DateTime.Parse(local.DateTime, CultureInfo.InvariantCulture)), local.TimeZone),
        ReleaseCondition.Window window => _words.Say(_words.Drawn, Say(window.From), Say(window.Until)),
        ReleaseCondition.AtPlace => TextOf(place),
        ReleaseCondition.Inactivity silent => _words.Say(_words.Silent, silent.Terms.Period, silent.Terms.Days),
        ReleaseCondition.Attestation attestation => _words.Say(_words.Attested, attestation.Count, attestation.Wait),
        ReleaseCondition.Follows { Days: 0 } => _words.FollowsAtOnce,
        ReleaseCondition.Follows { Days: 1 } => _words.FollowsNextDay,
        ReleaseCondition.Follows follows => _words.Say(_words.Follows, follows.Days),
        ReleaseCondition.All => _words.Say(_words.All, Join(members)),
        ReleaseCondition.Any => _words.Say(_words.Any, Join(members)),
        ReleaseCondition.AtLeast some => _words.Say(_words.AtLeast, Join(members), some.Count),
        _ => _words.Always,
    };

    private string TextOf(Place? place) => place switch
    {
        Place.Area area => _words.Say(_words.Near, area.Latitude.ToString(CultureInfo.InvariantCulture), area.Longitude.ToString(CultureInfo.InvariantCulture), area.Radius),
        _ => _words.Say(_words.Named, place?.Text),
    };

    private string StatusOf(ReleaseCondition condition, Finding finding) => finding switch
    {
        { Since: { UnixMilliseconds: > 0 } since } => _words.Say(_words.MetSince, Say(since)),
        { IsMet: true } => _words.MetAlways,
        { NextChange: { } next } => _words.Say(_words.WillBeMet, Say(next)),
        _ => condition switch
        {
            ReleaseCondition.AtPlace => _words.AwaitsPlace,
            ReleaseCondition.Inactivity => _words.AwaitsSilence,
            ReleaseCondition.Attestation => _words.AwaitsAttestation,
            ReleaseCondition.Follows follows => canceled.Contains(follows.Legacy) ? _words.NothingPrecedes : _words.AwaitsPreceding,
            _ => _words.AwaitsOthers,
        },
    };

    /// <summary>The last date of the calendar is met a millisecond after its end.</summary>
    private string Say(Timestamp instant) => _words.Say(new Timestamp(Math.Min(instant.UnixMilliseconds, ConditionReader.LatestDate)).ToDateTimeOffset().UtcDateTime);

    /// <summary>The members side by side; a group among them in brackets.</summary>
    private static string Join(ImmutableArray<ConditionExplanation> members) =>
        string.Join("; ", members.Select(member => member.Condition is ReleaseCondition.Group ? $"({member.Text})" : member.Text));
}
