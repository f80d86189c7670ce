using System.Collections.Immutable;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Work: a rehearsal is to be run, or to go on.</summary>
public sealed record RunRehearsal(UserId Owner, RehearsalId Rehearsal);

/// <summary>Runs a rehearsal: plays the release by its own behaviour, delivers its assets to nobody, and mails its owner what the receivers would get.</summary>
/// <remarks>
/// Whatever is read is thrown away; the rehearsal alone is stored. A plan with much to read is rehearsed in several messages, each of
/// which goes on where the one before stopped; one that was changed meanwhile, from the beginning.
/// </remarks>
public sealed class RunRehearsalHandler(
    IRehearsals rehearsals, IReleases releases, IKeepLookup keeps, IContentSealer sealer, AssetRehearsal assets, RehearsedPeople people, RehearsalMails mails, IWorkQueue<RunRehearsal> later, IClock clock)
{
    /// <summary>How much one message reads before it leaves the rest to the next.</summary>
    public const long BytesPerMessage = 256 * 1024 * 1024;

    /// <summary>How many assets one message looks at before it leaves the rest to the next.</summary>
    public const int AssetsPerMessage = 100;

    /// <exception cref="PermanentFailureException">There is no such rehearsal, or no release.</exception>
    public async Task HandleAsync(RunRehearsal work, CancellationToken cancellationToken)
    {
        var rehearsal = await rehearsals.FindAsync(work.Owner, work.Rehearsal, cancellationToken) ?? throw new PermanentFailureException("rehearsal_unknown");
        if (!rehearsal.IsUnderWay) return;
        var release = await releases.FindAsync(rehearsal.State.Release, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
        try
        {
            if (release.State.IsFinal) rehearsal.Fail(RehearsalProblems.ReleaseEnded, clock.Now);
            else await RunAsync(rehearsal, release, cancellationToken);
        }
        catch (UserKeyMissingException)
        {
            rehearsal.Fail(RehearsalProblems.KeyMissing, clock.Now);
        }
        catch (SealBrokenException)
        {
            rehearsal.Fail(RehearsalProblems.SealBroken, clock.Now);
        }

        var goesOn = rehearsal.IsUnderWay;
        var workId = $"{rehearsal.Id}:{rehearsal.Version}";
        await rehearsals.SaveAsync(rehearsal, cancellationToken);
        if (goesOn) await later.EnqueueAsync(workId, work, cancellationToken);
    }

    private async Task RunAsync(Rehearsal rehearsal, AssetRelease release, CancellationToken cancellationToken)
    {
        var (owner, record) = (rehearsal.State.Owner, Rehearsal.RecordOf(rehearsal.Id));
        var content = await sealer.OpenAsync<RehearsalContent>(record, rehearsal.State.Sealed, owner, cancellationToken);
        if (!rehearsal.IsOf(release))
        {
            rehearsal.BeginAnew(release, await sealer.ResealAsync(record, rehearsal.State.Sealed, owner, content with { Assets = [] }, cancellationToken), clock.Now);
            return;
        }

        var plan = await sealer.OpenAsync<ReleaseContent>(AssetRelease.RecordOf(release.Id), release.State.Sealed, owner, cancellationToken);
        var strangers = await keeps.StrangersAsync(owner, [.. release.State.Receivers.Union(release.State.Keepers)], cancellationToken);
        var (receivers, keepers) = (await people.FindReceiversAsync(release, strangers, cancellationToken), await people.FindKeepersAsync(release, strangers, cancellationToken));
        IReadOnlyCollection<int>? admitting = content.Place is { } place ? [.. plan.PlacesThatAdmit(place)] : null;
        var premise = new RehearsalPremise(content.IsSilent, content.IsPreceded, CanBeAttested(release, keepers));
        var played = PlayedRelease.Play(release, admitting, [.. strangers.Intersect(release.State.Receivers)], rehearsal.State.Clock, premise);
        content = content with { Assets = await LookAsync(played.Release, content.Assets, cancellationToken) };
        if (content.Assets.Length < release.State.Assets.Length)
        {
            rehearsal.Progress(await sealer.ResealAsync(record, rehearsal.State.Sealed, owner, content, cancellationToken), clock.Now);
            return;
        }

        foreach (var asset in content.Assets) played.Record(asset);
        var sent = await mails.SendAsync(rehearsal, played.Happened, plan, cancellationToken);
        var result = played.Result(receivers, keepers, sent);
        var resealed = await sealer.ResealAsync(record, rehearsal.State.Sealed, owner, content with { Result = result }, cancellationToken);
        rehearsal.Finish(resealed, result.Passes(content.Assets), clock.Now);
    }

    /// <summary>Whether the plan can count on as many keepers as must attest.</summary>
    private static bool CanBeAttested(AssetRelease release, ImmutableArray<KeeperFinding> keepers) =>
        release.Conditions.Attestation is not { } attestation || keepers.Count(keeper => keeper.Problem is null) >= attestation.Count;

    /// <summary>Looks at the assets that were not looked at, as far as one message goes.</summary>
    private async Task<ImmutableArray<AssetFinding>> LookAsync(AssetRelease release, ImmutableArray<AssetFinding> known, CancellationToken cancellationToken)
    {
        var findings = known.Where(finding => release.State.Assets.Contains(finding.Asset)).ToList();
        var (count, bytes) = (0, 0L);
        foreach (var asset in release.State.Assets.Except(findings.Select(finding => finding.Asset)))
        {
            if (count >= AssetsPerMessage || bytes >= BytesPerMessage) break;
            var finding = await assets.FindAsync(release, asset, cancellationToken);
            findings.Add(finding);
            (count, bytes) = (count + 1, bytes + finding.SizeBytes);
        }

        return [.. findings];
    }
}
